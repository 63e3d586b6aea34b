import Arrays

/// Operations that a program brings itself, with their gradients.
extension Tensor {
  /// Results that the caller has computed, and how gradients of them become gradients of the inputs.
  ///
  ///     let y = try Tensor.custom("cube", inputs: [x], saving: [x.array], results: [x.array.pow(3)]) { g in
  ///       [try g[0]?.mul(x.array.square()).mul(3)]
  ///     }[0]
  ///
  /// - Parameters:
  ///   - name: for messages.
  ///   - saving: arrays whose values the pullback reads; changing one in place before `backward` is an error there.
  ///   - results: integers and bools carry no gradients.
  ///   - pullback: the gradient of each result (nil for one that nothing depends on) → the gradient of each input, of
  ///     its shape, nil where there is none.
  /// - Throws: nothing now; in `backward` `TensorError.customGradient` for gradients that do not fit, and what the
  ///   pullback throws.
  public static func custom(
    _ name: String, inputs: [Tensor], saving: [NDArray] = [], results: [NDArray],
    pullback: @escaping ([NDArray?]) throws -> [NDArray?]
  ) throws -> [Tensor] {
    guard Tape.isRecording, inputs.contains(where: \.requiresGrad), results.contains(where: \.dtype.isFloatingPoint)
    else { return results.map { Tensor($0) } }
    let wanted = inputs.map { ($0.shape, $0.dtype, $0.requiresGrad) }
    let place = TapeState.current.place
    func failure(_ message: String) -> TensorError {
      .customGradient(operation: name + TapeState.current.text(ofPlace: place), message: message)
    }
    let checked = { (gradients: [NDArray?]) throws -> [NDArray?] in
      let found = try pullback(gradients)
      guard found.count == wanted.count else {
        throw failure("\(wanted.count) gradients wanted, one for each input, got \(found.count)")
      }
      return try zip(found, wanted).enumerated().map { position, pair in
        let (gradient, (shape, dtype, isNeeded)) = pair
        guard let gradient, isNeeded else { return nil }
        guard gradient.shape == shape else {
          throw failure("the gradient of input #\(position + 1) must have its shape \(shape), got \(gradient.shape)")
        }
        return try gradient.cast(to: dtype)
      }
    }
    if results.count == 1 {
      return [
        Tensor(
          results[0],
          node: Node(.custom(name), inputs: inputs, saving: saving) { try checked([$0]) })
      ]
    }
    let collected = CollectedGradients(results.count)
    let whole = Node(.custom(name), inputs: inputs, saving: saving) { _ in try checked(collected.take()) }
    return try results.enumerated().map { position, result in
      guard result.dtype.isFloatingPoint else { return Tensor(result) }
      // The gradients meet in `collected`; the graph itself carries only that there are some.
      let signal = try NDArray.zeros(.scalar, dtype: .float32)
      return Tensor(
        result,
        node: Node(part: .custom(name), of: whole) { gradient in
          collected.put(gradient, at: position)
          return [signal]
        })
    }
  }
}

/// Gradients of several results of one operation, until the backward pass comes to the operation itself.
private final class CollectedGradients {
  private var gradients: [NDArray?]
  /// The pass that they are of: one that failed may have left some.
  private var pass = 0

  init(_ count: Int) { gradients = Array(repeating: nil, count: count) }

  func put(_ gradient: NDArray, at position: Int) {
    begin()
    gradients[position] = gradient
  }

  func take() -> [NDArray?] {
    begin()
    defer { gradients = gradients.map { _ in nil } }
    return gradients
  }

  private func begin() {
    let current = TapeState.current.pass
    if pass != current { gradients = gradients.map { _ in nil } }
    pass = current
  }
}
