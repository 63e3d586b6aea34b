import Arrays

/// Operations that change their tensor, named with an underscore as PyTorch's.
///
/// They raise the storage's version, so that a gradient that needed the old values is an error in `backward` and not
/// a wrong number. A leaf that requires grad, or a view of one, refuses them while recording. Writing through a view
/// of a result, or writing values that carry gradients, rewrites the history of the base: the base becomes the
/// result of "its old value with a window replaced".
extension Tensor {
  @discardableResult public func add_(_ other: Tensor) throws -> Tensor { try update(.add, "add_", other) }
  @discardableResult public func sub_(_ other: Tensor) throws -> Tensor { try update(.sub, "sub_", other) }
  @discardableResult public func mul_(_ other: Tensor) throws -> Tensor { try update(.mul, "mul_", other) }
  @discardableResult public func div_(_ other: Tensor) throws -> Tensor { try update(.div, "div_", other) }
  @discardableResult public func add_(_ number: Scalar) throws -> Tensor { try update(.add, "add_", number) }
  @discardableResult public func sub_(_ number: Scalar) throws -> Tensor { try update(.sub, "sub_", number) }
  @discardableResult public func mul_(_ number: Scalar) throws -> Tensor { try update(.mul, "mul_", number) }
  @discardableResult public func div_(_ number: Scalar) throws -> Tensor { try update(.div, "div_", number) }

  /// Every element `value`; gradients of the old values end here.
  @discardableResult public func fill_(_ value: Scalar) throws -> Tensor {
    try copy_(Tensor(.scalar(value, dtype: dtype)), of: "fill_")
  }

  @discardableResult public func zero_() throws -> Tensor { try fill_(0) }

  /// `source`'s elements, broadcast and cast.
  @discardableResult public func copy_(_ source: Tensor) throws -> Tensor { try copy_(source, of: "copy_") }

  @discardableResult public func clamp_(min low: Scalar? = nil, max high: Scalar? = nil) throws -> Tensor {
    try replace("clamp_") { try $0.clamp(min: low, max: high) }
  }

  /// f of every element.
  @discardableResult public func map_(_ function: UnaryFunction) throws -> Tensor {
    try replace(function.name) { try $0.map(function) }
  }

  /// `value` where `mask` holds.
  @discardableResult public func maskedFill_(_ mask: Tensor, _ value: Scalar) throws -> Tensor {
    try replace("masked_fill_") { try $0.maskedFill(mask, value) }
  }

  /// `source` (one entry for each true element of `mask`, or one value for all) where `mask` holds; the mask has this
  /// tensor's first dimensions.
  @discardableResult public func maskedCopy_(_ mask: Tensor, _ source: Tensor) throws -> Tensor {
    let merged = try masked(by: mask, of: "mask assignment")
    let positions = try mask.array.nonzeroPositions()
    return try replace("mask assignment", with: [source]) { old in
      let entries = try Shape([positions.count] + merged.array.dropFirst())
      let part = try source.to(old.dtype).expand(to: entries)
      let kept = try NDArray.zeros(merged, dtype: old.dtype)
      let zeros = Tensor(kept)
      // The picked entries, spread out over the whole, replace the old ones.
      let spread = try zeros.indexAdd(0, Tensor(positions), part).reshape(old.shape)
      var lifted = mask.array
      while lifted.rank < old.shape.rank { lifted = try lifted.unsqueeze(-1) }
      return try .where(Tensor(lifted), spread, old)
    }
  }

  /// A copy with `source[i]` added to entry `index[i]` of `dimension`; positions may repeat.
  public func indexAdd(_ dimension: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
    let positions = index.array
    let result = try array.indexAdd(dimension, positions, source.array)
    let (shape, type) = (source.shape, source.dtype)
    return .record("index_add", result, inputs: [self, source], saving: [positions]) { g in
      [g, try g.indexSelect(dimension, positions).reshape(shape).cast(to: type)]
    }
  }

  // MARK: The one way in

  private func copy_(_ source: Tensor, of operation: StaticString) throws -> Tensor {
    if !needsRecord([source]) {
      try checkWritable(operation)
      try array.copy(from: source.array)
      Tape.noteWrite(operation, array.storage)
      becameResult(of: node)
      return self
    }
    return try replace(operation, with: [source]) { old in
      guard let fitted = try? source.expand(to: old.shape) else {
        throw ArrayError.shapeMismatch(operation: "\(operation)", left: old.shape, right: source.shape)
      }
      return try fitted.to(old.dtype)
    }
  }

  private func update(_ function: BinaryFunction, _ operation: StaticString, _ number: Scalar) throws -> Tensor {
    try update(function, operation, Tensor(array.beside(number)))
  }

  private func update(_ function: BinaryFunction, _ operation: StaticString, _ other: Tensor) throws -> Tensor {
    if !needsRecord([other]) {
      try checkWritable(operation)
      try array.update(function, with: other.array)
      Tape.noteWrite(operation, array.storage)
      becameResult(of: node)
      return self
    }
    return try replace(operation, with: [other]) { try .binary(function, $0, other) }
  }

  private func needsRecord(_ others: [Tensor]) -> Bool {
    Tape.isRecording && (requiresGrad || base?.requiresGrad == true || others.contains(where: \.requiresGrad))
  }

  private func checkWritable(_ operation: StaticString) throws {
    guard Tape.isRecording else { return }
    if (isLeaf && requiresGrad) || base.map({ $0.isLeaf && $0.requiresGrad }) == true {
      throw TensorError.leafInPlace(operation: TapeState.inPlaceName(operation))
    }
  }

  /// Replaces the values by `compute` of the old ones, of the same shape, with their gradients.
  ///
  /// - Parameters:
  ///   - operation: what messages call it.
  ///   - others: the other tensors that `compute` uses.
  /// - Throws: `TensorError.leafInPlace`, `.staleView`, `.resultDType` where the result has a dtype that this tensor cannot
  ///   hold; `ArrayError.shapeMismatch`.
  @discardableResult
  public func replace(
    _ operation: StaticString, with others: [Tensor] = [], _ compute: (Tensor) throws -> Tensor
  ) throws -> Tensor {
    try checkWritable(operation)
    let isRecorded = needsRecord(others)
    if isRecorded, isStale {
      throw TensorError.staleView(
        operation: TapeState.inPlaceName(operation), writer: TapeState.current.writer(of: array.storage))
    }
    // The old values get memory of their own, for pullbacks that need them.
    let old = Tensor(isRecorded ? try array.clone() : array, node: node)
    let value = try compute(old)
    guard value.shape == shape else {
      throw ArrayError.shapeMismatch(operation: "\(operation)", left: shape, right: value.shape)
    }
    guard dtype.holds(resultOf: value.dtype) else {
      throw TensorError.resultDType(
        operation: TapeState.inPlaceName(operation), result: value.dtype, target: dtype)
    }
    let result = try value.to(dtype)
    try array.copy(from: result.array)
    Tape.noteWrite(operation, array.storage)
    guard isRecorded else {
      becameResult(of: node)
      return self
    }
    if let base { try base.replaceWindow(self, by: result) }
    becameResult(of: result.node)
    return self
  }

  /// This tensor's memory was rewritten in `view`'s window with the values of `part`.
  private func replaceWindow(_ view: Tensor, by part: Tensor) throws {
    let (window, origin, before) = (view.array, array.offset, shape)
    guard array.isContiguous else {
      throw ArrayError.invalidArgument(
        operation: "in-place change", message: "the base of this view is not contiguous; use contiguous() on it first")
    }
    func cut(_ whole: NDArray) -> NDArray {
      NDArray(
        storage: whole.storage, shape: window.shape, strides: window.strides,
        offset: whole.offset + window.offset - origin, dtype: whole.dtype)
    }
    let old = Tensor(array, node: node)
    let merged = Tensor.record("in-place change of a view", array, inputs: [old, part]) { g in
      let outside = try g.clone()
      try cut(outside).fill(0)
      return [try outside.reshape(before), try cut(g.contiguous()).clone()]
    }
    becameResult(of: merged.node)
  }
}
