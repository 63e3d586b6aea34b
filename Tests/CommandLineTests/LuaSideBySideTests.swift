import Foundation
import Testing

/// `workbench` and Debian's `lua5.4` run the same things: output, errors and status must be the same, but for the
/// program's name and what differs on purpose: bytecode and undefined globals are refused, a bad command line is status
/// 2, and a syntax error in standard input, which `lua` forgives, is a failure.
@Suite(.enabled(if: Program.isBuilt)) struct LuaSideBySideTests {
  private static let lua = "/usr/bin/lua5.4"

  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var input = ""
    var environment: [String: String] = [:]
    var testDescription: String { arguments.joined(separator: " ") + (input.isEmpty ? "" : " < \(input)") }
  }

  static let cases: [Case] = [
    Case(arguments: ["-e", "print(1, 2.5, 'x', nil, true)"]),
    Case(arguments: [
      "-e", "print(10 // 3, 10 / 2, 2^53, 1e100, 7 % -3, 1 << 62, math.mininteger, 0x7fffffffffffffff + 1)",
    ]),
    Case(arguments: ["-e", "print(0/0, 1/0, -1/0, -0.0, 3 | 4, '10' + 5, #'abc', 'a' .. 1)"]),
    Case(arguments: ["-e", "io.write('no newline')"]),
    Case(arguments: ["-e", "io.stderr:write('to stderr\\n')"]),
    Case(arguments: ["-e", "os.exit(3)"]), Case(arguments: ["-e", "os.exit(true)"]),
    Case(arguments: ["-e", "os.exit(false)"]), Case(arguments: ["-e", "io.write('buffered') os.exit(5, true)"]),
    Case(arguments: ["-e", "io.write('buffered') os.exit(256 + 7)"]),
    Case(arguments: ["-e", "a = 1", "-e", "print(a)"]), Case(arguments: ["-eprint(3)"]),
    Case(arguments: ["-e", "print(...)", "args.lua", "x"]),
    Case(arguments: ["args.lua"]), Case(arguments: ["args.lua", "a", "-b", "--c", "", "d e"]),
    Case(arguments: ["-e", "x = 1", "args.lua", "a"]), Case(arguments: ["--", "args.lua", "a"]),
    Case(arguments: ["./args.lua", "a"]), Case(arguments: ["shebang.lua", "a"]),
    Case(arguments: ["-", "a", "b"], input: "print(...) print(arg[0], arg[1], #arg)"),
    Case(arguments: ["-"], input: "#!/usr/bin/lua\nprint(debug.getinfo(1, 'l').currentline)"),
    Case(arguments: [], input: "print('from input', ...)"), Case(arguments: [], input: ""),
    Case(arguments: ["-e", "print(io.read('n', 'l', 'a'))"], input: "12 rest\nall\nthe rest"),
    Case(arguments: ["-e", "for line in io.lines() do print('<' .. line .. '>') end"], input: "a\n\nb"),
    Case(arguments: ["nofile.lua"]), Case(arguments: ["syntax.lua"]), Case(arguments: ["error.lua"]),
    Case(arguments: ["-e", "error('plain', 0)"]), Case(arguments: ["-e", "error('placed')"]),
    Case(arguments: ["-e", "error()"]), Case(arguments: ["-e", "error({})"]), Case(arguments: ["-e", "error(42)"]),
    Case(arguments: ["-e", "error(setmetatable({}, {__tostring = function() return 'told' end}))"]),
    Case(arguments: ["-e", "local t = nil; t.x = 1"]), Case(arguments: ["-e", "x ="]),

    Case(arguments: ["-l", "mod", "-e", "print(mod.name)"]), Case(arguments: ["-lmod", "-e", "print(mod.name)"]),
    Case(arguments: ["-e", "print(select(2, require 'mod'))"]),
    Case(arguments: ["-e", "print(pcall(require, 'broken'))"]),
    Case(arguments: ["-e", "print(package.config)"]),
    Case(arguments: ["-e", "print(_VERSION, math.maxinteger, utf8.char(228, 8364))"]),
    Case(arguments: ["-e", "print(2)"], environment: ["LUA_INIT": "print(1)"]),
    Case(arguments: ["-e", "print(2)"], environment: ["LUA_INIT": "@init.lua"]),
    Case(arguments: ["-e", "print(2)"], environment: ["LUA_INIT": "error('in init')"]),
    Case(arguments: ["-e", "print(2)"], environment: ["LUA_INIT": "print('no')", "LUA_INIT_5_4": "print('yes')"]),
    Case(arguments: ["-E", "-e", "print(2)"], environment: ["LUA_INIT": "print(1)"]),
    Case(arguments: ["-e", "print(require('far').name)"], environment: ["LUA_PATH": "far/?.lua;;"]),
    Case(
      arguments: ["-e", "print(pcall(require, 'mod'))"],
      environment: ["LUA_PATH_5_4": "far/?.lua", "LUA_PATH": "?.lua"]),
    Case(
      arguments: ["-e", "print(package.cpath:match('/nowhere/%?%.so$'))"], environment: ["LUA_CPATH": "/nowhere/?.so"]),
    Case(arguments: ["-E", "-e", "print(pcall(require, 'far') == false)"], environment: ["LUA_PATH": "far/?.lua;;"]),
    Case(arguments: ["-e", "warn('@on') warn('one ', 'two') warn('@off') warn('three')"]),
    Case(arguments: ["-W", "-e", "warn('shown')"]), Case(arguments: ["-e", "warn('hidden')"]),
    Case(arguments: ["-W", "-e", "setmetatable({}, {__gc = function() error('in gc') end}) collectgarbage()"]),
    Case(arguments: ["-e", "setmetatable({}, {__gc = function() print('closed') end})"]),
    Case(arguments: [
      "-e", "local t <close> = setmetatable({}, {__close = function() print('closed') end}) print('in')",
    ]),
    Case(arguments: [
      "-e",
      "pcall(function() local t <close> = setmetatable({}, {__close = function(_, e) print(e) end}) error('out', 0) end)",
    ]),
    Case(arguments: ["-e", "print(pcall(coroutine.wrap(function() error('x', 0) end)))"]),
    Case(arguments: ["-e", "print(coroutine.close(coroutine.create(print)), coroutine.isyieldable())"]),
    Case(arguments: [
      "-e", "local co = coroutine.wrap(function() error({code = 7}) end) print(select(2, pcall(co)).code)",
    ]),
    Case(arguments: ["-e", "print(load('return 1 +'))"]),
    Case(arguments: ["-e", "print(load('return ...', 'n', 't')(8))"]),
    Case(arguments: ["-e", "print(pcall(load, nil))"]), Case(arguments: ["-e", "print(loadfile('nofile.lua'))"]),
    Case(arguments: ["-e", "print(loadfile('mod.lua', 't', {})().name)"]),
    Case(arguments: ["-e", "print(dofile('mod.lua').name)"]),
    Case(arguments: ["-e", "print(pcall(dofile, 'nofile.lua'))"]),
    Case(arguments: ["-e", "print(pcall(string.rep, 'x', -1), pcall(string.rep, 'x', 1 << 60))"]),
    Case(arguments: ["-e", "local function f() return f() + 1 end print(pcall(f))"]),
    Case(arguments: ["-e", "print(pcall(string.format, '%d', 1.5))"]),
    Case(arguments: ["-e", "print(xpcall(error, function(m) return m .. '!' end, 'e'))"]),
    Case(arguments: ["-e", "print(debug.traceback('here', 1):match('here.stack traceback:.[^:]+:[^:]+'))"]),
    Case(arguments: ["-e", "goto done do print(1) end ::done:: print(2)"]),
    Case(arguments: ["-e", "print(os.getenv('NO_SUCH') , io.open('nofile'))"]),
    Case(arguments: ["-e", "print(io.popen('exit 3'):close())"]),
    Case(arguments: ["-e", "print(os.execute('kill -9 $$'))"]),
    Case(arguments: ["-e", "for k in pairs{10, 20, n = 1} do io.write(tostring(k), ' ') end"]),
    Case(arguments: ["-e", "print(string.pack('<i4', 7):byte(1, -1))", "-e", "print(('x'):rep(3, ','))"]),
  ]

  @Test("does what lua5.4 does", arguments: cases)
  func same(test: Case) throws {
    guard FileManager.default.isExecutableFile(atPath: LuaSideBySideTests.lua) else {
      print("SKIPPED: no \(LuaSideBySideTests.lua) to compare with; apt-get install lua5.4")
      return
    }
    let folder = try Program.Folder()
    for (name, text) in [
      ("args.lua", "print(...) for i = -3, #arg do print(i, i < 0 and type(arg[i]) or arg[i]) end"),
      ("shebang.lua", "#!/usr/bin/env lua5.4\nprint(..., debug.getinfo(1, 'l').currentline)"),
      ("syntax.lua", "local x = = 1\n"), ("mod.lua", "return {name = 'mod ' .. select('#', ...)}"),
      ("error.lua", "local function inner()\n  error('deep')\nend\nlocal function outer() inner() end\nouter()\n"),
      ("broken.lua", "return +"), ("init.lua", "print('init file')"), ("far/far.lua", "return {name = 'far'}"),
    ] { _ = try folder.write(name, text) }
    let ours = try Program.run(test.arguments, input: test.input, environment: test.environment, folder: folder.path)
    let theirs = try Program.run(
      test.arguments, input: test.input, environment: test.environment, folder: folder.path,
      program: LuaSideBySideTests.lua)
    #expect(ours.status == theirs.status)
    #expect(neutral(ours.output) == neutral(theirs.output))
    // A traceback's innermost lines are ours; the message is Lua's.
    #expect(message(ours.errors, "workbench: ") == message(theirs.errors, "lua5.4: "))
  }

  /// Without what names the program or its own folders.
  private func neutral(_ text: String) -> String {
    text.replacingOccurrences(of: Program.path, with: "PROGRAM")
      .replacingOccurrences(of: LuaSideBySideTests.lua, with: "PROGRAM")
      .split(separator: "\n", omittingEmptySubsequences: false)
      // Where a module was not found: our folders come first.
      .filter { !$0.hasPrefix("\tno file ") }.joined(separator: "\n")
  }

  /// The first line, without the program's name; Lua tells a traceback where we tell none, and the other way round.
  private func message(_ errors: String, _ name: String) -> String {
    let lines = errors.replacingOccurrences(of: "cannot open 'nofile.lua'", with: "cannot open nofile.lua").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    let first = lines.first ?? ""
    for prefix in [name, LuaSideBySideTests.lua + ": "] where first.hasPrefix(prefix) {
      return String(first.dropFirst(prefix.count))
    }
    return lines.joined(separator: "\n")
  }
}
