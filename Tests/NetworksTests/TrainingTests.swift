import Arrays
import Networks
import Tensors
import Testing

extension NetworksTests {
  /// Whole training steps: they learn, repeat bit for bit, and do not depend on the number of threads.
  @Suite struct TrainingTests {
    private func images(_ count: Int) throws -> NDArray {
      try NDArray(floats(count * 784, seed: 3).map { ($0 > 0.5 ? 1 : 0) as Float }, shape: Shape(count, 784))
    }

    /// Losses of some steps and all weights at the end.
    private func trainVAE(threads: Int, steps: Int) throws -> ([Float], [[Float]]) {
      let before = Threads.count
      Threads.count = threads
      defer { Threads.count = before }
      Random.seed = 11
      let vae = try VAE()
      let optimizer = try Adam(vae.parameterTensors())
      let x = Tensor(try images(64))
      var losses: [Float] = []
      for _ in 0..<steps {
        optimizer.zeroGrad()
        let loss = try vae.loss(x)
        losses += try loss.array.values(as: Float.self)
        try loss.backward()
        try optimizer.step()
      }
      return (losses, try vae.stateDict().map { try $0.array.values(as: Float.self) })
    }

    @Test func vaeLearnsAndRepeatsAtAnyThreadCount() throws {
      let (losses, weights) = try trainVAE(threads: 1, steps: 6)
      #expect((losses.last ?? .infinity) < (losses.first ?? 0) * 0.97)
      for threads in [1, 2, 3, 4] {
        let (again, same) = try trainVAE(threads: threads, steps: 6)
        #expect(again == losses, "\(threads) threads")
        #expect(same == weights, "\(threads) threads")
      }
    }

    private func trainCNN(threads: Int) throws -> [Float] {
      let before = Threads.count
      Threads.count = threads
      defer { Threads.count = before }
      Random.seed = 12
      let cnn = try MNISTCNN()
      var options = SGD.Options()
      options.momentum = 0.9
      let optimizer = try SGD(cnn.parameterTensors(), learningRate: 0.05, options)
      let pixels = try images(40)
      // A bright row tells the class.
      for image in 0..<40 {
        (pixels.pointer(as: Float.self) + image * 784 + (image % 10) * 56).update(repeating: 2, count: 56)
      }
      let x = Tensor(try pixels.reshape([40, 1, 28, 28]))
      let classes = try NDArray((0..<40).map { Int64($0 % 10) })
      var losses: [Float] = []
      for _ in 0..<12 {
        optimizer.zeroGrad()
        let loss = try Tensor.nllLoss(cnn(x), classes)
        losses += try loss.array.values(as: Float.self)
        try loss.backward()
        try optimizer.step()
      }
      return losses
    }

    @Test func cnnLearnsAndRepeatsAtAnyThreadCount() throws {
      let losses = try trainCNN(threads: 1)
      #expect((losses.last ?? .infinity) < (losses.first ?? 0) * 0.9)
      for threads in [2, 3, 5] { #expect(try trainCNN(threads: threads) == losses) }
    }

    @Test func aResumedOptimizerContinuesBitForBit() throws {
      func run(resumeAfter pause: Int?) throws -> [Float] {
        Random.seed = 5
        var net = try Linear(6, 3)
        var optimizer: Optimizer = try Adam(net.parameterTensors())
        let x = Tensor(try NDArray(floats(24), shape: Shape(4, 6)))
        for step in 0..<10 {
          if step == pause {
            let state = Dictionary(uniqueKeysWithValues: try net.stateDict().map { ($0.name, try $0.array.clone()) })
            let moments = try optimizer.stateDict()
            net = try Linear(6, 3)
            try net.loadStateDict(state)
            optimizer = try Adam(net.parameterTensors())
            try optimizer.loadStateDict(moments)
          }
          optimizer.zeroGrad()
          try Tensor.mseLoss(net(x), Tensor(try NDArray.ones(Shape(4, 3)))).backward()
          try optimizer.step()
        }
        return try net.stateDict().flatMap { try $0.array.values(as: Float.self) }
      }
      #expect(try run(resumeAfter: nil) == run(resumeAfter: 4))
    }

    @Test func anOptimizerRefusesAStateThatDoesNotFit() throws {
      let net = try Linear(2, 2)
      let optimizer = try Adam(net.parameterTensors())
      #expect(throws: NetworkError.self) {
        try optimizer.loadStateDict(["state.0.step": NDArray.scalar(1, dtype: .int64)])
      }
      #expect(throws: NetworkError.self) { try optimizer.loadStateDict(["nonsense": NDArray.ones(Shape(2))]) }
      #expect(optimizer.learningRate == 1e-3)
    }
  }
}
