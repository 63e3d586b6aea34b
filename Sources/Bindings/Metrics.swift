import Analysis
import Arrays
import LuaBridge
import Networks
import Tensors

let metricsModule = LuaModule("metrics", doc: "How good a classifier, or a generator of pictures, is.") { m in
  m.function(
    "accuracy", .value("scores", as: Tensor.self), .value("targets", as: Positions.self),
    doc: "The share of right answers: scores (N, C), or predicted classes (N), beside class indices (N) from 1.",
    example: "assert(metrics.accuracy(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}) == 0.5)"
  ) { (scores: Tensor, targets: Positions) -> Double in try classification("accuracy", scores, targets).accuracy }
  m.function(
    "topk", .value("scores", as: Tensor.self), .value("targets", as: Positions.self), .integer("k", 5),
    doc: "The share of rows whose class is among the k best scores.",
    example: "assert(metrics.topk(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}, 2) == 1)"
  ) { (scores: Tensor, targets: Positions, k: Int) -> Double in try classification("topk", scores, targets).topk(k) }
  m.function(
    "confusion", .value("scores", as: Tensor.self), .value("targets", as: Positions.self),
    .option("classes", as: Int?.self),
    doc:
      "How many rows of true class i were taken for class j: an int64 tensor (C, C). Where only predictions are given, "
      + "`classes` says how many there are.",
    example: "print(metrics.confusion(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}))"
  ) { (scores: Tensor, targets: Positions, classes: Int?) -> Tensor in
    let result = try classification("confusion", scores, targets, classes)
    return Tensor(
      try NDArray(result.confusion().map(Int64.init), shape: Shape(result.classes, result.classes)))
  }
  m.function(
    "report", .value("scores", as: Tensor.self), .value("targets", as: Positions.self),
    .option("classes", as: Int?.self),
    doc:
      "Of each class precision, recall, f1 and support, tensors (C), with their mean f1, macro_f1, and the accuracy.",
    example: "print(metrics.report(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}).macro_f1)",
    returns: [
      .fields([
        "precision": .object("Tensor"), "recall": .object("Tensor"), "f1": .object("Tensor"),
        "support": .object("Tensor"), "macro_f1": .number, "accuracy": .number,
      ])
    ]
  ) { (scores: Tensor, targets: Positions, classes: Int?) -> Fields in
    let result = try classification("report", scores, targets, classes)
    let each = result.byClass()
    return Fields([
      ("precision", try tensor(each.precision, result.classes)), ("recall", try tensor(each.recall, result.classes)),
      ("f1", try tensor(each.f1, result.classes)), ("support", Tensor(try NDArray(each.support.map(Int64.init)))),
      ("macro_f1", each.f1.reduce(0, +) / Double(result.classes)), ("accuracy", result.accuracy),
    ])
  }
  m.function(
    "log_loss", .value("scores", as: Tensor.self), .value("targets", as: Positions.self),
    doc: "The mean of -log softmax(scores) of the true class; scores (N, C) are logits or log-probabilities.",
    example: "print(metrics.log_loss(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 2}))"
  ) { (scores: Tensor, targets: Positions) -> Double in try classification("log_loss", scores, targets).logLoss() }
  m.function(
    "roc_auc", .value("scores", as: Tensor.self), .value("targets", as: Positions.self),
    doc: "The area under the ROC curve of the second of two classes, scores (N, 2); nan where a class has no row.",
    example: "assert(metrics.roc_auc(tensor{{0.1, 0.9}, {0.8, 0.2}}, {2, 1}) == 1)"
  ) { (scores: Tensor, targets: Positions) -> Double in
    try classification("roc_auc", scores, targets).areaUnderCurve()
  }
  m.function(
    "frechet", .value("A", as: Tensor.self), .value("B", as: Tensor.self),
    doc: "The Fréchet distance |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)) between rows of features (N, F) and (M, F), "
      + "by their means and unbiased covariances (Heusel et al. 2017).",
    example: "print(metrics.frechet(tensor.randn(50, 3), tensor.randn(60, 3) + 1))"
  ) { (a: Tensor, b: Tensor) -> Double in try FrechetDistance.between(a.array, b.array) }
  m.function(
    "fid", .value("images", as: Tensor.self), .value("reference", as: Tensor.self),
    .option("classifier", as: Classifier?.self),
    doc: "The Fréchet distance between a classifier's features of two sets of images. The classifier is a model with "
      + "`features`, or a function of a batch that returns features (N, F); models.pretrained(\"mnist_cnn\") unless given. "
      + "Compare numbers of one classifier and of as many images only.",
    example: "local d = metrics.fid(tensor.rand(8, 4), tensor.rand(8, 4), {classifier=function(x) return x end})"
  ) { (images: Tensor, reference: Tensor, classifier: Classifier?) -> Double in
    let classifier = try classifier ?? .module(Pretrained.load("mnist_cnn"))
    return try FrechetDistance.between(classifier.features(images), classifier.features(reference))
  }
}

private func classification(_ metric: String, _ scores: Tensor, _ targets: Positions, _ classes: Int? = nil) throws
  -> Classification
{
  var array = scores.array
  // Predicted classes are indices as the targets are.
  if scores.shape.rank == 1 { array = try Positions(oneBased: scores).tensor.array }
  let wanted = try targets.tensor.array.values(as: Int64.self).map { Int($0) }
  return try Classification(scores: array, targets: wanted, classes: classes, metric: metric)
}

/// What turns pictures into features.
enum Classifier: LuaReadable {
  case module(Module)
  case function(FunctionRef)

  static var luaTypeName: String { "classifier or function" }
  static var luaType: LuaValueType { .either([.object("Module"), .function]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Classifier? {
    if let module = try Module.read(stack, index) { return .module(module) }
    return try FunctionRef.read(stack, index).map { .function($0) }
  }

  /// [N, F], in batches, without gradients.
  func features(_ images: Tensor) throws -> NDArray {
    guard images.shape.rank >= 1 else { throw UserError("a batch of images wanted, got shape \(images.shape)") }
    let (count, batch) = (images.shape[0], 250)
    var parts: [Tensor] = []
    try Tape.paused {
      for start in Swift.stride(from: 0, to: count, by: batch) {
        try Cancellation.check()
        let part = try images.narrow(0, start: start, length: min(batch, count - start))
        switch self {
        case .function(let function): parts.append(try function.call(part, returning: Tensor.self))
        case .module(let module): parts.append(try extractor(module).features(part))
        }
      }
    }
    guard let first = parts.first else { throw UserError("at least one image wanted, got none") }
    return try parts.count == 1 ? first.array : Tensor.cat(parts, 0).array
  }
}
