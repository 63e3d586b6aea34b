import Arrays

/// A picture of 8-bit pixels: rows from the top, channels innermost (1 grey, 2 grey with opacity, 3 RGB, 4 RGBA).
public struct Raster: Equatable, Sendable {
  public let width: Int
  public let height: Int
  public let channels: Int
  public var pixels: [UInt8]

  /// - Throws: `ArrayError.invalidArgument` for impossible sizes or the wrong number of pixels.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) throws {
    guard (1...1 << 24).contains(width), (1...1 << 24).contains(height), (1...4).contains(channels),
      pixels.count == width * height * channels
    else {
      throw ArrayError.invalidArgument(
        operation: "picture", message: "\(pixels.count) pixel values are not \(width) x \(height) x \(channels)")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// From numbers in [0, 1]: shape (H, W) or (C, H, W) with 1 to 4 channels, float32 or float64.
  /// Values beyond are clamped, nan becomes 0; 0.5 levels round up as in torchvision's `save_image`.
  /// - Throws: `ArrayError.wrongShape`, `.wrongDType`.
  public init(_ array: NDArray) throws {
    guard array.rank == 2 || array.rank == 3, array.count > 0, array.rank == 2 || (1...4).contains(array.shape[0])
    else {
      throw ArrayError.wrongShape(
        operation: "picture", wanted: "(H, W) or (C, H, W) with 1 to 4 channels and at least one pixel",
        got: array.shape)
    }
    guard array.dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "picture", wanted: "float32 or float64 in [0, 1]", got: array.dtype)
    }
    let channels = array.rank == 2 ? 1 : array.shape[0]
    let height = array.shape[array.rank - 2]
    let width = array.shape[array.rank - 1]
    let pixels = try array.withRowMajor { element in
      [UInt8](unsafeUninitializedCapacity: array.count) { buffer, filled in
        for channel in 0..<channels {
          let plane = channel * height * width
          for pixel in 0..<height * width {
            let value = element(plane + pixel) * 255 + 0.5
            buffer[pixel * channels + channel] = value > 0 ? UInt8(min(value, 255)) : 0
          }
        }
        filled = array.count
      }
    }
    try self.init(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// Numbers in [0, 1], shape (C, H, W), float32.
  public func array() throws -> NDArray {
    let array = try NDArray(empty: Shape(channels, height, width))
    let target = array.pointer(as: Float.self)
    for channel in 0..<channels {
      for pixel in 0..<height * width {
        target[channel * height * width + pixel] = Float(pixels[pixel * channels + channel]) / 255
      }
    }
    return array
  }
}

extension NDArray {
  /// Hands over a reader of the elements by row-major position, as doubles; float32 and float64 only.
  fileprivate func withRowMajor<Value>(_ body: ((Int) -> Double) -> Value) throws -> Value {
    let array = try contiguous()
    return withExtendedLifetime(array) {
      if dtype == .float32 {
        let values = array.pointer(as: Float.self)
        return body { Double(values[$0]) }
      }
      let values = array.pointer(as: Double.self)
      return body { values[$0] }
    }
  }
}
