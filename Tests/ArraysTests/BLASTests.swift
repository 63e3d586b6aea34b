import Arrays
import Testing

@Suite(.serialized) struct BLASTests {
  private func numbers(_ count: Int, _ seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, stream: "test")
    return (0..<count).map { _ in stream.normal() }
  }

  /// Sizes around every switch: small, skinny, cut for threads, cut in place, empty.
  private static let sizes = [
    (1, 1, 1), (3, 5, 7), (1, 40, 30), (3, 700, 90), (20, 300, 25), (50, 64, 500), (128, 400, 200), (33, 100, 400),
    (300, 17, 300), (0, 3, 2), (3, 0, 2), (3, 2, 0), (200, 310, 260),
  ]

  @Test(arguments: sizes)
  func productsAgreeWithTheirDefinition(m: Int, n: Int, k: Int) {
    let (a, b, c) = (numbers(m * k, 1), numbers(k * n, 2), numbers(m * n, 3))
    for (ta, tb) in [(false, false), (true, false), (false, true), (true, true)] {
      var wanted = c
      for i in 0..<m {
        for j in 0..<n {
          var sum = 0.0
          for l in 0..<k { sum += a[ta ? l * m + i : i * k + l] * b[tb ? j * k + l : l * n + j] }
          wanted[i * n + j] = 2 * sum + 0.5 * c[i * n + j]
        }
      }
      var got = c
      BLAS.gemm(
        m, n, k, alpha: 2, a, lda: ta ? m : k, transposeA: ta, b, ldb: tb ? k : n, transposeB: tb, beta: 0.5, &got,
        ldc: n)
      #expect(zip(got, wanted).allSatisfy { abs($0 - $1) <= 1e-11 * max(1, abs($1)) }, "\(ta) \(tb)")
      var narrow = c.map { Float($0) }
      BLAS.gemm(
        m, n, k, alpha: 2, a.map { Float($0) }, lda: ta ? m : k, transposeA: ta, b.map { Float($0) },
        ldb: tb ? k : n, transposeB: tb, beta: 0.5, &narrow, ldc: n)
      #expect(zip(narrow, wanted).allSatisfy { abs(Double($0) - $1) <= 1e-3 * max(1, abs($1)) }, "\(ta) \(tb)")
    }
  }

  @Test func bitsDoNotDependOnThreads() {
    let before = Threads.count
    defer { Threads.count = before }
    for (m, n, k) in [(128, 400, 784), (400, 784, 128), (300, 310, 260), (3, 784, 400), (513, 129, 700)] {
      let (a, b) = (numbers(m * k, 4).map { Float($0) }, numbers(k * n, 5).map { Float($0) })
      var results: [[Float]] = []
      for threads in [1, 2, 3, 5] {
        Threads.count = threads
        var c = [Float](repeating: 0, count: m * n)
        BLAS.gemm(m, n, k, a, lda: k, b, ldb: n, &c, ldc: n)
        results.append(c)
      }
      #expect(results.allSatisfy { $0 == results[0] })
    }
  }

  @Test func matrixTimesVector() {
    let (a, x, y) = (numbers(12, 6), numbers(4, 7), numbers(3, 8))
    var got = y
    BLAS.gemv(rows: 3, columns: 4, alpha: 1, a, lda: 4, x, beta: 2, &got)
    for i in 0..<3 {
      let wanted = (0..<4).reduce(2 * y[i]) { $0 + a[i * 4 + $1] * x[$1] }
      #expect(abs(got[i] - wanted) < 1e-13)
    }
    var empty = [1.0, 2.0]
    BLAS.gemv(rows: 2, columns: 0, a, lda: 0, x, beta: 3, &empty)
    #expect(empty == [3, 6])
  }
}
