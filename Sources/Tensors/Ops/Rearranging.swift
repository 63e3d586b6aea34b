import Arrays

/// Elements in other places, or several times.
extension Tensor {
  /// The whole `counts[d]` times along dimension d; missing counts in front are 1, missing dimensions too (NumPy's tile).
  public func tile(_ counts: [Int]) throws -> Tensor {
    if let bad = counts.first(where: { $0 < 0 }) { throw ArrayError.negativeSize(bad) }
    let rank = Swift.max(counts.count, shape.rank)
    var sizes = Array(repeating: 1, count: rank - shape.rank) + shape.array
    let counts = Array(repeating: 1, count: rank - counts.count) + counts
    // The whole shape is checked before anything grows.
    let (wanted, overflows) = zip(sizes, counts).reduce(into: ([Int](), false)) { result, pair in
      let (size, overflow) = pair.0.multipliedReportingOverflow(by: pair.1)
      result.0.append(size)
      result.1 = result.1 || overflow
    }
    if overflows { throw ArrayError.tooManyElements(sizes) }
    let final = try Shape(wanted)
    try Storage.require(final.count, of: dtype.itemSize)
    var result = try reshape(sizes)
    if final.count == 0 { return try result.emptied(final) }
    for (d, count) in counts.enumerated() where count != 1 {
      let before = sizes[..<d].reduce(1, *)
      let rest = result.array.count / before
      sizes[d] *= count
      result = try result.reshape([before, 1, rest]).expand([before, count, rest]).reshape(sizes)
    }
    return result
  }

  /// Each entry of `dimension` (all elements when nil) `count` times in a row.
  public func repeatInterleave(_ count: Int, _ dimension: Int? = nil) throws -> Tensor {
    guard let dimension else { return try flatten().repeatInterleave(count, 0) }
    if count < 0 { throw ArrayError.negativeSize(count) }
    if shape.rank == 0 { return try reshape([1]).repeatInterleave(count, 0) }
    let d = try array.dimension(dimension, of: "repeat_interleave")
    var sizes = shape.array
    let (size, overflows) = sizes[d].multipliedReportingOverflow(by: count)
    if overflows { throw ArrayError.tooManyElements(sizes + [count]) }
    let (before, after) = (sizes[...d].reduce(1, *), sizes[(d + 1)...].reduce(1, *))
    sizes[d] = size
    let final = try Shape(sizes)
    try Storage.require(final.count, of: dtype.itemSize)
    if final.count == 0 { return try emptied(final) }
    return try reshape([before, 1, after]).expand([before, count, after]).reshape(sizes)
  }

  /// Entry i of `dimension` `counts[i]` times.
  public func repeatInterleave(counts: [Int], _ dimension: Int = 0) throws -> Tensor {
    let d = try array.dimension(dimension, of: "repeat_interleave")
    guard shape.rank > 0, counts.count == shape[d] else {
      throw ArrayError.invalidArgument(
        operation: "repeat_interleave", message: "one count for each entry wanted, got \(counts.count) for \(shape)")
    }
    if let bad = counts.first(where: { $0 < 0 }) { throw ArrayError.negativeSize(bad) }
    var total = 0
    for count in counts {
      let (sum, overflows) = total.addingReportingOverflow(count)
      if overflows { throw ArrayError.tooManyElements(counts) }
      total = sum
    }
    try Storage.require(total, of: 8)
    let positions = counts.enumerated().flatMap { Array(repeating: Int64($0.offset), count: $0.element) }
    return try indexSelect(d, Tensor(NDArray(positions)))
  }

  /// Nothing of this tensor in another shape without elements.
  private func emptied(_ wanted: Shape) throws -> Tensor {
    let before = shape
    let type = dtype
    return .record("tile", try .zeros(wanted, dtype: type), inputs: [self]) { _ in [try .zeros(before, dtype: type)] }
  }

  /// Entries moved on by `shifts` along `dimensions`, those that fall off coming in again; row-major over all when
  /// `dimensions` is empty.
  public func roll(_ shifts: [Int], _ dimensions: [Int] = []) throws -> Tensor {
    if dimensions.isEmpty {
      guard shifts.count == 1 else {
        throw ArrayError.invalidArgument(operation: "roll", message: "one shift wanted without dimensions")
      }
      return try flatten().roll(shifts, [0]).reshape(shape)
    }
    guard shifts.count == dimensions.count else {
      throw ArrayError.invalidArgument(operation: "roll", message: "as many shifts as dimensions wanted")
    }
    var result = self
    for (shift, dimension) in zip(shifts, dimensions) {
      let d = try array.dimension(dimension, of: "roll")
      let size = shape.rank == 0 ? 1 : shape[d]
      if size < 2 { continue }
      let places = ((shift % size) + size) % size
      if places == 0 { continue }
      result = try .cat(
        [
          result.narrow(d, start: size - places, length: places), result.narrow(d, start: 0, length: size - places),
        ], d)
    }
    return result === self ? try clone() : result
  }

  /// The order of several dimensions reversed; a copy.
  public func flip(_ dimensions: [Int]) throws -> Tensor {
    let places = try dimensions.map { try array.dimension($0, of: "flip") }
    guard Set(places).count == places.count else {
      throw ArrayError.invalidArgument(operation: "flip", message: "a dimension is given twice")
    }
    if places.isEmpty { return try clone() }
    return try places.reduce(self) { try $0.flip($1) }
  }

  /// Dimension `from[i]` becomes dimension `to[i]`; the others keep their order.
  public func movedim(_ from: [Int], _ to: [Int]) throws -> Tensor {
    let sources = try from.map { try array.dimension($0, of: "movedim") }
    let targets = try to.map { try array.dimension($0, of: "movedim") }
    guard sources.count == targets.count, Set(sources).count == sources.count, Set(targets).count == targets.count
    else {
      throw ArrayError.invalidArgument(
        operation: "movedim", message: "as many targets as dimensions wanted, each of them once")
    }
    if shape.rank == 0 { return self }
    var others = (0..<shape.rank).filter { !sources.contains($0) }[...]
    let order = (0..<shape.rank).map { place -> Int in
      targets.firstIndex(of: place).map { sources[$0] } ?? others.popFirst() ?? place
    }
    return try permute(order)
  }

  /// All entries of `dimension`, which disappears.
  public func unbind(_ dimension: Int = 0) throws -> [Tensor] {
    guard shape.rank > 0 else {
      throw ArrayError.dimensionOutOfRange(operation: "unbind", dimension: dimension, rank: 0)
    }
    let d = try array.dimension(dimension, of: "unbind")
    // Each part is an object of about this size.
    try Storage.require(shape[d], of: 256)
    return try (0..<shape[d]).map { try select(d, $0) }
  }

  /// Differences of neighbours along `dimension`, `n` times over.
  public func diff(_ n: Int = 1, _ dimension: Int = -1) throws -> Tensor {
    guard n >= 0 else { throw ArrayError.negativeSize(n) }
    guard shape.rank > 0 else { throw ArrayError.wrongShape(operation: "diff", wanted: "a dimension", got: shape) }
    let d = try array.dimension(dimension, of: "diff")
    var result = self
    for _ in 0..<Swift.min(n, shape[d]) {
      let size = result.shape[d]
      if size == 0 { break }
      let (later, earlier) = (
        try result.narrow(d, start: 1, length: size - 1), try result.narrow(d, start: 0, length: size - 1)
      )
      result = dtype == .bool ? try later.compare(.ne, earlier) : try later.sub(earlier)
    }
    return result
  }

  /// The grid of 1-d tensors: tensor i varies along dimension i (`ij`), or the first two exchanged (`xy`).
  public static func meshgrid(_ tensors: [Tensor], xy: Bool = false) throws -> [Tensor] {
    guard tensors.allSatisfy({ $0.shape.rank <= 1 }) else {
      throw ArrayError.invalidArgument(operation: "meshgrid", message: "tensors of one dimension wanted")
    }
    var axes = Array(tensors.indices)
    if xy, axes.count > 1 { axes.swapAt(0, 1) }
    var sizes = [Int](repeating: 1, count: tensors.count)
    for (tensor, axis) in zip(tensors, axes) { sizes[axis] = tensor.array.count }
    let whole = try Shape(sizes)
    return try zip(tensors, axes).map { tensor, axis in
      var own = sizes.map { _ in 1 }
      own[axis] = tensor.array.count
      return try tensor.reshape(own).expand(to: whole)
    }
  }
}
