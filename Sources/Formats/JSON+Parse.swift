import CJansson

extension JSON {
  /// Parses one JSON text (RFC 8259, UTF-8) by Jansson, which bounds the nesting (2048 levels).
  ///
  /// - Parameter rejectingDuplicates: whether an object that names a key twice is an error; otherwise the last counts.
  /// - Throws: `FormatError.malformed` with the line and the reason; also for whole numbers beyond 64 bits.
  public static func parse(_ bytes: UnsafeRawBufferPointer, rejectingDuplicates: Bool = false) throws -> JSON {
    var failure = json_error_t()
    let flags = JSON_DECODE_ANY | JSON_ALLOW_NUL | (rejectingDuplicates ? JSON_REJECT_DUPLICATES : 0)
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard let start, let root = json_loadb(start, bytes.count, Int(flags), &failure) else {
      if bytes.isEmpty { throw FormatError.malformed("JSON", "it is empty") }
      let text = withUnsafeBytes(of: &failure.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw FormatError.malformed("JSON", "line \(failure.line), column \(failure.column): \(text)")
    }
    defer { json_decref(root) }
    return convert(root)
  }

  public static func parse(_ text: String, rejectingDuplicates: Bool = false) throws -> JSON {
    var text = text
    return try text.withUTF8 { try parse(UnsafeRawBufferPointer($0), rejectingDuplicates: rejectingDuplicates) }
  }

  /// Reads and parses a file.
  public static func read(path: String) throws -> JSON {
    try naming(path) { try FileSource(path: path).bytes().withUnsafeBytes { try parse($0) } }
  }

  private static func convert(_ value: UnsafeMutablePointer<json_t>) -> JSON {
    switch cjansson_type(value) {
    case JSON_TRUE: return .bool(true)
    case JSON_FALSE: return .bool(false)
    case JSON_INTEGER: return .integer(json_integer_value(value))
    case JSON_REAL: return .number(json_real_value(value))
    case JSON_STRING: return .string(text(json_string_value(value), json_string_length(value)))
    case JSON_ARRAY:
      return .array((0..<json_array_size(value)).map { json_array_get(value, $0).map(convert) ?? .null })
    case JSON_OBJECT:
      var members: [Member] = []
      members.reserveCapacity(json_object_size(value))
      var place = json_object_iter(value)
      while let here = place {
        if let name = json_object_iter_key(here), let item = json_object_iter_value(here) {
          members.append(Member(String(cString: name), convert(item)))
        }
        place = json_object_iter_next(value, here)
      }
      return .object(members)
    default: return .null
    }
  }

  private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    return String(decoding: bytes, as: UTF8.self)
  }
}
