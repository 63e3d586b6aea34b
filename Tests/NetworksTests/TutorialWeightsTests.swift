import Arrays
import Foundation
import Networks
import TestSupport
import Tensors
import Testing

extension NetworksTests {
  /// The networks of BoTorch's tutorial, with its weights, against what PyTorch computed in float64.
  @Suite(.enabled(if: Reference.hasData)) struct TutorialWeightsTests {
    private let folder = (Reference.dataFolder ?? "") + "/botorch-tutorial"

    private func expected(_ path: String...) throws -> (values: [Double], shape: [Int]) {
      var node =
        try JSONSerialization.jsonObject(
          with: Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))) as? [String: Any]
      for key in path.dropLast() { node = node?[key] as? [String: Any] }
      let entry = try #require(node?[path.last ?? ""] as? [String: Any])
      return (try #require(entry["data"] as? [Double]), try #require(entry["shape"] as? [Int]))
    }

    private func firstImages(_ count: Int) throws -> NDArray {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/gzip")
      process.arguments = ["-dc", (Reference.dataFolder ?? "") + "/mnist/t10k-images-idx3-ubyte.gz"]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let pixels = bytes[16..<16 + count * 784].map { Float($0) / 255 }
      return try NDArray(pixels, shape: Shape(count, 1, 28, 28))
    }

    @Test func classifierAgrees() throws {
      let model = try Pretrained.load("mnist_cnn", path: folder + "/mnist_cnn.safetensors")
      let images = try firstImages(8)
      let cases: [(String, NDArray)] = [
        ("scaled_0_1", images), ("normalized", try images.sub(.real(0.1307)).mul(.real(1 / 0.3081))),
      ]
      for (name, input) in cases {
        let wanted = try expected("classifier", name, "log_probabilities")
        let got = try model(Tensor(input)).array.cast(to: .float64).values(as: Double.self)
        #expect(firstMismatch(got, wanted.values, rtol: 1e-5, atol: 1e-5, label: name) == nil)
      }
    }

    @Test func decoderAndScoreAgree() throws {
      let vae = try #require(try Pretrained.load("mnist_vae", path: folder + "/mnist_vae.safetensors") as? VAE)
      let cnn = try Pretrained.load("mnist_cnn", path: folder + "/mnist_cnn.safetensors")
      let z = try expected("decoder", "z")
      let latent = Tensor(try NDArray(z.values, shape: Shape(z.shape)).cast(to: .float32))
      let images = try vae.decode(latent)
      let pixels = try images.array.cast(to: .float64).values(as: Double.self)
      func part(_ start: Int, _ count: Int) -> [Double] {
        (0..<4).flatMap { image in Array(pixels[(image * 784 + start)...].prefix(count)) }
      }
      let (head, row) = (part(0, 20), part(14 * 28, 28))
      #expect(firstMismatch(head, try expected("decoder", "first_20_pixels").values, rtol: 0, atol: 1e-5) == nil)
      #expect(firstMismatch(row, try expected("decoder", "centre_row_14").values, rtol: 0, atol: 1e-5) == nil)
      let logs = try cnn(images).array.cast(to: .float64).values(as: Double.self)
      let wanted = try expected("score", "classifier_log_probabilities")
      #expect(firstMismatch(logs, wanted.values, rtol: 1e-5, atol: 1e-5) == nil)
    }

    @Test func encoderAndLossTermsAgree() throws {
      let vae = try #require(try Pretrained.load("mnist_vae", path: folder + "/mnist_vae.safetensors") as? VAE)
      let images = try firstImages(4).reshape([4, 784])
      let posterior = try vae.encode(Tensor(images))
      for (name, tensor) in [("mu", posterior.mean), ("logvar", posterior.logVariance)] {
        let got = try tensor.array.cast(to: .float64).values(as: Double.self)
        #expect(firstMismatch(got, try expected("encoder", name).values, rtol: 1e-5, atol: 1e-5, label: name) == nil)
      }
      // PyTorch's figures come from probabilities, whose logarithm is cut at -100 where float64 rounds them to 1; from
      // logits the loss of such a pixel is smaller, and right.
      try vae.to(.float64)
      let mean = Tensor(try posterior.mean.array.cast(to: .float64))
      let bce = try Tensor.binaryCrossEntropy(
        vae.decode(mean), Tensor(images.cast(to: .float64)), reduction: .none)
      let sums = try bce.array.cast(to: .float64).values(as: Double.self)
      let got = (0..<4).map { sums[$0 * 784..<($0 + 1) * 784].reduce(0, +) }
      let wanted = try expected("encoder", "reconstruction_bce_sum_at_mu").values
      #expect(firstMismatch(got, wanted, rtol: 1e-5, atol: 0) == nil)
    }
  }
}
