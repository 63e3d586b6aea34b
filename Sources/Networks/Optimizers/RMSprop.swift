import Arrays
import Tensors

public struct RMSpropOptions {
  public var alpha = 0.99
  public var eps = 1e-8
  public var weightDecay = 0.0
  public var momentum = 0.0
  public var centered = false
  /// Whether steps go up the gradient.
  public var maximize = false
  public init() {}
}

/// RMSprop (Hinton 2012; centred: Graves 2013), as PyTorch's.
///
/// v ← α v + (1 - α) g²; centred: a ← α a + (1 - α) g and v - a² in place of v; step g / (sqrt(v) + eps), through a
/// momentum buffer where there is one.
public final class RMSprop: GroupedOptimizer<RMSpropOptions> {
  public typealias Options = RMSpropOptions

  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-2, _ options: RMSpropOptions = RMSpropOptions()
  ) throws {
    try self.init(groups: [ParameterGroup(parameters, learningRate: learningRate, options)])
  }

  override func flaw(in options: RMSpropOptions) -> String? {
    options.alpha >= 0 && options.eps >= 0 && options.weightDecay >= 0 && options.momentum >= 0
      ? nil : "alpha, eps, weight_decay and momentum cannot be negative"
  }

  override func stateNames(group: Int) -> [String] {
    let options = options[group]
    return ["square_avg"] + (options.momentum > 0 || options.centered ? ["momentum_buffer"] : [])
      + (options.centered ? ["grad_avg"] : [])
  }

  override func update(_ piece: OptimizerPiece<Float>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate)
  }
  override func update(_ piece: OptimizerPiece<Double>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate)
  }

  @inline(__always)
  private func run<T: RealElement>(_ piece: OptimizerPiece<T>, _ options: RMSpropOptions, _ rate: Double) {
    guard let squares = piece.state else { return }
    let (p, g, buffer, means) = (piece.p, piece.g, piece.second, piece.third)
    let (rate, alpha, rest) = (T(rate), T(options.alpha), T(1 - options.alpha))
    let (eps, decay, momentum) = (T(options.eps), T(options.weightDecay), T(options.momentum))
    let sign: T = options.maximize ? -1 : 1
    for i in 0..<piece.count {
      let slope = sign * g[i] + decay * p[i]
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
