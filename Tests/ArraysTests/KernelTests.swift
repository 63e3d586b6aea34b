import Arrays
import Foundation
import Testing

/// Kernels against plain loops, and laws they keep.
@Suite struct KernelTests {
  static func noise(_ sizes: [Int], seed: UInt64 = 1) throws -> NDArray {
    let x = try NDArray(empty: Shape(sizes), dtype: .float32)
    var stream = RandomStream(seed: seed, stream: "kernels")
    stream.fillNormal(x.pointer(as: Float.self), count: x.count)
    return x
  }

  @Test func broadcastingAgreesWithIndexArithmetic() throws {
    let shapes: [[Int]] = [
      [], [1], [3], [2, 3], [2, 1], [1, 3], [4, 2, 3], [4, 1, 1], [4, 1, 3], [0, 3], [5, 1, 2, 1],
    ]
    for left in shapes {
      for right in shapes {
        let (a, b) = (try KernelTests.noise(left), try KernelTests.noise(right, seed: 2))
        guard let shape = try? Shape.broadcast(a.shape, b.shape, of: "") else { continue }
        let got = try a.sub(b).values(as: Float.self)
        let (x, y) = (
          try a.expand(to: shape).clone().values(as: Float.self), try b.expand(to: shape).clone().values(as: Float.self)
        )
        #expect(got == zip(x, y).map { $0 - $1 }, "\(left) \(right)")
        let greater = try a.gt(b).values(as: Bool.self)
        #expect(greater == zip(x, y).map { $0 > $1 })
      }
    }
    #expect(throws: ArrayError.shapeMismatch(operation: "add", left: try Shape(2), right: try Shape(3))) {
      try NDArray.zeros(Shape(2)).add(.zeros(Shape(3)))
    }
  }

  @Test func remainderHasTheSignOfTheDivisor() throws {
    for a in -7...7 {
      for b in -3...3 where b != 0 {
        let wanted = Double(a) - Double(b) * (Double(a) / Double(b)).rounded(.down)
        #expect(try NDArray([Double(a)]).remainder(.real(Double(b))).item() == .real(wanted))
        #expect(try NDArray([Int64(a)]).remainder(.integer(Int64(b))).item() == .integer(Int64(wanted)))
      }
    }
    #expect(throws: ArrayError.self) { try NDArray([1 as Int64]).remainder(0) }
    #expect(try NDArray([Int64.min]).remainder(-1).item() == .integer(0))
    #expect(try NDArray([Int64.min]).neg().item() == .integer(.min))
  }

  @Test func sumsAreAccurateForAnyLength() throws {
    for count in [0, 1, 15, 16, 17, 63, 64, 65, 2047, 2048, 2049, 70_001, 300_007] {
      let x = try KernelTests.noise([count])
      let values = try x.values(as: Float.self)
      let wanted = values.reduce(0.0) { $0 + Double($1) }
      let scale = values.reduce(0.0) { $0 + abs(Double($1)) }
      #expect(abs(try x.sum().item().double - wanted) <= 4e-7 * scale)
    }
    // Ones beyond 2^24, where a running float32 sum stands still.
    #expect(try NDArray.ones(Shape(20_000_000)).sum().item() == .real(20_000_000))
    #expect(try NDArray.ones(Shape(20_000_000, 1)).sum([0]).item() == .real(20_000_000))
    #expect(try NDArray.ones(Shape(1 << 20, 3)).sum([0]).values(as: Float.self) == [1_048_576, 1_048_576, 1_048_576])
  }

  @Test func reductionsOverAnyDimensionsAgree() throws {
    let x = try KernelTests.noise([3, 4, 5, 2])
    let permuted = try x.permute([2, 0, 3, 1]).clone().permute([1, 3, 0, 2])
    for dimensions in [[0], [1], [2], [3], [0, 1], [1, 2], [0, 2], [1, 3], [0, 3], [0, 1, 3], [0, 1, 2, 3]] {
      for keepdim in [false, true] {
        let got = try x.cast(to: .float64).sum(dimensions, keepdim: keepdim)
        var wanted = try x.cast(to: .float64)
        for d in dimensions.sorted().reversed() { wanted = try wanted.sum([d], keepdim: keepdim) }
        #expect(got.shape == wanted.shape)
        #expect(try got.sub(wanted).map(.abs).maximum(nil).item().double < 1e-12)
        #expect(try permuted.maximum(dimensions, keepdim: keepdim).equals(x.maximum(dimensions, keepdim: keepdim)))
      }
    }
    #expect(throws: ArrayError.self) { try x.sum([0, -4]) }
    #expect(throws: ArrayError.self) { try x.sum([4]) }
  }

  @Test func bitsDoNotDependOnTheNumberOfThreads() throws {
    let x = try KernelTests.noise([700, 1000])
    let flat = try x.reshape(Shape(700_000))
    func results() throws -> [[Float]] {
      try [
        flat.sum(), x.sum([0]), x.sum([1]), x.variance([0]), flat.softmax(0), x.softmax(1), x.logsumexp([1]),
        x.matmul(x.t()), x.exp(), x.add(x.t().reshape(x.shape)),
      ].map { try $0.values(as: Float.self) }
    }
    let before = Threads.count
    defer { Threads.count = before }
    Threads.count = 1
    let one = try results()
    for threads in [2, 5] {
      Threads.count = threads
      #expect(try results() == one)
    }
  }

  @Test func nanAndInfinityInExtremes() throws {
    let x = try NDArray([1, .nan, 3, -.infinity, 2, .infinity] as [Double], shape: Shape(2, 3))
    #expect(try x.maximum([1]).values(as: Double.self)[0].isNaN)
    #expect(try x.maximum([1]).values(as: Double.self)[1] == .infinity)
    #expect(try x.argmax(1).values(as: Int64.self) == [1, 2])
    #expect(try x.argmin(0).values(as: Int64.self) == [1, 0, 0])
    #expect(throws: ArrayError.self) { try NDArray.zeros(Shape(0)).maximum(nil) }
    #expect(throws: ArrayError.self) { try NDArray.zeros(Shape(2, 0)).argmax(1) }
    #expect(try NDArray.zeros(Shape(0, 2)).maximum([1]).count == 0)
    #expect(try NDArray.zeros(Shape(0)).sum().item() == .real(0))
    #expect(try NDArray.zeros(Shape(0)).mean().item().double.isNaN)
    #expect(try NDArray.zeros(Shape(0)).prod().item() == .real(1))
    #expect(try NDArray.zeros(Shape(0)).logsumexp(nil).item() == .real(-.infinity))
    #expect(try NDArray.zeros(Shape(0)).all().item() == .integer(1))
  }

  @Test func extremesOfLongRows() throws {
    for count in [1, 31, 32, 33, 100, 1000] {
      let x = try KernelTests.noise([count])
      let values = try x.values(as: Float.self)
      #expect(try x.maximum(nil).item() == .real(Double(values.max() ?? 0)))
      #expect(try x.argmin().item() == .integer(Int64(values.indices.min { values[$0] < values[$1] } ?? 0)))
    }
  }

  @Test func softmaxOfExtremeRows() throws {
    let x = try NDArray([1e30, 0, -1e30, -1e4, -1e4, -1e4] as [Float], shape: Shape(2, 3))
    let y = try x.softmax(1).values(as: Float.self)
    #expect(Array(y.prefix(3)) == [1, 0, 0])
    #expect(y.suffix(3).allSatisfy { abs($0 - 1 / 3) < 1e-6 })
    #expect(try x.logsumexp([1]).values(as: Float.self)[0] == 1e30)
    #expect(try NDArray([Double.infinity, 1]).logsumexp(nil).item() == .real(.infinity))
    #expect(try NDArray([-Double.infinity, -.infinity]).logsumexp(nil).item() == .real(-.infinity))
  }

  @Test func sortingIsStableAndPutsNanLast() throws {
    let x = try NDArray([2, .nan, 1, 2, -.infinity, 1] as [Double])
    let (values, indices) = try x.sort()
    #expect(try indices.values(as: Int64.self) == [4, 2, 5, 0, 3, 1])
    #expect(try values.values(as: Double.self).prefix(5) == [-.infinity, 1, 1, 2, 2])
    #expect(try x.sort(descending: true).indices.values(as: Int64.self) == [1, 0, 3, 2, 5, 4])
    #expect(throws: ArrayError.self) { try x.topk(7) }
    #expect(throws: ArrayError.self) { try x.topk(-1) }
    let long = try KernelTests.noise([3, 5000])
    #expect(
      try long.sort(1).values.select(0, 2).values(as: Float.self) == long.select(0, 2).values(as: Float.self).sorted())
  }

  @Test func positionsAreChecked() throws {
    let x = try KernelTests.noise([3, 2])
    let mistakes: [() throws -> Void] = [
      { _ = try x.indexSelect(0, NDArray([3 as Int64])) }, { _ = try x.indexSelect(0, NDArray([-4 as Int64])) },
      { _ = try x.indexSelect(0, NDArray([Int64.min])) }, { _ = try x.indexSelect(0, NDArray([1.0])) },
      { _ = try x.indexSelect(2, NDArray([0 as Int64])) }, { _ = try x.gather(0, NDArray([0 as Int64])) },
      { _ = try x.gather(1, NDArray([0, 1, 2] as [Int64], shape: Shape(3, 1))) },
      { _ = try x.gather(0, NDArray(repeating: 0, shape: Shape(1, 3), dtype: .int64)) },
      { _ = try x.maskedFill(NDArray([1.0, 2.0]), 0) }, { _ = try x.maskedFill(NDArray([true, false, true]), 0) },
      { _ = try NDArray.cat([x, x.t()], 0) }, { _ = try NDArray.cat([]) }, { _ = try NDArray.stack([x, x.t()]) },
      { _ = try NDArray.cat([.scalar(1, dtype: .float32)]) }, { _ = try x.matmul(x) },
      { _ = try x.matmul(.scalar(1, dtype: .float32)) }, { _ = try x.cast(to: .bool).sub(x.cast(to: .bool)) },
      { _ = try x.cast(to: .bool).neg() }, { _ = try x.cast(to: .int64).mean() },
      { _ = try x.cast(to: .int64).softmax(0) }, { try x.cast(to: .int64).update(.div, with: x) },
      { _ = try x.clamp(min: nil, max: nil) }, { try x.update(.add, with: .zeros(Shape(2, 3, 2))) },
    ]
    for (index, mistake) in mistakes.enumerated() {
      #expect(throws: ArrayError.self, "mistake \(index)") { try mistake() }
    }
  }

  @Test func productsOfStridedMatricesAgreeWithCopies() throws {
    let x = try KernelTests.noise([6, 8, 10])
    let views = [
      try x.select(0, 1), try x.select(1, 2), try x.select(2, 3), try x.select(0, 0).t(),
      try x.select(0, 0).slice(0, start: 7, length: 4, step: -2),
      try x.select(0, 0).slice(1, start: 1, length: 3, step: 3),
      try x.select(0, 0).narrow(1, start: 2, length: 1), try x.select(0, 0).narrow(0, start: 2, length: 1),
      try x.select(0, 0).select(0, 0).expand([4, 10]),
    ]
    for a in views {
      let b = try KernelTests.noise([5, a.shape[1]]).t()
      let got = try a.cast(to: .float64).matmul(b.cast(to: .float64))
      let exact = try a.matmul(b)
      #expect(try got.sub(exact.cast(to: .float64)).map(.abs).maximum(nil).item().double < 1e-5)
      #expect(
        try exact.equals(a.clone().matmul(b.clone()))
          || exact.sub(a.clone().matmul(b.clone())).map(.abs).maximum(nil).item().double < 1e-5)
    }
    let integers = try NDArray([1, 2, 3, 4] as [Int64], shape: Shape(2, 2))
    #expect(try integers.matmul(integers).values(as: Int64.self) == [7, 10, 15, 22])
    #expect(
      try NDArray.zeros(Shape(2, 0)).matmul(.zeros(Shape(0, 3))).values(as: Float.self) == Array(repeating: 0, count: 6)
    )
  }
}
