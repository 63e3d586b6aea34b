import Arrays

extension Safetensors {
  /// Writes the file whole or not at all. The same arrays always give the same bytes: larger elements first (so that
  /// every array is aligned), then by name; the header is padded to a multiple of eight.
  /// - Throws: `FormatError`, `ArrayError`.
  public static func write(_ file: NamedArrays, path: String) throws {
    // `sorted` is stable: names stay in order among equals.
    let names = file.names.sorted { size(of: $0, in: file) > size(of: $1, in: file) }
    let header = try header(of: file, names: names)
    try AtomicFile.write(path) { output in
      var length = UInt64(header.utf8.count).littleEndian
      try withUnsafeBytes(of: &length) { try output.write($0) }
      try output.write(header)
      for name in names {
        guard let array = file.arrays[name] else { continue }
        try array.withRowMajorBytes { try output.write($0) }
      }
    }
  }

  private static func size(of name: String, in file: NamedArrays) -> Int { file.arrays[name]?.dtype.itemSize ?? 0 }

  private static func header(of file: NamedArrays, names: [String]) throws -> String {
    var members: [JSON.Member] = []
    if !file.metadata.isEmpty {
      let notes = file.metadata.sorted { $0.key < $1.key }
      members.append(JSON.Member("__metadata__", .object(notes.map { JSON.Member($0.key, .string($0.value)) })))
    }
    var offset = 0
    for name in names {
      guard name != "__metadata__" else { throw FormatError.unsupported(format, "an array named '__metadata__'") }
      guard let array = file.arrays[name] else { continue }
      let end = offset + array.count * array.dtype.itemSize
      members.append(
        JSON.Member(
          name,
          [
            "dtype": .string(code(array.dtype)), "shape": .array(array.shape.array.map { .integer(Int64($0)) }),
            "data_offsets": [.integer(Int64(offset)), .integer(Int64(end))],
          ]))
      offset = end
    }
    let text = JSON.object(members).text()
    return text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
  }

  private static func code(_ dtype: DType) -> String {
    switch dtype {
    case .float32: "F32"
    case .float64: "F64"
    case .int64: "I64"
    case .bool: "BOOL"
    }
  }
}
