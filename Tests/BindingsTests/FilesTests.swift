import Bindings
import Foundation
import Testing

struct FilesTests {
  @Test func jsonComesBackAsItWas() throws {
    let script = try DataScript()
    try script.run(
      """
      local json = require "json"
      local value = {name="ü \\"x\\"", list={1, 2.5, true, {}}, deep={a={b={c=3}}}, big=9007199254740993}
      json.save(folder .. "/a.json", value)
      local back = json.load(folder .. "/a.json")
      assert(back.name == value.name and back.list[2] == 2.5 and back.list[3] == true and #back.list[4] == 0)
      assert(back.deep.a.b.c == 3 and back.big == value.big and math.type(back.list[1]) == "integer")
      assert(json.encode(value) == json.encode(back))
      assert(json.encode({b=1, a=2, c=0/0}) == '{"a":2,"b":1,"c":null}')
      local nulls = json.decode('{"x": null, "y": [null, 1]}')
      assert(nulls.x == nil and nulls.y[1] == json.null and #nulls.y == 2)
      assert(json.encode(nulls.y) == "[null,1]")
      """)
    #expect(script.names == ["a.json"])
  }

  @Test func tensorsAreNestedArrays() throws {
    let script = try DataScript()
    try script.set("m", [2, 3]) { Float($0) }
    try script.set("empty", [0, 3]) { _ in 0 }
    try script.run(
      """
      local json = require "json"
      assert(json.encode(m) == "[[0.0,1.0,2.0],[3.0,4.0,5.0]]")
      assert(json.encode({e=empty}) == '{"e":[]}')
      """)
  }

  @Test(arguments: [
    ("json.encode(print)", "no value for a function"), ("local t = {}; t.t = t; json.encode(t)", "within themselves"),
    ("json.encode({1, 2, x=1})", "'x'"), ("json.encode({1, nil, 3, nil, nil, 6})", "holes"),
    ("json.encode({[3.5]=1})", "3.5"), ("json.decode('{')", "not valid JSON"), ("json.decode('')", "empty"),
    ("json.load('/nowhere/x')", "cannot open"), ("json.save('/nowhere/x', 1)", "cannot write"),
  ])
  func jsonMistakesSayWhatWasWanted(source: String, message: String) throws {
    let script = try DataScript()
    try script.run("json = require 'json'")
    let found = try #require(script.failure(source))
    #expect(found.contains(message) && found.hasPrefix("test:1: "), "\(found)")
  }

  @Test func tensorsComeBackFromFiles() throws {
    let script = try DataScript()
    try script.set("m", [2, 3]) { Float($0) }
    try script.run(
      """
      local tensor, json = require "tensor", require "json"
      tensor.save(m, folder .. "/m.npy")
      tensor.save(folder .. "/w.safetensors", {["fc.weight"]=m, ["fc.bias"]=m}, {metadata={epoch="3"}})
      assert(json.encode(tensor.load(folder .. "/m.npy")) == json.encode(m))
      local weights, notes = tensor.load(folder .. "/w.safetensors")
      assert(json.encode(weights["fc.weight"]) == json.encode(m) and notes.epoch == "3")
      assert(json.encode(tensor.from_file(folder .. "/m.npy")) == json.encode(m))
      for _, wrong in ipairs{
        function() tensor.save(m, folder .. "/m.txt") end, function() tensor.save(m, m) end,
        function() tensor.save({m}, folder .. "/x.safetensors") end, function() tensor.save({a=m}, folder .. "/x.npy") end,
        function() tensor.load(folder .. "/none.npy") end, function() tensor.load("x.gif") end,
        function() tensor.save({a=3}, folder .. "/x.safetensors") end,
      } do assert(not pcall(wrong)) end
      """)
    #expect(script.names == ["m.npy", "w.safetensors"])
  }
}
