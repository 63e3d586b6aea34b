import Arrays
import Networks
import TestSupport
import Tensors
import Testing

extension NetworksTests {
  @Suite struct LayerReferenceTests {
    @Test(.enabled(if: Reference.isAvailable))
    func everyRecordedLayerAgrees() throws {
      try walk("layers") { item in
        switch item.name.prefix(while: { $0 != "/" }) {
        case "linear": return try linear(item)
        case "conv2d": return try conv2d(item)
        case "max_pool2d", "avg_pool2d": return try pool(item)
        case "conv_transpose2d": return try convTranspose2d(item)
        case "adaptive_avg_pool2d":
          let size = item.pair("output_size", (1, 1))
          return try unary(item) { try Tensor.adaptiveAvgPool2d($0, output: (size.0, size.1)) }
        case "local_response_norm":
          return try unary(item) {
            try Tensor.localResponseNorm(
              $0, size: item.parameters["size"] as? Int ?? 0, alpha: item.number("alpha", 1e-4),
              beta: item.number("beta", 0.75), k: item.number("k", 1))
          }
        case "layer_norm": return try layerNorm(item)
        case "embedding": return try embedding(item)
        case "batch_norm1d", "batch_norm2d": return try batchNorm(item)
        case "network": return try network(item)
        default: throw NotCovered()
        }
      }
    }

    private func linear(_ item: ReferenceCase) throws -> String? {
      let (x, w) = (try item.tensor("x"), try item.tensor("weight"))
      let b = item.inputs["bias"] == nil ? nil : try item.tensor("bias")
      let y = try Tensor.linear(x, weight: w, bias: b)
      return try item.mismatch(y: y, gradients: leaves(x, w, b))
    }

    private func leaves(_ x: Tensor, _ w: Tensor, _ b: Tensor?) -> [String: Tensor] {
      var leaves = ["grad_x": x, "grad_weight": w]
      leaves["grad_bias"] = b
      return leaves
    }

    private func unary(_ item: ReferenceCase, _ layer: (Tensor) throws -> Tensor) throws -> String? {
      let x = try item.tensor("x")
      return try item.mismatch(y: layer(x), gradients: ["grad_x": x])
    }

    private func convTranspose2d(_ item: ReferenceCase) throws -> String? {
      let (x, w) = (try item.tensor("x"), try item.tensor("weight"))
      let b = item.inputs["bias"] == nil ? nil : try item.tensor("bias")
      let y = try Tensor.convTranspose2d(
        x, weight: w, bias: b, stride: item.pair("stride", (1, 1)), padding: item.pair("padding", (0, 0)),
        extra: item.pair("output_padding", (0, 0)), dilation: item.pair("dilation", (1, 1)),
        groups: item.parameters["groups"] as? Int ?? 1)
      return try item.mismatch(y: y, gradients: leaves(x, w, b))
    }

    private func layerNorm(_ item: ReferenceCase) throws -> String? {
      let x = try item.tensor("x")
      let w = item.inputs["weight"] == nil ? nil : try item.tensor("weight")
      let b = item.inputs["bias"] == nil ? nil : try item.tensor("bias")
      let y = try Tensor.layerNorm(
        x, normalizedShape: Shape(item.parameters["normalized_shape"] as? [Int] ?? []), weight: w, bias: b,
        eps: item.number("eps", 1e-5))
      var leaves = ["grad_x": x]
      leaves["grad_weight"] = w
      leaves["grad_bias"] = b
      return try item.mismatch(y: y, gradients: leaves)
    }

    private func embedding(_ item: ReferenceCase) throws -> String? {
      let w = try item.tensor("weight")
      let y = try Tensor.embedding(
        item.classes("indices"), weight: w, padding: item.parameters["padding_idx"] as? Int)
      return try item.mismatch(y: y, gradients: ["grad_weight": w])
    }

    private func conv2d(_ item: ReferenceCase) throws -> String? {
      let (x, w) = (try item.tensor("x"), try item.tensor("weight"))
      let b = item.inputs["bias"] == nil ? nil : try item.tensor("bias")
      let y = try Tensor.conv2d(
        x, weight: w, bias: b, stride: item.pair("stride", (1, 1)), padding: item.pair("padding", (0, 0)),
        dilation: item.pair("dilation", (1, 1)), groups: item.parameters["groups"] as? Int ?? 1)
      return try item.mismatch(y: y, gradients: leaves(x, w, b))
    }

    private func pool(_ item: ReferenceCase) throws -> String? {
      let x = try item.tensor("x")
      let kernel = item.pair("kernel_size", (2, 2))
      let y: Tensor
      if item.name.hasPrefix("max") {
        y = try Tensor.maxPool2d(
          x, kernel: kernel, stride: item.pair("stride", kernel), padding: item.pair("padding", (0, 0)),
          dilation: item.pair("dilation", (1, 1)), roundsUp: item.flag("ceil_mode", false))
      } else {
        y = try Tensor.avgPool2d(
          x, kernel: kernel, stride: item.pair("stride", kernel), padding: item.pair("padding", (0, 0)),
          roundsUp: item.flag("ceil_mode", false), countsPadding: item.flag("count_include_pad", true),
          divisor: item.parameters["divisor_override"] as? Int)
      }
      return try item.mismatch(y: y, gradients: ["grad_x": x])
    }

    /// Two training batches one after the other, then one in evaluation.
    private func batchNorm(_ item: ReferenceCase) throws -> String? {
      let affine = item.inputs["weight"] != nil
      let channels = try item.array("x1").shape[1]
      let mean = Tensor(try NDArray.zeros(Shape(channels), dtype: Precision.dtype))
      let variance = Tensor(try NDArray.ones(Shape(channels), dtype: Precision.dtype))
      for part in ["1", "2", "_eval"] {
        let x = try item.tensor("x\(part)")
        let w = affine ? try item.tensor("weight") : nil
        let b = affine ? try item.tensor("bias") : nil
        let y = try Tensor.batchNorm(
          x, weight: w, bias: b, running: .init(mean: mean, variance: variance), training: part != "_eval",
          momentum: item.number("momentum", 0.1), eps: item.number("eps", 1e-5))
        var leaves = ["grad_x\(part)": x]
        leaves["grad_weight\(part)"] = w
        leaves["grad_bias\(part)"] = b
        if let reason = try item.mismatch(y: y, "y\(part)", gradients: leaves, from: "grad_y\(part)") { return reason }
        if part != "_eval" {
          if let reason = try item.compare("running_mean\(part)", mean.array) { return reason }
          if let reason = try item.compare("running_var\(part)", variance.array) { return reason }
        }
      }
      return nil
    }

    private func network(_ item: ReferenceCase) throws -> String? {
      guard item.name == "network/small_cnn" else { throw NotCovered() }
      let names = ["x", "w1", "b1", "w2", "b2", "w3", "b3", "w4", "b4"]
      let leaf = Dictionary(uniqueKeysWithValues: try names.map { ($0, try item.tensor($0)) })
      func get(_ name: String) throws -> Tensor { try #require(leaf[name]) }
      var h = try Tensor.conv2d(get("x"), weight: get("w1"), bias: get("b1"), relu: true)
      h = try Tensor.maxPool2d(h, kernel: (2, 2))
      h = try Tensor.conv2d(h, weight: get("w2"), bias: get("b2"), relu: true)
      h = try Tensor.linear(h.reshape([2, -1]), weight: get("w3"), bias: get("b3"), relu: true)
      h = try Tensor.linear(h, weight: get("w4"), bias: get("b4"))
      let y = try Tensor.crossEntropy(h, .classes(item.classes("target")))
      return try item.mismatch(
        y: y, gradients: Dictionary(uniqueKeysWithValues: leaf.map { ("grad_\($0)", $1) }))
    }
  }
}
