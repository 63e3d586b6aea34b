import Arrays
import Tensors

/// A law of one number, given by formulas of its parameters.
///
/// Notation in subclasses: `p` points at the parameters in the order of `parameters`; x is a value, u = F(x) its
/// cumulative probability.
public class Univariate: Distribution {
  init(_ name: String, _ names: [String], _ values: [ParameterValue], _ domains: [Domain], dtype: DType?) throws {
    let tensors = try ParameterValue.tensors(values, dtype: dtype)
    let parameters = try zip(names, zip(tensors, domains)).map {
      try DistributionParameter($0, $1.0, $1.1, of: name)
    }
    super.init(name, parameters, batch: try Distribution.batch(name, parameters))
  }

  // MARK: What a subclass gives

  func logDensity(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }
  func entropy(_ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }
  func mean(_ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }
  func variance(_ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }
  /// F(x), with derivatives.
  func cumulative(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }
  /// F^-1(u) for 0 < u < 1.
  func quantile(_ u: Dual, _ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }

  // MARK: Formulas over tensors

  var inputs: [Pointwise.Input] { parameters.map { ($0.name, $0.tensor) } }

  func overParameters(_ what: String, _ formula: @escaping Pointwise.Formula) throws -> Tensor {
    let result = try Pointwise.map("\(name).\(what)", inputs, formula)
    return result.shape == batchShape ? result : try result.expand(to: batchShape)
  }

  func overValues(
    _ what: String, _ argument: String, _ x: Tensor, _ formula: @escaping (Dual, UnsafePointer<Dual>) -> Dual
  ) throws -> Tensor {
    try Pointwise.map("\(name).\(what)", [(argument, x)] + inputs) { formula($0[0], $0 + 1) }
  }

  public override func logProbability(_ value: Tensor) throws -> Tensor {
    try overValues("log_prob", "value", value) { self.logDensity($0, $1) }
  }
  public override func cumulative(_ value: Tensor) throws -> Tensor {
    try overValues("cdf", "value", value) { self.cumulative($0, $1) }
  }
  public override func quantile(_ q: Tensor) throws -> Tensor {
    try overValues("icdf", "q", try checkedProbabilities(q)) { self.quantile($0, $1) }
  }
  public override func entropy() throws -> Tensor { try overParameters("entropy") { self.entropy($0) } }
  public override func mean() throws -> Tensor { try overParameters("mean") { self.mean($0) } }
  public override func variance() throws -> Tensor { try overParameters("variance") { self.variance($0) } }
}
