import Arrays
import Testing

@Suite struct TriangularMultiplyTests {
  @Test(arguments: [1, 3, 8, 9, 16, 17, 40], [1, 2, 3, 4, 5, 7]) func equalsTheSum(n: Int, m: Int) {
    var stream = RandomStream(seed: 9, stream: "multiply")
    let a = Matrix(rows: m, columns: n, elements: (0..<(m * n)).map { _ in stream.normal() })
    for triangle in [TriangularKernels.Triangle.upper, .lower] {
      var b = Matrix(rows: n, columns: n)
      for i in 0..<n {
        for j in 0..<n where triangle == .upper ? j >= i : j <= i { b[i, j] = stream.normal() }
      }
      var c = Matrix(rows: m, columns: n)
      a.storage.withUnsafeBufferPointer { a in
        b.storage.withUnsafeBufferPointer { b in
          let stride = c.stride
          c.storage.withUnsafeMutableBufferPointer {
            TriangularKernels.multiply(
              a.baseAddress!, rows: m, b.baseAddress!, triangle, into: $0.baseAddress!, n, stride)
          }
        }
      }
      for i in 0..<m {
        for j in 0..<n {
          let sum = (0..<n).reduce(0) { $0 + a[i, $1] * b[$1, j] }
          #expect(abs(sum - c[i, j]) < 1e-12)
        }
      }
    }
  }
}
