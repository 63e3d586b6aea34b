import Arrays
import Glibc

/// The element types that files hold; wider than what arrays hold, so some are converted on reading:
/// floats of 8 and 16 bits to float32, every integer to int64.
enum StoredType: Equatable {
  case float8e4m3, float8e5m2, float16, bfloat16, float32, float64
  case int8, uint8, int16, uint16, int32, uint32, int64, uint64
  case bool

  var itemSize: Int {
    switch self {
    case .float8e4m3, .float8e5m2, .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// What an array of them becomes.
  var dtype: DType {
    switch self {
    case .float8e4m3, .float8e5m2, .float16, .bfloat16, .float32: .float32
    case .float64: .float64
    case .bool: .bool
    default: .int64
    }
  }

  /// Whether memory and file agree bit for bit. A `bool` does not: a byte other than 0 and 1 is no Swift `Bool`.
  var isPlain: Bool {
    switch self {
    case .float32, .float64, .int64: true
    default: false
    }
  }

  /// Converts `count` elements, of which `source` may stand at any address, into `target` of type `dtype`.
  /// - Throws: `FormatError.malformed` for an unsigned number that int64 does not hold.
  func convert(
    _ source: UnsafeRawPointer, count: Int, to target: UnsafeMutableRawPointer, bigEndian: Bool, format: String
  ) throws {
    switch self {
    case .float8e4m3: widen(source, count, target, bigEndian) { (bits: UInt8) in StoredType.float8e4m3(bits) }
    case .float8e5m2:
      // The upper half of a float16.
      widen(source, count, target, bigEndian) { (bits: UInt8) in Float(Float16(bitPattern: UInt16(bits) << 8)) }
    case .float16:
      widen(source, count, target, bigEndian) { (bits: UInt16) in Float(Float16(bitPattern: bits)) }
    case .bfloat16:
      widen(source, count, target, bigEndian) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .float32: widen(source, count, target, bigEndian) { (bits: UInt32) in bits }
    case .float64: widen(source, count, target, bigEndian) { (bits: UInt64) in bits }
    case .int8: widen(source, count, target, bigEndian) { (value: Int8) in Int64(value) }
    case .uint8: widen(source, count, target, bigEndian) { (value: UInt8) in Int64(value) }
    case .int16: widen(source, count, target, bigEndian) { (value: Int16) in Int64(value) }
    case .uint16: widen(source, count, target, bigEndian) { (value: UInt16) in Int64(value) }
    case .int32: widen(source, count, target, bigEndian) { (value: Int32) in Int64(value) }
    case .uint32: widen(source, count, target, bigEndian) { (value: UInt32) in Int64(value) }
    case .int64: widen(source, count, target, bigEndian) { (bits: UInt64) in bits }
    case .bool: widen(source, count, target, bigEndian) { (value: UInt8) in value != 0 }
    case .uint64:
      var largest: UInt64 = 0
      widen(source, count, target, bigEndian) { (value: UInt64) in
        largest = max(largest, value)
        return Int64(truncatingIfNeeded: value)
      }
      guard largest <= UInt64(Int64.max) else {
        throw FormatError.malformed(format, "the unsigned number \(largest) does not fit in int64")
      }
    }
  }
}

extension StoredType {
  /// 4 bits of exponent, 3 of fraction, no infinities, one nan of each sign (arXiv:2209.05433).
  fileprivate static func float8e4m3(_ bits: UInt8) -> Float {
    let (exponent, fraction) = (Int32(bits >> 3 & 15), Float(bits & 7))
    let size: Float =
      exponent == 15 && fraction == 7
      ? .nan : exponent == 0 ? scalbnf(fraction, -9) : scalbnf(8 + fraction, exponent - 10)
    return bits & 0x80 == 0 ? size : -size
  }
}

@inline(__always)
private func widen<Stored: FixedWidthInteger, Value>(
  _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutableRawPointer, _ bigEndian: Bool,
  _ convert: (Stored) -> Value
) {
  let values = target.assumingMemoryBound(to: Value.self)
  let step = MemoryLayout<Stored>.size
  for index in 0..<count {
    let stored = source.loadUnaligned(fromByteOffset: index &* step, as: Stored.self)
    values[index] = convert(bigEndian ? Stored(bigEndian: stored) : stored)
  }
}

extension ByteSource {
  /// Reads an array that stands row-major at `offset`.
  func array(
    of stored: StoredType, shape: Shape, at offset: Int, bigEndian: Bool = false, format: String
  ) throws -> NDArray {
    // The bytes are there before anything is allocated for them.
    try check(shape.count * stored.itemSize, at: offset)
    return try PlainStream(self, at: offset).array(of: stored, shape: shape, bigEndian: bigEndian, format: format)
  }
}

extension ByteStream {
  /// Reads an array that comes row-major; converted piece by piece, so that memory stays at the array's own size. The
  /// caller has checked that the stream can give that many bytes.
  func array(of stored: StoredType, shape: Shape, bigEndian: Bool, format: String) throws -> NDArray {
    let array = try NDArray(empty: shape, dtype: stored.dtype)
    let target = array.storage.pointer
    let isPlain = stored.isPlain && !bigEndian
    let piece = isPlain ? 1 << 24 : 1 << 16
    let buffer = isPlain ? nil : UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
    defer { buffer?.deallocate() }
    var done = 0
    while done < shape.count {
      let count = min(piece / stored.itemSize, shape.count - done)
      let place = target + done * stored.dtype.itemSize
      let bytes = UnsafeMutableRawBufferPointer(start: buffer?.baseAddress ?? place, count: count * stored.itemSize)
      guard try read(into: bytes) == bytes.count, let source = UnsafeRawPointer(bytes.baseAddress) else {
        throw FormatError.malformed(format, "its data ends after \(done) of \(shape.count) elements")
      }
      if !isPlain { try stored.convert(source, count: count, to: place, bigEndian: bigEndian, format: format) }
      done += count
      try Cancellation.check()
    }
    return array
  }
}
