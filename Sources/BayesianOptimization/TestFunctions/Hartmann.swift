import Glibc

extension TestFunction {
  /// Hartmann (1973) in three dimensions, with four minima.
  public static let hartmann3 = hartmann(
    "hartmann3", minimum: -3.86278214782076, place: [0.114614, 0.555649, 0.852547],
    scales: [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]],
    centers: [
      [3689, 1170, 2673], [4699, 4387, 7470], [1091, 8732, 5547], [381, 5743, 8828],
    ])

  /// Hartmann (1973) in six dimensions, with six minima.
  public static let hartmann6 = hartmann(
    "hartmann6", minimum: -3.32236801141551, place: [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573],
    scales: [
      [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
    ],
    centers: [
      [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650],
      [4047, 8828, 8732, 5743, 1091, 381],
    ])

  /// - Parameter centers: in units of 1e-4.
  private static func hartmann(
    _ name: String, minimum: Double, place: [Double], scales: [[Double]], centers: [[Double]]
  ) -> TestFunction {
    let heights = [1.0, 1.2, 3.0, 3.2]
    return TestFunction(
      name, "-sum_i alpha_i exp(-sum_j A_ij (x_j - P_ij)^2)", dimension: place.count, of: place.count...place.count,
      box: { Array(repeating: (lower: 0, upper: 1), count: $0) }, minimum: { _ in minimum }, places: { _ in [place] }
    ) { x in
      var value = 0.0
      var gradient = [Double](repeating: 0, count: x.count)
      for (height, (scale, center)) in zip(heights, zip(scales, centers)) {
        var exponent = 0.0
        for j in x.indices {
          let step = x[j] - center[j] * 1e-4
          exponent += scale[j] * step * step
        }
        let term = height * exp(-exponent)
        value -= term
        for j in x.indices { gradient[j] += 2 * term * scale[j] * (x[j] - center[j] * 1e-4) }
      }
      return (value, gradient)
    }
  }
}
