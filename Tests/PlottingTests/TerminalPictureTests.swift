import Foundation
import Formats
import Plotting
import Testing

struct TerminalPictureTests {
  private func noise(_ width: Int, _ height: Int, channels: Int = 3) throws -> Raster {
    var state: UInt32 = 7
    let pixels = (0..<width * height * channels).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    return try Raster(width: width, height: height, channels: channels, pixels: pixels)
  }

  @Test("kitty gets the PNG in base64, in pieces of 4096 letters with a word whether more come")
  func kitty() throws {
    let picture = try noise(400, 300)
    let bytes = try TerminalPicture.bytes(picture, .kitty, columns: 80, cellWidth: 8)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasSuffix("\u{1b}\\\n"))
    let pieces = text.dropLast().components(separatedBy: "\u{1b}\\").dropLast()
    var base64 = ""
    for (number, piece) in pieces.enumerated() {
      let isLast = number == pieces.count - 1
      let head = "\u{1b}_G\(number == 0 ? "a=T,f=100,q=2," : "")m=\(isLast ? 0 : 1);"
      #expect(piece.hasPrefix(head))
      let letters = piece.dropFirst(head.count)
      #expect(isLast ? letters.count <= 4096 : letters.count == 4096)
      base64 += letters
    }
    #expect(pieces.count > 10)
    let png = try #require(Data(base64Encoded: base64))
    #expect(try PNG.decode([UInt8](png)) == picture)
  }

  @Test func smallPicturesAreEnlargedAndLargeOnesFit() throws {
    func size(_ width: Int, _ height: Int, columns: Int) throws -> [Int] {
      let bytes = try TerminalPicture.bytes(noise(width, height), .kitty, columns: columns, cellWidth: 10)
      let text = String(decoding: bytes, as: UTF8.self)
      let base64 = text.components(separatedBy: "\u{1b}").compactMap { $0.split(separator: ";").last }.filter {
        !$0.hasPrefix("\\")
      }.joined()
      let picture = try PNG.decode([UInt8](#require(Data(base64Encoded: base64))))
      return [picture.width, picture.height]
    }
    #expect(try size(28, 28, columns: 80) == [308, 308])
    #expect(try size(28, 28, columns: 10) == [84, 84])
    #expect(try size(1000, 10, columns: 50) == [500, 5])
    #expect(try size(501, 3, columns: 50) == [251, 2])
  }

  @Test("sixels are a device-control string, the same each time")
  func sixel() throws {
    let bytes = try TerminalPicture.bytes(noise(30, 20), .sixel, columns: 80, cellWidth: 8)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("\u{1b}P") && text.hasSuffix("\u{1b}\\\n"))
    #expect(text.contains(";300;200"))
    #expect(try TerminalPicture.bytes(noise(30, 20), .sixel, columns: 80, cellWidth: 8) == bytes)
  }

  @Test func coloursAreThoseThatTheTerminalHas() throws {
    let picture = try Raster(width: 3, height: 1, channels: 3, pixels: [255, 0, 0, 128, 128, 128, 255, 255, 255])
    #expect(
      HalfBlocks.text(picture, colours: .palette)
        == "\u{1b}[49m\u{1b}[38;5;196m▀\u{1b}[49m\u{1b}[38;5;244m▀\u{1b}[49m\u{1b}[38;5;231m▀\u{1b}[0m\n")
    #expect(HalfBlocks.text(picture, colours: .none) == "  ▀\n")
  }

  @Test func withoutColourLightCellsAreThere() throws {
    let picture = try Raster(width: 2, height: 3, channels: 1, pixels: [0, 255, 255, 255, 9, 200])
    #expect(try TerminalPicture.bytes(picture, .text, columns: 80, cellWidth: 8) == Array("▄█\n ▀\n".utf8))
  }

  @Test func whatIsTransparentIsWhite() throws {
    let picture = try Raster(width: 2, height: 1, channels: 2, pixels: [0, 0, 0, 255])
    #expect(HalfBlocks.text(picture).hasPrefix("\u{1b}[49m\u{1b}[38;2;255;255;255m▀\u{1b}[49m\u{1b}[38;2;0;0;0m▀"))
  }
}
