import Testing

import Arrays

/// Factorisations multiplied out again, at every size where the library's algorithms change; and what cannot be factored.
@Suite(.serialized) struct FactorizationTests {
  static let sizes: [[Int]] = [[0], [1], [2], [5], [33], [130], [300], [2, 0], [0, 4], [3, 1, 7], [40, 12]]
  static let dtypes = [DType.float64, .float32]

  private func random(_ shape: [Int], _ dtype: DType, seed: UInt64 = 1) throws -> NDArray {
    var stream = RandomStream(seed: seed, stream: "matrices")
    let shape = try Shape(shape)
    return try NDArray((0..<shape.count).map { _ in stream.normal() }, shape: shape).cast(to: dtype)
  }

  /// Largest distance over the largest element.
  private func distance(_ a: NDArray, _ b: NDArray) throws -> Double {
    guard a.shape == b.shape else { return .infinity }
    if a.count == 0 { return 0 }
    let scale = try max(b.map(.abs).maximum(nil).item().double, 1)
    return try a.sub(b).map(.abs).maximum(nil).item().double / scale
  }

  private func limit(_ dtype: DType) -> Double { dtype == .float64 ? 1e-11 : 2e-3 }

  /// n as the last two sizes.
  private func squares(_ sizes: [Int], _ dtype: DType) throws -> NDArray {
    try random(sizes.dropLast() + [sizes[sizes.count - 1], sizes[sizes.count - 1]], dtype)
  }

  private func positive(_ sizes: [Int], _ dtype: DType) throws -> NDArray {
    let a = try squares(sizes, dtype)
    let n = sizes[sizes.count - 1]
    return try a.matmul(a.matrixTransposed()).add(NDArray.eye(n, dtype: dtype).mul(.real(Double(n))))
  }

  @Test(arguments: sizes, dtypes) func factorsMultiplyToTheMatrix(sizes: [Int], dtype: DType) throws {
    let n = sizes[sizes.count - 1]
    let a = try positive(sizes, dtype)
    let l = try a.cholesky()
    #expect(try distance(l.matmul(l.matrixTransposed()), a) < limit(dtype))
    #expect(try l.tril().equals(l))
    let u = try a.triu().cholesky(upper: true)
    #expect(try distance(u, l.matrixTransposed()) < limit(dtype))

    let b = try squares(sizes, dtype)
    let eye = try NDArray.eye(n, dtype: dtype).expand(to: b.shape)
    // A copy of the lower triangle in the upper one.
    let symmetric = try b.tril().add(b.tril(-1).matrixTransposed())
    let (w, v) = try b.eigh()
    #expect(try distance(v.mul(w.unsqueeze(-2)).matmul(v.matrixTransposed()), symmetric) < limit(dtype))
    #expect(try distance(v.matrixTransposed().matmul(v), eye) < limit(dtype))
    #expect(try distance(b.eigvalsh(), w) < limit(dtype))
    #expect(try distance(b.matrixTransposed().eigvalsh(upper: true), w) < limit(dtype))

    let regular = try b.add(eye.mul(.real(3 * Double(n) + 1)))
    #expect(try distance(regular.matmul(regular.inverse()), eye) < limit(dtype))
    let flipped = try regular.flip(-2)
    #expect(try distance(flipped.matmul(flipped.inverse()), eye) < limit(dtype))
    let right = try random(sizes + [3], dtype, seed: 2)
    for window in [flipped, try flipped.matrixTransposed()] {
      #expect(try distance(window.matmul(window.solve(right)), right) < limit(dtype))
      let rows = try right.matrixTransposed()
      #expect(try distance(window.solve(rows, left: false).matmul(window), rows) < limit(dtype))
    }
    #expect(
      try distance(LU(flipped).solve(right, transpose: true), flipped.matrixTransposed().solve(right)) < limit(dtype))
  }

  @Test(arguments: sizes, dtypes) func triangularSystemsAreSolved(sizes: [Int], dtype: DType) throws {
    let n = sizes[sizes.count - 1]
    let a = try squares(sizes, dtype).add(NDArray.eye(n, dtype: dtype).mul(.real(3 * Double(n) + 1)))
    for window in [a, try a.matrixTransposed()] {
      for upper in [false, true] {
        let triangle = try upper ? window.triu() : window.tril()
        for transpose in [false, true] {
          let op = try transpose ? triangle.matrixTransposed() : triangle
          let b = try random(sizes + [4], dtype, seed: 3)
          let x = try window.solveTriangular(b, upper: upper, transpose: transpose)
          #expect(try distance(op.matmul(x), b) < limit(dtype))
          let rows = try b.matrixTransposed()
          let y = try window.solveTriangular(rows, upper: upper, left: false, transpose: transpose)
          #expect(try distance(y.matmul(op), rows) < limit(dtype))
        }
      }
    }
  }

  @Test(
    arguments: [
      [0, 0], [1, 1], [3, 0], [0, 3], [7, 3], [3, 7], [200, 90], [90, 200], [4, 130, 20], [0, 2, 3],
    ], dtypes)
  func rectanglesAreDecomposed(sizes: [Int], dtype: DType) throws {
    let a = try random(sizes, dtype)
    let k = min(sizes[sizes.count - 2], sizes[sizes.count - 1])
    for full in [false, true] {
      let (u, s, vh) = try a.svd(fullMatrices: full)
      let left = try u.narrow(-1, start: 0, length: k).mul(s.unsqueeze(-2))
      #expect(try distance(left.matmul(vh.narrow(-2, start: 0, length: k)), a) < limit(dtype))
      for base in [try u.matrixTransposed(), vh] {
        let eye = try NDArray.eye(base.shape[base.rank - 2], dtype: dtype)
        let product = try base.matmul(base.matrixTransposed())
        #expect(try distance(product, eye.expand(to: product.shape)) < limit(dtype))
      }
      #expect(try distance(a.svdvals(), s) < limit(dtype))
      let (q, r) = try a.qr(full ? .complete : .reduced)
      #expect(try distance(q.matmul(r), a) < limit(dtype))
      let product = try q.matrixTransposed().matmul(q)
      #expect(
        try distance(product, .eye(product.shape[product.rank - 1], dtype: dtype).expand(to: product.shape))
          < limit(dtype))
      #expect(try r.triu().equals(r))
    }
    let p = try a.pinv()
    #expect(try distance(a.matmul(p).matmul(a), a) < limit(dtype))
    let b = try random(sizes.dropLast() + [2], dtype, seed: 4)
    let found = try a.lstsq(b)
    #expect(try distance(found.solution, p.matmul(b)) < limit(dtype) * 10)
    #expect(try found.rank.eq(.scalar(.integer(Int64(k)), dtype: .int64)).all().item().int64 == 1)
    if sizes[sizes.count - 2] > sizes[sizes.count - 1], k > 0, a.count > 0 {
      let wanted = try a.matmul(found.solution).sub(b).square().sum([-2])
      #expect(try distance(found.residuals, wanted) < limit(dtype) * 10)
    }
  }

  @Test func determinantsOfKnownMatrices() throws {
    // The Hilbert matrix of order 5 has the determinant 1 / 266716800000 (OEIS A005249).
    let n = try NDArray.arange(1, 6, dtype: .float64)
    let hilbert = try n.unsqueeze(0).add(n.unsqueeze(1)).sub(1).reciprocal()
    #expect(abs(try hilbert.det().item().double * 266_716_800_000 - 1) < 1e-9)
    #expect(abs(try hilbert.logdet().item().double + 26.3094532582764) < 1e-8)
    // A permutation: pivots only.
    let exchange = try NDArray.eye(3, dtype: .float64).flip(0)
    #expect(try exchange.det().item() == .real(-1))
    #expect(try exchange.logdet().item().double.isNaN)
    #expect(try exchange.slogdet().sign.item() == .real(-1))
    let ones = try NDArray.ones(Shape(2, 3, 3), dtype: .float32)
    #expect(try ones.det().values(as: Float.self) == [0, 0])
    #expect(try ones.slogdet().sign.values(as: Float.self) == [0, 0])
    #expect(try ones.logdet().values(as: Float.self) == [-.infinity, -.infinity])
    #expect(try NDArray.zeros(Shape(2, 0, 0)).det().values(as: Float.self) == [1, 1])
  }

  @Test func whatCannotBeFactoredIsNamed() throws {
    var stack = try NDArray.eye(3, dtype: .float64).expand(to: Shape(4, 3, 3)).clone()
    try stack.select(0, 2).select(0, 1).fill(-1)
    #expect(throws: NotPositiveDefinite(order: 2, size: 3, matrix: 2)) { try stack.cholesky() }
    #expect(throws: NotPositiveDefinite(order: 2, size: 3)) { try stack.select(0, 2).cholesky() }
    stack = try NDArray.eye(3, dtype: .float64).expand(to: Shape(4, 3, 3)).clone()
    try stack.select(0, 1).select(0, 2).fill(0)
    #expect(throws: SingularMatrix(operation: "inverse", order: 3, size: 3, matrix: 1)) { try stack.inverse() }
    #expect(throws: SingularMatrix(operation: "solve", order: 3, size: 3, matrix: 1)) {
      try stack.solve(.ones(Shape(3), dtype: .float64))
    }
    for bad in [Double.nan, .infinity, -.infinity] {
      for place in 0..<3 {
        let a = try NDArray.eye(3, dtype: .float64)
        try a.select(0, 2).select(0, place).fill(.real(bad))
        #expect(throws: NotPositiveDefinite.self) { try a.cholesky() }
        #expect(throws: ArrayError.self) { try a.eigh() }
        #expect(throws: ArrayError.self) { try a.svd() }
        #expect(throws: ArrayError.self) { try a.pinv() }
        #expect(throws: ArrayError.self) { try a.lstsq(.ones(Shape(3), dtype: .float64)) }
        #expect(try a.det().item().double.isNaN)
        #expect(try a.inverse().isnan().all().item().int64 == 1)
        _ = try a.qr()
        // Where it is not read it does no harm.
        #expect(try place == 2 || a.cholesky(upper: true).equals(.eye(3, dtype: .float64)))
        #expect(try place == 2 || a.eigvalsh(upper: true).equals(.ones(Shape(3), dtype: .float64)))
      }
    }
  }

  @Test func whatIsNoMatrixIsRefused() throws {
    let functions: [(NDArray) throws -> Void] = [
      { _ = try $0.cholesky() }, { _ = try $0.inverse() }, { _ = try $0.det() }, { _ = try $0.eigh() },
      { _ = try $0.eigvalsh() }, { _ = try $0.solve($0) }, { _ = try $0.logdet() },
      { _ = try $0.solveTriangular($0, upper: true) }, { _ = try $0.pinv(hermitian: true) },
    ]
    let always: [(NDArray) throws -> Void] = [
      { _ = try $0.svd() }, { _ = try $0.svdvals() }, { _ = try $0.qr() }, { _ = try $0.pinv() },
      { _ = try $0.lstsq($0) },
    ]
    let square = try Shape(2, 2)
    for array in [
      try NDArray.ones(square, dtype: .int64), try .ones(square, dtype: .bool), try .ones(Shape(2)), try .ones(.scalar),
    ] {
      for function in functions + always { #expect(throws: ArrayError.self) { try function(array) } }
    }
    for function in functions { #expect(throws: ArrayError.self) { try function(.ones(Shape(2, 3))) } }
    // Of 2^40 rows without elements.
    let long = try NDArray.zeros(Shape(1 << 40, 0))
    for function in functions + always { #expect(throws: ArrayError.self) { try function(long) } }
    // Larger than LAPACK can count, but one number in memory.
    let wide = try NDArray.ones(Shape(1, 1)).expand(to: Shape(40000, 40000))
    #expect(throws: ArrayError.self) { try wide.svd() }
    #expect(throws: ArrayError.self) { try wide.eigh() }
    let many = try NDArray.zeros(Shape(1 << 40, 0, 0))
    #expect(throws: ArrayError.self) { try many.det() }
    #expect(try many.cholesky().shape == many.shape)
    #expect(try many.inverse().shape == many.shape)
    #expect(try many.solve(many).shape == many.shape)
    #expect(try many.qr().r.shape == many.shape)
    #expect(throws: ArrayError.self) { try NDArray.ones(square).solve(.ones(square, dtype: .float64)) }
    #expect(throws: ArrayError.self) { try NDArray.ones(square).diagonal(offset: 0, 1, 1) }
    #expect(try NDArray.ones(square).diagonal(offset: .min).count == 0)
    #expect(try NDArray.ones(square).tril(.min).sum().item().double == 0)
    #expect(try NDArray.ones(square).triu(.max).sum().item().double == 0)
    #expect(try NDArray.ones(square).tril(.max).sum().item().double == 4)
    #expect(throws: ArrayError.self) { try NDArray.ones(Shape(2)).diag(.max) }
    #expect(throws: ArrayError.self) { try NDArray.ones(Shape(2)).diag(.min) }
  }

  @Test(arguments: dtypes) func bitsDoNotDependOnThreads(dtype: DType) throws {
    let before = Threads.count
    defer { Threads.count = before }
    for sizes in [[300], [30, 20]] {
      let (a, b) = (try positive(sizes, dtype), try squares(sizes, dtype))
      var runs: [[NDArray]] = []
      for threads in [1, 2, 3] {
        Threads.count = threads
        let (svd, qr, eigen) = (try b.svd(), try b.qr(), try a.eigh())
        runs.append([
          try a.cholesky(), try b.inverse(), try b.solve(a), try b.solve(a, left: false), try b.det(), svd.u, svd.s,
          svd.vh, qr.q, qr.r, eigen.values, eigen.vectors, try b.lstsq(a).solution, try b.pinv(),
          try a.solveTriangular(b, upper: true),
        ])
      }
      for run in runs.dropFirst() {
        for (got, wanted) in zip(run, runs[0]) { #expect(try got.equals(wanted)) }
      }
    }
  }

  @Test func aLongFactorizationCanBeInterrupted() throws {
    let a = try positive([900], .float64)
    Cancellation.request()
    defer { Cancellation.clear() }
    let functions: [(NDArray) throws -> Void] = [
      { _ = try $0.cholesky() }, { _ = try $0.inverse() }, { _ = try $0.eigh() }, { _ = try $0.svd() },
      { _ = try $0.qr() }, { _ = try $0.lstsq($0) }, { _ = try $0.solveTriangular($0, upper: true) },
    ]
    for function in functions { #expect(throws: ArrayError.interrupted) { try function(a) } }
  }

  @Test func anInterruptedCallIsLeftToItself() throws {
    let clock = ContinuousClock()
    let started = clock.now
    var status: Int32 = -1
    // The request comes from the call itself, which then goes on for a while without anybody.
    #expect(throws: ArrayError.interrupted) {
      status = try Interruptible.call {
        Cancellation.request()
        let end = ContinuousClock().now.advanced(by: .seconds(1))
        while ContinuousClock().now < end {}
        return 0
      }
    }
    Cancellation.clear()
    #expect(status == -1)
    #expect(clock.now - started < .seconds(1))
    #expect(try Interruptible.call { 7 } == 7)
  }
}
