import Arrays
import Glibc
import Tensors

/// Probabilities of two outcomes, given as such or as logits, log(p / (1 - p)).
struct TwoOutcomes {
  let given: DistributionParameter
  let isLogits: Bool

  init(_ distribution: String, _ tensor: Tensor, isLogits: Bool) throws {
    self.isLogits = isLogits
    given = try DistributionParameter(
      isLogits ? "logits" : "probs", tensor, isLogits ? .real : .unitInterval, of: distribution)
  }

  /// log p, exact where it is near 0. Computed anew for each use, so that each has a graph of its own.
  func logSuccess() throws -> Tensor {
    let isLogits = isLogits
    return try Pointwise.map("log_prob", [(given.name, given.tensor)]) { isLogits ? $0[0].logSigmoid : $0[0].log }
  }
  /// log(1 - p), likewise.
  func logFailure() throws -> Tensor {
    let isLogits = isLogits
    return try Pointwise.map("log_prob", [(given.name, given.tensor)]) {
      isLogits ? (-$0[0]).logSigmoid : (-$0[0]).log1p
    }
  }

  func inputs() throws -> [Pointwise.Input] {
    [("log probability", try logSuccess()), ("log probability", try logFailure())]
  }

  func probs() throws -> Tensor { isLogits ? try given.tensor.sigmoid() : given.tensor }
  func logits() throws -> Tensor { isLogits ? given.tensor : try logSuccess().sub(logFailure()) }

  /// e^l m, 0 where e^l is.
  static func expected(_ l: Dual, _ m: Dual) -> Dual { l.value == -.infinity ? Dual(0) : l.exp * m }

  /// p (log p - log q) + (1 - p) (log(1 - p) - log(1 - q)); infinite where q excludes what p does not.
  static func divergence(_ a: UnsafePointer<Dual>) -> Dual {
    expected(a[0], a[0] - a[2]) + expected(a[1], a[1] - a[3])
  }
}

/// 1 with probability p, 0 otherwise.
public final class Bernoulli: Distribution {
  let outcomes: TwoOutcomes

  public init(probs: ParameterValue? = nil, logits: ParameterValue? = nil, dtype: DType? = nil) throws {
    let name = "Bernoulli"
    let given = try GivenProbabilities(probs: probs, logits: logits, of: name)
    outcomes = try TwoOutcomes(
      name, ParameterValue.tensors([given.value], dtype: dtype)[0], isLogits: given.isLogits)
    super.init(name, [outcomes.given], batch: outcomes.given.tensor.shape)
  }

  private func over(_ what: String, _ value: Tensor? = nil, _ formula: @escaping Pointwise.Formula) throws -> Tensor {
    try Pointwise.map("Bernoulli.\(what)", outcomes.inputs() + (value.map { [("value", $0)] } ?? []), formula)
  }

  public override func logProbability(_ value: Tensor) throws -> Tensor {
    try over("log_prob", value) {
      let x = $0[2].value
      return x == 1 ? $0[0] : x == 0 ? $0[1] : x.isNaN ? Dual(.nan) : .outside
    }
  }
  public override func cumulative(_ value: Tensor) throws -> Tensor {
    try over("cdf", value) {
      let x = $0[2].value
      return x < 0 ? Dual(0) : x < 1 ? $0[1].exp : x.isNaN ? Dual(.nan) : Dual(1)
    }
  }
  public override func quantile(_ q: Tensor) throws -> Tensor {
    let q = try checkedProbabilities(q)
    return try Tape.paused {
      try over("icdf", q) {
        let u = $0[2].value
        return Dual(u.isNaN ? .nan : u <= exp($0[1].value) ? 0 : 1)
      }
    }
  }
  public override func entropy() throws -> Tensor {
    try over("entropy") { -(TwoOutcomes.expected($0[0], $0[0]) + TwoOutcomes.expected($0[1], $0[1])) }
  }
  public override func mean() throws -> Tensor { try outcomes.probs() }
  public override func variance() throws -> Tensor { try over("variance") { ($0[0] + $0[1]).exp } }

  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let probs = try outcomes.probs().array
    return Tensor(
      try Sampling.draw(try extended(shape), dtype, [probs], batch: batchShape, stream: stream) {
        p, out, count, random in
        Sampling.uniforms(out, count, &random)
        for i in 0..<count { out[i] = out[i] < p[0][i] ? 1 : 0 }
      })
  }

  public override func property(_ name: String) throws -> Tensor? {
    switch name {
    case "probs": try outcomes.probs()
    case "logits": try outcomes.logits()
    default: nil
    }
  }
}
