extension NDArray {
  /// Every element `value`.
  /// - Throws: `ArrayError.outOfMemory`.
  public init(repeating value: Scalar, shape: Shape, dtype: DType = .float32) throws {
    try self.init(empty: shape, dtype: dtype)
    let count = shape.count
    switch dtype {
    case .float32: pointer(as: Float.self).initialize(repeating: Float(value.double), count: count)
    case .float64: pointer(as: Double.self).initialize(repeating: value.double, count: count)
    case .int64: pointer(as: Int64.self).initialize(repeating: value.int64, count: count)
    case .bool: pointer(as: Bool.self).initialize(repeating: value.double != 0, count: count)
    }
  }

  public static func zeros(_ shape: Shape, dtype: DType = .float32) throws -> NDArray {
    try NDArray(repeating: 0, shape: shape, dtype: dtype)
  }

  public static func ones(_ shape: Shape, dtype: DType = .float32) throws -> NDArray {
    try NDArray(repeating: 1, shape: shape, dtype: dtype)
  }

  /// A single number, shape ().
  public static func scalar(_ value: Scalar, dtype: DType) throws -> NDArray {
    try NDArray(repeating: value, shape: .scalar, dtype: dtype)
  }

  /// A copy of `values` in row-major order; their type gives the dtype.
  /// - Parameter shape: one dimension when nil.
  /// - Throws: `ArrayError.wrongShape` when the number of values is not the shape's.
  public init<T: Element>(_ values: [T], shape: Shape? = nil) throws {
    let shape = try shape ?? Shape(values.count)
    guard shape.count == values.count else {
      throw ArrayError.wrongShape(operation: "array", wanted: "a shape of \(values.count) elements", got: shape)
    }
    try self.init(empty: shape, dtype: T.dtype)
    let target = pointer(as: T.self)
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { target.update(from: start, count: source.count) }
    }
  }

  /// start, start + step, ... below `end` (above it for a negative step).
  /// - Parameter dtype: int64 when all three are integers, float32 otherwise, unless given.
  /// - Throws: `ArrayError.invalidArgument` for a zero, nan or wrongly signed step, `.tooManyElements`.
  public static func arange(_ start: Scalar = 0, _ end: Scalar, _ step: Scalar = 1, dtype: DType? = nil) throws
    -> NDArray
  {
    if case .integer(let first) = start, case .integer(let last) = end, case .integer(let step) = step {
      return try arange(integers: first, last, step, dtype: dtype ?? .int64)
    }
    let (first, last, step) = (start.double, end.double, step.double)
    guard first.isFinite, last.isFinite, step.isFinite, step != 0 else {
      throw ArrayError.invalidArgument(operation: "arange", message: "finite bounds and a step other than 0 wanted")
    }
    guard (last - first) / step >= 0 else {
      throw ArrayError.invalidArgument(operation: "arange", message: "the step leads away from the end")
    }
    let wanted = ((last - first) / step).rounded(.up)
    let count = Int(Int64(saturating: wanted))
    let result = try NDArray(empty: Shape(count), dtype: .float64)
    let target = result.pointer(as: Double.self)
    for i in 0..<count { target[i] = first + Double(i) * step }
    return try result.cast(to: dtype ?? .float32)
  }

  private static func arange(integers first: Int64, _ last: Int64, _ step: Int64, dtype: DType) throws -> NDArray {
    guard step != 0 else {
      throw ArrayError.invalidArgument(operation: "arange", message: "a step other than 0 wanted")
    }
    guard step > 0 ? last >= first : last <= first else {
      throw ArrayError.invalidArgument(operation: "arange", message: "the step leads away from the end")
    }
    // The distance of two 64-bit integers fits 64 bits without a sign.
    let distance = step > 0 ? UInt64(bitPattern: last &- first) : UInt64(bitPattern: first &- last)
    let count = distance == 0 ? 0 : (distance - 1) / step.magnitude + 1
    let result = try NDArray(empty: Shape(Int(clamping: count)), dtype: .int64)
    let target = result.pointer(as: Int64.self)
    var value = first
    for i in 0..<result.count {
      target[i] = value
      value = value &+ step
    }
    return try result.cast(to: dtype)
  }

  /// `count` numbers from `start` to `end`, both included, at equal distances.
  public static func linspace(_ start: Double, _ end: Double, count: Int, dtype: DType = .float32) throws -> NDArray {
    let result = try NDArray(empty: Shape(count), dtype: .float64)
    let target = result.pointer(as: Double.self)
    let step = count > 1 ? (end - start) / Double(count - 1) : 0
    // From both ends towards the middle, so that both are exact.
    for i in 0..<count {
      target[i] = i < (count + 1) / 2 ? start + Double(i) * step : end - Double(count - 1 - i) * step
    }
    return try result.cast(to: dtype)
  }

  /// Ones on the diagonal of a [rows, columns] matrix; square when `columns` is nil.
  public static func eye(_ rows: Int, _ columns: Int? = nil, dtype: DType = .float32) throws -> NDArray {
    let result = try NDArray.zeros(Shape(rows, columns ?? rows), dtype: dtype)
    let diagonal = NDArray(
      storage: result.storage, shape: try Shape(min(rows, columns ?? rows)),
      strides: Strides(values: SIMD8(result.strides[0] + result.strides[1], 0, 0, 0, 0, 0, 0, 0)), offset: 0,
      dtype: dtype)
    try diagonal.fill(1)
    return result
  }

  /// The elements in row-major order; a copy.
  /// - Throws: `ArrayError.wrongDType` when `T` is not the array's type.
  public func values<T: Element>(as type: T.Type = T.self) throws -> [T] {
    guard T.dtype == dtype else { throw ArrayError.wrongDType(operation: "values", wanted: T.dtype.name, got: dtype) }
    let array = try contiguous()
    return withExtendedLifetime(array.storage) {
      Array(UnsafeBufferPointer(start: array.pointer(as: T.self), count: count))
    }
  }

  /// The only element of an array of any rank.
  /// - Throws: `ArrayError.wrongShape` when there is not exactly one.
  public func item() throws -> Scalar {
    guard count == 1 else { throw ArrayError.wrongShape(operation: "item", wanted: "one element", got: shape) }
    return withExtendedLifetime(storage) { firstElement() }
  }

  /// The element at a position, which the caller has checked.
  func firstElement() -> Scalar {
    switch dtype {
    case .float32: .real(Double(pointer(as: Float.self)[0]))
    case .float64: .real(pointer(as: Double.self)[0])
    case .int64: .integer(pointer(as: Int64.self)[0])
    case .bool: .integer(pointer(as: Bool.self)[0] ? 1 : 0)
    }
  }
}
