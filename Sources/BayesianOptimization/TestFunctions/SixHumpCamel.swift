extension TestFunction {
  /// The six-hump camel of Dixon and Szegö (1978), with two equal minima.
  public static let sixHumpCamel = TestFunction(
    "six_hump_camel", "(4 - 2.1 x1^2 + x1^4/3) x1^2 + x1 x2 + (4 x2^2 - 4) x2^2", of: 2...2,
    box: { _ in [(-3, 3), (-2, 2)] }, minimum: { _ in -1.0316284534898774 },
    places: { _ in [[0.0898, -0.7126], [-0.0898, 0.7126]] }
  ) { point in
    let (x, y) = (point[0], point[1])
    let (a, b) = (x * x, y * y)
    return (
      (4 - 2.1 * a + a * a / 3) * a + x * y + (4 * b - 4) * b,
      [x * (8 - 8.4 * a + 2 * a * a) + y, x + y * (16 * b - 8)]
    )
  }
}
