import Arrays
import CSpecial
import Glibc
import Tensors

/// Density Π xᵢ^(αᵢ - 1) Γ(Σα) / Π Γ(αᵢ) on the simplex; concentration α [batch, K].
public final class Dirichlet: Distribution {
  public let concentration: Tensor

  public init(concentration: ParameterValue, dtype: DType? = nil) throws {
    let name = "Dirichlet"
    let tensor = try ParameterValue.tensors([concentration], dtype: dtype)[0]
    guard tensor.shape.rank >= 1 else {
      throw DistributionError.parameterShape(
        distribution: name, name: "concentration", wanted: "a tensor with the classes in its last dimension",
        got: tensor.shape)
    }
    let parameter = try DistributionParameter("concentration", tensor, .positive, of: name)
    self.concentration = tensor
    let sizes = tensor.shape.array
    super.init(name, [parameter], batch: try Shape(sizes.dropLast()), event: try Shape(sizes.suffix(1)))
  }

  public override var isReparameterizable: Bool { true }

  public override func logProbability(_ value: Tensor) throws -> Tensor {
    let shape = try Shape.broadcast(value.shape, concentration.shape, of: "Dirichlet.log_prob")
    guard value.shape.rank >= 1, shape[shape.rank - 1] == value.shape[value.shape.rank - 1] else {
      throw ArrayError.shapeMismatch(operation: "Dirichlet.log_prob", left: value.shape, right: concentration.shape)
    }
    let sums = try value.array.cast(to: .float64).sum([-1]).values(as: Double.self)
    if let wrong = sums.first(where: { abs($0 - 1) > 1e-4 }) {
      throw DistributionError.value(distribution: name, message: "rows with sum 1 wanted, got a sum of \(wrong)")
    }
    let kernel = try Pointwise.map("Dirichlet.log_prob", [("value", value), ("concentration", concentration)]) {
      $0[0].value < 0 || $0[0].value > 1 ? .outside : ($0[1] - 1).timesLog($0[0])
    }
    return try kernel.sum([-1]).sub(logNormalizer())
  }

  /// Σ log Γ(αᵢ) - log Γ(Σ α)
  private func logNormalizer() throws -> Tensor {
    try concentration.lgamma().sum([-1]).sub(concentration.sum([-1]).lgamma())
  }

  public override func entropy() throws -> Tensor {
    let total = try concentration.sum([-1])
    let excess = try Pointwise.map("Dirichlet.entropy", [("concentration", concentration)]) {
      ($0[0] - 1) * $0[0].digamma
    }.sum([-1])
    let classes = Double(eventShape.count)
    let whole = try Pointwise.map("Dirichlet.entropy", [("total", total)]) { ($0[0] - classes) * $0[0].digamma }
    return try logNormalizer().add(whole).sub(excess)
  }
  public override func mean() throws -> Tensor { try concentration.div(concentration.sum([-1], keepdim: true)) }
  public override func variance() throws -> Tensor {
    let total = try concentration.sum([-1], keepdim: true)
    return try Pointwise.map("Dirichlet.variance", [("concentration", concentration), ("total", total)]) {
      $0[0] / $0[1] * (1 - $0[0] / $0[1]) / ($0[1] + 1)
    }
  }

  /// A row of Gamma draws over its sum, from their logarithms.
  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let logs = try Sampling.draw(
      try extended(shape), .float64, [concentration.array], batch: concentration.shape, stream: stream
    ) { p, out, count, random in GammaSampler.fill(out, p[0], count, &random, logarithm: true) }
    let tiny = dtype == .float32 ? Double(Float.leastNormalMagnitude) : Double.leastNormalMagnitude
    return Tensor(try logs.softmax(-1).clamp(min: .real(tiny), max: nil).cast(to: dtype))
  }
  public override func rsample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    try reparameterize(sample(shape, stream: stream))
  }

  /// Gives draws the derivatives of one of their paths: with αᵢ, xᵢ moves along its marginal Beta(αᵢ, Σα - αᵢ) and the
  /// others keep their proportions: ∂xⱼ/∂αᵢ = (δᵢⱼ - xⱼ) (∂xᵢ/∂αᵢ) / (1 - xᵢ).
  public func reparameterize(_ draws: Tensor) throws -> Tensor {
    let x = draws.detach()
    guard Tape.isRecording, concentration.requiresGrad else { return x }
    let (values, alpha, kind) = (
      try x.array.cast(to: .float64), try concentration.array.cast(to: .float64), concentration
    )
    let (shape, dtype) = (kind.shape, kind.dtype)
    return try Tensor.custom("Dirichlet.rsample", inputs: [concentration], results: [x.array]) { gradients in
      guard let g = try gradients[0]?.cast(to: .float64) else { return [nil] }
      // xᵢ Kᵢ, Kᵢ = d logit(xᵢ)/dαᵢ, times gᵢ - Σⱼ gⱼ xⱼ.
      let slope = try Tape.paused {
        try Pointwise.map(
          "Dirichlet.rsample",
          [("x", Tensor(values)), ("a", Tensor(alpha)), ("total", Tensor(alpha.sum([-1], keepdim: true)))]
        ) {
          let (x, a, b) = ($0[0].value, $0[1].value, $0[2].value - $0[1].value)
          return Dual(x <= 0 || x >= 1 || b <= 0 ? 0 : x * BetaPath.logitSlopes(a, b, x, 1 - x).a)
        }.array
      }
      let centred = try g.sub(g.mul(values).sum([-1], keepdim: true))
      return [try slope.mul(centred).sum(to: shape, dtype: dtype)]
    }[0]
  }
}
