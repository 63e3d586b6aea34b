import Analysis
import Arrays
import TestSupport
import Testing

struct MetricsTests {
  /// Every case of the file but those of several objectives, which are the optimiser's.
  @Test(.enabled(if: Reference.isAvailable)) func agreesWithIndependentPrograms() throws {
    var (passed, others, uncovered): (Int, Int, [String]) = (0, 0, [])
    for reference in try Reference.cases("metrics") {
      switch reference.name.split(separator: "/").first.map(String.init) {
      case "frechet_distance":
        let found = try FrechetDistance.between(array(reference, "a"), array(reference, "b"))
        for name in reference.expected.keys.sorted() { #expect(reference.mismatch(name, got: [found]) == nil) }
        passed += 1
      case "classification":
        try classification(reference)
        passed += 1
      case "hypervolume", "pareto": others += 1
      default: uncovered.append(reference.name)
      }
    }
    print("metrics.json: \(passed) passed, \(others) of several objectives, uncovered \(uncovered.count)")
    #expect(uncovered.isEmpty && passed == 8)
  }

  private func array(_ reference: ReferenceCase, _ name: String) throws -> NDArray {
    let tensor = try #require(reference.inputs[name])
    return try NDArray(tensor.data, shape: Shape(tensor.shape))
  }

  private func classification(_ reference: ReferenceCase) throws {
    let targets = try #require(reference.inputs["target"]).data.map { Int($0) }
    let result = try Classification(scores: array(reference, "scores"), targets: targets)
    let each = result.byClass()
    for name in reference.expected.keys.sorted() {
      let found: [Double]
      switch name {
      case "predictions": found = result.predictions.map(Double.init)
      case "accuracy": found = [result.accuracy]
      case "confusion_matrix": found = try result.confusion().map(Double.init)
      case "precision": found = each.precision
      case "recall": found = each.recall
      case "f1": found = each.f1
      case "support": found = each.support.map(Double.init)
      case "macro_f1": found = [each.f1.reduce(0, +) / Double(result.classes)]
      case "log_loss": found = [try result.logLoss()]
      case "roc_auc": found = [try result.areaUnderCurve()]
      case let top where top.hasPrefix("top_"): found = [try result.topk(#require(Int(top.dropFirst(4))))]
      default:
        Issue.record("\(reference.name): \(name) is not covered")
        continue
      }
      #expect(reference.mismatch(name, got: found) == nil)
    }
  }

  /// Distances of shifted and of scaled normal samples, known in closed form from the same moments.
  @Test func theDistanceOfShiftedPointsIsTheShift() throws {
    let rows: [Double] = [0, 0, 1, 0, 0, 2, 3, 1]
    let a = try NDArray(rows, shape: Shape(4, 2))
    #expect(abs(try FrechetDistance.between(a, a.add(.scalar(3, dtype: .float64))) - 18) < 1e-9)
    #expect(try FrechetDistance.between(a, a) < 1e-9)
  }

  @Test func mistakesAreErrors() throws {
    let (three, nan) = (
      try NDArray.zeros(Shape(4, 3), dtype: .float64), try NDArray([Double.nan, 0, 1, 2], shape: Shape(2, 2))
    )
    #expect(throws: AnalysisError.self) {
      try FrechetDistance.between(three, NDArray.zeros(Shape(4, 2), dtype: .float64))
    }
    #expect(throws: AnalysisError.self) { try FrechetDistance.between(nan, nan) }
    #expect(throws: AnalysisError.self) {
      try FrechetDistance.between(.zeros(Shape(1, 2), dtype: .float64), .zeros(Shape(3, 2), dtype: .float64))
    }
    #expect(throws: AnalysisError.self) { try Classification(scores: three, targets: [0, 1]) }
    #expect(throws: AnalysisError.self) { try Classification(scores: three, targets: [0, 1, 2, 3]) }
    #expect(throws: AnalysisError.self) { try Classification(scores: nan, targets: [0, 1]) }
    #expect(throws: AnalysisError.self) { try Classification(scores: NDArray([0.5, 1.0]), targets: [0, 1]) }
    #expect(throws: AnalysisError.self) { try Classification(scores: three, targets: [0, 1, 2, 0]).topk(4) }
    #expect(throws: AnalysisError.self) { try Classification(scores: NDArray([0.0, 1.0]), targets: [0, 1]).logLoss() }
  }

  /// The odds of two scores that are infinite with one sign are unknown, so there is no order.
  @Test func rowsWithoutAnOrderHaveNoArea() throws {
    let scores = try NDArray([Double.infinity, .infinity, 0, 1, 1, 0], shape: Shape(3, 2))
    let result = try Classification(scores: scores, targets: [0, 1, 0])
    #expect(throws: AnalysisError.notFinite(metric: "roc_auc", what: "the differences of the scores")) {
      try result.areaUnderCurve()
    }
    let ordered = try NDArray([-Double.infinity, .infinity, 0, 1, .infinity, 0], shape: Shape(3, 2))
    #expect(try Classification(scores: ordered, targets: [1, 1, 0]).areaUnderCurve() == 1)
  }

  @Test func moreClassesThanCanBeCountedAreAnError() throws {
    for classes in [1 << 41, 1 << 60, .max] {
      #expect(throws: ArrayError.self) {
        try Classification(scores: NDArray([0.0, 1.0]), targets: [0, 1], classes: classes)
      }
    }
  }
}
