import Arrays
import Testing

/// Factors by tiles: the same mathematics as the plain loops', whatever the number of threads.
@Suite(.serialized) struct TriangularBlocksTests {
  /// G G^T / n + I / 2.
  static func matrix(_ n: Int) -> Matrix {
    var stream = RandomStream(seed: 1, stream: "blocks")
    var g = [Double](repeating: 0, count: n * n)
    stream.fillNormal(&g, count: n * n)
    var result = Matrix(rows: n, columns: n)
    let stride = result.stride
    result.storage.withUnsafeMutableBufferPointer { c in
      guard let c = c.baseAddress else { return }
      BLAS.gemm(n, n, n, alpha: 1 / Double(n), g, lda: n, g, ldb: n, transposeB: true, c, ldc: stride)
    }
    for i in 0..<n { result[i, i] += 0.5 }
    return result
  }

  @Test(arguments: [256, 257, 320, 517, 800, 1600]) func factorsAndInverses(n: Int) throws {
    let a = Self.matrix(n)
    let factor = try Cholesky(a)
    // A column of U^T U, of M U^T and of A A^-1 here and there.
    let inverse = factor.inverseOfMatrix
    for j in [0, 1, 63, 64, n / 2, n - 2, n - 1] {
      for i in stride(from: 0, through: n - 1, by: 37) {
        let (low, high) = (min(i, j), max(i, j))
        let product = (0...low).reduce(0) { $0 + factor.upper[$1, i] * factor.upper[$1, j] }
        #expect(abs(product - a[low, high]) < 1e-12)
        let identity = (0..<n).reduce(0) { $0 + factor.inverse[i, $1] * factor.upper[j, $1] }
        #expect(abs(identity - (i == j ? 1 : 0)) < 1e-11)
        let whole = (0..<n).reduce(0) { $0 + a[i, $1] * inverse[$1, j] }
        #expect(abs(whole - (i == j ? 1 : 0)) < 1e-11)
        #expect(factor.inverse[low, high] == 0 || i == j)
      }
    }
    #expect(
      (0..<n).allSatisfy { row in
        (n..<factor.inverse.stride).allSatisfy { factor.inverse.storage[row * factor.inverse.stride + $0] == 0 }
      })
  }

  @Test(arguments: [300, 900]) func bitsDoNotDependOnThreads(n: Int) throws {
    let a = Self.matrix(n)
    let before = Threads.count
    defer { Threads.count = before }
    Threads.count = 1
    let one = try Cholesky(a)
    let inverse = one.inverseOfMatrix
    Threads.count = 2
    let two = try Cholesky(a)
    #expect(one.upper == two.upper)
    #expect(one.inverse == two.inverse)
    #expect(inverse == two.inverseOfMatrix)
  }

  @Test(arguments: [0, 65, 130, 299]) func theFirstMinorThatFailsIsNamed(order: Int) {
    var a = Self.matrix(300)
    a[order, order] = -1
    #expect(throws: NotPositiveDefinite(order: order + 1, size: 300)) { try Cholesky(a) }
    a[order, order] = .nan
    #expect(throws: NotPositiveDefinite(order: order + 1, size: 300)) { try Cholesky(a) }
  }

  @Test(arguments: [TriangularKernels.Triangle.upper, .lower]) func productsOfManyRows(
    triangle: TriangularKernels.Triangle
  ) throws {
    let n = 333
    let factor = try Cholesky(Self.matrix(n))
    let b = triangle == .upper ? factor.inverseTransposed : factor.inverse
    var stream = RandomStream(seed: 2, stream: "rows")
    let rows = 21
    var a = Matrix(rows: rows, columns: n)
    for i in 0..<rows { for j in 0..<n { a[i, j] = stream.normal() } }
    var c = Matrix(rows: rows, columns: n)
    c.storage.withUnsafeMutableBufferPointer { c in
      guard let c = c.baseAddress else { return }
      TriangularKernels.multiply(a.storage, rows: rows, b.storage, triangle, into: c, n, a.stride)
    }
    for i in 0..<rows {
      for j in [0, 5, 64, 200, 332] {
        #expect(abs(c[i, j] - (0..<n).reduce(0) { $0 + a[i, $1] * b[$1, j] }) < 1e-11)
      }
      for j in n..<c.stride { #expect(c.storage[i * c.stride + j] == 0) }
    }
  }
}
