import Formats

/// A picture as a terminal takes it: opaque, red, green and blue; what is transparent is white.
struct RGBPicture {
  struct Pixel: Equatable {
    var red, green, blue: UInt8
    /// Rec. 601's luma.
    var grey: Int {
      let weighted: [Int] = [299 * Int(red), 587 * Int(green), 114 * Int(blue)]
      return (weighted[0] + weighted[1] + weighted[2]) / 1000
    }
  }
  let width: Int
  let height: Int
  private(set) var pixels: [Pixel]

  init(_ picture: Raster) {
    width = picture.width
    height = picture.height
    let channels = picture.channels
    let hasOpacity = channels == 2 || channels == 4
    let isGrey = channels < 3
    pixels = (0..<width * height).map { number in
      let place = number * channels
      let opacity = hasOpacity ? Int(picture.pixels[place + channels - 1]) : 255
      func value(_ channel: Int) -> UInt8 {
        let level = Int(picture.pixels[place + (isGrey ? 0 : channel)])
        return UInt8((level * opacity + 255 * (255 - opacity)) / 255)
      }
      return Pixel(red: value(0), green: value(1), blue: value(2))
    }
  }

  private init(width: Int, height: Int, pixels: [Pixel]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  subscript(column: Int, row: Int) -> Pixel { pixels[row * width + column] }

  /// Red, green and blue in turn.
  var bytes: [UInt8] { pixels.flatMap { [$0.red, $0.green, $0.blue] } }

  /// Every square of `factor` pixels each way becomes one, their mean.
  func shrunk(by factor: Int) -> RGBPicture {
    guard factor > 1 else { return self }
    let (across, down) = ((width - 1) / factor + 1, (height - 1) / factor + 1)
    var result: [Pixel] = []
    result.reserveCapacity(across * down)
    for row in 0..<down {
      for column in 0..<across {
        var (red, green, blue, count) = (0, 0, 0, 0)
        for y in row * factor..<min((row + 1) * factor, height) {
          for x in column * factor..<min((column + 1) * factor, width) {
            let pixel = self[x, y]
            red += Int(pixel.red)
            green += Int(pixel.green)
            blue += Int(pixel.blue)
            count += 1
          }
        }
        result.append(Pixel(red: UInt8(red / count), green: UInt8(green / count), blue: UInt8(blue / count)))
      }
    }
    return RGBPicture(width: across, height: down, pixels: result)
  }

  /// Every pixel becomes a square of `factor` pixels each way.
  func enlarged(by factor: Int) -> RGBPicture {
    guard factor > 1 else { return self }
    var result: [Pixel] = []
    result.reserveCapacity(pixels.count * factor * factor)
    for row in 0..<height * factor {
      for column in 0..<width * factor { result.append(self[column / factor, row / factor]) }
    }
    return RGBPicture(width: width * factor, height: height * factor, pixels: result)
  }

  /// Small pictures enlarged so that one sees something, large ones shrunk to `most` pixels across.
  func fitted(to most: Int) -> RGBPicture {
    let most = max(most, 1)
    if width > most { return shrunk(by: (width - 1) / most + 1) }
    return enlarged(by: max(1, min(RGBPicture.usualSide, most) / max(width, height)))
  }

  /// Pixels that a small picture is enlarged to, as far as whole factors allow.
  private static let usualSide = 320

  var raster: Raster? { try? Raster(width: width, height: height, channels: 3, pixels: bytes) }
}
