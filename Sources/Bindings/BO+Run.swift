import BayesianOptimization
import Glibc
import LuaBridge

extension Baseline: LuaChoice {}

/// `{evaluations=, patience=, target=, time=}`.
struct StopArgument: LuaReadable {
  var evaluations: Int?
  var patience: Int?
  var target: Double?
  var time: Double?

  private static let names = ["evaluations", "patience", "target", "time"]

  static var luaTypeName: String { "table {evaluations=, patience=, target=, time=}" }
  static var luaType: LuaValueType {
    .fields([
      "evaluations": LuaValueType.integer.optional, "patience": LuaValueType.integer.optional,
      "target": LuaValueType.number.optional, "time": LuaValueType.number.optional,
    ])
  }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> StopArgument? {
    guard let table = LuaTable.read(stack, index) else { return nil }
    try table.forEachPair { stack, key in
      guard let name = stack.string(key), names.contains(name) else {
        throw UserError("stop has no rule \(stack.describe(key)); it has \(names.joined(separator: ", "))")
      }
    }
    return StopArgument(
      evaluations: try table.field("evaluations"), patience: try table.field("patience"),
      target: try table.field("target"), time: try table.field("time"))
  }

  /// Both ways to give the evaluations, the smaller where both are; 50 unless given, and without another rule.
  static func rules(_ evaluations: Int?, _ stop: StopArgument?) -> StopRules {
    let given = [evaluations, stop?.evaluations].compactMap { $0 }.min()
    let hasOther = stop.map { $0.patience != nil || $0.target != nil || $0.time != nil } ?? false
    return StopRules(
      evaluations: given ?? (hasOther ? mostEvaluations : 50), patience: stop?.patience, target: stop?.target,
      time: stop?.time)
  }

  /// Where only another rule is given, a run ends here at the latest: no model of more points fits into memory.
  private static let mostEvaluations = 20_000
}

extension StudyBox {
  func run(
    _ f: FunctionRef, until stop: StopRules, vectorized: Bool, onBatch: FunctionRef? = nil, progress: Bool,
    baselines: [Baseline] = []
  ) throws {
    // Before anything is evaluated.
    if !baselines.isEmpty { try study.checkBaselines() }
    let score = Scoring(f, domain, isVectorized: vectorized, outputs: study.outputCount)
    var seen = study.trials.count
    // On a terminal only: elsewhere a search of seconds has nothing to say.
    let bar = progress && isatty(2) != 0 ? Progress(total: max(stop.evaluations - seen, 0), label: "bo") : nil
    try study.run(
      until: stop,
      onBatch: { study in
        StudyBox.show(study, from: seen, score, bar)
        seen = study.trials.count
        try onBatch?.call(self)
      }, { try score($0) })
    bar?.finish()
    if !baselines.isEmpty { try study.run(baselines: baselines) { try score($0) } }
  }

  /// Tells of the trials from `first` on.
  private static func show(_ study: Study, from first: Int, _ score: Scoring, _ bar: Progress?) {
    let new = study.trials.dropFirst(first)
    for message in new.compactMap(\.message) {
      bar?.hide()
      score.report(message)
    }
    guard let bar else { return }
    var values: [(String, String)] = []
    if let best = study.best?.value { values.append(("best", shortNumber(best))) }
    bar.step(new.count, values)
  }
}
