import Glibc

extension TestFunction {
  /// Branin (1972), with three equal minima.
  public static let branin = TestFunction(
    "branin", "(x2 - 5.1/(4 pi^2) x1^2 + 5/pi x1 - 6)^2 + 10 (1 - 1/(8 pi)) cos x1 + 10", of: 2...2,
    box: { _ in [(-5, 10), (0, 15)] }, minimum: { _ in 0.39788735772973816 },
    places: { _ in [[-.pi, 12.275], [.pi, 2.275], [9.42478, 2.475]] }
  ) { x in
    let a = 5.1 / (4 * Double.pi * Double.pi)
    let b = 5 / Double.pi
    let c = 10 * (1 - 1 / (8 * Double.pi))
    let r = x[1] - a * x[0] * x[0] + b * x[0] - 6
    return (r * r + c * cos(x[0]) + 10, [2 * r * (b - 2 * a * x[0]) - c * sin(x[0]), 2 * r])
  }
}
