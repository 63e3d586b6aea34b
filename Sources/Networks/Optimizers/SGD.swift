import Arrays
import Tensors

/// Stochastic gradient descent with momentum, as PyTorch's.
///
/// g ← g + weightDecay p; buf ← momentum buf + (1 - dampening) g (buf = g at the first step); g ← g + momentum buf with
/// Nesterov's momentum, else buf; p ← p - lr g.
public final class SGD: Optimizer {
  public struct Options {
    public var momentum = 0.0
    public var dampening = 0.0
    public var weightDecay = 0.0
    public var nesterov = false
    public init() {}
  }

  public let options: Options

  public init(_ parameters: [Tensor], learningRate: Double = 1e-3, _ options: Options = Options()) throws {
    self.options = options
    try super.init(parameters, learningRate: learningRate)
    guard options.momentum >= 0, options.weightDecay >= 0 else {
      throw NetworkError.invalidOption(owner: "SGD", message: "momentum and weight_decay cannot be negative")
    }
    guard !options.nesterov || (options.momentum > 0 && options.dampening == 0) else {
      throw NetworkError.invalidOption(owner: "SGD", message: "nesterov needs a momentum and no dampening")
    }
  }

  override var stateNames: [String] { options.momentum != 0 ? ["momentum_buffer"] : [] }

  override func update(_ piece: OptimizerPiece<Float>, step: Int) { run(piece, step) }
  override func update(_ piece: OptimizerPiece<Double>, step: Int) { run(piece, step) }

  @inline(__always)
  private func run<T: RealElement>(_ piece: OptimizerPiece<T>, _ step: Int) {
    let (p, g) = (piece.p, piece.g)
    let (rate, decay) = (T(learningRate), T(options.weightDecay))
    guard let buffer = piece.state else {
      for i in 0..<piece.count { p[i] -= rate * (g[i] + decay * p[i]) }
      return
    }
    let momentum = T(options.momentum)
    let share = step == 1 ? 1 : T(1 - options.dampening)
    let nesterov = options.nesterov
    for i in 0..<piece.count {
      let slope = g[i] + decay * p[i]
      let moved = momentum * buffer[i] + share * slope
      buffer[i] = moved
      p[i] -= rate * (nesterov ? slope + momentum * moved : moved)
    }
  }
}
