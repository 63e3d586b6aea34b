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
    let leaves = inputs.map { Tensor($0, requiresGrad: true) }
    for input in inputs where input.dtype != .float64 { throw wrong(input.dtype) }
    try check(leaves, step: step, rtol: rtol, atol: atol) { [try f($0)] }
  }

  /// The same for several results, all of which take part except integers and bools.
  /// - Parameter inputs: those that require gradients are compared, float64; others stay as they are.
  public static func check(
    _ inputs: [Tensor], step: Double = 1e-6, rtol: Double = 1e-5, atol: Double = 1e-7,
    _ f: ([Tensor]) throws -> [Tensor]
  ) throws {
    guard step > 0, step.isFinite else {
      throw ArrayError.invalidArgument(operation: "gradcheck", message: "a positive step wanted, got \(step)")
    }
    for input in inputs where input.requiresGrad && input.dtype != .float64 { throw wrong(input.dtype) }
    guard inputs.contains(where: \.requiresGrad) else {
      throw ArrayError.invalidArgument(operation: "gradcheck", message: "no input requires gradients")
    }
    let leaves = inputs.map { $0.requiresGrad ? Tensor($0.array, requiresGrad: true) : $0 }
    let results = try f(leaves)
    let w = try results.enumerated().map { try weights($0.element.shape, $0.offset) }
    let roots = zip(results, w).filter { $0.0.requiresGrad }
    let wanted = leaves.filter(\.requiresGrad)
    var analytic: [NDArray?] = wanted.map { _ in nil }
    if !roots.isEmpty {
      analytic = try Tensor.gradients(
        of: roots.map(\.0), withRespectTo: wanted, gradients: roots.map(\.1), retainGraph: true)
    }
    try Tape.paused {
      func value(_ inputs: [Tensor]) throws -> Double {
        let results = try f(inputs)
        guard results.count == w.count, zip(results, w).allSatisfy({ $0.0.shape == $0.1.shape }) else {
          throw ArrayError.invalidArgument(
            operation: "gradcheck", message: "the function must give results of the same shapes each time")
        }
        return try zip(results, w).filter { $0.0.dtype.isFloatingPoint }.reduce(0) { sum, pair in
          sum + (try pair.0.array.cast(to: .float64).mul(pair.1).sum().item().double)
        }
      }
      let compared = leaves.indices.filter { leaves[$0].requiresGrad }
      for (index, slope) in zip(compared, analytic) {
        let input = leaves[index].array
        let slope = try slope ?? .zeros(input.shape, dtype: .float64)
        guard slope.shape == input.shape else {
          throw TensorError.gradientShape(wanted: input.shape, got: slope.shape)
        }
        let gradient = try slope.values(as: Double.self)
        for position in 0..<input.count {
          var moved = leaves.map { $0.detach() }
          func shifted(by h: Double) throws -> Double {
            let bump = try NDArray.zeros(Shape(input.count), dtype: .float64)
            try bump.select(0, position).fill(.real(h))
            // A new array with the old strides: a window is checked as a window.
            moved[index] = Tensor(try input.add(bump.reshape(input.shape)))
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

  private static func wrong(_ dtype: DType) -> ArrayError {
    .wrongDType(operation: "gradcheck", wanted: "float64, for differences need its digits,", got: dtype)
  }

  /// Numbers between 0.5 and 1.5 without a pattern that a sum could hide.
  private static func weights(_ shape: Shape, _ result: Int) throws -> NDArray {
    let places = try NDArray.arange(0, .integer(Int64(shape.count)), dtype: .float64)
    return try places.add(.real(Double(result) * 0.61)).mul(2.399963).map(.sin).mul(0.5).add(1).reshape(shape)
  }
}
