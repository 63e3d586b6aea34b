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
    guard source.count >= 10 else { throw FormatError.malformed(format, "it ends inside its first 10 bytes") }
    let start = try source.bytes(at: 0, count: 10)
    guard Array(start[0..<6]) == magic else { throw FormatError.malformed(format, "it does not begin with \\x93NUMPY") }
    guard (1...3).contains(start[6]), start[7] == 0 else {
      throw FormatError.unsupported(format, "format version \(start[6]).\(start[7])")
    }
    var length = Int(start[8]) | Int(start[9]) << 8
    var headerStart = 10
    if start[6] > 1 {
      guard source.count >= 12 else { throw FormatError.malformed(format, "it ends inside its first 12 bytes") }
      let rest = try source.bytes(at: 10, count: 2)
      length |= Int(rest[0]) << 16 | Int(rest[1]) << 24
      headerStart = 12
    }
    guard length <= source.count - headerStart else { throw FormatError.malformed(format, "it ends inside its header") }
    guard length <= longestHeader else {
      throw FormatError.malformed(format, "its header of \(length) bytes is longer than \(longestHeader)")
    }
    let header = try NpyHeader(source.bytes(at: headerStart, count: length))
    let dataStart = headerStart + length
    let needed = header.shape.count * header.stored.itemSize
    guard needed == source.count - dataStart else {
      throw FormatError.malformed(
        format, "shape \(header.shape) needs \(needed) bytes, the file has \(source.count - dataStart)")
    }
    return try elements(header, of: source, at: dataStart)
  }

  private static func elements(_ header: NpyHeader, of source: some ByteSource, at offset: Int) throws -> NDArray {
    guard header.isColumnMajor, header.shape.rank > 1 else {
      return try source.array(
        of: header.stored, shape: header.shape, at: offset, bigEndian: header.isBigEndian, format: format)
    }
    let reversed = try source.array(
      of: header.stored, shape: Shape(header.shape.array.reversed()), at: offset, bigEndian: header.isBigEndian,
      format: format)
    var strides = reversed.strides
    let rank = header.shape.rank
    for dimension in 0..<rank { strides[dimension] = reversed.strides[rank - 1 - dimension] }
    let transposed = NDArray(
      storage: reversed.storage, shape: header.shape, strides: strides, offset: 0, dtype: reversed.dtype)
    return try transposed.contiguous()
  }

  /// Writes version 1.0, little-endian, row-major; whole or not at all.
  public static func write(_ array: NDArray, path: String) throws {
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
    // Magic, version, length and header together fill a multiple of 64; the last byte is a newline.
    header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
    let length = header.utf8.count
    let start = magic + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)]
    try AtomicFile.write(path) { output in
      try start.withUnsafeBytes { try output.write($0) }
      try output.write(header)
      try array.withRowMajorBytes { try output.write($0) }
    }
  }
}
