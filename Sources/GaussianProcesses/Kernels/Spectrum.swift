import Arrays

/// The spectral measure of a stationary kernel: k(x, x') = variance E[cos(w . (x - x'))] over the frequencies w that
/// `draw` gives. (Bochner's theorem; Rahimi and Recht 2007, "Random Features for Large-Scale Kernel Machines".)
public struct Spectrum: Sendable {
  public var variance: Double
  /// d angular frequencies.
  public var draw: @Sendable (inout RandomStream) -> [Double]

  public init(variance: Double, draw: @escaping @Sendable (inout RandomStream) -> [Double]) {
    self.variance = variance
    self.draw = draw
  }

  /// Of the product of two stationary kernels: frequencies add up, variances multiply.
  public static func * (left: Spectrum, right: Spectrum) -> Spectrum {
    Spectrum(variance: left.variance * right.variance) { stream in
      let first = left.draw(&stream)
      return zip(first, right.draw(&stream)).map { $0 + $1 }
    }
  }
}
