/// Which points can be shown.
struct Axes {
  let x: ClosedRange<Double>?
  let y: ClosedRange<Double>?
  let hasLogX: Bool
  let hasLogY: Bool

  /// Numbers so large or small that a range of them overflows count as not finite.
  private static func canStand(_ value: Double, isLog: Bool) -> Bool {
    isLog ? value > 1e-300 && value < 1e300 : abs(value) < 1e300
  }

  func canShow(_ x: Double, _ y: Double) -> Bool {
    Axes.canStand(x, isLog: hasLogX) && Axes.canStand(y, isLog: hasLogY)
  }

  func contains(_ x: Double, _ y: Double) -> Bool {
    canShow(x, y) && self.x?.contains(x) != false && self.y?.contains(y) != false
  }
}
