import Arrays
import Tensors

/// Limits on gradients before a step.
public enum GradientClipping {
  /// Scales all gradients in place so that their joint Euclidean norm is at most `maximum`; returns the norm before.
  ///
  /// As PyTorch's `clip_grad_norm_`: the factor is maximum / (norm + 1e-6), never above 1.
  public static func clipNorm(_ parameters: [Tensor], maximum: Double) throws -> Double {
    let gradients = parameters.compactMap { $0.grad?.array }
    var total = 0.0
    for gradient in gradients {
      for value in try gradient.cast(to: .float64).values(as: Double.self) { total += value * value }
    }
    let norm = total.squareRoot()
    let factor = maximum / (norm + 1e-6)
    if factor < 1 {
      for gradient in gradients { try gradient.copy(from: try gradient.mul(.real(factor))) }
    }
    return norm
  }
}
