import Arrays

/// The safetensors format (huggingface.co/docs/safetensors): eight bytes of header length, a JSON header that says
/// for each name its dtype, shape and byte range, then the arrays back to back without holes.
///
/// Nothing the header says is believed before it has been checked against the file's size, so reading never
/// allocates more than the arrays in the file need. F16, BF16 and F8 become float32, integers int64.
public enum Safetensors {
  static let format = "safetensors"
  /// The format's own bound on its header.
  static let longestHeader = 100_000_000

  public static func read(path: String) throws -> NamedArrays {
    try naming(path) { try read(FileSource(path: path)) }
  }

  /// - Throws: `FormatError`, `ArrayError`.
  public static func read(_ source: some ByteSource) throws -> NamedArrays {
    let (members, dataStart) = try header(of: source)
    let dataCount = source.count - dataStart
    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    for member in members {
      if member.key == "__metadata__" {
        metadata = try notes(member.value)
      } else {
        entries.append(try Entry(name: member.key, json: member.value, dataCount: dataCount))
      }
    }
    try checkCover(entries, dataCount: dataCount)
    var file = NamedArrays(metadata: metadata)
    for entry in entries {
      file.arrays[entry.name] = try source.array(
        of: entry.stored, shape: entry.shape, at: dataStart + entry.start, format: format)
    }
    return file
  }

  private static func header(of source: some ByteSource) throws -> (members: [JSON.Member], dataStart: Int) {
    guard source.count >= 8 else {
      throw FormatError.malformed(format, "it has \(source.count) bytes, fewer than the 8 of the header's length")
    }
    var length: UInt64 = 0
    try withUnsafeMutableBytes(of: &length) { try source.read(into: $0, at: 0) }
    length = UInt64(littleEndian: length)
    guard length <= UInt64(min(longestHeader, source.count - 8)) else {
      throw FormatError.malformed(format, "a header of \(length) bytes is announced in a file of \(source.count) bytes")
    }
    let text = try source.bytes(at: 8, count: Int(length))
    guard text.first == UInt8(ascii: "{") else {
      throw FormatError.malformed(format, "the header is not a JSON object")
    }
    let json: JSON
    do {
      json = try text.withUnsafeBytes { try JSON.parse($0, rejectingDuplicates: true) }
    } catch FormatError.malformed(_, let reason, _) {
      throw FormatError.malformed(format, "its header: \(reason)")
    }
    guard case .object(let members) = json else {
      throw FormatError.malformed(format, "the header is not a JSON object")
    }
    return (members, 8 + Int(length))
  }

  private static func notes(_ json: JSON) throws -> [String: String] {
    guard case .object(let members) = json else {
      throw FormatError.malformed(format, "__metadata__ is not an object of strings")
    }
    var notes: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else {
        throw FormatError.malformed(format, "__metadata__ '\(member.key)' is not a string")
      }
      notes[member.key] = text
    }
    return notes
  }

  /// Every data byte belongs to exactly one array.
  private static func checkCover(_ entries: [Entry], dataCount: Int) throws {
    var end = 0
    for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard entry.start == end else {
        let what = entry.start < end ? "overlaps the array before it" : "leaves a hole before it"
        throw FormatError.malformed(format, "'\(entry.name)' \(what) (starts at \(entry.start), not \(end))")
      }
      end = entry.end
    }
    guard end == dataCount else {
      throw FormatError.malformed(format, "\(dataCount - end) bytes follow the last array")
    }
  }

  /// One array as the header describes it; valid in itself by construction.
  private struct Entry {
    let name: String
    let stored: StoredType
    let shape: Shape
    let start: Int
    let end: Int

    init(name: String, json: JSON, dataCount: Int) throws {
      func wrong(_ reason: String) -> FormatError { .malformed(format, "'\(name)': \(reason)") }
      guard let code = json["dtype"]?.string, let sizes = json["shape"]?.array, let range = json["data_offsets"]?.array
      else { throw wrong("dtype, shape and data_offsets wanted") }
      guard let stored = Safetensors.stored(code) else {
        throw FormatError.unsupported(format, "'\(name)': dtype '\(code)'")
      }
      let whole = sizes.compactMap(\.integer)
      guard whole.count == sizes.count, whole.allSatisfy({ $0 >= 0 }) else {
        throw wrong("its shape is not a list of whole numbers of 0 and up")
      }
      guard range.count == 2, let start = range[0].integer, let end = range[1].integer, start >= 0, start <= end else {
        throw wrong("its data_offsets are not two ascending whole numbers")
      }
      guard end <= dataCount else { throw wrong("its data ends at byte \(end) of \(dataCount)") }
      do { shape = try Shape(whole) } catch { throw wrong("\(error)") }
      guard shape.count * stored.itemSize == end - start else {
        throw wrong(
          "shape \(shape) of \(code) takes \(shape.count * stored.itemSize) bytes, data_offsets have \(end - start)")
      }
      self.name = name
      self.stored = stored
      self.start = start
      self.end = end
    }
  }

  private static func stored(_ code: String) -> StoredType? {
    switch code {
    case "F64": .float64
    case "F32": .float32
    case "F16": .float16
    case "F8_E4M3": .float8e4m3
    case "F8_E5M2": .float8e5m2
    case "BF16": .bfloat16
    case "I64": .int64
    case "I32": .int32
    case "I16": .int16
    case "I8": .int8
    case "U64": .uint64
    case "U32": .uint32
    case "U16": .uint16
    case "U8": .uint8
    case "BOOL": .bool
    default: nil
    }
  }
}
