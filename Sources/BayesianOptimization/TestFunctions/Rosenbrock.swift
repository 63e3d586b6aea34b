extension TestFunction {
  /// Rosenbrock (1960): a narrow bent valley.
  public static let rosenbrock = inCube(
    "rosenbrock", "sum_i 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2", from: -5, to: 10, smallest: 2, at: 1
  ) { x in
    var value = 0.0
    var gradient = [Double](repeating: 0, count: x.count)
    for (i, (a, b)) in zip(x, x.dropFirst()).enumerated() {
      let (bend, rest) = (b - a * a, 1 - a)
      value += 100 * bend * bend + rest * rest
      gradient[i] -= 400 * a * bend + 2 * rest
      gradient[i + 1] += 200 * bend
    }
    return (value, gradient)
  }
}
