import Formats

/// A picture as terminal text: every character cell shows two pixels, one above the other.
public enum HalfBlocks {
  public enum Colours: Sendable {
    /// 24 bits.
    case all
    /// The 240 fixed ones that nearly every terminal has.
    case palette
    /// None: a pixel is there where it is lighter than the middle of the picture's range.
    case none
  }

  /// - Parameter columns: Most character cells across; a wider picture is shrunk by averaging.
  public static func text(_ picture: Raster, columns: Int = 80, colours: Colours = .all) -> String {
    let columns = max(columns, 1)
    let pixels = RGBPicture(picture).shrunk(by: max(1, (picture.width + columns - 1) / columns))
    return colours == .none ? plain(pixels) : coloured(pixels, colours)
  }

  private static func coloured(_ picture: RGBPicture, _ colours: Colours) -> String {
    var text = ""
    for row in stride(from: 0, to: picture.height, by: 2) {
      var last = ""
      for column in 0..<picture.width {
        let upper = code(picture[column, row], colours)
        let code =
          row + 1 < picture.height
          ? "\u{1b}[38;\(upper)m\u{1b}[48;\(code(picture[column, row + 1], colours))m"
          : "\u{1b}[49m\u{1b}[38;\(upper)m"
        if code != last { text += code }
        last = code
        text += "▀"
      }
      text += "\u{1b}[0m\n"
    }
    return text
  }

  private static func code(_ pixel: RGBPicture.Pixel, _ colours: Colours) -> String {
    if colours == .all { return "2;\(pixel.red);\(pixel.green);\(pixel.blue)" }
    // 232…255 are greys from 8 in steps of 10, 16…231 a cube of six levels: 0, 95, and on in steps of 40.
    if pixel.red == pixel.green, pixel.green == pixel.blue, (4..<243).contains(pixel.red) {
      return "5;\(232 + (Int(pixel.red) - 3) / 10)"
    }
    func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
    return "5;\(16 + 36 * level(pixel.red) + 6 * level(pixel.green) + level(pixel.blue))"
  }

  private static func plain(_ picture: RGBPicture) -> String {
    let levels = picture.pixels.map(\.grey)
    let (least, most) = (levels.min() ?? 0, levels.max() ?? 0)
    let middle = least == most ? 127 : (least + most) / 2
    var text = ""
    for row in stride(from: 0, to: picture.height, by: 2) {
      var line = ""
      for column in 0..<picture.width {
        let upper = picture[column, row].grey > middle
        let lower = row + 1 < picture.height && picture[column, row + 1].grey > middle
        line += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ")
      }
      text += line + "\n"
    }
    return text
  }
}
