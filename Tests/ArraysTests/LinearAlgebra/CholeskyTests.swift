import Arrays
import Testing

@Suite struct CholeskyTests {
  /// B B^T + n I.
  static func positiveDefinite(_ n: Int, seed: UInt64 = 1) -> Matrix {
    var stream = RandomStream(seed: seed, stream: "matrix")
    let b = Matrix(rows: n, columns: n, elements: (0..<(n * n)).map { _ in stream.normal() })
    var a = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n {
        a[i, j] = (0..<n).reduce(0) { $0 + b[i, $1] * b[j, $1] } + (i == j ? Double(n) : 0)
      }
    }
    return a
  }

  static let sizes = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 65, 80, 130, 400]

  @Test(arguments: sizes) func factorTimesItsTransposeIsTheMatrix(n: Int) throws {
    let a = CholeskyTests.positiveDefinite(n)
    let factor = try Cholesky(a)
    var worst = 0.0
    for i in 0..<n {
      for j in i..<n {
        let product = (0...i).reduce(0) { $0 + factor.upper[$1, i] * factor.upper[$1, j] }
        worst = max(worst, abs(product - a[i, j]))
      }
      for j in 0..<i { #expect(factor.upper[i, j] == 0) }
    }
    #expect(worst <= 1e-13 * Double(n * n + 1))
  }

  @Test(arguments: sizes) func inversesAndSolvesUndoTheMatrix(n: Int) throws {
    let a = CholeskyTests.positiveDefinite(n, seed: 2)
    let factor = try Cholesky(a)
    let x = (0..<n).map { Double($0 % 5) - 1.5 }
    let b = (0..<n).map { row in (0..<n).reduce(0) { $0 + a[row, $1] * x[$1] } }
    #expect(zip(factor.solve(b), x).allSatisfy { abs($0 - $1) < 1e-9 })
    let inverse = factor.inverseOfMatrix
    let again = (0..<n).map { row in (0..<n).reduce(0) { $0 + inverse[row, $1] * b[$1] } }
    #expect(zip(again, x).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(factor.inverseTransposed == factor.inverse.transposed)
  }

  @Test func logDeterminantOfADiagonal() throws {
    var a = Matrix(rows: 3, columns: 3)
    (a[0, 0], a[1, 1], a[2, 2]) = (2, 3, 5)
    #expect(abs(try Cholesky(a).logDeterminant - 3.4011973816621555) < 1e-15)
  }

  @Test func failureNamesTheOrder() throws {
    for n in [1, 5, 12, 40, 400] {
      for bad in [0, n / 2, n - 1] {
        var a = CholeskyTests.positiveDefinite(n)
        a[bad, bad] = -1
        #expect(throws: NotPositiveDefinite(order: bad + 1, size: n)) { try Cholesky(a) }
        a[bad, bad] = .nan
        #expect(throws: NotPositiveDefinite(order: bad + 1, size: n)) { try Cholesky(a) }
      }
    }
  }

  @Test func jitterRepairsASingularMatrixAndIsScaled() throws {
    for scale in [1e-200, 1, 1e200] {
      let ones = Matrix(rows: 12, columns: 12, elements: [Double](repeating: scale, count: 144))
      let factor = try Cholesky.withJitter(ones)
      #expect(factor.jitter > 0 && factor.jitter <= 1.01e-4 * scale)
    }
    #expect(try Cholesky.withJitter(CholeskyTests.positiveDefinite(9)).jitter == 0)
    let hopeless = Matrix(rows: 2, columns: 2, elements: [1, 5, 5, 1])
    #expect(throws: NotPositiveDefinite.self) { try Cholesky.withJitter(hopeless) }
  }

  @Test(arguments: [(0, 1), (1, 1), (5, 3), (8, 8), (30, 4)]) func extendingEqualsFactoringTheWhole(n: Int, k: Int)
    throws
  {
    let a = CholeskyTests.positiveDefinite(n + k, seed: 3)
    var old = Matrix(rows: n, columns: n)
    var cross = Matrix(rows: k, columns: n)
    var corner = Matrix(rows: k, columns: k)
    for i in 0..<n { for j in 0..<n { old[i, j] = a[i, j] } }
    for i in 0..<k {
      for j in 0..<n { cross[i, j] = a[n + i, j] }
      for j in 0..<k { corner[i, j] = a[n + i, n + j] }
    }
    let whole = try Cholesky(a)
    let extended = try Cholesky(old).extended(cross: cross, corner: corner)
    for (left, right) in [(whole.upper, extended.upper), (whole.inverse, extended.inverse)] {
      #expect(zip(left.storage, right.storage).allSatisfy { abs($0 - $1) < 1e-10 })
    }
  }
}
