import Arrays
import Glibc
import Tensors

/// One of K classes, counted from 0, with probabilities in the last dimension of `probs` or `logits`; probs are divided
/// by their sum.
public final class Categorical: Distribution {
  public let classes: Int
  let given: Tensor
  private let isLogits: Bool

  public init(probs: ParameterValue? = nil, logits: ParameterValue? = nil, dtype: DType? = nil) throws {
    let name = "Categorical"
    let choice = try GivenProbabilities(probs: probs, logits: logits, of: name)
    given = try ParameterValue.tensors([choice.value], dtype: dtype)[0]
    isLogits = choice.isLogits
    let label = isLogits ? "logits" : "probs"
    guard given.shape.rank >= 1 else {
      throw DistributionError.parameterShape(
        distribution: name, name: label, wanted: "a tensor with the classes in its last dimension", got: given.shape)
    }
    let parameter = try DistributionParameter(label, given, isLogits ? .real : .nonnegative, of: name)
    if !isLogits {
      let total = try given.array.sum([-1])
      guard try total.le(.scalar(0, dtype: total.dtype)).any().item().int64 == 0 else {
        throw DistributionError.parameter(
          distribution: name, name: "the sum of probs", wanted: Domain.positive.words, value: 0)
      }
    }
    classes = given.shape[given.shape.rank - 1]
    super.init(name, [parameter], batch: try Shape(given.shape.array.dropLast()))
  }

  /// [batch, K], with sum 1; computed anew for each use, so that each has a graph of its own.
  public func probs() throws -> Tensor {
    isLogits ? try given.softmax(-1) : try given.div(given.sum([-1], keepdim: true))
  }
  /// Their logarithms.
  public func logProbabilities() throws -> Tensor {
    isLogits
      ? try given.logSoftmax(-1) : try Pointwise.map("Categorical.log_prob", [("probs", probs())]) { $0[0].log }
  }

  public override var classCount: Int? { classes }

  /// - Throws: `DistributionError.value` for what is no class index.
  public override func logProbability(_ value: Tensor) throws -> Tensor {
    let values = try value.array.cast(to: .float64).values(as: Double.self)
    if let wrong = values.first(where: { !($0 >= 0 && $0 < Double(classes) && $0 == $0.rounded()) }) {
      throw DistributionError.value(
        distribution: name, message: "class indices from 0 to \(classes - 1) wanted, got \(wrong)")
    }
    let shape = try Shape.broadcast(value.shape, batchShape, of: "Categorical.log_prob")
    let index = try value.array.cast(to: .int64).expand(to: shape).unsqueeze(-1)
    let table = try logProbabilities().expand(to: Shape(shape.array + [classes]))
    return try table.gather(-1, Tensor(index)).squeeze(-1)
  }
  public override func entropy() throws -> Tensor {
    try Pointwise.map("Categorical.entropy", [("log probability", logProbabilities())]) {
      -TwoOutcomes.expected($0[0], $0[0])
    }.sum([-1])
  }
  /// nan, as for every law of labels.
  public override func mean() throws -> Tensor {
    Tensor(try NDArray(repeating: .real(.nan), shape: batchShape, dtype: dtype))
  }
  public override func variance() throws -> Tensor { try mean() }

  /// int64.
  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let table = try AliasTable(probs().array.cast(to: .float64).values(as: Double.self), size: classes)
    return Tensor(
      try Sampling.draw(
        try extended(shape), .int64, stream: stream,
        at: { first, out, count, random in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: Sampling.tile) { buffer in
            guard let u = buffer.baseAddress, count <= Sampling.tile else { return }
            Sampling.uniforms(u, count, &random)
            table.fill(out, u, first, count)
          }
        }))
  }

  public override func property(_ name: String) throws -> Tensor? {
    switch name {
    case "probs": try probs()
    case "logits": isLogits ? given : try logProbabilities()
    default: nil
    }
  }
}
