import Arrays

/// A continuous law of one number whose parameters are fixed: its formulas without tensors or gradients to the
/// parameters, for loops and for several threads at once.
///
/// Unchecked: the formulas read the parameters' numbers and nothing that changes.
public struct ScalarLaw: @unchecked Sendable {
  private let law: Continuous
  private let parameters: [Dual]

  /// - Throws: `DistributionError.notScalar` unless `distribution` is a continuous one of one number, with one element.
  public init(_ distribution: Distribution) throws {
    guard let law = distribution as? Continuous, law.batchShape.count == 1 else {
      throw DistributionError.notScalar(distribution.description)
    }
    self.law = law
    parameters = try law.parameters.map { Dual(try $0.tensor.array.item().double) }
  }

  /// log of the density at x, and its derivative in x; minus infinity and nan outside the support.
  public func logDensity(_ x: Double) -> (value: Double, derivative: Double) {
    var slope = Dual.Slope(repeating: 0)
    slope[0] = 1
    let density = formula { law.logDensity(Dual(x, slope), $0) }
    return (density.value, density.slope[0])
  }

  /// P(X <= x).
  public func cumulative(_ x: Double) -> Double { formula { law.cumulative(Dual(x), $0).value } }

  /// The x with P(X <= x) = u, for u from 0 to 1.
  public func quantile(_ u: Double) -> Double { formula { law.inverse(u, $0) } }

  /// The support's ends, which may be infinite.
  public var ends: (low: Double, high: Double) { formula { law.bounds($0) } }

  private func formula<T>(_ body: (UnsafePointer<Dual>) -> T) -> T {
    withUnsafeTemporaryAllocation(of: Dual.self, capacity: max(parameters.count, 1)) { buffer in
      _ = buffer.initialize(from: parameters)
      // A buffer of at least one element has an address.
      return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
    }
  }
}

extension ScalarLaw: Equatable, CustomStringConvertible {
  /// Whether family and parameters are the same.
  public static func == (a: ScalarLaw, b: ScalarLaw) -> Bool {
    a.law.name == b.law.name && a.parameters.map(\.value) == b.parameters.map(\.value)
  }

  /// As in "Gamma(concentration=3, rate=2)".
  public var description: String {
    let numbers = zip(law.parameters, parameters).map { "\($0.name)=\(Pointwise.text($1.value))" }
    return "\(law.name)(\(numbers.joined(separator: ", ")))"
  }
}
