import Arrays
import Networks
import Tensors
import Testing

extension NetworksTests {
  /// The fused block against its three parts, one after the other.
  @Suite struct ConvolutionBlockTests {
    private struct Run {
      let y: [Float]
      let gradients: [[Float]]
    }

    private func run(_ sizes: [Int], _ weight: [Int], bias: Bool, fused: Bool, wantsInput: Bool) throws -> Run {
      func leaf(_ sizes: [Int], _ seed: UInt64, requiresGrad: Bool = true) throws -> Tensor {
        let shape = try Shape(sizes)
        // Few distinct values, so that maxima tie.
        let values = floats(shape.count, seed: seed).map { ($0 * 2).rounded() / 2 }
        return Tensor(try NDArray(values, shape: shape), requiresGrad: requiresGrad)
      }
      let x = try leaf(sizes, 1, requiresGrad: wantsInput)
      let w = try leaf(weight, 2)
      let b = bias ? try leaf([weight[0]], 3) : nil
      let y =
        fused
        ? try Tensor.convReluPool(x, weight: w, bias: b)
        : try Tensor.maxPool2d(Tensor.conv2d(x, weight: w, bias: b).relu(), kernel: (2, 2))
      try y.backward(NDArray(floats(y.shape.count, seed: 4), shape: y.shape))
      return Run(
        y: try y.array.values(as: Float.self),
        gradients: try [x, w, b].compactMap { try $0?.grad?.array.values(as: Float.self) })
    }

    @Test(arguments: [
      ([2, 1, 28, 28], [20, 1, 5, 5]), ([3, 20, 12, 12], [50, 20, 5, 5]), ([5, 3, 9, 8], [4, 3, 3, 2]),
      ([1, 2, 5, 13], [3, 2, 2, 4]), ([7, 1, 4, 23], [2, 1, 3, 3]), ([1, 7, 2, 2], [3, 7, 1, 1]),
      ([2, 130, 6, 6], [5, 130, 3, 3]), ([0, 2, 6, 6], [3, 2, 3, 3]),
    ])
    func agreesWithItsParts(sizes: [Int], weight: [Int]) throws {
      for bias in [true, false] {
        for wantsInput in [true, false] {
          let parts = try run(sizes, weight, bias: bias, fused: false, wantsInput: wantsInput)
          let whole = try run(sizes, weight, bias: bias, fused: true, wantsInput: wantsInput)
          #expect(parts.gradients.count == whole.gradients.count)
          for (a, b) in zip([parts.y] + parts.gradients, [whole.y] + whole.gradients) {
            let scale = a.map(abs).max() ?? 0
            #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-5 * max(scale, 1) })
          }
        }
      }
    }

    @Test func inferenceGivesTheSameNumbers() throws {
      let x = Tensor(try NDArray(floats(3 * 784), shape: Shape(3, 1, 28, 28)))
      let net = try MNISTCNN()
      let recorded = try net(x).array.values(as: Float.self)
      #expect(try Tape.paused { try net(x).array.values(as: Float.self) } == recorded)
    }

    @Test func otherDTypesTakeTheParts() throws {
      let x = Tensor(try NDArray.ones(Shape(1, 1, 6, 6), dtype: .float64))
      let w = Tensor(try NDArray.ones(Shape(2, 1, 3, 3), dtype: .float64))
      #expect(
        try Tensor.convReluPool(x, weight: w, bias: nil).array.values(as: Double.self) == Array(repeating: 9, count: 8))
      #expect(throws: ArrayError.self) {
        try Tensor.convReluPool(Tensor(NDArray.ones(Shape(1, 1, 6, 6))), weight: w, bias: nil)
      }
    }
  }
}
