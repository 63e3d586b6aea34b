import Arrays
import Tensors

public struct AdagradOptions {
  /// The rate is divided by 1 + decay · (steps done).
  public var rateDecay = 0.0
  public var weightDecay = 0.0
  /// What the sums of squares start from.
  public var initialSum = 0.0
  public var eps = 1e-10
  /// Whether steps go up the gradient.
  public var maximize = false
  public init() {}
}

/// Adagrad (Duchi, Hazan & Singer 2011), as PyTorch's.
///
/// g ← g + weightDecay p; s ← s + g²; p ← p - lr / (1 + (t - 1) rateDecay) g / (sqrt(s) + eps) at step t.
public final class Adagrad: GroupedOptimizer<AdagradOptions> {
  public typealias Options = AdagradOptions

  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-2, _ options: AdagradOptions = AdagradOptions()
  ) throws {
    try self.init(groups: [ParameterGroup(parameters, learningRate: learningRate, options)])
  }

  override func flaw(in options: AdagradOptions) -> String? {
    options.rateDecay >= 0 && options.weightDecay >= 0 && options.initialSum >= 0 && options.eps >= 0
      ? nil : "lr_decay, weight_decay, initial_accumulator_value and eps cannot be negative"
  }

  override func stateNames(group: Int) -> [String] { ["sum"] }
  override func initialState(group: Int) -> Double { options[group].initialSum }

  override func update(_ piece: OptimizerPiece<Float>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate, step)
  }
  override func update(_ piece: OptimizerPiece<Double>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate, step)
  }

  @inline(__always)
  private func run<T: RealElement>(
    _ piece: OptimizerPiece<T>, _ options: AdagradOptions, _ rate: Double, _ step: Int
  ) {
    guard let sums = piece.state else { return }
    let (p, g) = (piece.p, piece.g)
    let slowed = T(rate / (1 + Double(step &- 1) * options.rateDecay))
    let (eps, decay, sign) = (T(options.eps), T(options.weightDecay), options.maximize ? -1 : 1 as T)
    for i in 0..<piece.count {
      let slope = sign * g[i] + decay * p[i]
      sums[i] += slope * slope
      p[i] -= slowed * slope / (sums[i].squareRoot() + eps)
    }
  }
}
