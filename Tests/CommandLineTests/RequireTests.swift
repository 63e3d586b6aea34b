import Foundation
import Testing

/// Modules of other people: Debian's, in Lua and in C.
@Suite(.enabled(if: Program.isBuilt)) struct RequireTests {
  /// Says loudly where a package is missing, rather than pass in silence.
  private func isInstalled(_ package: String, _ path: String) -> Bool {
    if FileManager.default.fileExists(atPath: path) { return true }
    print("SKIPPED: \(path) is not there: apt-get install \(package)")
    return false
  }

  @Test func aCModuleOfDebians() throws {
    guard isInstalled("lua-cjson", "/usr/lib/x86_64-linux-gnu/lua/5.4/cjson.so") else { return }
    let result = try Program.run([
      "-e",
      """
      local cjson = require "cjson"
      local t = cjson.decode('{"a": [1, 2.5, null], "b": "x"}')
      print(t.a[1] + 0, t.a[2], t.a[3] == cjson.null, t.b, cjson.encode({1, 2}))
      print(pcall(cjson.decode, "{"))
      -- Its userdata and ours in one state.
      print(cjson.null == cjson.null, tensor.ones(2):sum():item())
      """,
    ])
    #expect(result.errors == "")
    #expect(
      result.output.hasPrefix("1.0\t2.5\ttrue\tx\t[1,2]\nfalse\tExpected object key string")
        || result.output.hasPrefix("1\t2.5\ttrue\tx\t[1,2]\nfalse\tExpected object key string"))
    #expect(result.output.hasSuffix("true\t2.0\n"))
  }

  @Test func anotherCModule() throws {
    guard isInstalled("lua-lpeg", "/usr/lib/x86_64-linux-gnu/lua/5.4/lpeg.so") else { return }
    let result = try Program.run([
      "-e",
      "local l = require 'lpeg' print(l.match(l.C(l.R('az')^1) * ' ' * l.C(l.R('09')^1), 'abc 123'))",
    ])
    #expect(result.output == "abc\t123\n")
  }

  @Test func penlightInLua() throws {
    guard isInstalled("lua-penlight", "/usr/share/lua/5.4/pl/init.lua") else { return }
    // It probes globals, which is an error for scripts only.
    let result = try Program.run([
      "-e",
      """
      local List, tablex, stringx = require "pl.List", require "pl.tablex", require "pl.stringx"
      print(List{1, 2, 3}:map("+", 1), tablex.size{a = 1, b = 2}, stringx.strip("  x "))
      print(require("pl.pretty").write({1, 2}, ""), require("pl.class") ~= nil)
      """,
    ])
    #expect(result.errors == "")
    #expect(result.output == "{2,3,4}\t2\tx\n{1,2}\ttrue\n")
  }

  @Test func posix() throws {
    // Debian 12 builds lua-posix for Lua 5.1 to 5.3 only; where a later Debian has it, it works.
    guard isInstalled("lua-posix (with Lua 5.4 from Debian 13 on)", "/usr/lib/x86_64-linux-gnu/lua/5.4/posix.so")
    else { return }
    #expect(
      try Program.run(["-e", "print(require('posix.unistd').getpid() > 0)"]).output == "true\n")
  }

  @Test func theOrderIsScriptThenLibThenLua() throws {
    let folder = try Program.Folder()
    let home = try Program.Folder()
    let path = try Program.Folder()
    for (place, name) in [(folder, "beside"), (home, "lib"), (path, "path")] {
      let prefix = name == "lib" ? "lib/" : ""
      if name == "beside" { _ = try place.write("one.lua", "return 'beside'") }
      if name != "path" { _ = try place.write(prefix + "two.lua", "return '\(name)'") }
      _ = try place.write(prefix + "three.lua", "return '\(name)'")
    }
    _ = try path.write("four.lua", "return 'path'")
    let script = try folder.write("main.lua", "print(require 'one', require 'two', require 'three', (require 'four'))")
    let result = try Program.run(
      [script], environment: ["WORKBENCH_HOME": home.path, "LUA_PATH": path.path + "/?.lua"], folder: "/")
    #expect(result.output == "beside\tbeside\tbeside\tpath\n")
    let command = try Program.run(
      ["-e", "print(require 'two', (require 'four'))"],
      environment: ["WORKBENCH_HOME": home.path, "LUA_PATH": path.path + "/?.lua"], folder: "/")
    #expect(command.output == "lib\tpath\n")
  }

  @Test func foldersWithSignsOfThePathAreLeftOut() throws {
    let folder = try Program.Folder()
    let script = try folder.write("a;b/what?/main.lua", "print(package.path:find('what', 1, true))")
    #expect(try Program.run([script], folder: "/").output == "nil\n")
  }
}
