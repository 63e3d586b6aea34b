/// Windows on the same storage. Dimensions count from 0; negative ones from the end, -1 being the last.
extension NDArray {
  /// A dimension in 0..<rank. A 0-d array has dimensions 0 and -1, as PyTorch's.
  public func dimension(_ wanted: Int, of operation: String) throws -> Int {
    try NDArray.dimension(wanted, rank: max(rank, 1), of: operation, reported: rank)
  }

  static func dimension(_ wanted: Int, rank: Int, of operation: String, reported: Int? = nil) throws -> Int {
    guard wanted >= -rank, wanted < rank else {
      throw ArrayError.dimensionOutOfRange(operation: operation, dimension: wanted, rank: reported ?? rank)
    }
    return wanted < 0 ? wanted + rank : wanted
  }

  func window(_ shape: Shape, _ strides: Strides, offset: Int? = nil) -> NDArray {
    NDArray(storage: storage, shape: shape, strides: strides, offset: offset ?? self.offset, dtype: dtype)
  }

  /// The window with other sizes and strides per dimension.
  private func window(_ dimensions: [(size: Int, stride: Int)], offset: Int? = nil) throws -> NDArray {
    let shape = try Shape(dimensions.map(\.size))
    var strides = Strides(values: .zero)
    for (index, dimension) in dimensions.enumerated() { strides[index] = dimension.stride }
    return window(shape, strides, offset: offset)
  }

  private var dimensions: [(size: Int, stride: Int)] { (0..<rank).map { (shape[$0], strides[$0]) } }

  // MARK: Shape

  /// Replaces one -1 among `sizes` by what is left of `count`.
  /// - Throws: `ArrayError.invalidArgument` or `.wrongShape` when the sizes do not hold `count` elements.
  public func inferredShape(_ sizes: [Int], of operation: String = "reshape") throws -> Shape {
    guard sizes.contains(-1) else {
      let wanted = try Shape(sizes)
      guard wanted.count == count else {
        throw ArrayError.wrongShape(operation: operation, wanted: "a shape of \(wanted.count) elements", got: shape)
      }
      return wanted
    }
    var sizes = sizes
    let unknown = sizes.indices.filter { sizes[$0] == -1 }
    guard unknown.count == 1 else {
      throw ArrayError.invalidArgument(operation: operation, message: "only one size can be inferred")
    }
    sizes[unknown[0]] = 1
    let known = try Shape(sizes)
    guard known.count > 0, count % known.count == 0 else {
      let message = "shape \(shape) cannot be divided by the given sizes"
      throw ArrayError.invalidArgument(operation: operation, message: message)
    }
    sizes[unknown[0]] = count / known.count
    return try Shape(sizes)
  }

  /// The same elements in row-major order under another shape: a view where strides allow it, a copy otherwise.
  public func reshape(_ wanted: Shape) throws -> NDArray { try viewed(as: wanted) ?? clone().reshape(wanted) }

  public func reshape(_ sizes: [Int]) throws -> NDArray { try reshape(inferredShape(sizes)) }

  /// As `reshape`, but never a copy.
  /// - Throws: `ArrayError.invalidArgument` where strides do not allow a view.
  public func view(_ wanted: Shape) throws -> NDArray {
    guard let view = try viewed(as: wanted) else {
      let message = "shape \(shape) with these strides cannot be seen as \(wanted); use reshape"
      throw ArrayError.invalidArgument(operation: "view", message: message)
    }
    return view
  }

  /// Nil where the strides forbid it. Each run of evenly stepping dimensions is cut anew.
  private func viewed(as wanted: Shape) throws -> NDArray? {
    guard wanted.count == count else {
      throw ArrayError.wrongShape(operation: "reshape", wanted: "a shape of \(wanted.count) elements", got: shape)
    }
    if isContiguous { return window(wanted, wanted.contiguousStrides) }
    var result = Strides(values: .zero)
    var new = wanted.rank - 1
    var runCount = 1
    var runStride = 0
    var pending = 1
    for old in stride(from: rank - 1, through: 0, by: -1) {
      if runCount == 1 { runStride = strides[old] }
      runCount *= shape[old]
      let continues = old > 0 && (shape[old - 1] == 1 || strides[old - 1] == runCount * runStride)
      if continues { continue }
      while new >= 0, pending < runCount || wanted[new] == 1 {
        result[new] = pending * runStride
        pending *= wanted[new]
        new -= 1
      }
      if pending != runCount { return nil }
      (runCount, pending) = (1, 1)
    }
    return window(wanted, result)
  }

  /// Merges dimensions `start` through `end`.
  public func flatten(_ start: Int = 0, _ end: Int = -1) throws -> NDArray {
    if rank == 0 { return try reshape(Shape(1)) }
    let (first, last) = (try dimension(start, of: "flatten"), try dimension(end, of: "flatten"))
    guard first <= last else {
      throw ArrayError.invalidArgument(operation: "flatten", message: "the first dimension comes after the last")
    }
    let sizes = shape.array
    let merged = sizes[first...last].reduce(1, *)
    return try reshape(Shape(sizes[..<first] + [merged] + sizes[(last + 1)...]))
  }

  /// Drops dimension `dimension` if its size is 1, or all such dimensions.
  public func squeeze(_ dimension: Int? = nil) throws -> NDArray {
    let chosen = try dimension.map { try self.dimension($0, of: "squeeze") }
    let kept = dimensions.enumerated().filter { index, d in d.size != 1 || (chosen.map { $0 != index } ?? false) }
    return try window(kept.map(\.element))
  }

  /// A new dimension of size 1 in front of `dimension`; -1 puts it last.
  public func unsqueeze(_ dimension: Int) throws -> NDArray {
    let place = try NDArray.dimension(dimension, rank: rank + 1, of: "unsqueeze", reported: rank)
    var result = dimensions
    result.insert((1, place < rank ? strides[place] * shape[place] : 1), at: place)
    return try window(result)
  }

  // MARK: Order

  public func transpose(_ first: Int, _ second: Int) throws -> NDArray {
    let (a, b) = (try dimension(first, of: "transpose"), try dimension(second, of: "transpose"))
    if rank == 0 { return self }
    var result = dimensions
    result.swapAt(a, b)
    return try window(result)
  }

  /// A matrix with rows and columns exchanged; fewer dimensions unchanged.
  public func t() throws -> NDArray {
    guard rank <= 2 else { throw ArrayError.wrongShape(operation: "t", wanted: "at most 2 dimensions", got: shape) }
    return rank < 2 ? self : try transpose(0, 1)
  }

  /// Dimension d of the result is dimension `order[d]` of this array.
  public func permute(_ order: [Int]) throws -> NDArray {
    let places = try order.map { try dimension($0, of: "permute") }
    guard places.count == rank, Set(places).count == rank else {
      throw ArrayError.invalidArgument(
        operation: "permute", message: "each of the \(rank) dimensions is wanted once, got \(order)")
    }
    return try window(places.map { dimensions[$0] })
  }

  /// Repeats dimensions of size 1 (and new leading ones) without copying.
  /// - Throws: `ArrayError.shapeMismatch` where another size would have to change.
  public func expand(to wanted: Shape) throws -> NDArray {
    if wanted == shape { return self }
    let lead = wanted.rank - rank
    guard lead >= 0 else { throw ArrayError.shapeMismatch(operation: "expand", left: shape, right: wanted) }
    var result = Strides(values: .zero)
    for d in 0..<rank {
      if shape[d] == wanted[d + lead] {
        result[d + lead] = strides[d]
      } else if shape[d] != 1 {
        throw ArrayError.shapeMismatch(operation: "expand", left: shape, right: wanted)
      }
    }
    return window(wanted, result)
  }

  /// As `expand(to:)`; -1 keeps a size.
  public func expand(_ sizes: [Int]) throws -> NDArray {
    let lead = sizes.count - rank
    guard lead >= 0 else {
      throw ArrayError.invalidArgument(
        operation: "expand", message: "at least \(rank) sizes wanted, got \(sizes.count)")
    }
    let wanted = sizes.enumerated().map { $1 == -1 && $0 >= lead ? shape[$0 - lead] : $1 }
    return try expand(to: Shape(wanted))
  }
}
