/// The dense layer: y = x wᵀ + b.
///
/// Notation: x [N, I] (leading dimensions flattened), w [O, I], b [O], y [N, O], g = dL/dy.
public struct Dense: Sendable {
  public let inputShape: Shape
  public let weightShape: Shape
  public let outputShape: Shape
  let rows: Int
  var inputs: Int { weightShape[1] }
  var outputs: Int { weightShape[0] }
  /// Few rows beside a large weight.
  private var isFlat: Bool { FlatProduct.suits(rows: rows, outputs: outputs, inputs: inputs) }

  /// - Throws: `ArrayError.shapeMismatch` when x's last dimension is not w's.
  public init(input: Shape, weight: Shape) throws {
    guard weight.rank == 2 else {
      throw ArrayError.wrongShape(operation: "linear", wanted: "a weight (out, in)", got: weight)
    }
    guard input.rank >= 1, input[input.rank - 1] == weight[1] else {
      throw ArrayError.shapeMismatch(operation: "linear", left: input, right: weight)
    }
    guard weight[0] <= Int(Int32.max), weight[1] <= Int(Int32.max) else {
      throw ArrayError.tooManyElements(weight.array)
    }
    var sizes = input.array
    sizes[input.rank - 1] = weight[0]
    inputShape = input
    weightShape = weight
    outputShape = try Shape(sizes)
    rows = sizes.dropLast().reduce(1, *)
    guard rows <= Int(Int32.max) else { throw ArrayError.tooManyElements(input.array) }
  }

  /// y = x wᵀ + b, and where wanted max(y, 0) in the same pass.
  public func forward(_ x: NDArray, _ w: NDArray, bias: NDArray?, relu: Bool = false) throws -> NDArray {
    let (x, w) = (
      try x.dense("linear", like: x.dtype, shape: inputShape), try w.dense("linear", like: x.dtype, shape: weightShape)
    )
    let bias = try bias?.dense("linear", like: x.dtype)
    if let bias, bias.count != outputs {
      throw ArrayError.wrongShape(operation: "linear", wanted: "a bias (\(outputs),)", got: bias.shape)
    }
    let y = try NDArray(empty: outputShape, dtype: x.dtype)
    if x.dtype == .float32 {
      run(
        x.pointer(as: Float.self), w.pointer(as: Float.self), bias?.pointer(as: Float.self), relu,
        y.pointer(as: Float.self))
    } else {
      run(
        x.pointer(as: Double.self), w.pointer(as: Double.self), bias?.pointer(as: Double.self), relu,
        y.pointer(as: Double.self))
    }
    withExtendedLifetime((x, w, bias)) {}
    try Cancellation.check()
    return y
  }

  /// dL/dx = g w
  public func inputGradient(_ g: NDArray, _ w: NDArray) throws -> NDArray {
    let (g, w) = (
      try g.dense("linear", like: g.dtype, shape: outputShape), try w.dense("linear", like: g.dtype, shape: weightShape)
    )
    let dx = try NDArray(empty: inputShape, dtype: g.dtype)
    if g.dtype == .float32, isFlat {
      FlatProduct.inputGradient(
        rows, outputs, inputs, g.pointer(as: Float.self), w.pointer(as: Float.self), dx.pointer(as: Float.self))
    } else if g.dtype == .float32 {
      product(
        rows, inputs, outputs, g.pointer(as: Float.self), lda: outputs, false, w.pointer(as: Float.self), ldb: inputs,
        dx.pointer(as: Float.self))
    } else {
      product(
        rows, inputs, outputs, g.pointer(as: Double.self), lda: outputs, false, w.pointer(as: Double.self),
        ldb: inputs, dx.pointer(as: Double.self))
    }
    withExtendedLifetime((g, w)) {}
    try Cancellation.check()
    return dx
  }

  /// dL/dw = gᵀ x
  public func weightGradient(_ g: NDArray, _ x: NDArray) throws -> NDArray {
    let (g, x) = (
      try g.dense("linear", like: g.dtype, shape: outputShape), try x.dense("linear", like: g.dtype, shape: inputShape)
    )
    let dw = try NDArray(empty: weightShape, dtype: g.dtype)
    if g.dtype == .float32, isFlat {
      FlatProduct.weightGradient(
        rows, outputs, inputs, g.pointer(as: Float.self), x.pointer(as: Float.self), dw.pointer(as: Float.self))
    } else if g.dtype == .float32 {
      product(
        outputs, inputs, rows, g.pointer(as: Float.self), lda: outputs, true, x.pointer(as: Float.self), ldb: inputs,
        dw.pointer(as: Float.self))
    } else {
      product(
        outputs, inputs, rows, g.pointer(as: Double.self), lda: outputs, true, x.pointer(as: Double.self),
        ldb: inputs, dw.pointer(as: Double.self))
    }
    withExtendedLifetime((g, x)) {}
    try Cancellation.check()
    return dw
  }

  /// dL/db = Σ g over rows, in the order of rows.
  public func biasGradient(_ g: NDArray) throws -> NDArray {
    let g = try g.dense("linear", like: g.dtype, shape: outputShape)
    let db = try NDArray(empty: Shape(outputs), dtype: g.dtype)
    if g.dtype == .float32 {
      columnSums(g.pointer(as: Float.self), db.pointer(as: Float.self))
    } else {
      columnSums(g.pointer(as: Double.self), db.pointer(as: Double.self))
    }
    withExtendedLifetime(g) {}
    return db
  }

  private func run<T: RealElement>(
    _ x: UnsafePointer<T>, _ w: UnsafePointer<T>, _ bias: UnsafePointer<T>?, _ relu: Bool,
    _ y: UnsafeMutablePointer<T>
  ) {
    if T.self == Float.self, isFlat {
      FlatProduct.run(
        rows, outputs, inputs, UnsafeRawPointer(x).assumingMemoryBound(to: Float.self),
        UnsafeRawPointer(w).assumingMemoryBound(to: Float.self),
        UnsafeMutableRawPointer(y).assumingMemoryBound(to: Float.self))
    } else if rows == 1 {
      T.gemv(rows: outputs, columns: inputs, alpha: 1, w, lda: inputs, transpose: false, x, beta: 0, y)
    } else {
      T.gemm(
        rows, outputs, inputs, alpha: 1, x, lda: inputs, transposeA: false, w, ldb: inputs, transposeB: true, beta: 0,
        y, ldc: outputs)
    }
    if bias == nil && !relu { return }
    Threads.forEach(count: rows, grain: max(1, (1 << 16) / max(outputs, 1))) { range in
      for row in range {
        let line = y + row &* outputs
        if let bias, relu {
          T.rectify(line, adding: bias, count: outputs)
        } else if let bias {
          for i in 0..<outputs { line[i] += bias[i] }
        } else {
          T.rectify(line, adding: 0, count: outputs)
        }
      }
    }
  }

  private func product<T: RealElement>(
    _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<T>, lda: Int, _ transposeA: Bool, _ b: UnsafePointer<T>,
    ldb: Int, _ c: UnsafeMutablePointer<T>
  ) {
    T.gemm(
      m, n, k, alpha: 1, a, lda: lda, transposeA: transposeA, b, ldb: ldb, transposeB: false, beta: 0, c, ldc: n)
  }

  private func columnSums<T: RealElement>(_ g: UnsafePointer<T>, _ db: UnsafeMutablePointer<T>) {
    // Cut over columns: each sum keeps its order whatever the number of threads.
    Threads.forEach(count: outputs, grain: max(64, (1 << 17) / max(rows, 1))) { range in
      for i in range { db[i] = 0 }
      for row in 0..<rows {
        let line = g + row &* outputs
        for i in range { db[i] += line[i] }
      }
    }
  }
}

extension NDArray {
  /// `self` with zeros wherever y <= 0: the gradient through max(·, 0) whose result is `y`.
  package func masked(wherePositive y: NDArray) throws -> NDArray {
    let (g, y) = (try dense("relu", like: y.dtype, shape: y.shape), try y.contiguous())
    let result = try NDArray(empty: shape, dtype: dtype)
    Threads.forEach(count: count, grain: 1 << 16) { range in
      let start = range.lowerBound
      if g.dtype == .float32 {
        Lanes.mask(
          g.pointer(as: Float.self) + start, open: y.pointer(as: Float.self) + start,
          result.pointer(as: Float.self) + start, count: range.count)
      } else {
        Lanes.mask(
          g.pointer(as: Double.self) + start, open: y.pointer(as: Double.self) + start,
          result.pointer(as: Double.self) + start, count: range.count)
      }
    }
    withExtendedLifetime((g, y)) {}
    return result
  }
}
