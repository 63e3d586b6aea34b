import Arrays
import Networks
import Tensors
import Testing

extension NetworksTests {
  /// Options of layers, by what they mean; values that were worked out by hand.
  @Suite struct LayerOptionsTests {
    private func tensor(_ values: [Double], _ sizes: Int...) throws -> Tensor {
      Tensor(try NDArray(values, shape: Shape(sizes)))
    }

    @Test func aConvolutionKeepsTheImagesSize() throws {
      for (kernel, dilation) in [((3, 3), (1, 1)), ((2, 4), (1, 1)), ((5, 2), (2, 3)), ((1, 1), (1, 1))] {
        for mode in [Padding.Mode.zeros, .replicate, .circular] {
          var options = Conv2d.Options()
          (options.keepsSize, options.paddingMode, options.dilation) = (true, mode, dilation)
          let layer = try Conv2d(2, 3, kernel: kernel, options)
          #expect(try layer(Tensor(NDArray.ones(Shape(1, 2, 9, 8)))).shape == Shape(1, 3, 9, 8))
        }
      }
    }

    @Test("an even kernel of padding \"same\" has one more column behind the image")
    func evenKernel() throws {
      var options = Conv2d.Options()
      (options.keepsSize, options.bias, options.dtype) = (true, false, .float64)
      let layer = try Conv2d(1, 1, kernel: (1, 2), options)
      try layer.loadStateDict(["weight": NDArray([1.0, 10], shape: Shape(1, 1, 1, 2))])
      #expect(try layer(tensor([1, 2, 3], 1, 1, 1, 3)).array.values(as: Double.self) == [21, 32, 3])
    }

    @Test func bordersAreWhatTheirModeSays() throws {
      let x = try tensor([1, 2, 3], 1, 1, 3)
      let wanted: [(Padding.Mode, [Double])] = [
        (.zeros, [0, 0, 1, 2, 3, 0]), (.reflect, [3, 2, 1, 2, 3, 2]), (.replicate, [1, 1, 1, 2, 3, 3]),
        (.circular, [2, 3, 1, 2, 3, 1]),
      ]
      for (mode, values) in wanted {
        let y = try Tensor.pad2d(x, rows: (before: 0, after: 0), columns: (before: 2, after: 1), mode: mode)
        #expect(try y.array.values(as: Double.self) == values)
      }
    }

    @Test func runningMomentsCanBeTheMeanOfAllBatches() throws {
      var options = BatchNorm.Options()
      (options.momentum, options.dtype) = (nil, .float64)
      let norm = try BatchNorm1d(1, options)
      for batch in [[0.0, 2], [4, 8], [1, 3]] { _ = try norm(tensor(batch, 2, 1)) }
      let state = Dictionary(uniqueKeysWithValues: norm.stateDict().map { ($0.name, $0.array) })
      let (mean, variance) = (try #require(state["running_mean"]), try #require(state["running_var"]))
      // Means 1, 6, 2; unbiased variances 2, 8, 2.
      #expect(try abs(mean.values(as: Double.self)[0] - 3) < 1e-12)
      #expect(try abs(variance.values(as: Double.self)[0] - 4) < 1e-12)
      #expect(try #require(state["num_batches_tracked"]).values(as: Int64.self) == [3])
    }

    @Test func withoutRunningMomentsEvaluationTakesTheBatchs() throws {
      var options = BatchNorm.Options()
      (options.tracksMoments, options.affine) = (false, false)
      let norm = try BatchNorm2d(2, options)
      #expect(norm.stateDict().isEmpty)
      let x = Tensor(try NDArray(floats(24), shape: Shape(2, 2, 2, 3)))
      let trained = try norm(x)
      norm.eval()
      #expect(try norm(x).array.equals(trained.array))
    }

    @Test func anEmptyBatchLeavesTheMomentsAlone() throws {
      let norm = try BatchNorm1d(3)
      let y = try norm(Tensor(NDArray.zeros(Shape(0, 3)), requiresGrad: true))
      #expect(y.shape == (try Shape(0, 3)))
      try y.backward(NDArray.zeros(Shape(0, 3)))
      for (name, array) in norm.stateDict() where name.hasPrefix("running") {
        #expect(try array.values(as: Float.self).allSatisfy(\.isFinite))
      }
    }

    @Test func rowsOfATableAreScaledWhenTheyAreTooLong() throws {
      var options = Embedding.Options()
      (options.maximumNorm, options.padding, options.dtype) = (1, 0, .float64)
      let table = try Embedding(3, 2, options)
      #expect(try #require(table.stateDict().first).array.select(0, 0).values(as: Double.self) == [0, 0])
      try table.loadStateDict(["weight": NDArray([0, 0, 3, 4, 6, 8] as [Double], shape: Shape(3, 2))])
      let y = try table(Tensor(NDArray([Int64(1), 1])))
      let values = try y.array.values(as: Double.self)
      for (got, wanted) in zip(values, [0.6, 0.8, 0.6, 0.8]) { #expect(abs(got - wanted) < 1e-6) }
      // What was not looked up stays.
      #expect(try #require(table.stateDict().first).array.select(0, 2).values(as: Double.self) == [6, 8])
    }

    @Test("results and gradients have the same bits whatever the number of threads")
    func threads() throws {
      let before = Threads.count
      defer { Threads.count = before }
      let layers: [(Module, [Int])] = [
        (try LayerNorm(Shape(64)), [700, 64]), (try LocalResponseNorm(5), [9, 16, 20, 20]),
        (try AdaptiveAvgPool2d((5, 3)), [9, 40, 20, 20]), (try ConvTranspose2d(4, 6, kernel: (3, 3)), [9, 4, 20, 20]),
        (try BatchNorm1d(40), [9, 40, 200]),
      ]
      for (layer, sizes) in layers {
        let shape = try Shape(sizes)
        let values = try NDArray(floats(shape.count), shape: shape)
        var seen: [Float]?
        for count in [1, 2, 5] {
          Threads.count = count
          let x = Tensor(values, requiresGrad: true)
          layer.zeroGrad()
          let y = try layer(x)
          try y.square().sum().backward()
          let all = try ([y, try #require(x.grad)] + layer.parameterTensors().compactMap(\.grad))
            .flatMap { try $0.array.values(as: Float.self) }
          #expect(seen == nil || seen == all, "\(layer.typeName) with \(count) threads")
          seen = all
        }
      }
    }

    @Test func alexNetHasTorchvisionsNames() throws {
      let net = try AlexNet(classes: 7)
      let wanted = [("features", [0, 3, 6, 8, 10]), ("classifier", [1, 4, 6])].flatMap { part, places in
        places.flatMap { ["\(part).\($0).weight", "\(part).\($0).bias"] }
      }
      #expect(net.stateDict().map(\.name) == wanted)
      #expect(net.parameterTensors().reduce(0) { $0 + $1.shape.count } == 57_003_840 + 7 * 4097)
      net.eval()
      #expect(try net(Tensor(NDArray.zeros(Shape(1, 3, 70, 63)))).shape == Shape(1, 7))
      #expect(throws: ArrayError.self) { try net(Tensor(NDArray.zeros(Shape(1, 3, 62, 63)))) }
    }

    @Test func groupsHaveRatesAndOptionsOfTheirOwn() throws {
      let leaves = try (0..<2).map { _ in Tensor(try NDArray([1.0, 2]), requiresGrad: true) }
      var decaying = SGD.Options()
      decaying.weightDecay = 0.5
      var climbing = SGD.Options()
      climbing.maximize = true
      let sgd = try SGD(groups: [
        ParameterGroup([leaves[0]], learningRate: 0.1, decaying),
        ParameterGroup([leaves[1]], learningRate: 1, climbing),
      ])
      for leaf in leaves { leaf.grad = Tensor(try NDArray([1.0, 1])) }
      let schedule = try Schedule(sgd, .exponential(gamma: 0.5))
      schedule.step()
      #expect(sgd.groups.map(\.learningRate) == [0.05, 0.5])
      try sgd.step()
      #expect(try leaves[0].array.values(as: Double.self) == [1 - 0.05 * 1.5, 2 - 0.05 * 2])
      #expect(try leaves[1].array.values(as: Double.self) == [1.5, 2.5])
      #expect(throws: NetworkError.self) { try sgd.addGroup([leaves[0]], learningRate: nil) }
      let state = try sgd.stateDict()
      schedule.step()
      try sgd.loadStateDict(state)
      #expect(sgd.groups.map(\.learningRate) == [0.05, 0.5])
      #expect(throws: NetworkError.self) { try SGD([leaves[0]]).loadStateDict(state) }
    }

    @Test func gradientsAreClipped() throws {
      func leaf(_ gradient: [Double]) throws -> Tensor {
        let leaf = Tensor(try NDArray.zeros(Shape(gradient.count), dtype: .float64), requiresGrad: true)
        leaf.grad = Tensor(try NDArray(gradient))
        return leaf
      }
      let (a, b, none) = (try leaf([3, -4]), try leaf([12]), Tensor(try NDArray([1.0]), requiresGrad: true))
      #expect(try GradientClipping.clipNorm([a, b, none], maximum: 100) == 13)
      #expect(try GradientClipping.clipNorm([a, b], maximum: 100, order: .infinity) == 12)
      #expect(try GradientClipping.clipNorm([a, b], maximum: 100, order: 1) == 19)
      try GradientClipping.clipValue([a, b, a], limit: 3.5)
      #expect(try #require(a.grad).array.values(as: Double.self) == [3, -3.5])
      #expect(try #require(b.grad).array.values(as: Double.self) == [3.5])
      #expect(throws: NetworkError.self) {
        try GradientClipping.clipNorm([try leaf([.infinity])], maximum: 1, refusesNonfinite: true)
      }
      #expect(throws: NetworkError.self) { try GradientClipping.clipNorm([a], maximum: -1) }
      #expect(throws: NetworkError.self) { try GradientClipping.clipValue([a], limit: .nan) }
    }
  }
}
