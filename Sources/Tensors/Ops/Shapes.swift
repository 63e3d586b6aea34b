import Arrays

/// Windows on the same memory (copies where strides do not allow one), and copies. Gradients flow back through all.
extension Tensor {
  public func reshape(_ wanted: Shape) throws -> Tensor { shaped("reshape", try array.reshape(wanted)) }
  /// One size may be -1, to be inferred.
  public func reshape(_ sizes: [Int]) throws -> Tensor { try reshape(array.inferredShape(sizes)) }
  /// As `reshape`, but an error where a copy would be needed.
  public func view(_ sizes: [Int]) throws -> Tensor {
    shaped("view", try array.view(array.inferredShape(sizes, of: "view")))
  }
  public func flatten(_ start: Int = 0, _ end: Int = -1) throws -> Tensor {
    shaped("flatten", try array.flatten(start, end))
  }
  /// Cuts one dimension into several; one of `sizes` may be -1.
  public func unflatten(_ dimension: Int, _ sizes: [Int]) throws -> Tensor {
    let d = try array.dimension(dimension, of: "unflatten")
    guard shape.rank > 0 else {
      throw ArrayError.dimensionOutOfRange(operation: "unflatten", dimension: dimension, rank: 0)
    }
    let part = try NDArray(
      storage: array.storage, shape: Shape(shape[d]), strides: Strides(values: .zero), offset: 0, dtype: dtype
    ).inferredShape(sizes, of: "unflatten")
    return try reshape(Shape(shape.array[..<d] + part.array + shape.array[(d + 1)...]))
  }
  public func squeeze(_ dimension: Int? = nil) throws -> Tensor { shaped("squeeze", try array.squeeze(dimension)) }
  public func unsqueeze(_ dimension: Int) throws -> Tensor { shaped("unsqueeze", try array.unsqueeze(dimension)) }

  /// The same elements in row-major order.
  private func shaped(_ operation: StaticString, _ result: NDArray) -> Tensor {
    let before = shape
    return recordView(operation, result) { g in try g.reshape(before) }
  }

  public func transpose(_ first: Int, _ second: Int) throws -> Tensor {
    recordView("transpose", try array.transpose(first, second)) { g in try g.transpose(first, second) }
  }

  /// A matrix with rows and columns exchanged; fewer dimensions unchanged.
  public func t() throws -> Tensor { recordView("t", try array.t()) { g in try g.t() } }

  /// Dimension d of the result is dimension `order[d]` of this tensor.
  public func permute(_ order: [Int]) throws -> Tensor {
    let result = try array.permute(order)
    let places = order.map { $0 < 0 ? $0 + order.count : $0 }
    let inverse = places.indices.sorted { places[$0] < places[$1] }
    return recordView("permute", result) { g in try g.permute(inverse) }
  }

  /// Repeats dimensions of size 1, and new leading ones, without copying.
  public func expand(to wanted: Shape) throws -> Tensor {
    let before = shape
    return recordView("expand", try array.expand(to: wanted)) { g in try g.sum(to: before) }
  }

  /// As `expand(to:)`; -1 keeps a size.
  public func expand(_ sizes: [Int]) throws -> Tensor { try expand(to: array.expand(sizes).shape) }

  public func narrow(_ dimension: Int, start: Int, length: Int) throws -> Tensor {
    try windowed("narrow") { try $0.narrow(dimension, start: start, length: length) }
  }

  /// Entries start, start + step, ... (`length` of them).
  public func slice(_ dimension: Int, start: Int, length: Int, step: Int = 1) throws -> Tensor {
    try windowed("slice") { try $0.slice(dimension, start: start, length: length, step: step) }
  }

  /// Entry `index` of `dimension`, which disappears.
  public func select(_ dimension: Int, _ index: Int) throws -> Tensor {
    try windowed("select") { try $0.select(dimension, index) }
  }

  /// A window that `cut` takes of any array of this shape; its gradient is zero outside.
  func windowed(_ operation: StaticString, _ cut: @escaping (NDArray) throws -> NDArray) throws -> Tensor {
    let before = shape
    return recordView(operation, try cut(array)) { g in try g.embedded(in: before, cut) }
  }

  /// Consecutive parts of `dimension`, each `size` long, the last perhaps shorter.
  public func split(_ size: Int, _ dimension: Int = 0) throws -> [Tensor] {
    let total = try sizeForSplit(dimension, "split")
    guard size > 0 else { throw ArrayError.invalidArgument(operation: "split", message: "a positive size wanted") }
    if total == 0 { return [self] }
    // Each part is an object of about this size.
    try Storage.require((total - 1) / size + 1, of: 256)
    return try Swift.stride(from: 0, to: total, by: size).map {
      try narrow(dimension, start: $0, length: Swift.min(size, total - $0))
    }
  }

  /// Consecutive parts of the given sizes, which add up to the whole.
  public func split(sizes: [Int], _ dimension: Int = 0) throws -> [Tensor] {
    let total = try sizeForSplit(dimension, "split")
    guard sizes.allSatisfy({ $0 >= 0 && $0 <= total }), sizes.reduce(0, &+) == total else {
      throw ArrayError.invalidArgument(operation: "split", message: "the sizes must add up to \(total)")
    }
    var start = 0
    return try sizes.map { size in
      defer { start += size }
      return try narrow(dimension, start: start, length: size)
    }
  }

  /// At most `count` parts of equal size, the last perhaps shorter.
  public func chunk(_ count: Int, _ dimension: Int = 0) throws -> [Tensor] {
    let total = try sizeForSplit(dimension, "chunk")
    guard count > 0 else { throw ArrayError.invalidArgument(operation: "chunk", message: "a positive number wanted") }
    return try split(Swift.max(1, total / count + (total % count == 0 ? 0 : 1)), dimension)
  }

  private func sizeForSplit(_ dimension: Int, _ operation: String) throws -> Int {
    guard shape.rank > 0 else {
      throw ArrayError.dimensionOutOfRange(operation: operation, dimension: dimension, rank: 0)
    }
    return shape[try array.dimension(dimension, of: operation)]
  }

  // MARK: Copies

  public func clone() throws -> Tensor { .record("clone", try array.clone(), inputs: [self]) { [$0] } }

  /// This tensor when its elements stand row-major without gaps, a copy otherwise.
  public func contiguous() throws -> Tensor { array.isContiguous ? self : try clone() }

  /// This tensor in another dtype; itself when it has it.
  public func to(_ wanted: DType) throws -> Tensor {
    if wanted == dtype { return self }
    let before = dtype
    return .record("to", try array.cast(to: wanted), inputs: [self]) { g in [try g.cast(to: before)] }
  }

  /// The order of `dimension` reversed; a copy.
  public func flip(_ dimension: Int) throws -> Tensor {
    .record("flip", try array.flip(dimension), inputs: [self]) { g in [try g.flip(dimension)] }
  }
}
