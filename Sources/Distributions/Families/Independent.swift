import Arrays
import Tensors

/// The last `count` batch dimensions of a law taken as one event: their log probabilities are added.
public final class Independent: Distribution {
  public let base: Distribution
  public let reinterpreted: Int

  public init(_ base: Distribution, _ count: Int) throws {
    guard count >= 0, count <= base.batchShape.rank else {
      throw DistributionError.invalid(
        distribution: "Independent",
        message: "reinterpreted_batch_ndims from 0 to \(base.batchShape.rank) wanted, got \(count)")
    }
    self.base = base
    reinterpreted = count
    let batch = base.batchShape.array
    super.init(
      "Independent(\(base.name))", base.parameters, batch: try Shape(batch.dropLast(count)),
      event: try Shape(batch.suffix(count) + base.eventShape.array))
  }

  public override var isReparameterizable: Bool { base.isReparameterizable }
  public override var classCount: Int? { base.classCount }
  public override var support: Support? { base.support }

  func summed(_ t: Tensor) throws -> Tensor {
    reinterpreted == 0 ? t : try t.sum(Array((-reinterpreted)...(-1)))
  }

  public override func logProbability(_ value: Tensor) throws -> Tensor {
    let each = try base.logProbability(value)
    // Values may have fewer dimensions than the batch.
    let shape = try Shape.broadcast(each.shape, base.batchShape, of: "Independent.log_prob")
    return try summed(each.shape == shape ? each : each.expand(to: shape))
  }
  public override func entropy() throws -> Tensor { try summed(base.entropy()) }
  public override func mean() throws -> Tensor { try base.mean() }
  public override func variance() throws -> Tensor { try base.variance() }
  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    try base.sample(shape, stream: stream)
  }
  public override func rsample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    try base.rsample(shape, stream: stream)
  }
  public override func property(_ name: String) throws -> Tensor? { try base.property(name) }
}
