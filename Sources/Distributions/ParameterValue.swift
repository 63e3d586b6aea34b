import Arrays
import Tensors

/// A parameter as a program gives it: a tensor, through which gradients flow and whose dtype counts, or plain numbers,
/// which take the dtype of the tensors beside them (float32 without any).
public enum ParameterValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  case number(Double)
  /// float64.
  case numbers(NDArray)
  case tensor(Tensor)

  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }

  private var ownDType: DType? {
    if case .tensor(let tensor) = self, tensor.dtype.isFloatingPoint { return tensor.dtype }
    return nil
  }

  private func tensor(_ dtype: DType) throws -> Tensor {
    switch self {
    case .number(let value): Tensor(try .scalar(.real(value), dtype: dtype))
    case .numbers(let array): Tensor(try array.cast(to: dtype))
    case .tensor(let tensor): try tensor.to(dtype)
    }
  }

  /// All as tensors of one float dtype: `dtype`, or the widest among the tensors, or float32.
  static func tensors(_ values: [ParameterValue], dtype: DType?) throws -> [Tensor] {
    let own = values.compactMap(\.ownDType)
    let common = dtype ?? (own.contains(.float64) ? .float64 : .float32)
    guard common.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "distribution", wanted: "float32 or float64", got: common)
    }
    return try values.map { try $0.tensor(common) }
  }
}

/// Probabilities as a program gives them: as such, or as logits.
struct GivenProbabilities {
  let value: ParameterValue
  let isLogits: Bool

  /// - Throws: `DistributionError.parameterChoice` unless one of the two is given.
  init(probs: ParameterValue?, logits: ParameterValue?, of distribution: String) throws {
    guard let value = probs ?? logits, probs == nil || logits == nil else {
      throw DistributionError.parameterChoice(
        distribution: distribution, names: ["probs", "logits"], given: probs == nil ? 0 : 2)
    }
    self.value = value
    isLogits = probs == nil
  }
}

/// Where a parameter may lie.
public enum Domain {
  case real, positive, nonnegative, unitInterval, wholeNonnegative
  /// Infinities too, nan not.
  case extendedReal

  var words: String {
    switch self {
    case .real: "finite"
    case .positive: "positive and finite"
    case .nonnegative: "finite and not negative"
    case .unitInterval: "from 0 to 1"
    case .wholeNonnegative: "a whole number from 0 on"
    case .extendedReal: "a number"
    }
  }

  func contains(_ x: Double) -> Bool {
    switch self {
    case .real: x.isFinite
    case .positive: x > 0 && x.isFinite
    case .nonnegative: x >= 0 && x.isFinite
    case .unitInterval: x >= 0 && x <= 1
    case .wholeNonnegative: x >= 0 && x < 0x1p53 && x == x.rounded()
    case .extendedReal: !x.isNaN
    }
  }
}

/// A named parameter of a distribution.
public struct DistributionParameter {
  public let name: String
  public let tensor: Tensor

  /// - Throws: `DistributionError.emptyParameter`, or `.parameter` with the first number outside `domain`.
  init(_ name: String, _ tensor: Tensor, _ domain: Domain, of distribution: String) throws {
    (self.name, self.tensor) = (name, tensor)
    guard tensor.array.count > 0 else {
      throw DistributionError.emptyParameter(distribution: distribution, name: name)
    }
    let array = try tensor.array.cast(to: .float64).contiguous()
    try withExtendedLifetime(array.storage) {
      let values = UnsafeBufferPointer(start: array.pointer(as: Double.self), count: array.count)
      if let wrong = values.first(where: { !domain.contains($0) }) {
        throw DistributionError.parameter(distribution: distribution, name: name, wanted: domain.words, value: wrong)
      }
    }
  }
}
