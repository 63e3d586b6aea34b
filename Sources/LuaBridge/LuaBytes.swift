import CLua

/// The bytes of a Lua string, whatever they are.
public struct LuaBytes: LuaReadable, LuaPushable {
  public var bytes: [UInt8]
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public static var luaType: LuaValueType { .string }
  public static func read(_ stack: LuaStack, _ index: Int32) -> LuaBytes? {
    var length = 0
    guard let start = wb_stringbytes(stack.L, index, &length) else { return nil }
    return LuaBytes([UInt8](UnsafeRawBufferPointer(start: start, count: length)))
  }
  public func push(_ stack: LuaStack) throws { try bytes.withUnsafeBytes { try stack.push(bytes: $0) } }
}
