import Glibc

extension TestFunction {
  /// Rastrigin (1974): a bowl with a lattice of minima.
  public static let rastrigin = inCube(
    "rastrigin", "10 d + sum x^2 - 10 cos(2 pi x)", from: -5.12, to: 5.12, at: 0
  ) { x in
    (
      x.reduce(0) { $0 + $1 * $1 + 10 * (1 - cos(2 * .pi * $1)) },
      x.map { 2 * $0 + 20 * .pi * sin(2 * .pi * $0) }
    )
  }
}
