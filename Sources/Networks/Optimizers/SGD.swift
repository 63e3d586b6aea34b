import Arrays
import Tensors

public struct SGDOptions {
  public var momentum = 0.0
  public var dampening = 0.0
  public var weightDecay = 0.0
  public var nesterov = false
  /// Whether steps go up the gradient.
  public var maximize = false
  public init() {}
}

/// Stochastic gradient descent with momentum, as PyTorch's.
///
/// g ← g + weightDecay p; buf ← momentum buf + (1 - dampening) g (buf = g at the first step); g ← g + momentum buf with
/// Nesterov's momentum, else buf; p ← p - lr g.
public final class SGD: GroupedOptimizer<SGDOptions> {
  public typealias Options = SGDOptions

  public convenience init(_ parameters: [Tensor], learningRate: Double = 1e-3, _ options: SGDOptions = SGDOptions())
    throws
  {
    try self.init(groups: [ParameterGroup(parameters, learningRate: learningRate, options)])
  }

  override func flaw(in options: SGDOptions) -> String? {
    if !(options.momentum >= 0 && options.weightDecay >= 0) { return "momentum and weight_decay cannot be negative" }
    if options.nesterov, options.momentum <= 0 || options.dampening != 0 {
      return "nesterov needs a momentum and no dampening"
    }
    return nil
  }

  override func stateNames(group: Int) -> [String] { options[group].momentum != 0 ? ["momentum_buffer"] : [] }

  override func update(_ piece: OptimizerPiece<Float>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate, step)
  }
  override func update(_ piece: OptimizerPiece<Double>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate, step)
  }

  @inline(__always)
  private func run<T: RealElement>(_ piece: OptimizerPiece<T>, _ options: SGDOptions, _ rate: Double, _ step: Int) {
    let (p, g) = (piece.p, piece.g)
    let (rate, decay, sign) = (T(rate), T(options.weightDecay), options.maximize ? -1 : 1 as T)
    guard let buffer = piece.state else {
      for i in 0..<piece.count { p[i] -= rate * (sign * g[i] + decay * p[i]) }
      return
    }
    let momentum = T(options.momentum)
    let share = step == 1 ? 1 : T(1 - options.dampening)
    let nesterov = options.nesterov
    for i in 0..<piece.count {
      let slope = sign * g[i] + decay * p[i]
      let moved = momentum * buffer[i] + share * slope
      buffer[i] = moved
      p[i] -= rate * (nesterov ? slope + momentum * moved : moved)
    }
  }
}
