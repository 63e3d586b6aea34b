import Arrays

/// What occurs in a tensor, and how often. No gradients.
extension Tensor {
  /// The distinct elements in ascending order (nan last, each for itself), where in them each element stands (int64, from
  /// 0, in this tensor's shape), and how often each occurs.
  public func unique() throws -> (values: Tensor, inverse: Tensor, counts: Tensor) {
    let flat = try array.reshape(Shape(array.count))
    let (sorted, order) = try flat.sort(0)
    let places = try order.values(as: Int64.self)
    let isNew = try NDArray.cat([
      .ones(Shape(Swift.min(1, flat.count)), dtype: .bool),
      sorted.slice(0, start: Swift.min(1, flat.count), length: Swift.max(0, flat.count - 1), step: 1).ne(
        sorted.slice(0, start: 0, length: Swift.max(0, flat.count - 1), step: 1)),
    ]).values(as: Bool.self)
    var inverse = [Int64](repeating: 0, count: places.count)
    var (starts, counts): ([Int64], [Int64]) = ([], [])
    for (i, place) in places.enumerated() {
      if isNew[i] {
        starts.append(Int64(i))
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      inverse[Int(place)] = Int64(starts.count - 1)
    }
    return (
      Tensor(try sorted.indexSelect(0, NDArray(starts))), Tensor(try NDArray(inverse, shape: shape)),
      Tensor(try NDArray(counts))
    )
  }

  /// How often each whole number from 0 on occurs in a 1-d tensor, or the sum of the weights where it does; at least
  /// `minimum` numbers.
  public func bincount(weights: Tensor? = nil, minimum: Int = 0) throws -> Tensor {
    guard dtype == .int64, shape.rank == 1 else {
      throw ArrayError.invalidArgument(
        operation: "bincount", message: "int64 in one dimension wanted, got \(dtype.name) of shape \(shape)")
    }
    if let weights, weights.shape != shape {
      throw ArrayError.shapeMismatch(operation: "bincount", left: shape, right: weights.shape)
    }
    if minimum < 0 { throw ArrayError.negativeSize(minimum) }
    let values = try array.values(as: Int64.self)
    if let bad = values.first(where: { $0 < 0 }) {
      throw ArrayError.invalidArgument(operation: "bincount", message: "numbers from 0 wanted, got \(bad)")
    }
    let size = Swift.max(Int(values.max() ?? -1) &+ 1, minimum)
    guard size > 0 || values.isEmpty else { throw ArrayError.tooManyElements([.max]) }
    let type = weights.map { $0.dtype == .float32 ? DType.float32 : .float64 } ?? .int64
    let zeros = try NDArray.zeros(Shape(size), dtype: type)
    let each = try weights?.array.cast(to: type) ?? .ones(shape, dtype: .int64)
    return Tensor(try zeros.indexAdd(0, array, each))
  }

  /// How many elements fall into each of `bins` equal cells of [low, high], the last closed; the elements' own range when
  /// both are 0. Elements outside are left out.
  public func histc(bins: Int = 100, low: Double = 0, high: Double = 0) throws -> Tensor {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "histc", wanted: "float32 or float64", got: dtype)
    }
    guard bins > 0 else {
      throw ArrayError.invalidArgument(operation: "histc", message: "bins from 1 wanted, got \(bins)")
    }
    let values = try array.cast(to: .float64).values(as: Double.self)
    var (low, high) = (low, high)
    if low == high { (low, high) = (values.min() ?? 0, values.max() ?? 0) }
    if low == high { (low, high) = (low - 1, high + 1) }
    guard low < high, low.isFinite, high.isFinite else {
      throw ArrayError.invalidArgument(
        operation: "histc", message: "a finite range with min < max wanted, got \(low) to \(high)")
    }
    let counts = try NDArray.zeros(Shape(bins), dtype: .float64)
    let target = counts.pointer(as: Double.self)
    let scale = Double(bins) / (high - low)
    for value in values where value >= low && value <= high {
      let cell = (value - low) * scale
      target[Swift.min(cell < Double(bins) ? Int(cell) : bins - 1, bins - 1)] += 1
    }
    return Tensor(try counts.cast(to: dtype))
  }

  /// One row of `classes` numbers for each position (int64, from 0): 1 there, 0 elsewhere; int64.
  public func oneHot(_ classes: Int? = nil) throws -> Tensor {
    guard dtype == .int64 else {
      throw ArrayError.wrongDType(operation: "one_hot", wanted: "int64 classes", got: dtype)
    }
    let values = try array.values(as: Int64.self)
    if classes == nil, values.isEmpty {
      throw ArrayError.invalidArgument(
        operation: "one_hot", message: "the number of classes wanted for an empty tensor")
    }
    let size = classes ?? Int(values.max() ?? 0) &+ 1
    if let bad = values.first(where: { $0 < 0 || $0 >= size }) {
      throw ArrayError.indexOutOfRange(operation: "one_hot", index: Int(bad), size: size)
    }
    let result = try NDArray.zeros(Shape(shape.array + [size]), dtype: .int64)
    let target = result.pointer(as: Int64.self)
    for (row, value) in values.enumerated() { target[row * size + Int(value)] = 1 }
    return Tensor(result)
  }

  /// How many elements are other than 0, over `dimensions` or all.
  public func countNonzero(_ dimensions: [Int]? = nil) throws -> Tensor {
    Tensor(try array.cast(to: .bool).sum(dimensions))
  }

  /// For each of `values` where it would be inserted into this ascending 1-d tensor (int64, from 0): before its equals, or
  /// after them with `right`.
  public func searchsorted(_ values: Tensor, right: Bool = false) throws -> Tensor {
    guard shape.rank == 1 else {
      throw ArrayError.wrongShape(operation: "searchsorted", wanted: "one dimension", got: shape)
    }
    let edges = try array.cast(to: .float64).values(as: Double.self)
    let found = try values.array.cast(to: .float64).values(as: Double.self).map { value -> Int64 in
      var (low, high) = (0, edges.count)
      while low < high {
        let middle = (low + high) / 2
        // nan comes last.
        let isBefore =
          right
          ? edges[middle] <= value || value.isNaN : edges[middle] < value || (value.isNaN && !edges[middle].isNaN)
        if isBefore { low = middle + 1 } else { high = middle }
      }
      return Int64(low)
    }
    return Tensor(try NDArray(found, shape: values.shape))
  }
}
