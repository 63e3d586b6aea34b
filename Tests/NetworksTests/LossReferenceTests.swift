import Arrays
import Networks
import TestSupport
import Tensors
import Testing

extension NetworksTests {
  @Suite struct LossReferenceTests {
    @Test(.enabled(if: Reference.isAvailable))
    func everyRecordedLossAgrees() throws {
      try walk("losses") { item in
        let reduction = Reduction(rawValue: item.parameters["reduction"] as? String ?? "mean") ?? .mean
        switch item.name.prefix(while: { $0 != "/" }) {
        case "cross_entropy", "nll": return try classes(item, reduction)
        case "bce", "bce_with_logits", "mse", "l1", "smooth_l1", "huber": return try pointwise(item, reduction)
        case "kl_div": return try divergence(item)
        case "gaussian_kl": return try gaussianKL(item, reduction)
        case "vae_loss": return try vaeLoss(item)
        case "vae_network": return try vaeNetwork(item)
        default: throw NotCovered()
        }
      }
    }

    private func classes(_ item: ReferenceCase, _ reduction: Reduction) throws -> String? {
      let x = try item.tensor("x")
      let weight = item.inputs["weight"] == nil ? nil : try item.array("weight")
      let ignored = item.parameters["ignore_index"] as? Int ?? -100
      let y: Tensor
      if item.name.hasPrefix("nll") {
        y = try Tensor.nllLoss(x, item.classes("target"), weight: weight, ignored: ignored, reduction: reduction)
      } else {
        let isSoft = item.inputs["target"]?.dtype == "float64" && item.inputs["target"]?.shape == x.shape.array
        y = try Tensor.crossEntropy(
          x, isSoft ? .probabilities(item.tensor("target", requiresGrad: false)) : .classes(item.classes("target")),
          weight: weight,
          ignored: ignored, labelSmoothing: item.number("label_smoothing", 0), reduction: reduction)
      }
      return try item.mismatch(y: y, gradients: ["grad_x": x])
    }

    private func pointwise(_ item: ReferenceCase, _ reduction: Reduction) throws -> String? {
      let (x, t) = (try item.tensor("x"), try item.tensor("target"))
      let y: Tensor
      switch item.name.prefix(while: { $0 != "/" }) {
      case "bce": y = try Tensor.binaryCrossEntropy(x, t, reduction: reduction)
      case "bce_with_logits":
        y = try Tensor.binaryCrossEntropyWithLogits(
          x, t, positiveWeight: item.inputs["pos_weight"] == nil ? nil : item.tensor("pos_weight"), reduction: reduction
        )
      case "mse": y = try Tensor.mseLoss(x, t, reduction: reduction)
      case "l1": y = try Tensor.l1Loss(x, t, reduction: reduction)
      case "smooth_l1": y = try Tensor.smoothL1Loss(x, t, beta: item.number("beta", 1), reduction: reduction)
      default: y = try Tensor.huberLoss(x, t, delta: item.number("delta", 1), reduction: reduction)
      }
      return try item.mismatch(y: y, gradients: ["grad_x": x, "grad_target": t])
    }

    private func divergence(_ item: ReferenceCase) throws -> String? {
      let (x, t) = (try item.tensor("x"), try item.tensor("target"))
      let name = item.parameters["reduction"] as? String ?? "mean"
      var y = try Tensor.klDiv(
        x, t, logTarget: item.flag("log_target", false), reduction: Reduction(rawValue: name) ?? .sum)
      if name == "batchmean" { y = try y.mul(.real(1 / Double(x.shape[0]))) }
      return try item.mismatch(y: y, gradients: ["grad_x": x, "grad_target": t])
    }

    private func gaussianKL(_ item: ReferenceCase, _ reduction: Reduction) throws -> String? {
      let (mu, v) = (try item.tensor("mu"), try item.tensor("logvar"))
      var y = try Tensor.gaussianKL(mu, logVariance: v, reduction: reduction)
      if reduction == .none { y = try y.sum([-1]) }
      return try item.mismatch(y: y, gradients: ["grad_mu": mu, "grad_logvar": v])
    }

    private func vaeLoss(_ item: ReferenceCase) throws -> String? {
      let (recon, mu, v) = (try item.tensor("recon"), try item.tensor("mu"), try item.tensor("logvar"))
      let y = try Tensor.binaryCrossEntropy(recon, item.tensor("x", requiresGrad: false), reduction: .sum)
        .add(Tensor.gaussianKL(mu, logVariance: v))
      return try item.mismatch(y: y, gradients: ["grad_recon": recon, "grad_mu": mu, "grad_logvar": v])
    }

    private func vaeNetwork(_ item: ReferenceCase) throws -> String? {
      let names = ["w1", "b1", "w21", "b21", "w22", "b22", "w3", "b3", "w4", "b4"]
      let leaf = Dictionary(uniqueKeysWithValues: try names.map { ($0, try item.tensor($0)) })
      func layer(_ x: Tensor, _ number: String, relu: Bool = false) throws -> Tensor {
        try Tensor.linear(x, weight: #require(leaf["w\(number)"]), bias: leaf["b\(number)"], relu: relu)
      }
      let x = try item.tensor("x", requiresGrad: false)
      let h = try layer(x, "1", relu: true)
      let (mu, v) = (try layer(h, "21"), try layer(h, "22"))
      let z = try Tensor.reparameterize(mu, logVariance: v, noise: item.array("eps"))
      let logits = try layer(layer(z, "3", relu: true), "4")
      let y = try Tensor.binaryCrossEntropyWithLogits(logits, x, reduction: .sum)
        .add(Tensor.gaussianKL(mu, logVariance: v))
      return try item.mismatch(
        y: y, gradients: Dictionary(uniqueKeysWithValues: leaf.map { ("grad_\($0)", $1) }))
    }
  }
}
