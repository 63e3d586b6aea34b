import Arrays
import Networks
import Tensors
import Testing

extension NetworksTests {
  /// Gradients against central differences in float64, for layers and losses over random shapes.
  @Suite struct GradientTests {
    private func check(
      _ inputs: [Tensor], _ label: String, tolerance: Double = 1e-6, _ f: ([Tensor]) throws -> Tensor
    ) throws {
      let y = try f(inputs)
      let seed = try NDArray(doubles(y.shape.count, seed: 99), shape: y.shape)
      let weights = try seed.values(as: Double.self)
      try y.backward(seed)
      func value() throws -> Double {
        try Tape.paused { zip(try f(inputs).array.values(as: Double.self), weights).reduce(0) { $0 + $1.0 * $1.1 } }
      }
      let h = 1e-5
      for (number, input) in inputs.enumerated() {
        let gradient = try #require(input.grad).array.values(as: Double.self)
        let values = input.array.pointer(as: Double.self)
        for i in 0..<input.shape.count {
          let kept = values[i]
          values[i] = kept + h
          let up = try value()
          values[i] = kept - h
          let down = try value()
          values[i] = kept
          let difference = (up - down) / (2 * h)
          #expect(
            abs(difference - gradient[i]) <= tolerance * max(1, abs(difference)),
            "\(label), input \(number), element \(i): \(gradient[i]), difference \(difference)")
        }
      }
    }

    private func leaf(_ sizes: Int..., seed: UInt64) throws -> Tensor {
      let shape = try Shape(sizes)
      return Tensor(try NDArray(doubles(shape.count, seed: seed), shape: shape), requiresGrad: true)
    }

    @Test func linear() throws {
      for relu in [false, true] {
        for batch in [1, 3] {
          try check([leaf(batch, 4, seed: 1), leaf(5, 4, seed: 2), leaf(5, seed: 3)], "linear") {
            try Tensor.linear($0[0], weight: $0[1], bias: $0[2], relu: relu)
          }
        }
      }
    }

    @Test(arguments: [(1, 0, 1, 1), (2, 1, 1, 1), (1, 2, 2, 1), (1, 1, 1, 2), (3, 2, 1, 2)])
    func convolution(stride: Int, padding: Int, dilation: Int, groups: Int) throws {
      for relu in [false, true] {
        try check(
          [leaf(2, 2, 6, 7, seed: 4), leaf(4, 2 / groups, 3, 2, seed: 5), leaf(4, seed: 6)], "conv2d", tolerance: 1e-5
        ) {
          try Tensor.conv2d(
            $0[0], weight: $0[1], bias: $0[2], stride: (stride, 1), padding: (padding, padding),
            dilation: (dilation, 1), groups: groups, relu: relu)
        }
      }
    }

    @Test func pooling() throws {
      for (kernel, stride, padding) in [(2, 2, 0), (3, 2, 1), (2, 1, 1), (3, 3, 0)] {
        try check([leaf(2, 3, 7, 6, seed: 7)], "max_pool2d") {
          try Tensor.maxPool2d(
            $0[0], kernel: (kernel, kernel), stride: (stride, stride), padding: (padding, padding), roundsUp: true)
        }
        try check([leaf(2, 3, 7, 6, seed: 8)], "avg_pool2d") {
          try Tensor.avgPool2d(
            $0[0], kernel: (kernel, kernel), stride: (stride, stride), padding: (padding, padding), roundsUp: true,
            countsPadding: padding == 0)
        }
      }
    }

    @Test func batchNormalisation() throws {
      for running in [true, false] {
        try check([leaf(3, 2, 2, 3, seed: 9), leaf(2, seed: 10), leaf(2, seed: 11)], "batch_norm", tolerance: 1e-5) {
          let statistics = Tensor.BatchStatistics(
            mean: Tensor(try NDArray([0.3, -0.2])), variance: Tensor(try NDArray([1.5, 0.7])))
          return try Tensor.batchNorm(
            $0[0], weight: $0[1], bias: $0[2], running: running ? statistics : nil, training: !running)
        }
      }
    }

    @Test func losses() throws {
      for reduction in Reduction.allCases {
        try check([leaf(3, 4, seed: 12), leaf(3, 4, seed: 13)], "bce_with_logits") {
          try Tensor.binaryCrossEntropyWithLogits($0[0], $0[1], reduction: reduction)
        }
        try check([leaf(3, 4, seed: 12), leaf(3, 4, seed: 13)], "gaussian_kl") {
          try Tensor.gaussianKL($0[0], logVariance: $0[1], reduction: reduction)
        }
        let classes = try NDArray([Int64(0), 3, 1])
        try check([leaf(3, 4, seed: 14)], "cross_entropy") {
          try Tensor.crossEntropy(
            $0[0], .classes(classes), weight: try NDArray([0.5, 1, 2, 0.1]), labelSmoothing: 0.1, reduction: reduction)
        }
      }
      try check([leaf(3, 4, seed: 15), leaf(3, 4, seed: 16)], "reparameterize") {
        try Tensor.reparameterize($0[0], logVariance: $0[1], noise: NDArray(doubles(12, seed: 17), shape: Shape(3, 4)))
      }
    }
  }
}
