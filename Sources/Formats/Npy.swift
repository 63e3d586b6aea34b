import Arrays

/// NumPy's array format, versions 1 to 3 (numpy.org/doc/stable/reference/generated/numpy.lib.format.html):
/// magic, version, header length, a header in Python's literal syntax, then the elements.
///
/// Half floats become float32, integers int64. Object arrays hold pickles and are refused. A column-major
/// file is brought to row-major.
public enum Npy {
  static let format = "npy"
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// Longest header read; NumPy's own reader stops at 10,000 characters.
  static let longestHeader = 10_000

  public static func read(path: String) throws -> NDArray {
    try naming(path) { try read(FileSource(path: path)) }
  }

  /// - Throws: `FormatError`, `ArrayError`.
  public static func read(_ source: some ByteSource) throws -> NDArray {
    try read(PlainStream(source), count: source.count)
  }

  /// Reads a stream of exactly `count` bytes.
  static func read(_ stream: any ByteStream, count: Int) throws -> NDArray {
    let start = try bytes(10, of: stream, part: "first 10 bytes")
    guard Array(start[0..<6]) == magic else { throw FormatError.malformed(format, "it does not begin with \\x93NUMPY") }
    guard (1...3).contains(start[6]), start[7] == 0 else {
      throw FormatError.unsupported(format, "format version \(start[6]).\(start[7])")
    }
    var length = Int(start[8]) | Int(start[9]) << 8
    var headerStart = 10
    if start[6] > 1 {
      let rest = try bytes(2, of: stream, part: "first 12 bytes")
      length |= Int(rest[0]) << 16 | Int(rest[1]) << 24
      headerStart = 12
    }
    guard length <= longestHeader else {
      throw FormatError.malformed(format, "its header of \(length) bytes is longer than \(longestHeader)")
    }
    let header = try NpyHeader(bytes(length, of: stream, part: "header"))
    let needed = header.shape.count * header.stored.itemSize
    guard needed == count - headerStart - length else {
      throw FormatError.malformed(
        format, "shape \(header.shape) needs \(needed) bytes, the file has \(count - headerStart - length)")
    }
    return try elements(header, of: stream)
  }

  private static func bytes(_ count: Int, of stream: any ByteStream, part: String) throws -> [UInt8] {
    let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = try stream.read(
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[0..<count]))
    }
    guard bytes.count == count else { throw FormatError.malformed(format, "it ends inside its \(part)") }
    return bytes
  }

  private static func elements(_ header: NpyHeader, of stream: any ByteStream) throws -> NDArray {
    guard header.isColumnMajor, header.shape.rank > 1 else {
      return try stream.array(of: header.stored, shape: header.shape, bigEndian: header.isBigEndian, format: format)
    }
    let reversed = try stream.array(
      of: header.stored, shape: Shape(header.shape.array.reversed()), bigEndian: header.isBigEndian, format: format)
    var strides = reversed.strides
    let rank = header.shape.rank
    for dimension in 0..<rank { strides[dimension] = reversed.strides[rank - 1 - dimension] }
    let transposed = NDArray(
      storage: reversed.storage, shape: header.shape, strides: strides, offset: 0, dtype: reversed.dtype)
    return try transposed.contiguous()
  }

  /// Writes version 1.0, little-endian, row-major; whole or not at all.
  public static func write(_ array: NDArray, path: String) throws {
    let head = head(of: array)
    try AtomicFile.write(path) { output in
      try head.withUnsafeBytes { try output.write($0) }
      try array.withRowMajorBytes { try output.write($0) }
    }
  }

  /// What stands in front of the elements: magic, version, length and header fill a multiple of 64; the last byte is a
  /// newline.
  static func head(of array: NDArray) -> [UInt8] {
    var sizes = array.shape.array.map(String.init).joined(separator: ", ")
    if array.rank == 1 { sizes += "," }
    let code =
      switch array.dtype {
      case .float32: "<f4"
      case .float64: "<f8"
      case .int64: "<i8"
      case .bool: "|b1"
      }
    var header = "{'descr': '\(code)', 'fortran_order': False, 'shape': (\(sizes)), }"
    header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
    let length = header.utf8.count
    return magic + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(header.utf8)
  }
}
