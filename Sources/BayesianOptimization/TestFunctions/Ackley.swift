import Glibc

extension TestFunction {
  /// Ackley (1987): a funnel under many small waves.
  public static let ackley = inCube(
    "ackley", "-20 exp(-0.2 sqrt(mean x^2)) - exp(mean cos(2 pi x)) + 20 + e", from: -32.768, to: 32.768, at: 0
  ) { x in
    let d = Double(x.count)
    let root = (x.reduce(0) { $0 + $1 * $1 } / d).squareRoot()
    let funnel = 20 * exp(-0.2 * root)
    let waves = exp(x.reduce(0) { $0 + cos(2 * .pi * $1) } / d)
    let gradient = x.map { x in
      // At the origin the funnel has a tip.
      let slope = root > 0 ? 0.2 * funnel * x / (root * d) : 0
      return slope + waves * 2 * .pi * sin(2 * .pi * x) / d
    }
    return (20 - funnel + (M_E - waves), gradient)
  }
}
