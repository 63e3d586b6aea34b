import Arrays

/// Compares the gradients of a function with central differences.
///
/// Notation: f maps tensors to one tensor y; s = sum(w y) with fixed weights w of different sizes, so that errors of
/// one entry cannot cancel another's. For each entry x of each input ds/dx ≈ (s(x + h) - s(x - h)) / 2h, whose
/// error is of the order h² + rounding / h: with h = 1e-6 and float64 about 1e-9 where f is smooth.
public enum Gradcheck {
  /// One entry whose two derivatives are apart.
  public struct Mismatch: Error, CustomStringConvertible {
    public let input: Int
    /// In row-major order.
    public let position: Int
    public let analytic: Double
    public let numeric: Double
    public var description: String {
      "the gradient of input #\(input + 1) at element \(position + 1) is \(analytic), differences give \(numeric)"
    }
  }

  /// - Parameters:
  ///   - inputs: where to compare; float64. Windows keep their strides.
  ///   - step: h.
  /// - Throws: `Mismatch` where |analytic - numeric| > atol + rtol |numeric|; what `f` throws; `ArrayError.wrongDType`.
  public static func check(
    at inputs: [NDArray], step: Double = 1e-6, rtol: Double = 1e-5, atol: Double = 1e-7,
    _ f: ([Tensor]) throws -> Tensor
  ) throws {
    for input in inputs where input.dtype != .float64 {
      throw ArrayError.wrongDType(operation: "gradcheck", wanted: "float64", got: input.dtype)
    }
    let leaves = inputs.map { Tensor($0, requiresGrad: true) }
    let result = try f(leaves)
    let w = try weights(result.shape)
    let analytic = try leaves.map { leaf in
      do {
        return try Tensor.gradients(of: result, withRespectTo: [leaf], gradient: w, retainGraph: true)[0]
      } catch TensorError.unreachable, TensorError.nothingToDifferentiate {
        return try NDArray.zeros(leaf.shape, dtype: .float64)
      }
    }
    try Tape.paused {
      func value(_ inputs: [NDArray]) throws -> Double {
        try f(inputs.map { Tensor($0) }).array.cast(to: .float64).mul(w).sum().item().double
      }
      for (index, input) in inputs.enumerated() {
        let gradient = try analytic[index].values(as: Double.self)
        guard analytic[index].shape == input.shape else {
          throw TensorError.gradientShape(wanted: input.shape, got: analytic[index].shape)
        }
        for position in 0..<input.count {
          var moved = inputs
          func shifted(by h: Double) throws -> Double {
            let bump = try NDArray.zeros(Shape(input.count), dtype: .float64)
            try bump.select(0, position).fill(.real(h))
            // A new array with the old strides: a window is checked as a window.
            moved[index] = try input.add(bump.reshape(input.shape))
            return try value(moved)
          }
          let numeric = (try shifted(by: step) - shifted(by: -step)) / (2 * step)
          let distance = Swift.abs(gradient[position] - numeric)
          guard distance <= atol + rtol * Swift.abs(numeric) else {
            throw Mismatch(input: index, position: position, analytic: gradient[position], numeric: numeric)
          }
        }
      }
    }
  }

  /// Numbers between 0.5 and 1.5 without a pattern that a sum could hide.
  private static func weights(_ shape: Shape) throws -> NDArray {
    let places = try NDArray.arange(0, .integer(Int64(shape.count)), dtype: .float64)
    return try places.mul(2.399963).map(.sin).mul(0.5).add(1).reshape(shape)
  }
}
