import Arrays
import Tensors
import Testing

/// Every differentiable operation on matrices against central differences, over random stacks and strides.
@Suite struct LinearAlgebraTests {
  static let batches: [[Int]] = [[], [2], [2, 1], [0]]

  /// Runs `body` for random stacks [..., m, n], dense and as windows.
  private func withEvery(_ sizes: [(Int, Int)], seed: UInt64, _ body: (NDArray) throws -> Void) throws {
    var draws = Draws(seed)
    for batch in LinearAlgebraTests.batches {
      for (m, n) in sizes {
        let x = try draws.array(batch + [m, n])
        for input in [x, try strided(x), try x.transpose(-1, -2).clone().transpose(-1, -2)] {
          #expect(throws: Never.self, "\(input.shape) \(input.strides)") { try body(input) }
        }
      }
    }
  }

  /// A batch that broadcasts with the stack's.
  private func other(_ x: NDArray) -> [Int] { x.rank == 3 && x.shape[0] == 0 ? [1] : [2] }

  private static let squares = [(1, 1), (2, 2), (3, 3), (5, 5), (0, 0)]
  private static let rectangles = squares + [(4, 2), (2, 5), (3, 1), (1, 3), (0, 2), (2, 0)]

  /// Symmetric with eigenvalues of at least 1 or so.
  private func positive(_ x: Tensor) throws -> Tensor {
    let n = x.shape[x.shape.rank - 1]
    return try x.matmul(x.transpose(-1, -2)).add(Tensor(.eye(n, dtype: .float64)))
  }

  /// Far from singular.
  private func regular(_ x: Tensor) throws -> Tensor {
    let n = x.shape[x.shape.rank - 1]
    return try x.add(Tensor(.eye(n, dtype: .float64)).mul(.real(3 + 2 * Double(n))))
  }

  @Test func choleskyFactors() throws {
    try withEvery(LinearAlgebraTests.squares, seed: 1) { x in
      for upper in [false, true] {
        try Gradcheck.check(at: [x]) { try positive($0[0]).cholesky(upper: upper) }
        var draws = Draws(9)
        let b = try draws.array(other(x) + [x.shape[x.rank - 1], 3])
        try Gradcheck.check(at: [x, b]) {
          try $0[1].choleskySolve(positive($0[0]).cholesky(upper: upper), upper: upper)
        }
      }
    }
  }

  @Test func triangularSystems() throws {
    try withEvery([(1, 1), (3, 3), (0, 0)], seed: 2) { x in
      var draws = Draws(10)
      let n = x.shape[x.rank - 1]
      for (upper, transpose, unit) in [
        (false, false, false), (true, false, false), (false, true, false), (true, true, true), (false, false, true),
      ] {
        for left in [true, false] {
          let b = try draws.array(other(x) + (left ? [n, 2] : [2, n]))
          for right in [b, try strided(b)] {
            try Gradcheck.check(at: [x, right]) {
              try regular($0[0]).solveTriangular(
                $0[1], upper: upper, left: left, transpose: transpose, unitriangular: unit)
            }
          }
        }
      }
    }
  }

  @Test func systemsAndInverses() throws {
    try withEvery(LinearAlgebraTests.squares, seed: 3) { x in
      var draws = Draws(11)
      let n = x.shape[x.rank - 1]
      for left in [true, false] {
        let b = try draws.array(other(x) + (left ? [n, 2] : [2, n]))
        try Gradcheck.check(at: [x, b]) { try regular($0[0]).solve($0[1], left: left) }
      }
      try Gradcheck.check(at: [x, try draws.array([n])]) { try regular($0[0]).solve($0[1]) }
      let vectors = try draws.array(Array(x.shape.array.dropLast()))
      try Gradcheck.check(at: [x, vectors]) { try regular($0[0]).solve($0[1]) }
      try Gradcheck.check(at: [x]) { try regular($0[0]).inverse() }
      // Rows out of order: pivots are needed.
      if n > 0 {
        try Gradcheck.check(at: [x]) { try regular($0[0]).flip(-2).inverse() }
        try Gradcheck.check(at: [x]) { try regular($0[0]).flip(-2).solve($0[0]) }
      }
    }
  }

  @Test func determinants() throws {
    try withEvery(LinearAlgebraTests.squares, seed: 4) { x in
      try Gradcheck.check(at: [x], rtol: 1e-4) { try $0[0].det() }
      try Gradcheck.check(at: [x]) { try regular($0[0]).slogdet().logAbsolute }
      try Gradcheck.check(at: [x]) { try positive($0[0]).logdet() }
    }
    // Rank 3, 2 and 1 of 4 beside a regular one.
    var draws = Draws(12)
    var stack = [try draws.array([4, 4])]
    for rank in 1...3 { stack.append(try draws.array([4, rank]).matmul(draws.array([rank, 4]))) }
    stack.append(try NDArray([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0] as [Double], shape: shape(4, 4)))
    try Gradcheck.check(at: [try .stack(stack, 0)], atol: 1e-6) { try $0[0].det() }
  }

  @Test func eigenvalues() throws {
    try withEvery(LinearAlgebraTests.squares, seed: 5) { x in
      let n = x.shape[x.rank - 1]
      let weights = Tensor(try .arange(1, .integer(Int64(n) + 1), dtype: .float64))
      for upper in [false, true] {
        func symmetric(_ t: Tensor) throws -> Tensor { try t.add(t.transpose(-1, -2)) }
        try Gradcheck.check(at: [x]) { try symmetric($0[0]).eigh(upper: upper).values }
        try Gradcheck.check(at: [x]) { try symmetric($0[0]).eigvalsh(upper: upper) }
        try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6) {
          let (w, v) = try symmetric($0[0]).eigh(upper: upper)
          return try v.mul(weights.unsqueeze(-2)).matmul(v.transpose(-1, -2)).mul(w.sum())
        }
      }
    }
  }

  @Test func singularValues() throws {
    try withEvery(LinearAlgebraTests.rectangles, seed: 6) { x in
      let k = min(x.shape[x.rank - 2], x.shape[x.rank - 1])
      let weights = Tensor(try .arange(1, .integer(Int64(k) + 1), dtype: .float64))
      try Gradcheck.check(at: [x]) { try $0[0].svdvals() }
      for full in [false, true] {
        let functions: [([Tensor]) throws -> Tensor] = [
          { try $0[0].svd(fullMatrices: full).s },
          {
            let (u, s, vh) = try $0[0].svd(fullMatrices: full)
            let left = try u.narrow(-1, start: 0, length: k).mul(weights.unsqueeze(-2))
            return try left.matmul(vh.narrow(-2, start: 0, length: k)).mul(s.sum())
          },
          {
            let u = try $0[0].svd(fullMatrices: full).u.narrow(-1, start: 0, length: k)
            return try u.mul(weights.unsqueeze(-2)).matmul(u.transpose(-1, -2))
          },
          {
            let vh = try $0[0].svd(fullMatrices: full).vh.narrow(-2, start: 0, length: k)
            return try vh.transpose(-1, -2).mul(weights.unsqueeze(-2)).matmul(vh)
          },
        ]
        for function in functions { try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6, function) }
      }
    }
  }

  @Test func orthogonalFactors() throws {
    try withEvery(LinearAlgebraTests.rectangles, seed: 7) { x in
      try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6) { try $0[0].qr().r }
      try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6) { try $0[0].qr().q }
      try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6) {
        let (q, r) = try $0[0].qr()
        return try q.exp().matmul(r.sin())
      }
      if x.shape[x.rank - 2] <= x.shape[x.rank - 1] {
        try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6) { try $0[0].qr(.complete).q }
      }
    }
    let tall = try tensor([1, 2, 3, 4, 5, 7], [3, 2], grad: true)
    #expect(throws: ArrayError.self) { try tall.qr(.complete).q.sum().backward() }
    #expect(throws: ArrayError.self) { try tall.qr(.r).r.sum().backward() }
  }

  @Test func leastSquares() throws {
    try withEvery(LinearAlgebraTests.rectangles, seed: 8) { x in
      var draws = Draws(13)
      let m = x.shape[x.rank - 2]
      try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-5) { try $0[0].pinv() }
      let b = try draws.array(x.shape.array.dropLast() + [2])
      try Gradcheck.check(at: [x, b], rtol: 1e-4, atol: 1e-5) { try $0[0].lstsq($0[1]).solution }
      let vectors = try draws.array(x.shape.array.dropLast(2) + [m])
      try Gradcheck.check(at: [x, vectors], rtol: 1e-4, atol: 1e-5) { try $0[0].lstsq($0[1]).solution }
    }
    // Of rank 2, which the differences keep.
    var draws = Draws(14)
    let (a, b, c) = (try draws.array([2, 4, 2]), try draws.array([2, 2, 3]), try draws.array([2, 4, 2]))
    try Gradcheck.check(at: [a, b], rtol: 1e-4, atol: 1e-6) { try $0[0].matmul($0[1]).pinv(rtol: 1e-9) }
    try Gradcheck.check(at: [a], rtol: 1e-4, atol: 1e-6) {
      try $0[0].matmul($0[0].transpose(-1, -2)).pinv(rtol: 1e-9, hermitian: true)
    }
    try Gradcheck.check(at: [a, b, c], rtol: 1e-4, atol: 1e-6) {
      try $0[0].matmul($0[1]).lstsq($0[2], rcond: 1e-9).solution
    }
  }

  @Test func diagonalsAndTriangles() throws {
    try withEvery(LinearAlgebraTests.rectangles, seed: 9) { x in
      for offset in [-2, -1, 0, 1, 7] {
        try Gradcheck.check(at: [x]) { try $0[0].tril(offset) }
        try Gradcheck.check(at: [x]) { try $0[0].triu(offset) }
        try Gradcheck.check(at: [x]) { try $0[0].diagonal(offset: offset, -2, -1) }
        if x.rank == 2 { try Gradcheck.check(at: [x]) { try $0[0].diag(offset) } }
        if x.rank == 3 { try Gradcheck.check(at: [x]) { try $0[0].diagonal(offset: offset, 2, 0) } }
      }
      if x.rank == 2 { try Gradcheck.check(at: [x]) { try $0[0].trace() } }
    }
    var draws = Draws(15)
    try Gradcheck.check(at: [try draws.array([3])]) { try $0[0].diag(-1) }
  }

  @Test func matrixNorms() throws {
    try withEvery([(1, 1), (3, 3), (4, 2), (2, 5)], seed: 10) { x in
      let norms: [MatrixNorm] = [
        .frobenius, .nuclear, .columns(smallest: false), .columns(smallest: true), .rows(smallest: false),
        .rows(smallest: true), .spectral(smallest: false), .spectral(smallest: true),
      ]
      for norm in norms {
        try Gradcheck.check(at: [x], rtol: 1e-4, atol: 1e-6) { try $0[0].matrixNorm(norm, keepdim: true) }
      }
    }
  }

  @Test func resultsThatAGradientNeedsAreWatched() throws {
    let x = try tensor([2, 1, 1, 3], [2, 2], grad: true)
    let y = try x.cholesky()
    try y.mul_(2)
    #expect(throws: TensorError.modifiedInPlace(operation: "cholesky", writer: "mul_")) { try y.sum().backward() }
  }
}
