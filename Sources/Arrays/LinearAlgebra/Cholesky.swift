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

  init(size: Int, upper: Matrix, inverse: Matrix, inverseTransposed: Matrix? = nil, jitter: Double) {
    self.size = size
    self.upper = upper
    self.inverse = inverse
    self.inverseTransposed = inverseTransposed ?? inverse.transposed
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
}

extension Cholesky {
  /// The factor of the identity.
  public static func identity(_ size: Int) -> Cholesky {
    var one = Matrix(rows: size, columns: size)
    for i in 0..<one.rows { one[i, i] = 1 }
    return Cholesky(size: one.rows, upper: one, inverse: one, jitter: 0)
  }
}
