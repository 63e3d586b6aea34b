import CPNG

/// Reading and writing PNG pictures by libpng; 8 bits a channel. Palettes become RGB, 16 bits become 8.
public enum PNG {
  static let format = "PNG"
  /// Most pixels of a picture to read; a file of a few kilobytes can announce any size.
  static let mostPixels = 1 << 28

  public static func read(path: String) throws -> Raster {
    try naming(path) { try decode(FileSource(path: path).bytes()) }
  }

  public static func write(_ picture: Raster, path: String) throws {
    try AtomicFile.write(path, bytes: encode(picture))
  }

  /// - Throws: `FormatError.malformed`, also for a picture larger than its bytes can possibly hold.
  public static func decode(_ bytes: [UInt8]) throws -> Raster {
    var header = CPNGHeader()
    try checked { message in bytes.withUnsafeBytes { cpng_inspect($0.baseAddress, $0.count, &header, message) } }
    let width = Int(header.width)
    let height = Int(header.height)
    let channels = Int(header.channels)
    // Deflate packs at most 1032 bytes into one, and a pixel takes at least a bit.
    guard width <= mostPixels, height <= mostPixels, width * height <= mostPixels,
      width * height / 8 <= bytes.count * 1032
    else {
      throw FormatError.malformed(format, "\(width) x \(height) pixels are announced in \(bytes.count) bytes")
    }
    let size = width * height * channels
    let pixels = try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      try checked { message in
        bytes.withUnsafeBytes { cpng_decode($0.baseAddress, $0.count, buffer.baseAddress, size, message) }
      }
      filled = size
    }
    return try Raster(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// The same picture always gives the same bytes.
  public static func encode(_ picture: Raster) throws -> [UInt8] {
    let header = CPNGHeader(
      width: UInt32(picture.width), height: UInt32(picture.height), channels: UInt32(picture.channels))
    let room = cpng_encoded_bound(header)
    return try [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      var used = room
      try checked { message in
        picture.pixels.withUnsafeBytes { cpng_encode(header, $0.baseAddress, buffer.baseAddress, &used, message) }
      }
      filled = used
    }
  }

  private static func checked(_ call: (UnsafeMutablePointer<CChar>?) -> Int32) throws {
    var message = [CChar](repeating: 0, count: Int(CPNG_MESSAGE_SIZE))
    let succeeded = message.withUnsafeMutableBufferPointer { call($0.baseAddress) == 1 }
    guard succeeded else {
      let text = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw FormatError.malformed(format, text)
    }
  }
}
