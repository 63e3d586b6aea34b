import Arrays
import Tensors

public struct AdamOptions {
  public var betas = (0.9, 0.999)
  public var eps = 1e-8
  public var weightDecay = 0.0
  public var amsgrad = false
  /// Whether steps go up the gradient.
  public var maximize = false
  public init() {}
}

/// Adam (Kingma & Ba 2015, algorithm 1) and its variants, as PyTorch's.
///
/// m ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; p ← p - lr m̂ / (sqrt(v̂) + eps) with m̂ = m/(1 - β₁ᵗ), v̂ = v/(1 - β₂ᵗ).
/// `weightDecay` is added to the gradient (L2), or in `AdamW` shrinks p by lr · weightDecay first
/// (Loshchilov & Hutter 2019). AMSGrad uses the largest v so far (Reddi et al. 2018).
public class Adam: GroupedOptimizer<AdamOptions> {
  public typealias Options = AdamOptions

  var isDecoupled: Bool { false }

  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-3, _ options: AdamOptions = AdamOptions()
  ) throws {
    try self.init(groups: [ParameterGroup(parameters, learningRate: learningRate, options)])
  }

  override func flaw(in options: AdamOptions) -> String? {
    let betas = options.betas
    guard betas.0 >= 0, betas.0 < 1, betas.1 >= 0, betas.1 < 1 else { return "betas must lie in [0, 1), got \(betas)" }
    return options.eps >= 0 && options.weightDecay >= 0 ? nil : "eps and weight_decay cannot be negative"
  }

  override func stateNames(group: Int) -> [String] {
    options[group].amsgrad ? ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"] : ["exp_avg", "exp_avg_sq"]
  }

  override func update(_ piece: OptimizerPiece<Float>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate, step, VectorMath.sqrt)
  }
  override func update(_ piece: OptimizerPiece<Double>, group: Int, rate: Double, step: Int) {
    run(piece, options[group], rate, step, VectorMath.sqrt)
  }

  /// In blocks that stay in the innermost cache between the two loops.
  @inline(__always)
  private func run<T: RealElement>(
    _ piece: OptimizerPiece<T>, _ options: AdamOptions, _ rate: Double, _ step: Int,
    _ sqrt: (UnsafePointer<T>, UnsafeMutablePointer<T>, Int) -> Void
  ) {
    guard let moments = piece.state, let squares = piece.second else { return }
    let (b1, b2) = (T(options.betas.0), T(options.betas.1))
    // 1 - β is rounded once, from the double: near 1 the difference of floats loses digits.
    let (c1, c2) = (T(1 - options.betas.0), T(1 - options.betas.1))
    let correction1 = 1 - power(options.betas.0, step)
    let correction2 = 1 - power(options.betas.1, step)
    let (size, root) = (T(rate / correction1), T(1 / correction2))
    let eps = T(options.eps)
    let shrink = isDecoupled ? T(1 - rate * options.weightDecay) : 1
    let decay = isDecoupled ? 0 : T(options.weightDecay)
    let sign: T = options.maximize ? -1 : 1
    let block = 1024
    withUnsafeTemporaryAllocation(of: T.self, capacity: block) { buffer in
      guard let scale = buffer.baseAddress else { return }
      var start = 0
      while start < piece.count {
        let count = min(block, piece.count &- start)
        let (p, g, m, v) = (piece.p + start, piece.g + start, moments + start, squares + start)
        for i in 0..<count {
          let shrunk = p[i] * shrink
          p[i] = shrunk
          let slope = sign * g[i] + decay * shrunk
          m[i] = b1 * m[i] + c1 * slope
          v[i] = b2 * v[i] + c2 * (slope * slope)
          scale[i] = v[i] * root
        }
        if let largest = piece.third.map({ $0 + start }) {
          for i in 0..<count {
            largest[i] = v[i] > largest[i] ? v[i] : largest[i]
            scale[i] = largest[i] * root
          }
        }
        sqrt(scale, scale, count)
        for i in 0..<count { p[i] -= size * m[i] / (scale[i] + eps) }
        start &+= count
      }
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, left) = (1.0, base, exponent)
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return result
  }
}

/// Adam with decoupled weight decay, 0.01 by default.
public final class AdamW: Adam {
  override var isDecoupled: Bool { true }

  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-3, _ options: AdamOptions = AdamW.defaults
  ) throws {
    try self.init(groups: [ParameterGroup(parameters, learningRate: learningRate, options)])
  }

  public static var defaults: AdamOptions {
    var options = AdamOptions()
    options.weightDecay = 0.01
    return options
  }
}
