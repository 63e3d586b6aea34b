import Formats

/// A picture as terminal text: every character cell shows two pixels, one above the other, in 24-bit colour.
public enum HalfBlocks {
  /// - Parameter columns: Most character cells across; a wider picture is shrunk by averaging.
  public static func text(_ picture: Raster, columns: Int = 80) -> String {
    let step = max(1, (picture.width + max(columns, 1) - 1) / max(columns, 1))
    let width = (picture.width + step - 1) / step
    let height = (picture.height + step - 1) / step
    var text = ""
    for row in stride(from: 0, to: height, by: 2) {
      var last = ""
      for column in 0..<width {
        let upper = colour(of: picture, column, row, step)
        let code =
          row + 1 < height
          ? "\u{1b}[38;2;\(upper)m\u{1b}[48;2;\(colour(of: picture, column, row + 1, step))m"
          : "\u{1b}[49m\u{1b}[38;2;\(upper)m"
        if code != last { text += code }
        last = code
        text += "▀"
      }
      text += "\u{1b}[0m\n"
    }
    return text
  }

  /// The mean colour of a square of `step` pixels each way, as a terminal wants it.
  private static func colour(of picture: Raster, _ column: Int, _ row: Int, _ step: Int) -> String {
    var sums = (0, 0, 0)
    var count = 0
    for y in row * step..<min((row + 1) * step, picture.height) {
      for x in column * step..<min((column + 1) * step, picture.width) {
        let place = (y * picture.width + x) * picture.channels
        let isGrey = picture.channels < 3
        sums.0 += Int(picture.pixels[place])
        sums.1 += Int(picture.pixels[place + (isGrey ? 0 : 1)])
        sums.2 += Int(picture.pixels[place + (isGrey ? 0 : 2)])
        count += 1
      }
    }
    return "\(sums.0 / count);\(sums.1 / count);\(sums.2 / count)"
  }
}
