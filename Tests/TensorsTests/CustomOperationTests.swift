import Arrays
import Tensors
import Testing

/// Operations whose gradients the caller brings.
@Suite struct CustomOperationTests {
  private static func cube(_ x: Tensor) throws -> Tensor {
    let values = x.array
    return try Tensor.custom("cube", inputs: [x], saving: [values], results: [values.pow(3)]) { g in
      [try g[0]?.mul(values.square()).mul(3)]
    }[0]
  }

  /// (a b, a + b, a > b)
  private static func several(_ a: Tensor, _ b: Tensor) throws -> [Tensor] {
    let (x, y) = (a.array, b.array)
    return try Tensor.custom("several", inputs: [a, b], saving: [x, y], results: [x.mul(y), x.add(y), x.gt(y)]) { g in
      let zero = try NDArray.zeros(x.shape, dtype: x.dtype)
      let (product, sum) = (g[0] ?? zero, g[1] ?? zero)
      return [try product.mul(y).add(sum), try product.mul(x).add(sum)]
    }
  }

  @Test func gradientsAgreeWithDifferences() throws {
    var draws = Draws(31)
    for sizes in [[], [3], [2, 0], [2, 3]] {
      let (a, b) = (try draws.array(sizes), try draws.array(sizes))
      try Gradcheck.check(at: [a]) { try CustomOperationTests.cube($0[0]) }
      let leaves = [Tensor(a, requiresGrad: true), Tensor(b, requiresGrad: true)]
      try Gradcheck.check(leaves) { Array(try CustomOperationTests.several($0[0], $0[1])[..<2]) }
      // One result alone, and both through something else.
      try Gradcheck.check(leaves) { [try CustomOperationTests.several($0[0], $0[1])[1].square()] }
      try Gradcheck.check(leaves) { inputs in
        let results = try CustomOperationTests.several(inputs[0], inputs[1])
        return [try results[0].mul(results[1]).add(results[0])]
      }
    }
  }

  @Test func whatDoesNotRecordIsPlain() throws {
    let results = try CustomOperationTests.several(tensor([1, 2]), tensor([3, 1]))
    #expect(results.allSatisfy { !$0.requiresGrad })
    let recorded = try CustomOperationTests.several(tensor([1, 2], grad: true), tensor([3, 1]))
    #expect(recorded.map(\.requiresGrad) == [true, true, false])
    #expect(recorded[0].gradientFunction == "several")
  }

  @Test func gradientsThatDoNotFitAreErrors() throws {
    let x = try tensor([1, 2], grad: true)
    let wrongShape = try Tensor.custom("f", inputs: [x], results: [x.array]) { _ in [try NDArray([1.0])] }[0]
    #expect(throws: TensorError.self) { try wrongShape.sum().backward() }
    let tooMany = try Tensor.custom("f", inputs: [x], results: [x.array]) { g in [g[0], g[0]] }[0]
    #expect(throws: TensorError.self) { try tooMany.sum().backward() }
    #expect(x.grad == nil)
    let float = Tensor(try NDArray([1, 2] as [Float]), requiresGrad: true)
    let other = try Tensor.custom("f", inputs: [float], results: [float.array]) { _ in [try NDArray([3.0, 4])] }[0]
    try other.sum().backward()
    #expect(float.grad?.dtype == .float32)
    #expect(try float.grad?.doubles == [3, 4])
  }

  @Test func aChangedValueIsFound() throws {
    let x = try tensor([1, 2], grad: true)
    let y = try x.mul(1)
    let z = try CustomOperationTests.cube(y)
    try y.add_(1)
    #expect(throws: TensorError.modifiedInPlace(operation: "cube", writer: "add_")) { try z.sum().backward() }
  }

  @Test func aFailedPassLeavesNoGradientsBehind() throws {
    let x = try tensor([1, 2], grad: true)
    let results = try CustomOperationTests.several(x, tensor([3, 4]))
    nonisolated(unsafe) var fails = true
    struct Failure: Error {}
    let late = try Tensor.custom("late", inputs: [results[0]], results: [results[0].array]) { g in
      if fails { throw Failure() }
      return g
    }[0]
    // The sum's gradient has arrived when the other fails.
    let total = try late.sum().add(results[1].mul(100).sum())
    #expect(throws: Failure.self) { try total.backward(retainGraph: true) }
    #expect(x.grad == nil)
    fails = false
    try late.sum().backward(retainGraph: true)
    #expect(try x.grad?.doubles == [3, 4])
  }

  @Test func nothingIsLeft() throws {
    let before = Storage.liveCount
    do {
      let x = try tensor([1, 2], grad: true)
      let results = try CustomOperationTests.several(CustomOperationTests.cube(x), x)
      try results[0].add(results[1]).sum().backward(retainGraph: true)
    }
    #expect(Storage.liveCount == before)
  }
}
