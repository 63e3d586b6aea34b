import Arrays
import Networks
import Tensors
import Testing

extension NetworksTests {
  /// Layers against central differences over random shapes and options, on contiguous inputs, on strided ones, and on
  /// empty batches.
  @Suite struct LayerGradientTests {
    private func array(_ sizes: [Int], seed: UInt64) throws -> NDArray {
      let shape = try Shape(sizes)
      return try NDArray(doubles(shape.count, seed: seed), shape: shape)
    }

    /// The same numbers with other strides: a permuted copy seen through the inverse permutation.
    private func strided(_ array: NDArray) throws -> NDArray {
      let order = Array((0..<array.rank).reversed())
      return try array.permute(order).clone().permute(order)
    }

    private func check(_ inputs: [[Int]], seed: UInt64, _ layer: ([Tensor]) throws -> Tensor) throws {
      let arrays = try inputs.enumerated().map { try array($1, seed: seed &* 10 &+ UInt64($0)) }
      try Gradcheck.check(at: arrays, layer)
      try Gradcheck.check(at: arrays.map(strided), layer)
      // The batch is the first dimension of the first input.
      let empty = try NDArray.zeros(Shape([0] + inputs[0].dropFirst()), dtype: .float64)
      try Gradcheck.check(at: [empty] + arrays.dropFirst(), layer)
    }

    struct Transposed: Sendable, CustomTestStringConvertible {
      let kernel: (Int, Int)
      let stride: (Int, Int)
      let padding: (Int, Int)
      let extra: (Int, Int)
      let dilation: (Int, Int)
      let groups: Int
      var testDescription: String { "k\(kernel) s\(stride) p\(padding) e\(extra) d\(dilation) g\(groups)" }
    }

    static let transposed: [Transposed] = [
      .init(kernel: (3, 2), stride: (1, 1), padding: (0, 0), extra: (0, 0), dilation: (1, 1), groups: 1),
      .init(kernel: (3, 3), stride: (2, 2), padding: (1, 1), extra: (1, 0), dilation: (1, 1), groups: 2),
      .init(kernel: (2, 3), stride: (3, 1), padding: (0, 2), extra: (2, 0), dilation: (1, 2), groups: 1),
      // Reaching further than a stride.
      .init(kernel: (2, 2), stride: (1, 2), padding: (1, 0), extra: (2, 3), dilation: (3, 4), groups: 2),
      .init(kernel: (1, 1), stride: (2, 1), padding: (0, 0), extra: (0, 0), dilation: (1, 1), groups: 1),
    ]

    @Test(arguments: transposed) func transposedConvolution(_ c: Transposed) throws {
      for bias in [false, true] {
        let inputs = [[2, 4, 3, 4], [4, 4 / c.groups, c.kernel.0, c.kernel.1]] + (bias ? [[4]] : [])
        try check(inputs, seed: 1) {
          try Tensor.convTranspose2d(
            $0[0], weight: $0[1], bias: bias ? $0[2] : nil, stride: c.stride, padding: c.padding, extra: c.extra,
            dilation: c.dilation, groups: c.groups)
        }
      }
      try Gradcheck.check(at: [array([4, 3, 4], seed: 2), array([4, 4 / c.groups, c.kernel.0, c.kernel.1], seed: 3)]) {
        try Tensor.convTranspose2d(
          $0[0], weight: $0[1], stride: c.stride, padding: c.padding, extra: c.extra, dilation: c.dilation,
          groups: c.groups)
      }
    }

    @Test("the transposed convolution is the convolution's adjoint: <K x, y> = <x, Kᵀ y>")
    func adjoint() throws {
      for (stride, padding, dilation) in [(1, 0, 1), (2, 1, 1), (3, 2, 2), (2, 0, 3)] {
        let w = Tensor(try array([4, 2, 3, 2], seed: 3))
        let x = Tensor(try array([2, 2, 11, 12], seed: 4))
        let kx = try Tensor.conv2d(
          x, weight: w, stride: (stride, stride), padding: (padding, 0), dilation: (dilation, 1))
        let y = Tensor(try array(kx.shape.array, seed: 5))
        func extra(_ size: Int, _ count: Int, _ p: Int, _ d: Int, _ k: Int) -> Int {
          size - ((count - 1) * stride - 2 * p + d * (k - 1) + 1)
        }
        let kty = try Tensor.convTranspose2d(
          y, weight: w, stride: (stride, stride), padding: (padding, 0),
          extra: (extra(11, kx.shape[2], padding, dilation, 3), extra(12, kx.shape[3], 0, 1, 2)),
          dilation: (dilation, 1))
        let (left, right) = (try kx.mul(y).sum().array.item().double, try kty.mul(x).sum().array.item().double)
        #expect(abs(left - right) <= 1e-10 * max(1, abs(left)))
      }
    }

    @Test func adaptivePooling() throws {
      for (size, output) in [((6, 8), (3, 2)), ((7, 9), (3, 4)), ((2, 3), (5, 7)), ((1, 1), (1, 1)), ((5, 4), (1, 4))] {
        try check([[2, 3, size.0, size.1]], seed: 6) {
          try Tensor.adaptiveAvgPool2d($0[0], output: (output.0, output.1))
        }
      }
      let x = Tensor(try array([2, 3, 5, 4], seed: 7))
      #expect(try Tensor.adaptiveAvgPool2d(x, output: (nil, 2)).shape == Shape(2, 3, 5, 2))
      #expect(try Tensor.adaptiveAvgPool2d(x, output: (0, 2)).shape == Shape(2, 3, 0, 2))
      #expect(try Tensor.adaptiveAvgPool2d(x, output: (5, 4)).array.equals(x.array))
    }

    @Test func averagePoolingWithItsOwnDivisor() throws {
      for divisor in [1, 3, -2] {
        try check([[2, 1, 5, 6]], seed: 8) {
          try Tensor.avgPool2d($0[0], kernel: (2, 3), stride: (1, 2), padding: (1, 1), divisor: divisor)
        }
      }
    }

    @Test func layerNormalisation() throws {
      for (shape, normalized) in [([2, 6], [6]), ([2, 3, 4], [3, 4]), ([3, 1], [1]), ([2, 2, 3, 2], [2])] {
        try check([shape, normalized, normalized], seed: 9) {
          try Tensor.layerNorm($0[0], normalizedShape: Shape(normalized), weight: $0[1], bias: $0[2], eps: 0.1)
        }
        try check([shape, normalized], seed: 9) {
          try Tensor.layerNorm($0[0], normalizedShape: Shape(normalized), weight: $0[1], eps: 0.1)
        }
        try check([shape], seed: 10) { try Tensor.layerNorm($0[0], normalizedShape: Shape(normalized), eps: 0.1) }
      }
    }

    @Test func localResponseNormalisation() throws {
      for (size, alpha, beta, k) in [
        (5, 1e-2, 0.75, 2.0), (1, 1, 0.5, 1), (4, 0.5, 1, 1), (9, 2, 1.5, 0.7), (2, 1, 0, 1),
      ] {
        for shape in [[2, 4, 3], [1, 6, 2, 2], [2, 1, 2]] {
          try check([shape], seed: 11) {
            try Tensor.localResponseNorm($0[0], size: size, alpha: alpha, beta: beta, k: k)
          }
        }
      }
    }

    @Test func batchNormalisationOfVectorsAndSequences() throws {
      for shape in [[5, 3], [3, 2, 4]] {
        let channels = shape[1]
        let statistics = Tensor.BatchStatistics(
          mean: Tensor(try array([channels], seed: 12)),
          variance: Tensor(try NDArray.ones(Shape(channels), dtype: .float64)))
        try check([shape, [channels], [channels]], seed: 13) {
          try Tensor.batchNorm($0[0], weight: $0[1], bias: $0[2], running: statistics, training: false)
        }
        try check([shape, [channels], [channels]], seed: 14) {
          try Tensor.batchNorm($0[0], weight: $0[1], bias: $0[2], running: nil, training: true, eps: 0.1)
        }
      }
    }

    @Test func embedding() throws {
      for positions in [[0, 3, 3, 1], [2], []] as [[Int64]] {
        for padding in [nil, 3] as [Int?] {
          try Gradcheck.check(at: [array([4, 3], seed: 15)]) {
            let y = try Tensor.embedding(NDArray(positions), weight: $0[0], padding: padding)
            // The padding row is looked up but takes no gradient: its differences are left out.
            guard let padding else { return y }
            return try y.mul(
              Tensor(
                NDArray(positions).ne(.scalar(.integer(Int64(padding)), dtype: .int64)).cast(to: .float64).unsqueeze(1))
            )
          }
        }
      }
      let w = Tensor(try array([4, 2], seed: 16), requiresGrad: true)
      try Tensor.embedding(NDArray([Int64(1), 1, 1, 2]), weight: w, byFrequency: true).sum().backward()
      #expect(try #require(w.grad).array.values(as: Double.self) == [0, 0, 1, 1, 1, 1, 0, 0])
    }

    @Test(arguments: Padding.Mode.allCases) func borders(mode: Padding.Mode) throws {
      for (rows, columns) in [((0, 1), (2, 0)), ((2, 2), (1, 2)), ((0, 0), (0, 0))] {
        try check([[2, 2, 3, 4]], seed: 17) {
          try Tensor.pad2d(
            $0[0], rows: (before: rows.0, after: rows.1), columns: (before: columns.0, after: columns.1), mode: mode)
        }
      }
    }

    @Test func softTargets() throws {
      for reduction in Reduction.allCases {
        try Gradcheck.check(at: [array([3, 4], seed: 18), array([3, 4], seed: 19)]) {
          try Tensor.crossEntropy(
            $0[0], .probabilities($0[1]), weight: NDArray([0.5, 1, 2, 0.1]), labelSmoothing: 0.1, reduction: reduction)
        }
        let p = try array([3, 4], seed: 20).map(.sigmoid)
        try Gradcheck.check(at: [p, p.mul(0.5), array([4], seed: 21)]) {
          try Tensor.binaryCrossEntropy($0[0], $0[1], weight: $0[2], reduction: reduction)
        }
        try Gradcheck.check(at: [array([3, 4], seed: 22), p, array([3, 1], seed: 23)]) {
          try Tensor.binaryCrossEntropyWithLogits($0[0], $0[1], weight: $0[2], reduction: reduction)
        }
      }
    }
  }
}
