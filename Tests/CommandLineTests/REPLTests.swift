import Foundation
import Testing

/// The prompt on a pseudo-terminal. Times are generous: the machine may be busy.
@Suite(.enabled(if: Program.isBuilt), .serialized) struct REPLTests {
  private func start(_ folder: Program.Folder, term: String? = "xterm") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(state: folder.path, term: term, folder: folder.path)
    if term == "xterm" { try terminal.prompt() } else { try terminal.wait(for: "> ") }
    return terminal
  }

  @Test func whatIsTypedIsRunAndItsResultShown() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    #expect(try terminal.enter("3 + 4").contains("\r\n7\r\n"))
    #expect(try terminal.enter("_ * 2").contains("\r\n14\r\n"))
    #expect(try terminal.enter("=_ + 1").contains("\r\n15\r\n"))
    #expect(try terminal.enter("x = 'héé€𝄞'").contains("\r\n"))
    #expect(try terminal.enter("x").contains("\r\nhéé€𝄞\r\n"))
    #expect(try terminal.enter("#x").contains("\r\n12\r\n"))
    // A local is there in the next line.
    try terminal.enter("local a, b = 5, 6")
    #expect(try terminal.enter("a + b").contains("\r\n11\r\n"))
    #expect(try terminal.enter("nil, {1, k = {2}}").contains("\r\nnil\t{1, k = {2}}\r\n"))
    #expect(try terminal.enter("tensor.zeros(2)").contains("tensor([0., 0.], shape=(2,), dtype=float32)"))
    #expect(try terminal.enter("tensor.matmul").contains("function tensor.matmul(t, u)"))
    // Output without an end of line does not swallow the prompt.
    #expect(try terminal.enter("do io.write('half') end").contains("half\u{1b}[7m%"))
    terminal.type("\u{04}")
    #expect(try terminal.status() == 0)
  }

  @Test func anUnfinishedChunkGoesOnAndComesBackWhole() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    terminal.type("for i = 1, 2 do\r")
    try terminal.wait(for: ">> ")
    terminal.type("print(i * 21)\r")
    try terminal.wait(for: ">> ")
    #expect(try terminal.enter("end").contains("\r\n21\r\n42\r\n"))
    terminal.type("3 +\r")
    try terminal.wait(for: ">> ")
    #expect(try terminal.enter("4").contains("\r\n7\r\n"))
    // Up twice is the loop, all of it.
    terminal.type("\u{1b}[A\u{1b}[A")
    try terminal.wait(for: "end")
    #expect(try terminal.enter("").contains("\r\n21\r\n42\r\n"))
    // Ctrl-C in the middle of a chunk forgets it.
    terminal.type("x = {\r")
    try terminal.wait(for: ">> ")
    terminal.type("\u{03}")
    try terminal.prompt()
    #expect(try terminal.enter("1").contains("\r\n1\r\n"))
    // What is pasted waits for Enter, with its tabs and newlines.
    terminal.type("\u{1b}[200~do\n\tprint('pas' .. 'ted')\nend\n\u{1b}[201~")
    try terminal.wait(for: "end")
    #expect(try terminal.enter("").contains("\r\npasted\r\n"))
  }

  @Test(
    "Tab completes what is certain and lists what is not",
    arguments: [
      ("pri", "print"), ("tens", "tensor"), ("tensor.matm", "tensor.matmul"), ("t:requires_gr", "t:requires_grad_"),
      ("t.dty", "t.dtype"), ("('x'):uppe", "('x'):upper"), ("nn.Conv2d(1, 2, 3, {str", "nn.Conv2d(1, 2, 3, {stride="),
      ("nn.Conv2d(1, 2, 3, {stride=1, padd", "nn.Conv2d(1, 2, 3, {stride=1, padding"),
      ("t:sum(1, {kee", "t:sum(1, {keepdim="),
      ("bo.study{acqui", "bo.study{acquisition="), ("require \"workb", "require \"workbench"),
      ("require('pack.in", "require('pack.inner"), ("io.open('data-f", "io.open('data-file.txt"),
      (":tim", ":time"), (":load data-f", ":load data-file.txt"), (":reload pack.i", ":reload pack.inner"),
      ("child.inheri", "child.inherited"), ("net.fc", "net.fc1"), ("net.fc1:summ", "net.fc1:summary"),
      ("function long_parameter_name() lon", "function long_parameter_name() long_parameter_name"),
    ])
  func completion(typed: String, whole: String) throws {
    let folder = try Program.Folder()
    _ = try folder.write("data-file.txt", "")
    _ = try folder.write("pack/inner.lua", "error('a completion must not load this')")
    let terminal = try start(folder)
    try terminal.enter("package.path = './?.lua;' .. package.path")
    try terminal.enter("t = tensor.zeros(2)")
    try terminal.enter("child = setmetatable({own = 1}, {__index = {inherited = 2}})")
    try terminal.enter("Net = nn.Module:extend('Net') function Net:init() self.fc1 = nn.Linear(1, 1) end net = Net()")
    // What Tab adds comes in pieces, with motions of the cursor between them. As a comment in the history the line
    // comes back in one.
    terminal.type(typed + "\t\u{01}-- \r")
    try terminal.prompt()
    terminal.type("\u{1b}[A")
    try terminal.wait(for: "-- " + whole)
  }

  @Test func completionListsSeveralAndRunsNoCode() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    terminal.type("tensor.ma\t")
    let list = try terminal.wait(for: "> tensor.ma").text
    #expect(list.contains("masked_fill") && list.contains("matmul") && list.contains("maximum"))
    terminal.type("\u{03}")
    try terminal.prompt()
    try terminal.enter(
      "touched = 0 trap = setmetatable({visible = 1}, {__index = function() touched = touched + 1 end, "
        + "__pairs = function() touched = touched + 1 end})")
    terminal.type("trap.vis\t")
    try terminal.wait(for: "ible")
    terminal.type("\u{03}")
    try terminal.prompt()
    terminal.type("trap.missing.more\ttrap:\t")
    terminal.type("\u{03}")
    try terminal.prompt()
    #expect(try terminal.enter("touched").contains("\r\n0\r\n"))
  }

  @Test func anErrorIsToldWithTheScriptsFrames() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    let told = try terminal.enter("function f() error('broken') end function g() f() return 1 end g()")
    #expect(told.contains("\r\nstdin:1: broken\r\n\tstdin:1: in function 'f'\r\n\tstdin:1: in function 'g'"))
    #expect(!told.contains("[C]"))
    #expect(try terminal.enter("error(nil)").contains("(error object is a nil value)"))
    #expect(
      try terminal.enter("error(setmetatable({}, {__tostring = function() error('no') end}))").contains(
        "whose __tostring fails"))
    #expect(try terminal.enter("prnt(1)").contains("did you mean 'print'?"))
    #expect(try terminal.enter("x = = 1").contains("unexpected symbol near '='"))
    #expect(try terminal.enter("_G._ = nil print = nil").contains("\r\n"))
    #expect(try terminal.enter("5").contains("\r\n5\r\n"))
    #expect(try terminal.enter("t = {} t.t = t return t").contains("{t = <the same table again>}"))
    #expect(try terminal.enter("coroutine.wrap(function() error('inside') end)()").contains("inside"))
    terminal.type("os.exit(7)\r")
    #expect(try terminal.status() == 7)
  }

  @Test(
    "Ctrl-C stops what runs, soon, and the prompt lives",
    arguments: [
      "while true do end", "io.read()", "setmetatable({}, {__tostring = function() while true do end end})",
      "coroutine.wrap(function() while true do end end)()",
      "local a = tensor.rand(1500, 1500) for i = 1, 1e6 do a = (a:matmul(a)):clamp(0, 1) end",
      "gp.fit(tensor.rand(700, 8), tensor.rand(700), {restarts = 50})",
      "local n, x, y = nn.Sequential(nn.Conv2d(1, 32, 5), nn.ReLU(), nn.Conv2d(32, 64, 5)), tensor.rand(32, 1, 28, 28) "
        + "local o = optim.SGD(n:parameters()) while true do o:zero_grad() n(x):sum():backward() o:step() end",
      "bo.maximize(function(x) return -(x[1] - 0.3) ^ 2 end, {0, 1, dim = 6}, {evaluations = 5000, batch = 4})",
    ])
  func interrupts(source: String) throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    terminal.type(source + "\r")
    Thread.sleep(forTimeInterval: 1.5)
    terminal.type("\u{03}")
    let (text, seconds) = try terminal.prompt()
    #expect(text.contains("interrupted\r\n"))
    // Wanted are 0.2 s on an idle machine.
    #expect(seconds < 1, "\(source): \(seconds) s")
    #expect(try terminal.enter("6 * 7").contains("\r\n42\r\n"))
  }

  @Test func ctrlCClearsTheLineAndTwiceEndsWhatWillNotStop() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    terminal.type("this is no Lua\u{03}")
    try terminal.prompt()
    #expect(try terminal.enter("1").contains("\r\n1\r\n"))
    terminal.type("while true do pcall(function() while true do end end) end\r")
    Thread.sleep(forTimeInterval: 0.3)
    terminal.type("\u{03}")
    Thread.sleep(forTimeInterval: 0.3)
    terminal.type("\u{03}")
    #expect(try terminal.status() == 130)
  }

  @Test func historyGoesAcrossSessionsAndIsSearched() throws {
    let folder = try Program.Folder()
    let first = try start(folder)
    let second = try start(folder)
    try first.enter("first_session = 1")
    try second.enter("second_session = 2")
    try first.enter("doubled = 1")
    try first.enter("doubled = 1")
    try second.enter(" private = 1")
    first.type("\u{04}")
    second.type("\u{04}")
    #expect(try first.status() == 0)
    #expect(try second.status() == 0)
    let file = folder.path + "/workbench/history"
    #expect(
      try String(contentsOfFile: file, encoding: .utf8) == "first_session = 1\nsecond_session = 2\ndoubled = 1\n")
    #expect((try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int) == 0o600)
    let third = try start(folder)
    third.type("\u{12}first_se")
    try third.wait(for: "first_session = 1")
    #expect(try third.enter("").contains("\r\n"))
    #expect(try third.enter("first_session").contains("\r\n1\r\n"))
  }

  @Test func historyIsBoundedAndMendsWhatWasCutOff() throws {
    let folder = try Program.Folder()
    let lines = (1...12_000).map { "x = \($0)" } + ["do\\nprint('two\\\\n')\\nend"]
    // The last writer was killed before the end of its line.
    let file = try folder.write("workbench/history", lines.joined(separator: "\n") + "\nhalf")
    let terminal = try start(folder)
    terminal.type("\u{1b}[A\u{1b}[A")
    try terminal.wait(for: "end")
    #expect(try terminal.enter("").contains("\r\ntwo\r\n"))
    terminal.type("\u{04}")
    #expect(try terminal.status() == 0)
    let kept = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    #expect(kept.count == 5001)
    #expect(kept.suffix(2) == ["half", "do\\nprint('two\\\\n')\\nend"])
    #expect(kept.first == "x = 7003")
  }

  @Test func commands() throws {
    let folder = try Program.Folder()
    _ = try folder.write("part.lua", "loaded_part = 12\nreturn 'from the file'")
    _ = try folder.write("again.lua", "return {version = 1}")
    let terminal = try start(folder)
    #expect(try terminal.enter(":time 6 * 7").contains("\r\n42\r\ntime: "))
    #expect(try terminal.enter(":time for i = 1, 10 do end").contains("\r\ntime: "))
    #expect(try terminal.enter(":load part.lua").contains("\r\nfrom the file\r\n"))
    #expect(try terminal.enter("loaded_part").contains("\r\n12\r\n"))
    #expect(try terminal.enter(":load missing.lua").contains("cannot open 'missing.lua'"))
    try terminal.enter("package.path = './?.lua;' .. package.path again = require 'again'")
    _ = try folder.write("again.lua", "return {version = 2}")
    #expect(try terminal.enter(":reload again").contains("again reloaded; renewed: again"))
    #expect(try terminal.enter("again.version").contains("\r\n2\r\n"))
    _ = try folder.write("again.lua", "syntax error")
    #expect(try terminal.enter(":reload again").contains("again.lua:1: "))
    #expect(try terminal.enter("require('again').version").contains("\r\n2\r\n"))
    #expect(try terminal.enter(":reload tensor").contains("compiled into the program"))
    try terminal.enter("big = tensor.zeros(1000, 1000)")
    let memory = try terminal.enter(":mem")
    #expect(memory.contains("tensors: ") && memory.contains("4 MB in 1 by  big = tensor.zeros(1000, 1000)"))
    try terminal.enter("big = nil")
    #expect(try !terminal.enter(":mem").contains("big = tensor"))
    #expect(try terminal.enter(":tme 1").contains("no command ':tme'; did you mean ':time'?"))
    #expect(try terminal.enter(":help").contains(":reload MODULE"))
    #expect(try terminal.enter("tensor.matmul?").contains("The matrix product"))
    #expect(try terminal.enter("matmul?").contains("The matrix product"))
    #expect(try terminal.enter("nn?").contains("nn.Linear("))
    #expect(try terminal.enter("tensor.zeros(2):sum?").contains("Tensor:sum("))
    terminal.type(":quit\r")
    #expect(try terminal.status() == 0)
  }

  @Test("a terminal that cannot do anything will do", arguments: ["dumb", nil])
  func plainTerminals(term: String?) throws {
    let folder = try Program.Folder()
    let terminal = try start(folder, term: term)
    terminal.type("6 * 7\r")
    try terminal.wait(for: "\r\n42\r\n> ")
    terminal.type("while true do end\r")
    Thread.sleep(forTimeInterval: 0.5)
    terminal.type("\u{03}")
    try terminal.wait(for: "interrupted\r\n> ")
    terminal.type("half a line\u{03}")
    try terminal.wait(for: "> ")
    terminal.type("1\r")
    try terminal.wait(for: "\r\n1\r\n> ")
    terminal.type("\u{04}")
    #expect(try terminal.status() == 0)
  }

  @Test func unkindInputIsSurvived() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    terminal.send(bytes: Array("'".utf8) + [0xff, 0xc3, 0x28, 0xf4, 0x90] + Array("'\r".utf8))
    #expect(try terminal.prompt().text.contains("\u{fffd}"))
    terminal.resize(columns: 20, rows: 5)
    #expect(try terminal.enter("'" + String(repeating: "wide ", count: 30) + "'").contains("wide wide"))
    terminal.resize(columns: 100, rows: 40)
    terminal.type("\u{1b}[200~text = [[" + String(repeating: "a line of text\n", count: 20_000) + "]]\u{1b}[201~\r")
    try terminal.prompt(atMost: 60)
    #expect(try terminal.enter("#text").contains("\r\n300000\r\n"))
    #expect(try terminal.enter("('x'):rep(1e6)").contains("... (1000000 bytes in all)"))
    #expect(try terminal.enter("'\\27[31m'").contains("\r\n\\27[31m\r\n"))
  }

  @Test func picturesFollowTheTerminal() throws {
    let folder = try Program.Folder()
    let terminal = try start(folder)
    // The terminal is asked once what it is and says that it has sixels (4).
    terminal.type("image.show(tensor.eye(4))\r")
    try terminal.wait(for: "\u{1b}[c")
    terminal.type("\u{1b}[?62;4;22c")
    #expect(try terminal.prompt().text.contains("\u{1b}Pq"))
    #expect(
      try terminal.enter("image.show(tensor.eye(4), {protocol='kitty'})").contains("\u{1b}_Ga=T,f=100,q=2,m=0;iVBOR"))
    #expect(try terminal.enter("image.show(tensor.eye(4), {protocol='blocks'})").contains("▀"))
    #expect(try terminal.enter("plot.figure{}:line({1, 2})").contains("\u{1b}Pq"))
    let other = try start(folder)
    other.type("image.show(tensor.eye(4))\r")
    try other.wait(for: "\u{1b}[c")
    other.type("\u{1b}[?62;22c")
    #expect(try other.prompt().text.contains("▀"))
  }

  // MARK: Pipes

  @Test func aPipeSeesResultsAndNothingElse() throws {
    let result = try Program.run(
      ["-i"], input: "3 + 4\nx = 5\nx\nfor i = 1, 2 do\nprint(i)\nend\nreturn 1, nil\nlocal y = x\ny\n:time 1\n")
    #expect(result.output.hasPrefix("7\n5\n1\n2\n1\tnil\n5\n1\ntime: "))
    let many = try Program.run(["-i"], input: "table.unpack({}, 1, 1000)")
    #expect(many.output.hasSuffix("nil\t... 900 more values\n"))
    let large = try Program.run(["-i"], input: "t = {} for i = 1, 1e6 do t[i] = i end\nt\nt.name = 1 t\n_G\n")
    #expect(
      large.output.contains("39, 40,\n  ... 999960 more\n}") || large.output.contains("40, \n  ... 999960 more\n}"))
    #expect(large.output.utf8.count < 20_000)
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  @Test func aPipesErrorsHaveItsLinesAndFailTheProcess() throws {
    let result = try Program.run(
      ["-i"], input: "1\n\nerror('e')\nfor i = 1, 2 do\n  if i == 2 then error('f') end\nend\n2\nx = (")
    #expect(result.output == "1\n2\n")
    #expect(result.errors.hasPrefix("stdin:3: e\nstdin:5: f\nstdin:8: "))
    #expect(result.status == 1)
  }

  @Test func theScriptsGlobalsAndStatusStay() throws {
    let folder = try Program.Folder()
    let script = try folder.write("s.lua", "kept = 8 error('failed')")
    let result = try Program.run(["-i", script], input: "kept\n")
    #expect(result.output == "8\n")
    #expect(result.status == 1)
    #expect(try Program.run(["-i", "-e", "kept = 9"], input: "kept\n").status == 0)
  }
}
