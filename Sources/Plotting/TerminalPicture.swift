import CSixel
import Formats
import Glibc

/// How a picture gets onto a terminal.
public enum PictureProtocol: String, CaseIterable, Sendable {
  /// kitty's graphics: every pixel in its colour.
  case kitty
  /// DEC's: every pixel, of 256 colours.
  case sixel
  /// Two pixels a character cell, in colour.
  case blocks
  /// The same without colour, for files and pipes.
  case text
}

/// A picture as the bytes that show it on a terminal.
public enum TerminalPicture {
  /// - Parameters:
  ///   - columns: most character cells across.
  ///   - cellWidth: pixels across a character cell.
  /// - Throws: `FormatError`, `PlotError`.
  public static func bytes(
    _ picture: Raster, _ kind: PictureProtocol, columns: Int, cellWidth: Int, colours: HalfBlocks.Colours = .all
  ) throws -> [UInt8] {
    switch kind {
    case .text: return Array(HalfBlocks.text(picture, columns: columns, colours: .none).utf8)
    case .blocks: return Array(HalfBlocks.text(picture, columns: columns, colours: colours).utf8)
    case .kitty:
      let fitted = RGBPicture(picture).fitted(to: columns * cellWidth)
      return kitty(try PNG.encode(fitted.raster ?? picture))
    case .sixel: return try sixel(RGBPicture(picture).fitted(to: columns * cellWidth))
    }
  }

  /// The picture's file in base64, in pieces of at most 4096 letters, each with a word whether more come.
  private static func kitty(_ png: [UInt8]) -> [UInt8] {
    let letters = base64(png)
    var bytes: [UInt8] = []
    var place = 0
    repeat {
      let end = min(place + 4096, letters.count)
      // Transmit and show (a=T) a PNG (f=100), and do not answer (q=2): the answer would look typed.
      let first = place == 0 ? "a=T,f=100,q=2," : ""
      bytes += "\u{1b}_G\(first)m=\(end < letters.count ? 1 : 0);".utf8
      bytes += letters[place..<end]
      bytes += "\u{1b}\\".utf8
      place = end
    } while place < letters.count
    return bytes + [UInt8(ascii: "\n")]
  }

  private static func sixel(_ picture: RGBPicture) throws -> [UInt8] {
    var start: UnsafeMutablePointer<CChar>?
    var count = 0
    guard csixel_encode(picture.bytes, Int32(picture.width), Int32(picture.height), &start, &count) != 0 else {
      throw PlotError.invalidArgument(operation: "show", message: "the picture could not be written as sixels")
    }
    defer { free(start) }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count)) + [UInt8(ascii: "\n")]
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for byte in group { bits = bits << 8 | Int(byte) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        let isPadding = place > group.count
        letters.append(isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 63])
      }
    }
    return letters
  }
}
