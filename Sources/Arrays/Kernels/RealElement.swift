/// Float and Double as the kernels see them: with matrix products and vector functions. Kernels are written once
/// over this protocol and called with concrete types, for which the compiler specialises them.
package protocol RealElement: Element, BinaryFloatingPoint, SIMDScalar, Codable {
  static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Self, _ a: UnsafePointer<Self>, lda: Int, transposeA: Bool,
    _ b: UnsafePointer<Self>, ldb: Int, transposeB: Bool, beta: Self, _ c: UnsafeMutablePointer<Self>, ldc: Int)
  static func gemv(
    rows: Int, columns: Int, alpha: Self, _ a: UnsafePointer<Self>, lda: Int, transpose: Bool,
    _ x: UnsafePointer<Self>, beta: Self, _ y: UnsafeMutablePointer<Self>)
  static func exp(_ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, count: Int)
  /// y = exp(x - shift)
  static func exp(_ x: UnsafePointer<Self>, minus shift: Self, _ y: UnsafeMutablePointer<Self>, count: Int)
  /// The largest of count > 0 numbers; nan when there is one.
  static func largest(_ x: UnsafePointer<Self>, count: Int) -> Self
  static func log(_ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, count: Int)
  static func log1p(_ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, count: Int)
  /// y = max(y + shift, 0)
  static func rectify(_ y: UnsafeMutablePointer<Self>, adding shift: Self, count: Int)
  /// y = max(y + b, 0)
  static func rectify(_ y: UnsafeMutablePointer<Self>, adding b: UnsafePointer<Self>, count: Int)
}

extension Float: RealElement {
  package static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Float, _ a: UnsafePointer<Float>, lda: Int, transposeA: Bool,
    _ b: UnsafePointer<Float>, ldb: Int, transposeB: Bool, beta: Float, _ c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    BLAS.gemm(
      m, n, k, alpha: alpha, a, lda: lda, transposeA: transposeA, b, ldb: ldb, transposeB: transposeB, beta: beta, c,
      ldc: ldc)
  }
  package static func gemv(
    rows: Int, columns: Int, alpha: Float, _ a: UnsafePointer<Float>, lda: Int, transpose: Bool,
    _ x: UnsafePointer<Float>, beta: Float, _ y: UnsafeMutablePointer<Float>
  ) {
    BLAS.gemv(rows: rows, columns: columns, alpha: alpha, a, lda: lda, transpose: transpose, x, beta: beta, y)
  }
  package static func exp(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    VectorMath.exp(x, y, count: count)
  }
  package static func exp(
    _ x: UnsafePointer<Float>, minus shift: Float, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    VectorMath.exp(x, minus: shift, y, count: count)
  }
  package static func largest(_ x: UnsafePointer<Float>, count: Int) -> Float { Lanes.largest(x, count: count) }
  package static func log(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    VectorMath.log(x, y, count: count)
  }
  package static func log1p(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    VectorMath.log1p(x, y, count: count)
  }
  package static func rectify(_ y: UnsafeMutablePointer<Float>, adding shift: Float, count: Int) {
    Lanes.rectify(y, adding: shift, count: count)
  }
  package static func rectify(_ y: UnsafeMutablePointer<Float>, adding b: UnsafePointer<Float>, count: Int) {
    Lanes.rectify(y, adding: b, count: count)
  }
}

extension Double: RealElement {
  package static func gemm(
    _ m: Int, _ n: Int, _ k: Int, alpha: Double, _ a: UnsafePointer<Double>, lda: Int, transposeA: Bool,
    _ b: UnsafePointer<Double>, ldb: Int, transposeB: Bool, beta: Double, _ c: UnsafeMutablePointer<Double>, ldc: Int
  ) {
    BLAS.gemm(
      m, n, k, alpha: alpha, a, lda: lda, transposeA: transposeA, b, ldb: ldb, transposeB: transposeB, beta: beta, c,
      ldc: ldc)
  }
  package static func gemv(
    rows: Int, columns: Int, alpha: Double, _ a: UnsafePointer<Double>, lda: Int, transpose: Bool,
    _ x: UnsafePointer<Double>, beta: Double, _ y: UnsafeMutablePointer<Double>
  ) {
    BLAS.gemv(rows: rows, columns: columns, alpha: alpha, a, lda: lda, transpose: transpose, x, beta: beta, y)
  }
  package static func exp(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    VectorMath.exp(x, y, count: count)
  }
  package static func exp(
    _ x: UnsafePointer<Double>, minus shift: Double, _ y: UnsafeMutablePointer<Double>, count: Int
  ) {
    VectorMath.exp(x, minus: shift, y, count: count)
  }
  package static func largest(_ x: UnsafePointer<Double>, count: Int) -> Double { Lanes.largest(x, count: count) }
  package static func log(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    VectorMath.log(x, y, count: count)
  }
  package static func log1p(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    VectorMath.log1p(x, y, count: count)
  }
  package static func rectify(_ y: UnsafeMutablePointer<Double>, adding shift: Double, count: Int) {
    Lanes.rectify(y, adding: shift, count: count)
  }
  package static func rectify(_ y: UnsafeMutablePointer<Double>, adding b: UnsafePointer<Double>, count: Int) {
    Lanes.rectify(y, adding: b, count: count)
  }
}

extension NDArray {
  /// `self` as a contiguous array of floats, for an operation whose operands have one dtype.
  /// - Throws: `ArrayError.wrongDType` when it is not `dtype` or that is no float, `.wrongShape` when it is not `shape`.
  package func dense(_ operation: String, like dtype: DType, shape wanted: Shape? = nil) throws -> NDArray {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: operation, wanted: "a float", got: dtype)
    }
    guard self.dtype == dtype else {
      throw ArrayError.wrongDType(operation: operation, wanted: "\(dtype.name) like the first operand", got: self.dtype)
    }
    if let wanted, shape != wanted {
      throw ArrayError.wrongShape(operation: operation, wanted: "shape \(wanted)", got: shape)
    }
    return try contiguous()
  }
}
