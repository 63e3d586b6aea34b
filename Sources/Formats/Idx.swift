import Arrays

/// The IDX format of the MNIST files (yann.lecun.com/exdb/mnist): two zero bytes, an element type, the number of
/// dimensions, the sizes (32 bits, big-endian), then the elements row-major and big-endian. Plain, or packed by gzip.
///
/// The stream is unpacked and converted piece by piece: memory stays at the size of the result. The sizes are checked
/// against what the file can possibly hold before anything is allocated.
public enum Idx {
  static let format = "IDX"

  /// Reads integers as int64 and floats as they are.
  public static func read(path: String) throws -> NDArray {
    try naming(path) { try read(FileSource(path: path)) }
  }

  /// Reads bytes as float32 divided by 255: pictures in [0, 1].
  public static func readPictures(path: String) throws -> NDArray {
    try naming(path) { try readPictures(FileSource(path: path)) }
  }

  /// - Throws: `FormatError`, `ArrayError`.
  public static func read(_ source: some ByteSource) throws -> NDArray {
    let stream = try open(source)
    let header = try Header(stream)
    let array = try NDArray(empty: header.shape, dtype: header.stored.dtype)
    try pieces(of: stream, header: header) { bytes, first, count in
      let target = array.storage.pointer + first * array.dtype.itemSize
      try header.stored.convert(bytes, count: count, to: target, bigEndian: true, format: format)
    }
    return array
  }

  public static func readPictures(_ source: some ByteSource) throws -> NDArray {
    let stream = try open(source)
    let header = try Header(stream)
    guard header.stored == .uint8 else {
      throw FormatError.malformed(format, "pictures of unsigned bytes wanted, it holds other elements")
    }
    let array = try NDArray(empty: header.shape, dtype: .float32)
    let pixels = array.pointer(as: Float.self)
    // Division, not multiplication by 1/255: the same bits as torchvision's ToTensor.
    let levels = (0..<256).map { Float($0) / 255 }
    try levels.withUnsafeBufferPointer { levels in
      guard let level = levels.baseAddress else { return }
      try pieces(of: stream, header: header) { bytes, first, count in
        for index in 0..<count {
          pixels[first &+ index] = level[Int(bytes.load(fromByteOffset: index, as: UInt8.self))]
        }
      }
    }
    return array
  }

  private static func open(_ source: some ByteSource) throws -> any ByteStream {
    try GzipStream.isGzip(source) ? GzipStream(source) : PlainStream(source)
  }

  /// Hands over all elements, some at a time: their bytes, the first one's position, how many.
  private static func pieces(
    of stream: any ByteStream, header: Header, _ body: (UnsafeRawPointer, Int, Int) throws -> Void
  ) throws {
    let size = header.stored.itemSize
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { buffer.deallocate() }
    var first = 0
    while first < header.shape.count {
      let count = min(buffer.count / size, header.shape.count - first)
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[0..<count * size])
      let got = try stream.read(into: part)
      guard got == part.count, let start = UnsafeRawPointer(part.baseAddress) else {
        throw FormatError.malformed(
          format, "shape \(header.shape) is announced, but it ends after \(first + got / size) elements")
      }
      try body(start, first, count)
      first += count
    }
    // One more byte must not be there; asking for it also makes gzip check its sum.
    guard try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<1])) == 0 else {
      throw FormatError.malformed(format, "more bytes follow than shape \(header.shape) needs")
    }
  }

  private struct Header {
    let stored: StoredType
    let shape: Shape

    init(_ stream: any ByteStream) throws {
      let start = try Header.bytes(4, of: stream)
      guard start[0] == 0, start[1] == 0 else {
        throw FormatError.malformed(format, "its first two bytes are not zero")
      }
      let rank = Int(start[3])
      guard let stored = Header.stored(start[2]), (1...Shape.maximumRank).contains(rank) else {
        throw FormatError.malformed(format, "element type \(start[2]) with \(rank) dimensions does not exist")
      }
      let sizes = try Header.bytes(4 * rank, of: stream)
      let shape: Shape
      do {
        shape = try Shape((0..<rank).map { sizes[4 * $0..<4 * $0 + 4].reduce(0) { $0 << 8 | Int($1) } })
      } catch { throw FormatError.malformed(format, "\(error)") }
      guard shape.count <= stream.longest / stored.itemSize else {
        throw FormatError.malformed(format, "shape \(shape) is announced, more than the file can hold")
      }
      self.stored = stored
      self.shape = shape
    }

    private static func bytes(_ count: Int, of stream: any ByteStream) throws -> [UInt8] {
      let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = try stream.read(
          into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[0..<count]))
      }
      guard bytes.count == count else { throw FormatError.malformed(format, "it ends inside its header") }
      return bytes
    }

    private static func stored(_ code: UInt8) -> StoredType? {
      switch code {
      case 0x08: .uint8
      case 0x09: .int8
      case 0x0b: .int16
      case 0x0c: .int32
      case 0x0d: .float32
      case 0x0e: .float64
      default: nil
      }
    }
  }
}
