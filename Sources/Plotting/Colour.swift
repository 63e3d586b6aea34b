/// A colour as gnuplot writes it.
public struct Colour: Equatable, Sendable {
  let code: String

  /// - Parameter text: `#rrggbb`, or a name that gnuplot knows (`red`, `dark-green`).
  /// - Throws: `PlotError.invalidArgument`.
  public init(_ text: String) throws {
    let isHex = text.utf8.count == 7 && text.first == "#" && text.dropFirst().allSatisfy(\.isHexDigit)
    let isName =
      !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    guard isHex || (isName && text.utf8.count < 32) else {
      throw PlotError.invalidArgument(
        operation: "colour", message: "'#rrggbb' or a colour's name wanted, got '\(text)'")
    }
    code = text
  }

  private init(code: String) { self.code = code }

  public static let blue = Colour(code: "#2f6db3")
  public static let orange = Colour(code: "#d4622a")
  public static let green = Colour(code: "#3a8f63")
  public static let slate = Colour(code: "#5c6773")
  public static let red = Colour(code: "#c0392b")
  public static let grey = Colour(code: "#8a8a8a")
  public static let black = Colour(code: "#333333")
  public static let white = Colour(code: "#ffffff")

  /// Dark enough on white, told apart by people who do not tell red from green.
  static let cycle =
    [blue, orange, green]
    + ["#8d62ab", "#b8901f"].map(Colour.init(code:)) + [slate]
    + ["#c23b78", "#23a0b5", "#6b4423", "#8aa02a"].map(Colour.init(code:))

  /// The colour map viridis (Smith and van der Walt, public domain) at nine equal steps: equal steps look equal, in
  /// grey as well.
  static let viridis = [
    "#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725",
  ]

  /// The one of viridis' nine that is nearest to `fraction` of the way from dark (0) to light (1).
  public static func viridis(_ fraction: Double) -> Colour {
    let held = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    return Colour(code: viridis[Int((held * Double(viridis.count - 1)).rounded())])
  }
}
