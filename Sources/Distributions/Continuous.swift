import Arrays
import Glibc
import Tensors

/// A law with a density, whose draws move smoothly with its parameters.
///
/// A draw x = F^-1(u; θ) at a fixed u has dx/dθ = -(∂F/∂θ) / f(x) (implicit reparameterisation, Figurnov, Mohamed and
/// Mnih 2018, eq. 5). A subclass gives this `path`; the derivatives of F and of its inverse follow from it:
/// ∂F/∂θ = -f dx/dθ, ∂F^-1/∂u = 1/f.
public class Continuous: Univariate {
  public override var isReparameterizable: Bool { true }

  /// F(x) inside the support.
  func distribution(_ x: Double, _ p: UnsafePointer<Dual>) -> Double { .nan }
  /// F^-1(u), 0 <= u <= 1.
  func inverse(_ u: Double, _ p: UnsafePointer<Dual>) -> Double { .nan }
  /// dx/dθ for each parameter, in its place; 0 where it is costly and the parameter is constant.
  func path(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope { Dual.Slope(repeating: .nan) }
  /// E log X, for laws on positive numbers.
  func meanLog(_ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }
  /// Ends of the support.
  func bounds(_ p: UnsafePointer<Dual>) -> (low: Double, high: Double) { (-.infinity, .infinity) }

  final override func cumulative(_ x: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    let (low, high) = bounds(p)
    if x.value <= low { return Dual(0) }
    if x.value >= high { return Dual(1) }
    let slope = x.slope - moved(x.value, p)
    return Dual(0, slope).chain(distribution(x.value, p), Glibc.exp(logDensity(Dual(x.value), p).value))
  }

  final override func quantile(_ u: Dual, _ p: UnsafePointer<Dual>) -> Dual {
    let x = inverse(u.value, p)
    let along = u.chain(x, 1 / Glibc.exp(logDensity(Dual(x), p).value)).slope
    return Dual(x, along + (x.isFinite ? moved(x, p) : Dual.Slope(repeating: .nan)))
  }

  /// How x moves with the inputs at a fixed quantile.
  final func moved(_ x: Double, _ p: UnsafePointer<Dual>) -> Dual.Slope {
    var slope = Dual.Slope(repeating: 0)
    if (0..<parameters.count).allSatisfy({ p[$0].isConstant }) { return slope }
    let path = path(x, p)
    for place in 0..<parameters.count { slope += Dual.scaled(p[place].slope, path[place]) }
    return slope
  }

  // MARK: Draws

  /// Fills `out` with the standard noise from which `draw` makes values; for laws of location and scale.
  func noise(_ out: UnsafeMutablePointer<Double>, _ count: Int, _ random: inout RandomStream) {
    Sampling.normals(out, count, &random)
  }

  /// The draw that noise e becomes.
  func draw(_ e: Dual, _ p: UnsafePointer<Dual>) -> Dual { Dual(.nan) }

  public override func rsample(
    _ shape: Shape = .scalar, stream: String = Distribution.usualStream
  ) throws -> Tensor {
    let noise = Tensor(
      try Sampling.draw(try extended(shape), dtype, [], batch: .scalar, stream: stream) { _, out, count, random in
        self.noise(out, count, &random)
      })
    return try Pointwise.map("\(name).rsample", [("noise", noise)] + inputs) { self.draw($0[0], $0 + 1) }
  }

  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    try Tape.paused { try rsample(shape, stream: stream) }
  }

  /// Gives draws the derivatives of their path.
  public final func reparameterize(_ draws: Tensor) throws -> Tensor {
    try Pointwise.map("\(name).rsample", [("draw", draws.detach())] + inputs) {
      Dual($0[0].value, self.moved($0[0].value, $0 + 1))
    }
  }
}

/// A law whose draws are made in a way of its own, and get the derivatives of their path afterwards.
public class ImplicitContinuous: Continuous {
  /// What a rounded draw must stay inside of; nil where it may reach the ends.
  var interior: OpenInterval? { nil }
  /// Fills `out` with `count` draws; the k-th parameter of draw i is `p[k][i]`.
  func fill(
    _ p: UnsafePointer<UnsafeMutablePointer<Double>>, _ out: UnsafeMutablePointer<Double>, _ count: Int,
    _ random: inout RandomStream
  ) {}

  public final override func sample(
    _ shape: Shape = .scalar, stream: String = Distribution.usualStream
  ) throws -> Tensor {
    Tensor(
      try Sampling.draw(
        try extended(shape), dtype, parameters.map(\.tensor.array), batch: batchShape, stream: stream, open: interior
      ) { p, out, count, random in self.fill(p, out, count, &random) })
  }
  public final override func rsample(
    _ shape: Shape = .scalar, stream: String = Distribution.usualStream
  ) throws -> Tensor {
    try reparameterize(sample(shape, stream: stream))
  }
}
