import Arrays
import Tensors

/// A law of random numbers or vectors, with PyTorch's meaning of batch and event: `batchShape` counts independent laws
/// with parameters of their own, `eventShape` is the shape of one draw of one law.
///
/// Values handed to `logProbability` and the like have the shape [..., batch, event] or one that broadcasts to it.
/// Gradients flow through values and parameters. Draws come from counter-based streams: their bits depend on the seed
/// and the order of the calls, not on the number of threads.
open class Distribution {
  public let name: String
  public let parameters: [DistributionParameter]
  public let batchShape: Shape
  public let eventShape: Shape
  public let dtype: DType

  init(_ name: String, _ parameters: [DistributionParameter], batch: Shape, event: Shape = .scalar) {
    self.name = name
    self.parameters = parameters
    batchShape = batch
    eventShape = event
    dtype = parameters.first?.tensor.dtype ?? .float32
  }

  /// The stream from which draws come unless another is named.
  public static let usualStream = "dist"

  /// Whether `rsample` carries gradients to the parameters.
  open var isReparameterizable: Bool { false }
  /// How many classes there are, where values are class indices, from 0; nil elsewhere.
  open var classCount: Int? { nil }
  /// Where draws lie; nil for vectors and whole numbers.
  open var support: Support? { nil }

  /// log of the density, or of the probability, for each element of the batch.
  open func logProbability(_ value: Tensor) throws -> Tensor { throw unavailable("log_prob") }
  /// P(X <= value).
  open func cumulative(_ value: Tensor) throws -> Tensor { throw unavailable("cdf") }
  /// The value x with P(X <= x) = q; for whole numbers the smallest with P(X <= x) >= q.
  open func quantile(_ q: Tensor) throws -> Tensor { throw unavailable("icdf") }
  /// In nats.
  open func entropy() throws -> Tensor { throw unavailable("entropy") }
  open func mean() throws -> Tensor { throw unavailable("mean") }
  open func variance() throws -> Tensor { throw unavailable("variance") }
  public final func standardDeviation() throws -> Tensor { try variance().sqrt() }

  /// Draws of shape [shape, batch, event] without gradients.
  open func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    throw unavailable("sample")
  }
  /// Draws with gradients to the parameters.
  /// - Throws: `DistributionError.notReparameterizable`.
  open func rsample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    throw DistributionError.notReparameterizable(name)
  }

  /// A parameter, or another quantity of that name such as `probs` beside `logits`, in the batch's shape; nil for none.
  open func property(_ name: String) throws -> Tensor? {
    guard let found = parameters.first(where: { $0.name == name }) else { return nil }
    return found.tensor.shape == batchShape ? found.tensor : try found.tensor.expand(to: batchShape)
  }

  final func unavailable(_ what: String) -> DistributionError { .unavailable(distribution: name, what: what) }

  /// - Throws: `DistributionError.probability` for what is below 0 or above 1; nan passes.
  final func checkedProbabilities(_ q: Tensor) throws -> Tensor {
    let values = try q.array.cast(to: .float64).contiguous()
    try withExtendedLifetime(values.storage) {
      let numbers = UnsafeBufferPointer(start: values.pointer(as: Double.self), count: values.count)
      if let wrong = numbers.first(where: { $0 < 0 || $0 > 1 }) {
        throw DistributionError.probability(distribution: name, value: wrong)
      }
    }
    return q
  }

  /// The shape of draws.
  final func extended(_ shape: Shape) throws -> Shape { try Shape(shape.array + batchShape.array + eventShape.array) }

  /// The shape to which all parameters broadcast.
  /// - Throws: `DistributionError.shapes`.
  static func batch(_ name: String, _ parameters: [DistributionParameter]) throws -> Shape {
    do {
      return try parameters.reduce(Shape.scalar) { try Shape.broadcast($0, $1.tensor.shape, of: name) }
    } catch ArrayError.shapeMismatch {
      throw DistributionError.shapes(distribution: name, parameters.map(\.name), parameters.map(\.tensor.shape))
    }
  }
}

extension Distribution: CustomStringConvertible {
  public var description: String {
    "\(name)(\(details.map { $0 + ", " } ?? "")batch_shape=\(batchShape), event_shape=\(eventShape))"
  }

  /// The parameters, where they are single numbers.
  private var details: String? {
    guard !parameters.isEmpty, parameters.allSatisfy({ $0.tensor.array.count == 1 }) else { return nil }
    return parameters.compactMap { parameter in
      (try? parameter.tensor.array.item()).map { "\(parameter.name)=\(Pointwise.text($0.double))" }
    }.joined(separator: ", ")
  }
}

/// An interval of real numbers.
public enum Support: Sendable, Equatable {
  case real, positive, unitInterval, bounded
}
