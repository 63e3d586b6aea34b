extension TestFunction {
  /// Styblinski and Tang (1990): two minima a dimension.
  public static let styblinskiTang = inCube(
    "styblinski_tang", "sum (x^4 - 16 x^2 + 5 x)/2", from: -5, to: 5, minimum: { -39.16616570377142 * Double($0) },
    at: -2.903534
  ) { x in
    (
      x.reduce(0) { $0 + 0.5 * $1 * ($1 * ($1 * $1 - 16) + 5) },
      x.map { 2 * $0 * $0 * $0 - 16 * $0 + 2.5 }
    )
  }
}
