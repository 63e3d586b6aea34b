import Glibc

extension TestFunction {
  /// Michalewicz (1992): steep valleys between plateaus. Minima: Vanaret et al. (2020), "Certified global minima for a
  /// benchmark of difficult optimization problems".
  public static let michalewicz = TestFunction(
    "michalewicz", "-sum sin(x_i) sin(i x_i^2/pi)^20", of: 1...100_000,
    box: { Array(repeating: (lower: 0, upper: .pi), count: $0) },
    minimum: { [1: -0.8013034100985537, 2: -1.8013034100985537, 5: -4.687658179088148, 10: -9.660151715641349][$0] },
    places: { $0 == 1 ? [[2.20290552]] : $0 == 2 ? [[2.20290552, 1.57079633]] : [] }
  ) { x in
    var value = 0.0
    var gradient: [Double] = []
    for (i, x) in x.enumerated() {
      let k = Double(i + 1)
      let angle = k * x * x / .pi
      let wave = sin(angle)
      let steep = pow(wave, 19)
      value -= sin(x) * steep * wave
      gradient.append(-cos(x) * steep * wave - sin(x) * 20 * steep * cos(angle) * 2 * k * x / .pi)
    }
    return (value, gradient)
  }
}
