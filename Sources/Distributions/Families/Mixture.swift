import Arrays
import Tensors

/// A mixture of laws of one family: component k, of the last batch dimension of `components`, with the probability
/// that `mixing` gives it.
public final class MixtureSameFamily: Distribution {
  public let mixing: Categorical
  public let components: Distribution

  public init(_ mixing: Categorical, _ components: Distribution) throws {
    let name = "MixtureSameFamily"
    let batch = components.batchShape.array
    guard let count = batch.last, count == mixing.classes else {
      throw DistributionError.parameterShape(
        distribution: name, name: "the last batch dimension of the components", wanted: "\(mixing.classes)",
        got: components.batchShape)
    }
    guard components.classCount == nil else {
      throw DistributionError.invalid(distribution: name, message: "components whose values are numbers wanted")
    }
    self.mixing = mixing
    self.components = components
    super.init(
      name, mixing.parameters + components.parameters,
      batch: try Shape.broadcast(Shape(batch.dropLast()), mixing.batchShape, of: "\(name): batch"),
      event: components.eventShape)
  }

  public override var support: Support? { components.support }

  /// The value beside every component: a dimension before the event.
  private func beside(_ value: Tensor) throws -> Tensor {
    let event = eventShape.rank
    guard value.shape.rank >= event else {
      throw DistributionError.value(
        distribution: name, message: "values of shape (..., \(eventShape)) wanted, got \(value.shape)")
    }
    return try value.unsqueeze(-1 - event)
  }

  public override func logProbability(_ value: Tensor) throws -> Tensor {
    try components.logProbability(beside(value)).add(mixing.logProbabilities()).logsumexp([-1])
  }
  public override func cumulative(_ value: Tensor) throws -> Tensor {
    try components.cumulative(beside(value)).mul(mixing.probs()).sum([-1])
  }
  private func weights() throws -> Tensor {
    var weights = try mixing.probs()
    for _ in 0..<eventShape.rank { weights = try weights.unsqueeze(-1) }
    return weights
  }
  public override func mean() throws -> Tensor { try components.mean().mul(weights()).sum([-1 - eventShape.rank]) }
  public override func variance() throws -> Tensor {
    let means = try components.mean()
    let square = try means.square().add(components.variance()).mul(weights()).sum([-1 - eventShape.rank])
    return try square.sub(mean().square())
  }

  /// A draw of every component, of which the chosen one is kept.
  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let wanted = try extended(shape)
    let extra = try Shape(wanted.array.dropLast(eventShape.rank + components.batchShape.rank - 1))
    let chosen = try mixing.sample(
      try Shape(wanted.array.dropLast(eventShape.rank + mixing.batchShape.rank)), stream: stream)
    let draws = try components.sample(extra, stream: stream)
    var index = try chosen.unsqueeze(-1)
    for _ in 0..<eventShape.rank { index = try index.unsqueeze(-1) }
    let place = draws.shape.rank - 1 - eventShape.rank
    var sizes = draws.shape.array
    sizes[place] = 1
    return try draws.gather(place, index.expand(to: Shape(sizes)).contiguous()).squeeze(place)
  }

  public override func property(_ name: String) throws -> Tensor? {
    if let own = try mixing.property(name) { return own }
    return try components.property(name)
  }
}
