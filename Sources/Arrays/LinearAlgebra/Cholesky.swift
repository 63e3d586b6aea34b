/// A = L L^T for a symmetric positive definite A, with what repeated solves need.
///
/// Notation: U = L^T upper; M = L^-1 lower; R = M^T = U^-1 upper. All n x n.
public struct Cholesky: Sendable {
  public let size: Int
  /// Upper triangular, A = U^T U; zero below the diagonal.
  public private(set) var upper: Matrix
  /// L^-1, lower triangular.
  public private(set) var inverse: Matrix
  /// Its transpose.
  public private(set) var inverseTransposed: Matrix
  /// What was added to the diagonal to make the factorisation succeed.
  public let jitter: Double

  /// Factors the upper triangle of `a`.
  /// - Throws: `NotPositiveDefinite`, `ArrayError.interrupted`.
  public init(_ a: Matrix) throws {
    self = try Cholesky(a, jitter: 0)
  }

  private init(_ a: Matrix, jitter: Double) throws {
    let n = a.rows
    var upper = a
    if jitter > 0 { for i in 0..<n { upper[i, i] += jitter } }
    let stride = a.stride
    let order = upper.storage.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { TriangularKernels.factor($0, n, stride) } ?? 0
    }
    guard order == 0 else {
      try Cancellation.check()
      throw NotPositiveDefinite(order: order, size: n)
    }
    upper.storage.withUnsafeMutableBufferPointer { rows in
      for i in 0..<n { for j in 0..<i { rows[i &* stride &+ j] = 0 } }
    }
    var inverse = Matrix(rows: n, columns: n)
    upper.storage.withUnsafeBufferPointer { source in
      inverse.storage.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        TriangularKernels.invert(source, into: target, n, stride)
      }
    }
    try Cancellation.check()
    self.init(size: n, upper: upper, inverse: inverse, jitter: jitter)
  }

  private init(size: Int, upper: Matrix, inverse: Matrix, jitter: Double) {
    self.size = size
    self.upper = upper
    self.inverse = inverse
    self.inverseTransposed = inverse.transposed
    self.jitter = jitter
  }

  /// Factors A, adding 0, 1e-10, 1e-9, ... 1e-4 times its mean diagonal until that succeeds.
  /// - Throws: `NotPositiveDefinite` of the last attempt.
  public static func withJitter(_ a: Matrix, largest: Double = 1e-4) throws -> Cholesky {
    let mean = a.rows == 0 ? 1 : (0..<a.rows).reduce(0) { $0 + abs(a[$1, $1]) } / Double(a.rows)
    var failure: any Error = NotPositiveDefinite(order: 1, size: a.rows)
    var relative = 0.0
    while relative <= largest * 1.0001 {
      do { return try Cholesky(a, jitter: relative * mean) } catch { failure = error }
      try Cancellation.check()
      relative = relative == 0 ? 1e-10 : relative * 10
    }
    throw failure
  }

  /// log det A.
  public var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<size { sum += Elementary.log(upper[i, i]) }
    return 2 * sum
  }

  /// L^-1 b.
  public func solveLower(_ b: [Double]) -> [Double] { Cholesky.product(inverse, b) }

  /// A^-1 b.
  public func solve(_ b: [Double]) -> [Double] { Cholesky.product(inverseTransposed, solveLower(b)) }

  private static func product(_ matrix: Matrix, _ b: [Double]) -> [Double] {
    let stride = matrix.stride
    let padded = b.prefix(matrix.rows) + [Double](repeating: 0, count: max(stride - min(b.count, matrix.rows), 0))
    return Array(padded).withUnsafeBufferPointer { b in
      matrix.storage.withUnsafeBufferPointer { rows in
        guard let rows = rows.baseAddress, let b = b.baseAddress else { return [] }
        return (0..<matrix.rows).map { TriangularKernels.dot(rows + $0 &* stride, b, stride) }
      }
    }
  }

  /// The whole symmetric A^-1.
  public var inverseOfMatrix: Matrix {
    var result = Matrix(rows: size, columns: size)
    inverse.storage.withUnsafeBufferPointer { source in
      result.storage.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        TriangularKernels.gram(source, into: target, size, upper.stride)
      }
    }
    for i in 0..<size { for j in 0..<i { result[i, j] = result[j, i] } }
    return result
  }

  /// An estimate of the condition number from the factor's diagonal: (max/min)^2, a lower bound.
  public var conditionEstimate: Double {
    guard size > 0 else { return 1 }
    let diagonal = (0..<size).map { upper[$0, $0] }
    let ratio = (diagonal.max() ?? 1) / (diagonal.min() ?? 1)
    return ratio * ratio
  }

  /// The factor of [[A, B], [B^T, D]], in O(n^2 k) for k new rows.
  ///
  /// - Parameters:
  ///   - cross: B^T, k x n: new rows against old columns.
  ///   - corner: D, k x k.
  /// - Throws: `NotPositiveDefinite`, its order counted in the whole matrix.
  public func extended(cross: Matrix, corner: Matrix) throws -> Cholesky {
    let k = corner.rows
    let n = size
    // W = L^-1 B as rows, k x n; then the corner's Schur complement S = D - W W^T.
    let w = Matrix(
      rows: k, columns: n, elements: (0..<k).flatMap { row in solveLower((0..<n).map { cross[row, $0] }) })
    var schur = corner
    for i in 0..<k {
      for j in i..<k { schur[i, j] -= (0..<n).reduce(0) { $0 + w[i, $1] * w[j, $1] } }
    }
    let block: Cholesky
    do { block = try Cholesky(schur) } catch let error as NotPositiveDefinite {
      throw NotPositiveDefinite(order: n + error.order, size: n + k)
    }
    var newUpper = Matrix(rows: n + k, columns: n + k)
    var newInverse = Matrix(rows: n + k, columns: n + k)
    for i in 0..<n {
      for j in i..<n { newUpper[i, j] = upper[i, j] }
      for j in 0..<k { newUpper[i, n + j] = w[j, i] }
      for j in 0...i { newInverse[i, j] = inverse[i, j] }
    }
    for i in 0..<k {
      for j in i..<k { newUpper[n + i, n + j] = block.upper[i, j] }
      for j in 0...i { newInverse[n + i, n + j] = block.inverse[i, j] }
    }
    // Lower left of L^-1: -S^-1/2 W^T M, row by row.
    for i in 0..<k {
      let row = (0..<n).map { column in (0...i).reduce(0) { $0 + block.inverse[i, $1] * w[$1, column] } }
      for j in 0..<n {
        newInverse[n + i, j] = -(j..<n).reduce(0) { $0 + row[$1] * inverse[$1, j] }
      }
    }
    return Cholesky(size: n + k, upper: newUpper, inverse: newInverse, jitter: jitter)
  }
}

extension Cholesky {
  /// The factor of the identity.
  public static func identity(_ size: Int) -> Cholesky {
    var one = Matrix(rows: size, columns: size)
    for i in 0..<one.rows { one[i, i] = 1 }
    return Cholesky(size: one.rows, upper: one, inverse: one, jitter: 0)
  }
}
