/// A known, cheap function g of several modelled outputs: the study models h(x) and maximises g(h(x)).
///
/// Knowing g, the model need only learn h, which is often far smoother than g(h(x)): class probabilities from an image,
/// say, scored by how near the class is to the wanted one (Astudillo and Frazier 2019, "Bayesian Optimization of
/// Composite Functions").
///
/// Called on one thread only, the one that asks and tells.
public struct CompositeObjective {
  /// m, the number of outputs.
  public let outputCount: Int
  /// Rows of m outcomes to a value each and, where wanted, to the derivative of each row's value in its m outcomes.
  public typealias Evaluate = (
    _ outcomes: UnsafeBufferPointer<Double>, _ rows: Int, _ values: UnsafeMutableBufferPointer<Double>,
    _ gradients: UnsafeMutableBufferPointer<Double>?
  ) throws -> Void
  public let evaluate: Evaluate

  public init(outputCount: Int, evaluate: @escaping Evaluate) {
    self.outputCount = outputCount
    self.evaluate = evaluate
  }

  /// An error of the objective's own, on its way through a suggestion.
  struct Failure: Error {
    let error: any Error
  }

  /// The value of one row.
  func value(_ outcomes: [Double]) throws -> Double {
    var value = Double.nan
    try outcomes.withUnsafeBufferPointer { outcomes in
      try withUnsafeMutablePointer(to: &value) {
        try evaluate(outcomes, 1, UnsafeMutableBufferPointer(start: $0, count: 1), nil)
      }
    }
    return value
  }
}
