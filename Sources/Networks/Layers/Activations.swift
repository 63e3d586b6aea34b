import Tensors

/// max(x, 0)
public final class ReLU: Module {
  public override func forward(_ x: Tensor) throws -> Tensor { try x.relu() }
}

/// x where positive, slope · x elsewhere.
public final class LeakyReLU: Module {
  public let slope: Double
  public init(slope: Double = 0.01) { self.slope = slope }
  public override var details: String { "\(slope)" }
  public override func forward(_ x: Tensor) throws -> Tensor { try x.leakyRelu(slope) }
}

public final class Tanh: Module {
  public override func forward(_ x: Tensor) throws -> Tensor { try x.tanh() }
}

/// 1 / (1 + e^-x)
public final class Sigmoid: Module {
  public override func forward(_ x: Tensor) throws -> Tensor { try x.sigmoid() }
}

/// log(1 + e^(βx)) / β, and x itself where βx is above a threshold.
public final class Softplus: Module {
  public let beta: Double
  public let threshold: Double

  /// - Throws: `NetworkError.invalidOption` for a β of 0.
  public init(beta: Double = 1, threshold: Double = 20) throws {
    guard beta != 0 else { throw NetworkError.invalidOption(owner: "Softplus", message: "beta cannot be 0") }
    (self.beta, self.threshold) = (beta, threshold)
  }

  public override var details: String { beta == 1 && threshold == 20 ? "" : "beta=\(beta), threshold=\(threshold)" }
  public override func forward(_ x: Tensor) throws -> Tensor { try x.softplus(beta: beta, threshold: threshold) }
}

/// x Φ(x), Φ the normal distribution function, or its approximation by a hyperbolic tangent (Hendrycks & Gimpel 2016).
public final class GELU: Module {
  public let tanh: Bool
  public init(tanh: Bool = false) { self.tanh = tanh }
  public override var details: String { tanh ? "approximate=tanh" : "" }
  public override func forward(_ x: Tensor) throws -> Tensor { try x.gelu(tanh: tanh) }
}

/// e^x / Σ e^x along a dimension (0-based; negative from the end).
public final class Softmax: Module {
  public let dimension: Int
  public init(_ dimension: Int = -1) { self.dimension = dimension }
  public override func forward(_ x: Tensor) throws -> Tensor { try x.softmax(dimension) }
}

/// log softmax along a dimension (0-based; negative from the end).
public final class LogSoftmax: Module {
  public let dimension: Int
  public init(_ dimension: Int = -1) { self.dimension = dimension }
  public override func forward(_ x: Tensor) throws -> Tensor { try x.logSoftmax(dimension) }
}
