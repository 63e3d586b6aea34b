import Foundation
import Testing

/// How scripts end, and what a batch makes of it.
@Suite(.enabled(if: Program.isBuilt)) struct BatchOutcomeTests {
  static let passing = "print('fine')\nio.open('out.txt', 'w'):write('x'):close()"
  static let catching =
    "-- workbench: timeout=0.5\nwhile true do pcall(function() while true do end end) end"

  @Test func everyEndIsReportedForWhatItIs() throws {
    let folder = try BatchFolder([
      "pass.lua": Self.passing,
      "fail.lua": "print('going')\nerror('broken')",
      "exit.lua": "os.exit(3)",
      "kill.lua": "print('before') os.execute('kill -9 $PPID')",
      "crash.lua": "os.execute('kill -SEGV $PPID')",
      "hang.lua": "-- workbench: timeout=0.5\nwhile true do end",
      "catching.lua": Self.catching,
      "stopped.lua": "-- workbench: timeout=0.5\nos.execute('kill -STOP $PPID')",
      "sleeping.lua": "-- workbench: timeout=0.5\nos.execute('sleep 1000')",
      "hungry.lua": "-- workbench: memory=50M\nlocal t = {} for i = 1, 1e9 do t[i] = {i} end",
      "tensors.lua": "-- workbench: memory=50M\nreturn require('tensor').zeros(1e4, 1e4)",
    ])
    // Swift's own handler would take the first signal, to print a backtrace.
    let result = try folder.run(
      "batch", "s", "--jobs", "6", "--report", "r.json", "--report", "r.xml",
      environment: ["SWIFT_BACKTRACE": "enable=no"])
    // The largest: 128 + SIGSEGV.
    #expect(result.status == 139)
    #expect(result.errors == "")

    let expected = [
      "pass.lua": ("passed", ""), "fail.lua": ("failed", "fail.lua:2: broken"),
      "exit.lua": ("failed", "exit status 3"), "kill.lua": ("killed", "killed by signal 9 (SIGKILL)"),
      "crash.lua": ("killed", "killed by signal 11 (SIGSEGV)"),
      "hang.lua": ("timed out", "timed out after 0.5 s"), "catching.lua": ("timed out", "timed out after 0.5 s"),
      "stopped.lua": ("timed out", "timed out after 0.5 s"), "sleeping.lua": ("timed out", "timed out after 0.5 s"),
      "hungry.lua": ("memory", "not enough memory"),
      "tensors.lua": ("memory", "tensors.lua:2: tensor.zeros: not enough memory for an array of 400000000 bytes"),
    ]
    let report = try folder.report()
    let junit = try JUnit(folder.path + "/r.xml")
    let summary = result.output.components(separatedBy: "\n\n").last ?? ""
    for (name, (word, message)) in expected {
      let row = try #require(report.scripts[name])
      #expect(row["result"] as? String == word, "\(name)")
      #expect(row["message"] as? String ?? "" == message)
      #expect((row["seconds"] as? Double ?? 0) > 0)
      #expect((row["peak_bytes"] as? Int ?? 0) > 1 << 20)
      let test = try #require(junit.cases[name])
      let isOwn = word == "failed"
      #expect(test.verdict == (word == "passed" ? nil : isOwn ? "failure" : "error"))
      #expect(test.detail["message"] ?? "" == message)
      #expect(test.detail["type"] ?? "passed" == word)
      #expect(test.attributes["classname"] == "s")
      let line = try #require(summary.split(separator: "\n").first { $0.hasPrefix(name + " ") })
      #expect(line.contains("  \(word) ") && line.hasSuffix(message.isEmpty ? " MB" : "  \(message)"))
    }
    #expect(report.scripts["exit.lua"]?["status"] as? Int == 3)
    #expect(report.scripts["kill.lua"]?["signal"] as? Int == 9)
    #expect(report.whole["status"] as? Int == 139)
    #expect(
      report.whole["counts"] as? [String: Int] == [
        "passed": 1, "failed": 2, "memory": 2, "timed_out": 4, "killed": 2, "skipped": 0, "stopped": 0, "not_run": 0,
      ])
    #expect(junit.suite["tests"] == "11" && junit.suite["failures"] == "2" && junit.suite["errors"] == "8")
    #expect(junit.cases["kill.lua"]?.text == "before")
    #expect(junit.cases["fail.lua"]?.text.hasPrefix("going\nworkbench: ") == true)
    #expect(summary.contains("11 scripts: 1 passed, 2 failed, 2 memory, 4 timed out, 2 killed, in "))
    // A failure shows the end of its log.
    #expect(result.output.contains("\nfailed     fail.lua  "))
    #expect(result.output.contains("\n  | going\n  | workbench: "))
    // The run folder has the outputs, the log and the status.
    #expect(folder.text("runs/s/pass/out.txt") == "x")
    #expect(folder.text("runs/s/pass/batch.log") == "fine\n")
    #expect(folder.text("runs/s/pass/batch.json")?.contains("\"result\": \"passed\"") == true)
  }

  @Test(
    "the status of a batch is the largest of its scripts'",
    arguments: [
      (["a": "return 1"], 0), (["a": "error('x')", "b": ""], 1), (["a": "os.exit(2)", "b": "error('x')"], 2),
      (["a": "os.exit(3)", "b": "error('x')", "c": ""], 3),
      (["a": "-- workbench: timeout=0.2\nwhile true do end"], 124),
      (["a": "os.execute('kill -9 $PPID')", "b": "os.exit(3)"], 137), (["a": "os.exit(124)", "b": ""], 124),
    ] as [([String: String], Int32)])
  func status(scripts: [String: String], status: Int32) throws {
    let folder = try BatchFolder(Dictionary(uniqueKeysWithValues: scripts.map { ($0 + ".lua", $1) }))
    #expect(try folder.run("s").status == status)
  }

  @Test func anExitStatusOf124WithoutALimitIsAFailure() throws {
    let folder = try BatchFolder(["a.lua": "os.exit(124)", "b.lua": "-- workbench: timeout=60\nos.exit(124)"])
    #expect(try folder.run("s", "--report", "r.json").status == 124)
    #expect(try folder.results() == ["a.lua": "failed", "b.lua": "failed"])
  }

  @Test func theScriptsOwnLimitsComeFirst() throws {
    let hungry = "local t = {} for i = 1, 2e6 do t[i] = {i} end"
    let folder = try BatchFolder([
      "patient.lua": "#!/usr/bin/env workbench\n\n-- A comment.\n--  workbench: timeout=30  \nos.execute('sleep 2.2')",
      "hasty.lua": "while true do end", "small.lua": hungry,
      "large.lua": "-- workbench: timeout=60\n-- workbench: memory=2G\n" + hungry,
      // Not in the comments at the top, so no setting.
      "late.lua": "local x = 1\n-- workbench: timeout=wrong",
      "long.lua": "--[[\n-- workbench: timeout=wrong\n]]",
    ])
    #expect(try folder.run("s", "--jobs", "2", "--timeout", "2", "--memory", "60M", "--report", "r.json").status == 124)
    #expect(
      try folder.results() == [
        "patient.lua": "passed", "hasty.lua": "timed out", "small.lua": "memory", "large.lua": "passed",
        "late.lua": "passed", "long.lua": "passed",
      ])
  }

  @Test func scriptsThatRunTogetherShareTheMemory() throws {
    let limit = "print(io.open('/proc/self/cmdline'):read('a'):match('%-%-memory%z(%d+)') or 'none')"
    let folder = try BatchFolder(["a.lua": limit, "b.lua": limit])
    func limits() -> [String] {
      ["a", "b"].map { (folder.text("runs/s/\($0)/batch.log") ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }
    }
    #expect(try folder.run("s", "--jobs", "1").status == 0)
    #expect(limits() == ["none", "none"])
    #expect(try folder.run("s", "--jobs", "3", "--memory", "1G").status == 0)
    #expect(limits() == ["1073741824", "1073741824"])
    #expect(try folder.run("s", "--jobs", "2").status == 0)
    let shares = limits().map { Int($0) ?? 0 }
    #expect(shares[0] == shares[1] && shares[0] > 0)
    #expect(shares[0] + shares[1] <= sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))
  }

  @Test func nothingThatAScriptStartedIsLeftBehind() throws {
    let folder = try BatchFolder(["a.lua": "os.execute('sleep 1000 & echo $! > pid')"])
    #expect(try folder.run("s").status == 0)
    let id = try #require(folder.text("runs/s/a/pid").flatMap { Int32($0.dropLast()) })
    BatchFolder.wait { !BatchFolder.runs(id) }
    #expect(!BatchFolder.runs(id))
  }

  @Test func aScriptThatDoesNotStopPrintingFillsNothing() throws {
    let folder = try BatchFolder([
      "a.lua":
        "local line = ('x'):rep(99999) .. '\\n'\nfor i = 1, 600 do io.write(line) end print('the end') error('e')"
    ])
    let result = try folder.run("s")
    #expect(result.status == 1)
    let log = try #require(FileManager.default.contents(atPath: folder.path + "/runs/s/a/batch.log"))
    #expect(log.count > 32 << 20 && log.count < 33 << 20)
    let end = String(decoding: log.suffix(3000), as: UTF8.self)
    #expect(end.contains("\nthe end\nworkbench: "))
    #expect(String(decoding: log, as: UTF8.self).contains("bytes left out …"))
    #expect(result.output.utf8.count < 20_000)
    #expect(result.output.contains("  a.lua:2: e\n"))
  }

  @Test func linesAreInTheLogWhenTheyArePrinted() throws {
    let folder = try BatchFolder([
      "a.lua": "print('one') io.stderr:write('two\\n') print('three') os.execute('kill -9 $PPID')"
    ])
    #expect(try folder.run("s").status == 137)
    #expect(folder.text("runs/s/a/batch.log") == "one\ntwo\nthree\n")
  }

  @Test func aScriptThatHarmsItsRunFolderHarmsNothingElse() throws {
    let folder = try BatchFolder([
      "a.lua": "os.execute('rm -rf ../a')", "b.lua": "os.execute('rm batch.log; mkdir batch.log batch.json')",
      "c.lua": Self.passing,
    ])
    let result = try folder.run("s", "--report", "r.json")
    #expect(result.status == 0)
    #expect(try folder.results() == ["a.lua": "passed", "b.lua": "passed", "c.lua": "passed"])
    #expect(result.errors.contains("cannot write '") && result.errors.contains("/runs/s/a/batch.json'"))
    #expect(try folder.run("s", "--report", "r.json", "--resume").status == 1)
    #expect(try folder.results() == ["a.lua": "passed", "b.lua": "failed", "c.lua": "passed"])
  }

  @Test func closedStandardStreamsDoNoHarm() throws {
    let folder = try BatchFolder(["a.lua": "print('fine')"])
    let command = "os.execute('exec \"\(Program.path)\" s --report r.json <&- >&- 2>&-')"
    #expect(try folder.run("-e", command).status == 0)
    #expect(try folder.results() == ["a.lua": "passed"])
    #expect(folder.text("runs/s/a/batch.log") == "fine\n")
    #expect(folder.text("runs/s/.lock") == "")
  }

  @Test func aScriptThatCannotBeReadFailsAlone() throws {
    let folder = try BatchFolder(["b.lua": Self.passing, "c.lua": "-- workbench: needs=a.lua"])
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/s/a.lua", withDestinationPath: "nowhere")
    #expect(try folder.run("s", "--report", "r.json").status == 1)
    #expect(try folder.results() == ["a.lua": "failed", "b.lua": "passed", "c.lua": "skipped"])
    #expect((try folder.report().scripts["a.lua"]?["message"] as? String)?.contains("No such file") == true)
  }
}
