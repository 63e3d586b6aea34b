import Arrays
import Networks
import Tensors
import Testing

extension NetworksTests {
  /// Wrong shapes, types and numbers are thrown errors, never a trap, and empty arrays work where they make sense.
  @Suite struct HostileShapesTests {
    private func zeros(_ sizes: Int..., dtype: DType = .float32) throws -> Tensor {
      Tensor(try NDArray.zeros(Shape(sizes), dtype: dtype), requiresGrad: true)
    }

    @Test func linearRefusesWhatDoesNotFit() throws {
      #expect(throws: ArrayError.self) { try Tensor.linear(zeros(2, 3), weight: zeros(4, 5)) }
      #expect(throws: ArrayError.self) { try Tensor.linear(zeros(), weight: zeros(4, 5)) }
      #expect(throws: ArrayError.self) { try Tensor.linear(zeros(2, 5), weight: zeros(4, 5), bias: zeros(5)) }
      #expect(throws: ArrayError.self) { try Tensor.linear(zeros(2, 5), weight: zeros(4, 5, dtype: .float64)) }
      #expect(throws: ArrayError.self) { try Tensor.linear(zeros(2, 5, dtype: .int64), weight: zeros(4, 5)) }
      let empty = try Tensor.linear(zeros(0, 5), weight: zeros(4, 5), bias: zeros(4))
      #expect(empty.shape == (try Shape(0, 4)))
      let nothing = try Tensor.linear(zeros(2, 0), weight: zeros(4, 0), bias: zeros(4))
      #expect(try nothing.array.values(as: Float.self) == Array(repeating: 0, count: 8))
    }

    @Test func convolutionRefusesWhatDoesNotFit() throws {
      let x = try zeros(1, 2, 5, 5)
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(1, 3, 3, 3)) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(1, 2, 6, 6)) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(1, 2, 3, 3), stride: (0, 1)) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(1, 2, 3, 3), padding: (-1, 0)) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(3, 2, 3, 3), groups: 2) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(3, 2, 3, 3), groups: 0) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(3, 2, 3, 3), dilation: (1 << 40, 1)) }
      #expect(throws: ArrayError.self) {
        try Tensor.conv2d(x, weight: zeros(3, 2, 3, 3), padding: (1 << 30, 1 << 30))
      }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(x, weight: zeros(1, 2, 3, 3), bias: zeros(2)) }
      #expect(throws: ArrayError.self) { try Tensor.conv2d(zeros(5), weight: zeros(1, 2, 3, 3)) }
      let none = try Tensor.conv2d(zeros(0, 2, 5, 5), weight: zeros(1, 2, 3, 3), bias: zeros(1))
      #expect(none.shape == (try Shape(0, 1, 3, 3)))
      try none.backward(NDArray.zeros(Shape(0, 1, 3, 3)))
      #expect(try Tensor.conv2d(zeros(2, 5, 5), weight: zeros(1, 2, 3, 3)).shape == Shape(1, 3, 3))
    }

    @Test func poolingRefusesWhatDoesNotFit() throws {
      let x = try zeros(1, 2, 5, 5)
      #expect(throws: ArrayError.self) { try Tensor.maxPool2d(x, kernel: (6, 6)) }
      #expect(throws: ArrayError.self) { try Tensor.maxPool2d(x, kernel: (0, 2)) }
      #expect(throws: ArrayError.self) { try Tensor.maxPool2d(x, kernel: (2, 2), padding: (2, 0)) }
      #expect(throws: ArrayError.self) { try Tensor.avgPool2d(x, kernel: (2, 2), stride: (-1, 1)) }
      #expect(throws: ArrayError.self) { try Tensor.avgPool2d(zeros(5), kernel: (2, 2)) }
      #expect(throws: ArrayError.self) { try Tensor.maxPool2d(zeros(1, 1, 4, 4, dtype: .int64), kernel: (2, 2)) }
    }

    @Test func lossesRefuseWhatDoesNotFit() throws {
      let x = try zeros(3, 4)
      #expect(throws: ArrayError.self) { try Tensor.mseLoss(x, zeros(4, 3)) }
      #expect(throws: ArrayError.self) { try Tensor.mseLoss(x, zeros(3, 4, dtype: .float64)) }
      #expect(throws: ArrayError.indexOutOfRange(operation: "cross_entropy", index: 4, size: 4)) {
        try Tensor.crossEntropy(x, .classes(NDArray([Int64(0), 1, 4])))
      }
      #expect(throws: ArrayError.self) { try Tensor.nllLoss(x, NDArray([Int64(0), -1, 2])) }
      #expect(throws: ArrayError.self) { try Tensor.nllLoss(x, NDArray([Int64(0), 1])) }
      #expect(throws: ArrayError.self) { try Tensor.crossEntropy(x, .classes(NDArray([0.0, 1, 2]))) }
      #expect(throws: ArrayError.self) { try Tensor.binaryCrossEntropy(Tensor(try NDArray([Float(1.5)])), zeros(1)) }
      let empty = try Tensor.mseLoss(zeros(0), zeros(0))
      #expect(try empty.array.values(as: Float.self).allSatisfy(\.isNaN))
    }

    @Test func negativeAndHugeLayersAreErrors() {
      #expect(throws: ArrayError.self) { try Linear(-1, 3) }
      #expect(throws: ArrayError.self) { try Linear(1 << 40, 1 << 40) }
      #expect(throws: NetworkError.self) { try Conv2d(3, 4, kernel: (3, 0)) }
      #expect(throws: NetworkError.self) { try Dropout(1.5) }
      #expect(throws: NetworkError.self) { try Adam([]) }
    }

    @Test func transposedConvolutionRefusesWhatDoesNotFit() throws {
      let (x, w) = (try zeros(1, 2, 5, 5), try zeros(2, 3, 3, 3))
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: zeros(3, 2, 3, 3)) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(zeros(5), weight: w) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(zeros(1, 2, 0, 5), weight: w) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: zeros(2, 3, 0, 3)) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: zeros(2, 3, 3)) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: zeros(2, 3, 3, 3, dtype: .float64)) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, bias: zeros(2)) }
      for wrong in [0, -1, 1 << 40, .max, .min] {
        #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, stride: (1, wrong)) }
        #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, dilation: (wrong, 1)) }
        #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, groups: wrong) }
        if wrong == 0 { continue }
        #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, padding: (wrong, 0)) }
        #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, extra: (0, wrong)) }
        #expect(throws: ArrayError.self) {
          try Tensor.convTranspose2d(x, weight: w, extra: (0, wrong), dilation: (1, wrong))
        }
      }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, padding: (4, 0)) }
      #expect(throws: ArrayError.self) { try Tensor.convTranspose2d(x, weight: w, stride: (1 << 30, 1 << 30)) }
      let none = try Tensor.convTranspose2d(zeros(0, 2, 5, 5), weight: w, bias: zeros(3))
      #expect(none.shape == (try Shape(0, 3, 7, 7)))
      try none.backward(NDArray.zeros(none.shape))
    }

    @Test func otherLayersRefuseWhatDoesNotFit() throws {
      let x = try zeros(1, 2, 5, 5)
      for wrong in [-1, 1 << 40, .max, .min] {
        #expect(throws: ArrayError.self) { try Tensor.adaptiveAvgPool2d(x, output: (wrong, 1)) }
        #expect(throws: ArrayError.self) {
          try Tensor.pad2d(x, rows: (before: wrong, after: 0), columns: (before: 0, after: wrong))
        }
      }
      #expect(throws: ArrayError.self) { try Tensor.adaptiveAvgPool2d(zeros(5), output: (1, 1)) }
      #expect(throws: ArrayError.self) { try Tensor.adaptiveAvgPool2d(zeros(1, 2, 0, 5), output: (1, 1)) }
      #expect(throws: ArrayError.self) {
        try Tensor.adaptiveAvgPool2d(zeros(1, 1, 4, 4, dtype: .int64), output: (1, 1))
      }
      #expect(throws: ArrayError.self) { try Tensor.avgPool2d(x, kernel: (2, 2), divisor: 0) }
      for size in [0, -1, .min] { #expect(throws: ArrayError.self) { try Tensor.localResponseNorm(x, size: size) } }
      #expect(try Tensor.localResponseNorm(x, size: .max).shape == x.shape)
      #expect(throws: ArrayError.self) { try Tensor.localResponseNorm(zeros(2, 3), size: 2) }
      #expect(try Tensor.localResponseNorm(zeros(1 << 40, 2, 0), size: 2).shape == Shape(1 << 40, 2, 0))
      #expect(throws: ArrayError.self) { try Tensor.layerNorm(x, normalizedShape: Shape(5, 4)) }
      #expect(throws: ArrayError.self) { try Tensor.layerNorm(x, normalizedShape: .scalar) }
      #expect(throws: ArrayError.self) { try Tensor.layerNorm(zeros(5), normalizedShape: Shape(1, 5)) }
      #expect(throws: ArrayError.self) { try Tensor.layerNorm(x, normalizedShape: Shape(5), weight: zeros(4)) }
      #expect(throws: ArrayError.self) {
        try Tensor.layerNorm(x, normalizedShape: Shape(5), bias: zeros(5, dtype: .float64))
      }
      #expect(try Tensor.layerNorm(zeros(1 << 40, 0), normalizedShape: Shape(0)).shape == Shape(1 << 40, 0))
      #expect(try Tensor.layerNorm(zeros(0, 3), normalizedShape: Shape(3)).shape == Shape(0, 3))
      #expect(throws: ArrayError.self) { try Tensor.embedding(NDArray([Int64(3)]), weight: zeros(3, 2)) }
      #expect(throws: ArrayError.self) { try Tensor.embedding(NDArray([Int64(-1)]), weight: zeros(3, 2)) }
      #expect(throws: ArrayError.self) { try Tensor.embedding(NDArray([1.0]), weight: zeros(3, 2)) }
      #expect(throws: ArrayError.self) { try Tensor.embedding(NDArray([Int64(0)]), weight: zeros(3)) }
      #expect(throws: ArrayError.self) { try Tensor.pad2d(x, rows: (5, 0), columns: (0, 0), mode: .reflect) }
      #expect(throws: ArrayError.self) { try Tensor.pad2d(x, rows: (0, 0), columns: (6, 0), mode: .circular) }
      #expect(throws: ArrayError.self) {
        try Tensor.pad2d(zeros(1, 1, 0, 2), rows: (1, 0), columns: (0, 0), mode: .replicate)
      }
    }

    @Test func layersRefuseOptionsWhenTheyAreMade() {
      for wrong in [0, -1, .min] {
        #expect(throws: NetworkError.self) { try Conv2d(wrong, 1, kernel: (1, 1)) }
        #expect(throws: NetworkError.self) { try ConvTranspose2d(1, wrong, kernel: (1, 1)) }
        #expect(throws: NetworkError.self) { try ConvTranspose2d(1, 1, kernel: (wrong, 1)) }
        #expect(throws: NetworkError.self) { try MaxPool2d((2, wrong)) }
        #expect(throws: NetworkError.self) { try AvgPool2d((2, 2), stride: (wrong, 1)) }
        #expect(throws: NetworkError.self) { try LocalResponseNorm(wrong) }
      }
      #expect(throws: (any Error).self) { try Conv2d(1 << 40, 1 << 40, kernel: (1 << 40, 1)) }
      #expect(throws: (any Error).self) { try ConvTranspose2d(1 << 40, 1 << 40, kernel: (1 << 40, 1)) }
      #expect(throws: NetworkError.self) { try AdaptiveAvgPool2d((-1, nil)) }
      #expect(throws: (any Error).self) { try BatchNorm1d(-1) }
      #expect(throws: NetworkError.self) { try LayerNorm(.scalar) }
      #expect(throws: (any Error).self) { try Embedding(-1, 2) }
      #expect(throws: (any Error).self) { try Embedding(1 << 40, 1 << 40) }
      #expect(throws: NetworkError.self) {
        var options = Embedding.Options()
        options.padding = 3
        _ = try Embedding(3, 2, options)
      }
      #expect(throws: NetworkError.self) {
        var options = Conv2d.Options()
        (options.keepsSize, options.stride) = (true, (2, 1))
        _ = try Conv2d(1, 1, kernel: (3, 3), options)
      }
      #expect(throws: NetworkError.self) { try Softplus(beta: 0) }
    }

    @Test func maximumPoolingKeepsNaN() throws {
      let x = Tensor(
        try NDArray([Float.nan, 1, 2, 3, 1, .nan, 2, 3, 1, 2, .nan, 3, 1, 2, 3, .nan], shape: Shape(1, 1, 4, 4)))
      let halved = try Tensor.maxPool2d(x, kernel: (2, 2)).array.values(as: Float.self)
      #expect(halved.map(\.isNaN) == [true, false, false, true])
      let slid = try Tensor.maxPool2d(x, kernel: (2, 2), stride: (2, 2), padding: (1, 1)).array.values(as: Float.self)
      #expect(slid.map(\.isNaN) == [true, false, false, false, true, false, false, false, true])
    }
  }
}
