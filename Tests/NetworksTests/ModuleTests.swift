import Arrays
import Foundation
import Networks
import Tensors
import Testing

extension NetworksTests {
  @Suite struct ModuleTests {
    @Test func namesArePyTorchs() throws {
      #expect(
        try MNISTCNN().stateDict().map(\.name) == [
          "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc1.weight", "fc1.bias", "fc2.weight",
          "fc2.bias",
        ])
      #expect(
        try VAE().namedParameters().map(\.name) == [
          "fc1.weight", "fc1.bias", "fc21.weight", "fc21.bias", "fc22.weight", "fc22.bias", "fc3.weight", "fc3.bias",
          "fc4.weight", "fc4.bias",
        ])
      let net = Sequential([try Linear(3, 4), ReLU(), try BatchNorm2d(4)])
      #expect(
        net.stateDict().map(\.name) == [
          "0.weight", "0.bias", "2.weight", "2.bias", "2.running_mean", "2.running_var", "2.num_batches_tracked",
        ])
    }

    @Test func initialisationStaysWithinItsBoundAndFollowsTheSeed() throws {
      Random.seed = 7
      let first = try #require(try Linear(100, 50).stateDict().first).array.values(as: Float.self)
      let second = try #require(try Linear(100, 50).stateDict().first).array.values(as: Float.self)
      Random.seed = 7
      let again = try #require(try Linear(100, 50).stateDict().first).array.values(as: Float.self)
      #expect(first == again)
      #expect(first != second)
      #expect(first.allSatisfy { abs($0) <= 0.1 })
      #expect((first.max() ?? 0) > 0.099 && (first.min() ?? 0) < -0.099)
    }

    @Test func aStateThatDoesNotFitChangesNothing() throws {
      let net = Sequential([try Linear(3, 4), try Linear(4, 2)])
      let before = try net.stateDict().map { try $0.array.values(as: Float.self) }
      var state = Dictionary(uniqueKeysWithValues: net.stateDict().map { ($0.name, $0.array) })
      state["0.weight"] = try NDArray.ones(Shape(4, 4))
      state["1.bias"] = nil
      state["2.bias"] = try NDArray.ones(Shape(2))
      #expect(
        throws: NetworkError.stateMismatch(
          missing: ["1.bias"], unexpected: ["2.bias"],
          misshapen: [.init(name: "0.weight", wanted: try Shape(4, 3), got: try Shape(4, 4))])
      ) { try net.loadStateDict(state) }
      #expect(try net.stateDict().map { try $0.array.values(as: Float.self) } == before)
      state["0.weight"] = try NDArray.ones(Shape(4, 3))
      try net.loadStateDict(state, strict: false)
      #expect(try #require(net.stateDict().first).array.values(as: Float.self) == Array(repeating: 1, count: 12))
    }

    @Test func stateSurvivesAFile() throws {
      let path = NSTemporaryDirectory() + "state-\(UUID()).safetensors"
      defer { try? FileManager.default.removeItem(atPath: path) }
      let (net, other) = (try VAE(latent: 3, hidden: 8), try VAE(latent: 3, hidden: 8))
      try net.save(path)
      try other.load(path)
      for (a, b) in zip(net.stateDict(), other.stateDict()) {
        #expect(try a.array.values(as: Float.self) == b.array.values(as: Float.self))
      }
      #expect(throws: NetworkError.self) { try VAE(latent: 4, hidden: 8).load(path) }
    }

    @Test func trainAndEvalReachEveryChild() throws {
      let inner = Sequential([try Dropout(0.9)])
      let net = Sequential([inner, Identity()])
      let x = Tensor(try NDArray.ones(Shape(1000)))
      net.eval()
      #expect(try net(x).array.values(as: Float.self).allSatisfy { $0 == 1 })
      net.train()
      let dropped = try net(x).array.values(as: Float.self)
      #expect(dropped.contains(0) && dropped.allSatisfy { $0 == 0 || abs($0 - 10) < 1e-5 })
      #expect(inner.isTraining)
    }

    @Test func summaryListsShapesAndCounts() throws {
      let lines = try MNISTCNN().summary(input: Shape(2, 1, 28, 28))
      #expect(lines.map(\.name) == ["", "conv1", "conv2", "fc1", "fc2"])
      #expect(lines.map(\.parameters) == [0, 520, 25050, 400_500, 5010])
      #expect(lines.first?.output == (try Shape(2, 10)))
    }

    @Test func halfPrecisionChangesReachEveryParameter() throws {
      let net = try VAE(latent: 2, hidden: 4)
      try net.to(.float64)
      #expect(net.parameterTensors().allSatisfy { $0.dtype == .float64 && $0.requiresGrad })
      #expect(throws: ArrayError.self) { try net.to(.int64) }
    }

    @Test func unknownWeightsNameTheKnownOnes() {
      #expect(throws: NetworkError.unknownWeights(name: "mnist", known: Pretrained.names)) {
        try Pretrained.load("mnist")
      }
    }
  }
}
