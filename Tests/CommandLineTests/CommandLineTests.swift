import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt)) struct CommandLineTests {
  @Test(
    "a command line gives its output and status",
    arguments: [
      (["-e", "print(1)"], "1\n", 0), (["-e", "print(1)", "-e", "print(2)"], "1\n2\n", 0), (["-eprint(3)"], "3\n", 0),
      (["-e", "os.exit(7)"], "", 7), (["-e", "os.exit(true)"], "", 0), (["-e", "os.exit(false)"], "", 1),
      (["-e", "io.write('x') os.exit(3, true)"], "x", 3), (["--seed", "3", "-e", "print(2)"], "2\n", 0),
      (["--threads=1", "-e", "print(workbench.threads())"], "1\n", 0),
      (["-l", "workbench", "-e", "print(type(workbench))"], "table\n", 0),
      (["-l", "w=workbench", "-e", "print(w.version ~= nil)"], "true\n", 0),
      (["-e", "setmetatable({}, {__gc = function() print('closed') end})"], "closed\n", 0),
    ] as [([String], String, Int32)])
  func commands(arguments: [String], output: String, status: Int32) throws {
    let result = try Program.run(arguments)
    #expect(result.output == output)
    #expect(result.status == status)
    #expect(result.errors == "")
  }

  @Test(
    "a mistake is told on standard error, with its status",
    arguments: [
      (["nofile.lua"], "workbench: cannot open 'nofile.lua': No such file or directory\n", 1),
      (["--sede", "3"], "workbench: unknown option '--sede'; did you mean '--seed'?\nTry 'workbench --help'.\n", 2),
      (["--seed", "x"], "workbench: '--seed': an integer wanted, got 'x'\nTry 'workbench --help'.\n", 2),
      (
        ["--memory", "lots"],
        "workbench: '--memory': a size such as 500M or 2G wanted, got 'lots'\nTry 'workbench --help'.\n", 2
      ),
      (
        ["--threads", "0"],
        "workbench: '--threads': a number of threads from 1 wanted, got '0'\nTry 'workbench --help'.\n", 2
      ),
      (["-e"], "workbench: '-e' needs a chunk of Lua\nTry 'workbench --help'.\n", 2),
      (["-x"], "workbench: unknown option '-x'\nTry 'workbench --help'.\n", 2),
      (["-e", "for"], "workbench: (command line):1: <name> expected near <eof>\n", 1),
      (["help", "workbench.sed"], "workbench: no help for 'workbench.sed'; did you mean 'workbench.seed'?\n", 2),
    ] as [([String], String, Int32)])
  func mistakes(arguments: [String], errors: String, status: Int32) throws {
    let result = try Program.run(arguments)
    #expect(result.errors == errors)
    #expect(result.status == status)
    #expect(result.output == "")
  }

  @Test func errorsHaveTheirLineAndATraceback() throws {
    let folder = try Program.Folder()
    _ = try folder.write("bad.lua", "local function inner()\n  error('broken')\nend\ninner()\n")
    let result = try Program.run(["bad.lua"], folder: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("workbench: bad.lua:2: broken\nstack traceback:\n"))
    #expect(result.errors.contains("bad.lua:4: in main chunk"))
    _ = try folder.write("binding.lua", "\n\nrequire('workbench').threads(0)\n")
    #expect(
      try Program.run(["binding.lua"], folder: folder.path).errors.hasPrefix(
        "workbench: binding.lua:3: workbench.threads: "))
    #expect(try Program.run(["-e", "error({})"]).errors.hasPrefix("workbench: (error object is a table value)"))
    #expect(try Program.run(["-e", "error(('x'):rep(1e6))"]).errors.utf8.count < 6000)
  }

  @Test func scriptsGetTheirArguments() throws {
    let folder = try Program.Folder()
    let script = try folder.write("args.lua", "#!/usr/bin/env workbench\nprint(arg[0], arg[1], arg[2], arg[-1], ...)")
    let result = try Program.run(["--seed", "1", script, "a", "--b"])
    #expect(result.output == "\(script)\ta\t--b\t1\ta\t--b\n")
  }

  @Test func modulesAreFoundBesideTheScript() throws {
    let folder = try Program.Folder()
    let script = try folder.write("main.lua", "print(require('beside').x, require('pack').y)")
    _ = try folder.write("beside.lua", "return {x = 1}")
    _ = try folder.write("pack/init.lua", "return {y = 2}")
    #expect(try Program.run([script], folder: "/").output == "1\t2\n")
    #expect(try Program.run(["main.lua"], folder: folder.path).output == "1\t2\n")
    let missing = try Program.run(["-e", "require 'no_such_module'"])
    #expect(missing.status == 1)
    #expect(missing.errors.contains("module 'no_such_module' not found"))
  }

  @Test func standardInputIsRun() throws {
    #expect(try Program.run([], input: "print(7)").output == "7\n")
    #expect(try Program.run(["-", "x"], input: "print(...)").output == "x\n")
    #expect(try Program.run([], input: "").status == 0)
    #expect(try Program.run([], input: "error('in')").errors.hasPrefix("workbench: stdin:1: in"))
  }

  @Test func globalsAreStrict() throws {
    #expect(
      try Program.run(["-e", "prnt(1)"]).errors.hasPrefix(
        "workbench: (command line):1: undefined global 'prnt'; did you mean 'print'?"))
    #expect(try Program.run(["-e", "x = nil; print(x); y = 2; print(y, rawget(_G, 'z'))"]).output == "nil\n2\tnil\n")
    // Modules are globals for -e, not for scripts.
    let folder = try Program.Folder()
    let script = try folder.write("s.lua", "print(pcall(function() return workbench end))")
    #expect(try Program.run([script]).output.contains("undefined global 'workbench'"))
  }

  @Test func bytecodeIsRefused() throws {
    let folder = try Program.Folder()
    let script = try folder.write("b.lua", "")
    let dump = try Program.run([
      "-e", "local f = io.open('\(script)', 'wb') f:write(string.dump(function() end)) f:close()",
    ])
    #expect(dump.status == 0)
    let result = try Program.run([script])
    #expect(result.status == 1)
    #expect(result.errors.contains("attempt to load a binary chunk"))
    _ = try Program.run([
      "-e", "local f = io.open('\(script)', 'wb') f:write(string.dump(function() print('ran') end)) f:close()",
    ])
    for arguments in [
      [script], ["-e", "dofile '\(script)'"], ["-e", "loadfile('\(script)', 'b')()"],
      ["-e", "load(string.dump(function() print('ran') end), 'x', 'b')()"],
    ] {
      #expect(try Program.run(arguments).status == 1)
      let asked = try Program.run(["--bytecode"] + arguments)
      #expect(asked.output == "ran\n", "\(asked.errors)")
    }
  }

  @Test func globalsCanBeLax() throws {
    let folder = try Program.Folder()
    let script = try folder.write("s.lua", "print(undefined, rawget(_G, 'tensor'))")
    #expect(try Program.run([script]).status == 1)
    #expect(try Program.run(["--lax-globals", script]).output == "nil\tnil\n")
    #expect(
      try Program.run(["--lax-globals", "-e", "print(undefined, tensor.ones(2):sum():item())"]).output == "nil\t2.0\n")
  }

  @Test func theDoctorSaysWhatIsThereAndWhatMends() throws {
    let folder = try Program.Folder()
    let empty = ["WORKBENCH_DATA": folder.path, "XDG_CACHE_HOME": folder.path, "HOME": folder.path]
    let bad = try Program.run(["doctor"], environment: empty.merging(["PATH": folder.path]) { $1 })
    #expect(bad.status == 1)
    for text in ["MISSING  gnuplot", "apt-get install gnuplot-nox", "MISSING  MNIST", folder.path, "datasets.mnist{}"] {
      #expect(bad.output.contains(text), "\(text)")
    }
    for text in [
      "ok       BLAS", "ok       processor", "ok       threads", "ok       memory", "ok       mnist_vae", "/lib\n",
    ] {
      #expect(bad.output.contains(text), "\(text)")
    }
    let broken = try folder.write("mnist_vae.safetensors", "not weights")
    let weights = try Program.run(["doctor"], environment: ["WORKBENCH_WEIGHTS": folder.path])
    #expect(weights.status == 1)
    #expect(weights.output.contains("MISSING  mnist_vae") && weights.output.contains(broken))
    // A script of that name comes first.
    _ = try folder.write("doctor", "print('a script')")
    #expect(try Program.run(["doctor"], folder: folder.path).output == "a script\n")
  }

  @Test func interruptsAndLimits() throws {
    let loop = try Program.run(["-e", "while true do end"], interruptAfter: 0.3)
    #expect(loop.status == 130)
    #expect(loop.errors.hasPrefix("workbench: (command line):1: interrupted"))
    let caught = try Program.run(
      ["-e", "local ok, e = pcall(function() while true do end end) print('saved') error(e, 0)"], interruptAfter: 0.3)
    #expect(caught.output == "saved\n")
    #expect(caught.status == 130)
    let coroutine = try Program.run(["-e", "coroutine.wrap(function() while true do end end)()"], interruptAfter: 0.3)
    #expect(coroutine.status == 130)
    let late = try Program.run(["--timeout", "0.2", "-e", "while true do end"])
    #expect(late.status == 124)
    #expect(late.errors.contains("timed out"))
    let memory = try Program.run(["--memory", "20M", "-e", "local t = {} for i = 1, 1e8 do t[i] = {i} end"])
    #expect(memory.status == 1)
    #expect(memory.errors.hasPrefix("workbench: not enough memory"))
    let caughtMemory = try Program.run(
      ["--memory", "20M", "-e", "print(pcall(function() local t = {} for i = 1, 1e8 do t[i] = {i} end end))"])
    #expect(caughtMemory.output == "false\tnot enough memory\n")
  }

  @Test func scriptOptions() throws {
    let folder = try Program.Folder()
    let script = try folder.write(
      "o.lua",
      """
      local o = require("workbench").options{
        digit = {3, "digit to draw", {0, 9}}, out = {"out", "folder"}, rate = {0.5, "rate"}, fast = {false, "fast"},
        space = {"z", "space", {"z", "posterior"}}, score = {nil, "file"},
      }
      print(o.digit, o.out, o.rate, o.fast, o.space, o.score, o[1])
      """)
    #expect(try Program.run([script]).output == "3\tout\t0.5\tfalse\tz\tnil\tnil\n")
    #expect(
      try Program.run([
        script, "--digit", "7", "--out=x", "--rate", "2", "--fast", "--space", "posterior", "--score", "f", "p",
      ])
      .output == "7\tx\t2.0\ttrue\tposterior\tf\tp\n")
    for (arguments, message) in [
      (["--digit", "11"], "'--digit': an integer from 0 to 9 wanted, got '11'"),
      (["--digit", "x"], "'--digit': an integer from 0 to 9 wanted, got 'x'"),
      (["--digit"], "'--digit' needs an integer from 0 to 9"), (["--space", "w"], "one of z, posterior"),
      (["--dgit", "3"], "unknown option '--dgit'; did you mean '--digit'?"),
    ] {
      let result = try Program.run([script] + arguments)
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("workbench: \(script): "))
      #expect(result.errors.contains(message))
    }
    let help = try Program.run([script, "--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("--digit") && help.output.contains("digit to draw"))
  }

  @Test func filesAreWrittenWhole() throws {
    let folder = try Program.Folder()
    let result = try Program.run(
      [
        "-e",
        """
        workbench.mkdir("\(folder.path)/a/b/c") workbench.mkdir("\(folder.path)/a/b/c")
        workbench.write("\(folder.path)/a/b/c/f.txt", "one\\0two")
        print(pcall(workbench.mkdir, "\(folder.path)/a/b/c/f.txt/d"))
        print(pcall(workbench.write, "\(folder.path)/none/f.txt", "x"))
        """,
      ])
    #expect(FileManager.default.contents(atPath: folder.path + "/a/b/c/f.txt") == Data("one\0two".utf8))
    #expect(result.output.split(separator: "\n").count == 2)
    #expect(!result.output.contains("true"))
  }

  @Test func progressIsPlainLinesWithoutATerminal() throws {
    let result = try Program.run(
      [
        "-e",
        "local p = workbench.progress(4, 'fit') for i = 1, 4 do p:step(1, {loss = 0.123456}) end p:done() p:done()",
      ])
    #expect(result.errors.hasPrefix("fit 4/4  100%"))
    #expect(result.errors.contains("loss 0.1235"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("help writes the reference pages and the stubs")
  func referencePages() throws {
    let folder = try Program.Folder()
    let result = try Program.run(["help", "--reference", "pages", "--stubs", "stubs"], folder: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let page = try String(contentsOfFile: folder.path + "/pages/gp.md", encoding: .utf8)
    #expect(page.contains("### GP:predict"))
    #expect(try Program.run([folder.path + "/stubs/gp.lua"]).status == 0)
    #expect(try Program.run(["help", "--stubs", "/proc/none/stubs"], folder: folder.path).status == 1)
    #expect(try Program.run(["help", "--stub", "x"]).status == 2)
    #expect(try Program.run(["help", "gp", "bo"]).status == 2)
  }

  @Test func helpAndVersion() throws {
    #expect(try Program.run(["--help"]).output.hasPrefix("usage: workbench "))
    #expect(try Program.run(["-v"]).output.hasPrefix("workbench "))
    #expect(try Program.run(["help", "workbench.seed"]).output.contains("Fixes every random stream"))
    #expect(try Program.run(["-e", "help(workbench.seed)"]).output.contains("workbench.seed(n)"))
    #expect(try Program.run(["help"]).output.contains("gp         Gaussian-process regression"))
  }

  @Test func luaInitIsRunUnlessRefused() throws {
    #expect(try Program.run(["-e", "print(2)"], environment: ["LUA_INIT": "print(1)"]).output == "1\n2\n")
    #expect(try Program.run(["-E", "-e", "print(2)"], environment: ["LUA_INIT": "print(1)"]).output == "2\n")
  }
}
