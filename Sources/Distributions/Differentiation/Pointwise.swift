import Arrays
import Tensors

/// Formulas of several numbers, element by element with broadcasting, computed in double precision; the partial
/// derivatives come from the same pass (`Dual`) and are kept for the backward pass.
enum Pointwise {
  typealias Input = (name: String, tensor: Tensor)
  /// The inputs in their order; those whose derivatives are wanted carry a one in their own place of `slope`.
  typealias Formula = (UnsafePointer<Dual>) -> Dual

  static let mostInputs = 8
  private static let grain = 1 << 11

  /// formula(inputs), of the shape to which all broadcast; float64 if one of them is, float32 otherwise.
  ///
  /// The backward pass refuses a derivative that is infinite or undefined at finite inputs (the edge of a support, or
  /// beyond it), unless the gradient that arrives there is 0.
  /// - Throws: `ArrayError.shapeMismatch`; in `backward` `DistributionError.edge`.
  static func map(_ operation: String, _ inputs: [Input], _ formula: @escaping Formula) throws -> Tensor {
    let shape = try inputs.reduce(Shape.scalar) { try Shape.broadcast($0, $1.tensor.shape, of: operation) }
    let columns = try inputs.map { try Column($0.tensor.array, shape) }
    let dtype: DType = inputs.contains { $0.tensor.dtype == .float64 } ? .float64 : .float32
    let wanted = inputs.indices.filter { Tape.isRecording && inputs[$0].tensor.requiresGrad }
    let values = try NDArray(empty: shape, dtype: .float64)
    let partials = try wanted.map { _ in try NDArray(empty: shape, dtype: .float64) }
    run(columns, formula, values, wanted, partials)
    try Cancellation.check()
    let result = try values.cast(to: dtype)
    if wanted.isEmpty { return Tensor(result) }
    let names = inputs.map(\.name)
    let kinds = inputs.map { ($0.tensor.shape, $0.tensor.dtype) }
    return try Tensor.custom(operation, inputs: inputs.map(\.tensor), results: [result]) { gradients in
      guard let gradient = gradients[0] else { return inputs.map { _ in nil } }
      var found = [NDArray?](repeating: nil, count: kinds.count)
      for (place, input) in wanted.enumerated() {
        let flow = try product(gradient, partials[place]) { index in
          guard columns.allSatisfy({ $0[index].isFinite }) else { return nil }
          let place = zip(names, columns).map { "\($0) = \(text($1[index]))" }.joined(separator: ", ")
          return DistributionError.edge(operation: operation, name: names[input], at: place)
        }
        found[input] = try flow.sum(to: kinds[input].0, dtype: kinds[input].1)
      }
      return found
    }[0]
  }

  /// An input as doubles, repeated where it is a single number.
  private struct Column {
    let array: NDArray
    let step: Int

    init(_ source: NDArray, _ shape: Shape) throws {
      let numbers = try source.cast(to: .float64)
      step = source.count == 1 ? 0 : 1
      array = try (step == 0 ? numbers : numbers.expand(to: shape)).contiguous()
    }

    subscript(index: Int) -> Double {
      withExtendedLifetime(array.storage) { array.pointer(as: Double.self)[index &* step] }
    }
  }

  private static func run(
    _ columns: [Column], _ formula: Formula, _ values: NDArray, _ wanted: [Int], _ partials: [NDArray]
  ) {
    let out = values.pointer(as: Double.self)
    let sources = columns.map { (pointer: $0.array.pointer(as: Double.self), step: $0.step) }
    let targets = zip(wanted, partials).map { (lane: $0, pointer: $1.pointer(as: Double.self)) }
    Threads.forEach(count: values.count, grain: grain) { range in
      if Cancellation.isRequested { return }
      withUnsafeTemporaryAllocation(of: Dual.self, capacity: mostInputs) { buffer in
        guard let a = buffer.baseAddress else { return }
        a.initialize(repeating: Dual(0), count: sources.count)
        for lane in wanted { a[lane].slope[lane] = 1 }
        for i in range {
          for lane in 0..<sources.count { a[lane].value = sources[lane].pointer[i &* sources[lane].step] }
          let y = formula(a)
          out[i] = y.value
          for target in targets { target.pointer[i] = y.slope[target.lane] }
        }
      }
    }
    withExtendedLifetime((columns, values, partials)) {}
  }

  /// gradient · partial, where 0 times anything is 0.
  private static func product(
    _ gradient: NDArray, _ partial: NDArray, _ problem: (Int) -> DistributionError?
  ) throws -> NDArray {
    let flow = try gradient.cast(to: .float64).contiguous()
    let result = try NDArray(empty: partial.shape, dtype: .float64)
    let (g, p, out) = (flow.pointer(as: Double.self), partial.pointer(as: Double.self), result.pointer(as: Double.self))
    for i in 0..<result.count {
      out[i] = g[i] * p[i]
      if p[i].isFinite { continue }
      if g[i] == 0 {
        out[i] = 0
      } else if let error = problem(i) {
        throw error
      }
    }
    withExtendedLifetime((flow, partial)) {}
    return result
  }

  static func text(_ x: Double) -> String { x == x.rounded() && abs(x) < 1e15 ? "\(Int(x))" : "\(x)" }
}
