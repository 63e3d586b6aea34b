import Foundation
import TestSupport
import Testing

/// The command line, the environment and the display of batches.
@Suite(.enabled(if: Program.isBuilt)) struct BatchTests {
  @Test("the project's own Lua tests pass") func luaTests() throws {
    let runs = try Program.Folder()
    let result = try Program.run(
      ["batch", Reference.packageRoot + "/Tests/Lua", "--jobs", "2", "--timeout", "120", "--runs", runs.path])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.errors == "")
  }

  @Test(
    "a mistake is told before anything runs",
    arguments: [
      (["batch"], "a folder or script wanted\nTry 'workbench batch --help'.\n"),
      (["batch", "nodir"], "cannot open 'nodir': No such file or directory\n"),
      (["batch", "s", "nofile.lua"], "cannot open 'nofile.lua': No such file or directory\n"),
      (["batch", "s/a.lua/b.lua"], "cannot open 's/a.lua/b.lua': Not a directory\n"),
      (["s/empty"], "no *.lua in 's/empty'\n"), (["batch", "s", "s/empty"], "no *.lua in 's/empty'\n"),
      (["batch", "s/same", "s/same.lua"], "'same' and 'same.lua' would share a run folder\n"),
      (["s", "--jbos", "2"], "unknown option '--jbos'; did you mean '--jobs'?\nTry 'workbench batch --help'.\n"),
      (
        ["s", "-x"],
        "unknown option '-x'; what is meant for the scripts goes after '--'\nTry 'workbench batch --help'.\n"
      ),
      (["s", "--resume=1"], "unknown option '--resume=1'; did you mean '--resume'?\nTry 'workbench batch --help'.\n"),
      (["s", "--jobs", "0"], "'--jobs': a number of scripts from 1 wanted, got '0'\nTry 'workbench batch --help'.\n"),
      (["s", "--timeout"], "'--timeout' needs seconds\nTry 'workbench batch --help'.\n"),
      (
        ["s", "--filter", ""], "'--filter': a pattern such as 'train_*' wanted, got ''\nTry 'workbench batch --help'.\n"
      ),
      (["--jobs", "2", "s"], "'--jobs' goes after 'workbench batch DIR'\nTry 'workbench --help'.\n"),
      (["-i", "s"], "'-e', '-l' and '-i' do not go with a batch\nTry 'workbench batch --help'.\n"),
      (
        ["s", "--report", "r.txt"],
        "'--report': a file ending in .json or .xml wanted, got 'r.txt'\nTry 'workbench batch --help'.\n"
      ),
      (
        ["s", "--report", "r.xml", "--report", "none/r.json"], "cannot write 'none/r.json': No such file or directory\n"
      ),
      (["s", "--report", "s/folder.json"], "cannot write 's/folder.json': Is a directory\n"),
      (["s", "--report", "s/a.lua/r.json"], "cannot write 's/a.lua/r.json': Not a directory\n"),
      (["s", "--runs", "s/a.lua"], "cannot make '"),
      (["s", "--runs", "/proc/none"], "cannot make '/proc/none/s': No such file or directory\n"),
    ] as [([String], String)])
  func mistakes(arguments: [String], message: String) throws {
    let folder = try BatchFolder([
      "a.lua": "", "empty/x.txt": "", "folder.json/x": "", "same": "",
      "same.lua": "",
    ])
    let result = try Program.run(arguments, folder: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("workbench: " + message), "\(result.errors)")
    #expect(result.output == "")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything")) func aFolderThatMayNotBeReadIsTold() throws {
    let folder = try BatchFolder(["a.lua": ""])
    chmod(folder.path + "/s", 0o311)
    defer { chmod(folder.path + "/s", 0o755) }
    let result = try folder.run("s")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("workbench: cannot open '") && result.errors.contains("Permission denied"))
  }

  @Test func theReportSaysWhatTheScriptSaidWhateverThatIs() throws {
    let message = "]]> <b> & \\\"q\\\" 'a' \\27[31mred\\27[0m \\0\\1\\u{FFFE} é\\xff"
    let folder = try BatchFolder(["a.lua": "error(\"\(message)\\nsecond\\tline\", 0)"])
    let result = try folder.run("s", "--report", "r.xml", "--report", "r.json")
    #expect(result.status == 1)
    let shown = "]]> <b> & \"q\" 'a' \u{FFFD}[31mred\u{FFFD}[0m \u{FFFD}\u{FFFD}\u{FFFE} é\u{FFFD}"
    #expect(try folder.report().scripts["a.lua"]?["message"] as? String == shown)
    let test = try #require(try JUnit(folder.path + "/r.xml").cases["a.lua"])
    #expect(test.detail["message"] == shown.replacingOccurrences(of: "\u{FFFE}", with: "\u{FFFD}"))
    #expect(test.text.hasSuffix("\nsecond\tline"))
    #expect(result.output.contains("  | workbench: \(shown)\n  | second\tline\n"))
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test func whatTheEnvironmentSaysKeepsItsMeaning() throws {
    let folder = try BatchFolder([
      "a.lua": "print(require('beside').x, require('inner.here').x, os.getenv('WORKBENCH_ORIGIN'), started)\n"
        + "print(io.read('a'), os.getenv('WORKBENCH_BATCH_PARENT'), io.popen('pwd'):read())",
      "beside.lua": "return {x = 1}",
    ])
    _ = try folder.folder.write("inner/here.lua", "return {x = 2}")
    _ = try folder.folder.write("init.lua", "started = 3")
    let origin = try folder.run("-e", "print(io.popen('pwd -P'):read())").output.dropLast()
    let result = try folder.run("batch", "s/a.lua", environment: ["LUA_INIT": "@init.lua"])
    #expect(result.status == 0, "\(result.output)")
    #expect(folder.text("runs/s/a/batch.log") == "1\t2\t\(origin)\t3\n\tnil\t\(origin)/runs/s/a\n")
    _ = try folder.folder.write("lib/inner/here.lua", "return {x = 4}")
    try folder.write("a.lua", "print(require('inner.here').x)")
    #expect(try folder.run("batch", "s/a.lua", environment: ["LUA_PATH": "./lib/?.lua;;"]).status == 0)
    #expect(folder.text("runs/s/a/batch.log") == "4\n")
  }

  @Test func optionsOfASingleScriptArePassedOn() throws {
    let folder = try BatchFolder([
      "a.lua": "print(started, (pcall(require, 'lib.x')), require('beside').x)", "beside.lua": "return {x = 1}",
    ])
    _ = try folder.folder.write("lib/x.lua", "return {x = 4}")
    let environment = ["LUA_INIT": "started = 5"]
    #expect(try folder.run("batch", "s/a.lua", environment: environment).status == 0)
    #expect(folder.text("runs/s/a/batch.log") == "5\ttrue\t1\n")
    let strict = try folder.run("batch", "s/a.lua", "-E", environment: environment)
    #expect(strict.status == 1 && strict.output.contains("undefined global 'started'"))
    for arguments in [["-E", "--lax-globals", "batch", "s/a.lua"], ["batch", "-E", "s/a.lua", "--lax-globals"]] {
      #expect(try Program.run(arguments, environment: environment, folder: folder.path).status == 0)
      #expect(folder.text("runs/s/a/batch.log") == "nil\tfalse\t1\n")
    }
    // They are terms of a result.
    let resumed = try folder.run("batch", "s/a.lua", "--resume", environment: environment)
    #expect(resumed.status == 0 && !resumed.output.contains("earlier"))
  }

  @Test func seedsArePassedOn() throws {
    let folder = try BatchFolder(["a.lua": "print(require('tensor').rand(1):item())"])
    var seen: [String?] = []
    for seed in ["1", "2", "1"] {
      #expect(try folder.run("s", "--seed", seed).status == 0)
      seen.append(folder.text("runs/s/a/batch.log"))
    }
    #expect(try folder.run("--seed", "2", "s").status == 0)
    #expect(seen[0] == seen[2] && seen[0] != seen[1] && seen[1] == folder.text("runs/s/a/batch.log"))
  }

  @Test func aTerminalHasALineOfWhatRunsAndAPipeHasNone() throws {
    let folder = try BatchFolder(["a.lua": "error('no')", "b.lua": "os.execute('sleep 0.5')"])
    #expect(try folder.run("s", environment: ["TERM": "xterm"]).errors == "")
    var (terminal, other): (Int32, Int32) = (-1, -1)
    try #require(openpty(&terminal, &other, nil, nil, nil) == 0)
    defer { close(terminal) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["s"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["TERM": "xterm"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: other)
    try process.run()
    process.waitUntilExit()
    close(other)
    var text: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 12)
    while case let count = read(terminal, &block, block.count), count > 0 { text += block[..<count] }
    let shown = String(decoding: text, as: UTF8.self)
    #expect(shown.contains("\r\u{1B}[K\u{1B}[?7l[1/2 done, 1 failed, 0:00] b.lua 0:00\u{1B}[?7h"))
    // Nothing of it stays.
    #expect(shown.hasSuffix("\r\u{1B}[K"))
  }

  @Test func helpIsThere() throws {
    let help = try Program.run(["batch", "--help"])
    #expect(help.status == 0)
    #expect(help.output.hasPrefix("usage: workbench batch "))
    for option in [
      "--jobs", "--threads", "--timeout", "--memory", "--seed", "--filter", "--report", "--runs", "--resume",
      "--fail-fast",
    ] {
      #expect(help.output.contains("  \(option) "))
    }
    #expect(try Program.run(["help", "batch"]).output == help.output)
  }
}
