import Glibc

extension TestFunction {
  /// Griewank (1981): a wide bowl under waves.
  public static let griewank = inCube(
    "griewank", "sum x^2/4000 - prod cos(x_i/sqrt i) + 1", from: -600, to: 600, at: 0
  ) { x in
    let roots = x.indices.map { Double($0 + 1).squareRoot() }
    let waves = zip(x, roots).map { cos($0 / $1) }
    // Products of the waves before and after each, so that none is divided by.
    var before = [Double](repeating: 1, count: x.count + 1)
    var after = before
    for i in x.indices { before[i + 1] = before[i] * waves[i] }
    for i in x.indices.reversed() { after[i] = after[i + 1] * waves[i] }
    let gradient = x.indices.map { i in
      x[i] / 2000 + before[i] * after[i + 1] * sin(x[i] / roots[i]) / roots[i]
    }
    return (x.reduce(0) { $0 + $1 * $1 } / 4000 + (1 - before[x.count]), gradient)
  }
}
