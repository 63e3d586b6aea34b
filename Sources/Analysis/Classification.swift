import Arrays
import Glibc

/// How well a classifier's scores agree with the true classes.
///
/// Notation: scores [n, c], the larger the likelier; classes 0..<c. A prediction is the first of the largest scores.
public struct Classification: Sendable {
  /// c.
  public let classes: Int
  /// n.
  public let count: Int
  public let predictions: [Int]
  public let targets: [Int]
  private let scores: [Double]

  /// - Parameters:
  ///   - scores: [n, c], n and c at least 1, or [n] predicted classes of `classes`.
  ///   - targets: n true classes.
  ///   - classes: c where only predictions are known; the largest class and one where nil.
  /// - Throws: `AnalysisError`; `ArrayError.outOfMemory` for more classes than can be counted.
  public init(scores: NDArray, targets: [Int], classes: Int? = nil, metric: String = "metrics") throws {
    guard (1...2).contains(scores.rank), scores.shape[0] == targets.count, scores.count > 0 else {
      throw AnalysisError.wrongShape(
        metric: metric, wanted: "scores (N, C) or predicted classes (N) for the \(targets.count) targets",
        got: "\(scores.shape)")
    }
    self.targets = targets
    count = targets.count
    let values = try scores.cast(to: .float64).values(as: Double.self)
    if scores.rank == 2 {
      let width = scores.shape[1]
      self.classes = width
      self.scores = values
      guard !values.contains(where: \.isNaN) else { throw AnalysisError.notFinite(metric: metric, what: "the scores") }
      predictions = (0..<count).map { row in
        (1..<max(width, 1)).reduce(0) { values[row * width + $1] > values[row * width + $0] ? $1 : $0 }
      }
    } else {
      self.scores = []
      var whole: [Int] = []
      for (row, value) in values.enumerated() {
        guard let number = Int(exactly: value), number >= 0, number < classes ?? (1 << 20) else {
          throw AnalysisError.badClass(metric: metric, row: row, classes: classes ?? 1 << 20)
        }
        whole.append(number)
      }
      predictions = whole
      self.classes = classes ?? max(whole.max() ?? 0, min(targets.max() ?? 0, 1 << 20)) + 1
    }
    if let row = targets.firstIndex(where: { $0 < 0 || $0 >= self.classes }) {
      throw AnalysisError.badClass(metric: metric, row: row, classes: self.classes)
    }
    // A few numbers are kept of each class.
    try Storage.require(self.classes, of: 64)
  }

  /// The share of right predictions.
  public var accuracy: Double {
    Double(zip(predictions, targets).count { $0 == $1 }) / Double(count)
  }

  /// The share of rows whose true class is among the k best; of equal scores the first class counts as better.
  /// - Throws: `AnalysisError` where there are no scores, or k is not from 1 to c.
  public func topk(_ k: Int) throws -> Double {
    try checkScores("topk")
    guard (1...classes).contains(k) else {
      throw AnalysisError.badCount(metric: "topk", what: "k", most: classes, got: k)
    }
    let hits = (0..<count).count { row in
      let (start, target) = (row * classes, targets[row])
      let own = scores[start + target]
      return (0..<classes).count { scores[start + $0] > own || (scores[start + $0] == own && $0 < target) } < k
    }
    return Double(hits) / Double(count)
  }

  /// Row-major [c, c]: how many rows of true class i were predicted as j.
  public func confusion() throws -> [Int] {
    try Storage.require(classes, of: 8 * min(classes, 1 << 40))
    var matrix = [Int](repeating: 0, count: classes * classes)
    for (target, prediction) in zip(targets, predictions) { matrix[target * classes + prediction] += 1 }
    return matrix
  }

  /// Of each class: the share of right ones among those predicted, the share found of those that are, and the harmonic
  /// mean of both; 0 where there is none to share. `support` counts the rows of each class.
  public func byClass() -> (precision: [Double], recall: [Double], f1: [Double], support: [Int]) {
    var (right, predicted, support) = (
      [Int](repeating: 0, count: classes), [Int](repeating: 0, count: classes), [Int](repeating: 0, count: classes)
    )
    for (target, prediction) in zip(targets, predictions) {
      support[target] += 1
      predicted[prediction] += 1
      if target == prediction { right[target] += 1 }
    }
    func share(_ part: [Int], _ whole: [Int]) -> [Double] {
      zip(part, whole).map { $1 == 0 ? 0 : Double($0) / Double($1) }
    }
    let f1 = share(right.map { 2 * $0 }, zip(predicted, support).map { $0 + $1 })
    return (share(right, predicted), share(right, support), f1, support)
  }

  /// The mean of -log softmax(scores)[true class].
  /// - Throws: `AnalysisError` where there are no scores.
  public func logLoss() throws -> Double {
    try checkScores("log_loss")
    let total = (0..<count).reduce(0.0) { sum, row in
      let own = scores[(row * classes)..<((row + 1) * classes)]
      let largest = own.max() ?? 0
      return sum + largest + log(own.reduce(0) { $0 + exp($1 - largest) }) - scores[row * classes + targets[row]]
    }
    return total / Double(count)
  }

  /// The area under the receiver's operating curve of the second of two classes: the chance that a row of it scores above
  /// a row of the first, halves for ties. nan where either class has no row.
  /// - Throws: `AnalysisError` unless there are scores of two classes, not both infinite with one sign.
  public func areaUnderCurve() throws -> Double {
    try checkScores("roc_auc")
    guard classes == 2 else {
      throw AnalysisError.wrongShape(metric: "roc_auc", wanted: "scores (N, 2)", got: "(\(count), \(classes))")
    }
    let odds = (0..<count).map { scores[2 * $0 + 1] - scores[2 * $0] }
    guard !odds.contains(where: \.isNaN) else {
      throw AnalysisError.notFinite(metric: "roc_auc", what: "the differences of the scores")
    }
    let order = (0..<count).sorted { odds[$0] < odds[$1] }
    // Mean ranks of the second class' rows, ties sharing theirs (Mann and Whitney).
    var (ranks, positives) = (0.0, 0)
    var start = 0
    while start < count {
      var end = start
      while end < count, odds[order[end]] == odds[order[start]] { end += 1 }
      let rank = Double(start + end + 1) / 2
      for place in start..<end where targets[order[place]] == 1 {
        ranks += rank
        positives += 1
      }
      start = end
    }
    let pairs = Double(positives) * Double(count - positives)
    return (ranks - Double(positives) * Double(positives + 1) / 2) / pairs
  }

  private func checkScores(_ metric: String) throws {
    guard !scores.isEmpty else {
      throw AnalysisError.wrongShape(metric: metric, wanted: "scores (N, C)", got: "predicted classes (\(count))")
    }
  }
}
