import Formats
import LuaBridge

let jsonModule = LuaModule("json", doc: "JSON as Lua tables, and tables as JSON.") { m in
  m.function(
    "encode", .value("value", as: JSON.self), .option("pretty", false),
    doc: "The value as JSON. A sequence (also an empty table) becomes an array, a table with names an object with its "
      + "names in order; tensors become arrays; nan and infinities become null.",
    example: "print(json.encode({score=0.99, digits={1, 2}}))"
  ) { (value: JSON, pretty: Bool) in value.text(pretty: pretty) }
  m.function(
    "decode", .value("text", as: LuaBytes.self),
    doc: "The value that the text stands for. A null is json.null in an array, and nothing in an object.",
    example: "print(json.decode('{\"a\": [1, 2.5]}').a[2])"
  ) { (text: LuaBytes) in try text.bytes.withUnsafeBytes { try JSON.parse($0) } }
  m.function(
    "load", .string("path"), doc: "The value in a file, as json.decode gives it.",
    example: "local ok, value = pcall(json.load, \"summary.json\")"
  ) { (path: String) in try JSON.read(path: path) }
  m.function(
    "save", .string("path"), .value("value", as: JSON.self), .option("pretty", true),
    doc: "Writes the value as json.encode gives it, the file whole or not at all.",
    example: "json.save(\"example.json\", {score=0.99})"
  ) { (path: String, value: JSON, pretty: Bool) in try value.write(path: path, pretty: pretty) }
  m.value("null", doc: "What stands for null in an array.", JSONNull.shared)
  m.type(JSONNull.luaClass)
}

/// JSON's null, which Lua's nil cannot be: nil in a table is not there.
final class JSONNull: LuaObject {
  static let shared = JSONNull()
  static let luaClass = LuaClass(JSONNull.self, "null", doc: "JSON's null.") { c in
    c.metamethod("__tostring", .value("self", as: JSONNull.self), .any("_")) { (_: JSONNull, _: LuaAny) in "null" }
  }
}
