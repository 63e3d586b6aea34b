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

/// log(1 + e^x)
public final class Softplus: Module {
  public override func forward(_ x: Tensor) throws -> Tensor { try x.softplus() }
}

/// x Φ(x), Φ the normal distribution function.
public final class GELU: Module {
  public override func forward(_ x: Tensor) throws -> Tensor { try x.gelu() }
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
