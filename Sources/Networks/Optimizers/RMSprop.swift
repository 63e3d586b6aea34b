import Arrays
import Tensors

/// RMSprop (Hinton 2012; centred: Graves 2013), as PyTorch's.
///
/// v ← α v + (1 - α) g²; centred: a ← α a + (1 - α) g and v - a² in place of v; step g / (sqrt(v) + eps), through a
/// momentum buffer where there is one.
public final class RMSprop: Optimizer {
  public struct Options {
    public var alpha = 0.99
    public var eps = 1e-8
    public var weightDecay = 0.0
    public var momentum = 0.0
    public var centered = false
    public init() {}
  }

  public let options: Options

  public init(_ parameters: [Tensor], learningRate: Double = 1e-2, _ options: Options = Options()) throws {
    self.options = options
    try super.init(parameters, learningRate: learningRate)
    guard options.alpha >= 0, options.eps >= 0, options.weightDecay >= 0, options.momentum >= 0 else {
      throw NetworkError.invalidOption(
        owner: "RMSprop", message: "alpha, eps, weight_decay and momentum cannot be negative")
    }
  }

  override var stateNames: [String] {
    ["square_avg"] + (options.momentum > 0 || options.centered ? ["momentum_buffer"] : [])
      + (options.centered ? ["grad_avg"] : [])
  }

  override func update(_ piece: OptimizerPiece<Float>, step: Int) { run(piece) }
  override func update(_ piece: OptimizerPiece<Double>, step: Int) { run(piece) }

  @inline(__always)
  private func run<T: RealElement>(_ piece: OptimizerPiece<T>) {
    guard let squares = piece.state else { return }
    let (p, g, buffer, means) = (piece.p, piece.g, piece.second, piece.third)
    let (rate, alpha, rest) = (T(learningRate), T(options.alpha), T(1 - options.alpha))
    let (eps, decay, momentum) = (T(options.eps), T(options.weightDecay), T(options.momentum))
    for i in 0..<piece.count {
      let slope = g[i] + decay * p[i]
      squares[i] = alpha * squares[i] + rest * (slope * slope)
      var spread = squares[i]
      if let means {
        means[i] = alpha * means[i] + rest * slope
        spread -= means[i] * means[i]
      }
      let move = slope / (spread.squareRoot() + eps)
      if let buffer {
        buffer[i] = momentum * buffer[i] + move
        p[i] -= rate * buffer[i]
      } else {
        p[i] -= rate * move
      }
    }
  }
}
