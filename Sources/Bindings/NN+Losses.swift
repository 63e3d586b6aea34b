import Arrays
import LuaBridge
import Networks
import Tensors

extension Reduction: LuaChoice {}

/// The losses of `nn`: functions of predictions and targets.
func declareLosses(_ m: LuaModule) {
  m.function(
    "cross_entropy", .value("input", as: Tensor.self), .value("target", as: Tensor.self),
    .option("weight", as: Tensor?.self), .option("ignore_index", -100), .option("label_smoothing", 0.0),
    .option("reduction", Reduction.mean),
    doc: "Cross-entropy of logits (N, C, ...) with class indices from 1, or with a probability for each class.",
    example: "local l = nn.cross_entropy(tensor.randn(3, 5), tensor.new({1, 5, 2}, {dtype=\"int64\"}))"
  ) {
    (x: Tensor, target: Tensor, weight: Tensor?, ignored: Int, smoothing: Double, reduction: Reduction) -> Tensor in
    guard target.dtype != .float32, target.dtype != .float64 else {
      return try Tensor.crossEntropy(
        x, .probabilities(target.to(x.dtype)), weight: weight?.array, labelSmoothing: smoothing,
        reduction: reduction)
    }
    return try classLoss(target, ignored) { classes, ignored in
      try Tensor.crossEntropy(
        x, .classes(classes), weight: weight?.array, ignored: ignored, labelSmoothing: smoothing, reduction: reduction)
    }
  }
  m.function(
    "nll_loss", .value("input", as: Tensor.self), .value("target", as: Tensor.self),
    .option("weight", as: Tensor?.self), .option("ignore_index", -100), .option("reduction", Reduction.mean),
    doc: "Negative log-likelihood of class indices from 1 under log-probabilities (N, C, ...).",
    example:
      "local l = nn.nll_loss(tensor.randn(3, 5):log_softmax(2), tensor.new({1, 5, 2}, {dtype=\"int64\"}))"
  ) { (x: Tensor, target: Tensor, weight: Tensor?, ignored: Int, reduction: Reduction) -> Tensor in
    try classLoss(target, ignored) { classes, ignored in
      try Tensor.nllLoss(x, classes, weight: weight?.array, ignored: ignored, reduction: reduction)
    }
  }
  m.function(
    "binary_cross_entropy", .value("input", as: Tensor.self), .value("target", as: Tensor.self),
    .option("weight", as: Tensor?.self), .option("reduction", Reduction.mean),
    doc: "-(t log x + (1 - t) log(1 - x)) of probabilities x, times weight.",
    example: "local l = nn.binary_cross_entropy(tensor.rand(3), tensor.ones(3), {reduction=\"sum\"})"
  ) { (x: Tensor, t: Tensor, weight: Tensor?, reduction: Reduction) -> Tensor in
    try Tensor.binaryCrossEntropy(x, t, weight: weight, reduction: reduction)
  }
  m.function(
    "binary_cross_entropy_with_logits", .value("input", as: Tensor.self), .value("target", as: Tensor.self),
    .option("weight", as: Tensor?.self), .option("pos_weight", as: Tensor?.self), .option("reduction", Reduction.mean),
    doc: "The same of sigmoid(input), stable for large logits; pos_weight is the weight of t, of its last dimensions.",
    example: "local l = nn.binary_cross_entropy_with_logits(tensor.randn(3), tensor.ones(3))"
  ) { (x: Tensor, t: Tensor, weight: Tensor?, positive: Tensor?, reduction: Reduction) -> Tensor in
    try Tensor.binaryCrossEntropyWithLogits(x, t, weight: weight, positiveWeight: positive, reduction: reduction)
  }
  m.function(
    "mse_loss", .value("input", as: Tensor.self), .value("target", as: Tensor.self),
    .option("reduction", Reduction.mean), doc: "(x - t)²", example: "nn.mse_loss(tensor.randn(3), tensor.ones(3))"
  ) { (x: Tensor, t: Tensor, reduction: Reduction) -> Tensor in try Tensor.mseLoss(x, t, reduction: reduction) }
  m.function(
    "l1_loss", .value("input", as: Tensor.self), .value("target", as: Tensor.self),
    .option("reduction", Reduction.mean), doc: "|x - t|", example: "nn.l1_loss(tensor.randn(3), tensor.ones(3))"
  ) { (x: Tensor, t: Tensor, reduction: Reduction) -> Tensor in try Tensor.l1Loss(x, t, reduction: reduction) }
  m.function(
    "smooth_l1_loss", .value("input", as: Tensor.self), .value("target", as: Tensor.self), .option("beta", 1.0),
    .option("reduction", Reduction.mean), doc: "(x - t)² / (2 beta) near 0, |x - t| - beta / 2 elsewhere.",
    example: "nn.smooth_l1_loss(tensor.randn(3), tensor.ones(3))"
  ) { (x: Tensor, t: Tensor, beta: Double, reduction: Reduction) -> Tensor in
    try Tensor.smoothL1Loss(x, t, beta: beta, reduction: reduction)
  }
  m.function(
    "huber_loss", .value("input", as: Tensor.self), .value("target", as: Tensor.self), .option("delta", 1.0),
    .option("reduction", Reduction.mean), doc: "(x - t)² / 2 near 0, delta (|x - t| - delta / 2) elsewhere.",
    example: "nn.huber_loss(tensor.randn(3), tensor.ones(3), {delta=0.5})"
  ) { (x: Tensor, t: Tensor, delta: Double, reduction: Reduction) -> Tensor in
    try Tensor.huberLoss(x, t, delta: delta, reduction: reduction)
  }
  m.function(
    "kl_div", .value("input", as: Tensor.self), .value("target", as: Tensor.self), .option("log_target", false),
    .option("reduction", DivergenceReduction.mean),
    doc: "t (log t - x) of log-probabilities x and probabilities t, or their logarithms.",
    example: "nn.kl_div(tensor.randn(2, 3):log_softmax(2), tensor.randn(2, 3):softmax(2), {reduction=\"batchmean\"})"
  ) { (x: Tensor, t: Tensor, logs: Bool, reduction: DivergenceReduction) -> Tensor in
    let sum = try Tensor.klDiv(
      x, t, logTarget: logs, reduction: Reduction(rawValue: reduction.rawValue) ?? .sum)
    guard reduction == .batchmean, x.shape.rank > 0, x.shape[0] > 0 else { return sum }
    return try sum.mul(.real(1 / Double(x.shape[0])))
  }
}

enum DivergenceReduction: String, LuaChoice { case mean, sum, none, batchmean }

/// Class indices of a script start at 1.
private func classLoss(
  _ target: Tensor, _ ignored: Int, _ body: (_ classes: NDArray, _ ignored: Int) throws -> Tensor
) throws -> Tensor {
  guard target.dtype == .int64 else {
    throw UserError("a target of int64 class indices wanted, got \(target.dtype.name)")
  }
  let skipped = LuaIndex.shifted(ignored)
  do {
    return try body(target.array.sub(1), skipped)
  } catch ArrayError.indexOutOfRange(_, let index, let size) {
    let got = LuaIndex(zeroBased: index).value
    throw UserError("class \(got) in the target, but classes are 1 to \(size)\(got == 0 ? " (they start at 1)" : "")")
  }
}

extension LuaIndex {
  /// A class index that need not be one, such as the mark for "ignore".
  fileprivate static func shifted(_ value: Int) -> Int { value &- 1 }
}
