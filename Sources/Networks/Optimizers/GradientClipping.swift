import Arrays
import Tensors

/// Limits on gradients before a step.
public enum GradientClipping {
  /// Scales all gradients in place so that their joint p-norm is at most `maximum`; returns the norm before.
  ///
  /// As PyTorch's `clip_grad_norm_`: the factor is maximum / (norm + 1e-6), never above 1.
  /// - Parameters:
  ///   - order: p; infinity for the largest magnitude.
  ///   - refusesNonfinite: whether a norm that is infinite or nan is an error.
  /// - Throws: `NetworkError.invalidOption` for such a norm, or a limit that is negative or nan.
  public static func clipNorm(
    _ parameters: [Tensor], maximum: Double, order: Double = 2, refusesNonfinite: Bool = false
  ) throws -> Double {
    let owner = "clip_grad_norm_"
    guard maximum >= 0 else { throw NetworkError.invalidOption(owner: owner, message: "max_norm cannot be \(maximum)") }
    guard order > 0 else { throw NetworkError.invalidOption(owner: owner, message: "norm_type cannot be \(order)") }
    let gradients = distinctGradients(parameters)
    let norms = try gradients.map { try $0.cast(to: .float64).norm(order).item().double }
    let norm = try norms.isEmpty ? 0 : NDArray(norms).norm(order).item().double
    if refusesNonfinite, !norm.isFinite {
      throw NetworkError.invalidOption(
        owner: owner, message: "the norm of the gradients is \(norm), nothing was clipped")
    }
    let factor = maximum / (norm + 1e-6)
    // Also where it is nan: a gradient that is not a number stays one.
    if !(factor >= 1) {
      for gradient in gradients { try gradient.update(.mul, with: .scalar(.real(factor), dtype: gradient.dtype)) }
    }
    return norm
  }

  /// Holds every number of every gradient within ±limit, in place (PyTorch's `clip_grad_value_`).
  /// - Throws: `NetworkError.invalidOption` for a limit that is negative or nan.
  public static func clipValue(_ parameters: [Tensor], limit: Double) throws {
    guard limit >= 0 else {
      throw NetworkError.invalidOption(owner: "clip_grad_value_", message: "clip_value cannot be \(limit)")
    }
    for gradient in distinctGradients(parameters) {
      try gradient.copy(from: try gradient.clamp(min: .real(-limit), max: .real(limit)))
    }
  }

  /// A parameter that is listed twice is clipped once.
  private static func distinctGradients(_ parameters: [Tensor]) -> [NDArray] {
    var seen: Set<ObjectIdentifier> = []
    return parameters.filter { seen.insert(ObjectIdentifier($0)).inserted }.compactMap { $0.grad?.array }
  }
}
