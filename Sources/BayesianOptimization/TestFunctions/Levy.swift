import Glibc

extension TestFunction {
  /// Levy and Montalvo (1985), "The tunneling algorithm for the global minimization of functions": many waves with
  /// w = 1 + (x - 1)/4.
  public static let levy = inCube(
    "levy",
    "w = 1 + (x - 1)/4; sin^2(pi w_1) + sum_{i<d} (w_i - 1)^2 (1 + 10 sin^2(pi w_i + 1)) + (w_d - 1)^2 (1 + sin^2(2 pi w_d))",
    from: -10, to: 10, at: 1
  ) { x in
    let w = x.map { 1 + ($0 - 1) / 4 }
    let last = w.count - 1
    let first = sin(.pi * w[0])
    var value = first * first
    var gradient = [Double](repeating: 0, count: w.count)
    gradient[0] = .pi * sin(2 * .pi * w[0]) / 4
    for i in w.indices {
      let step = w[i] - 1
      let (height, angle, speed) = i < last ? (10.0, Double.pi * w[i] + 1, Double.pi) : (1, 2 * .pi * w[i], 2 * .pi)
      let wave = sin(angle)
      let factor = 1 + height * wave * wave
      value += step * step * factor
      gradient[i] += (2 * step * factor + step * step * height * speed * sin(2 * angle)) / 4
    }
    return (value, gradient)
  }
}
