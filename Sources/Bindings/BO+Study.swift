import BayesianOptimization
import GaussianProcesses
import Glibc
import LuaBridge
import Tensors

/// A study in a script.
final class StudyBox: LuaObject {
  let study: Study

  init(_ study: Study) { self.study = study }

  static let bestType = LuaValueType.fields(["x": .object("Tensor"), "y": .number, "index": .integer]).optional

  /// `{x=, y=, index=}`, or nil before the first success.
  func best() throws -> Fields? {
    guard let trial = study.best else { return nil }
    return Fields([
      ("x", try tensor(trial.point, trial.point.count)), ("y", trial.value),
      ("index", LuaIndex(zeroBased: trial.index)),
    ])
  }

  func run(_ f: FunctionRef, evaluations: Int, vectorized: Bool, onBatch: FunctionRef?) throws {
    guard evaluations >= 1 else { throw UserError("at least 1 evaluation wanted, got \(evaluations)") }
    let score = Scoring(f, isVectorized: vectorized, outputs: study.composite?.outputCount)
    var seen = study.trials.count
    try study.run(
      evaluations: evaluations,
      onBatch: { [self] study in
        for trial in study.trials.dropFirst(seen) { trial.message.map(score.report) }
        seen = study.trials.count
        try onBatch?.call(self)
      }, { try score($0) })
  }

  static let luaClass = LuaClass(StudyBox.self, "Study", doc: "A search for the best of a function.") { c in
    c.method(
      "ask", .value("q", as: Int?.self),
      doc: "The next q points to try (the study's batch if not given), a (q, d) float64 tensor; pending until told.",
      example: "local x = bo.study{bounds={0, 1, dim=2}}:ask(3)"
    ) { (box: StudyBox, count: Int?) -> Tensor in
      let trials = try box.study.ask(count ?? box.study.options.batch)
      return try tensor(trials.flatMap(\.point), trials.count, box.study.space.dimension)
    }
    c.method(
      "tell", .value("X", as: PointsArgument.self), .any("y"),
      doc: "Records what points came to. y is a number for one point, a table or tensor for several; nil, nan or a "
        + "string (what went wrong) marks a failed trial.",
      example: "local study = bo.study{bounds={0, 1, dim=1}}\nstudy:tell(study:ask(2), {0.5, nil})"
    ) { (box: StudyBox, x: PointsArgument, y: LuaAny) in
      let points = (box.study.space.dimension == 1 ? x.asOneDimensional : x).rows
      try box.study.tell(
        points,
        try Scoring.outcomes(
          y.stack, y.index, count: points.count, outputs: box.study.composite?.outputCount))
    }
    c.method(
      "run", .function("f"), .option("evaluations", 50), .option("vectorized", false),
      .option("on_batch", as: FunctionRef?.self),
      doc: "Evaluates f until the study has `evaluations` trials. f gets a point, a (d) tensor, and returns its value; "
        + "with vectorized=true it gets a batch (q, d) and returns q values. A call that raises, or returns nil, nan or "
        + "a string, is a failed trial (where the study is composite it returns the outputs, a (outputs) tensor or table, "
        + "or a batch of them): reported, kept with its message, and survived. on_batch(study) is called after "
        + "each batch.",
      example: "local study = bo.study{bounds={-1, 2, dim=2}}\n"
        + "study:run(function(x) return -(x[1] - 1)^2 - x[2]^2 end, {evaluations=10})"
    ) { (box: StudyBox, f: FunctionRef, evaluations: Int, vectorized: Bool, onBatch: FunctionRef?) in
      try box.run(f, evaluations: evaluations, vectorized: vectorized, onBatch: onBatch)
    }
    c.method(
      "best", doc: "The best trial so far, {x=tensor (d), y=, index=}; nil before the first success.",
      example: "print(bo.study{bounds={0, 1, dim=1}}:best())", returns: [StudyBox.bestType]
    ) { (box: StudyBox) -> Fields? in try box.best() }
    c.method(
      "trials",
      doc:
        "All trials in order: {index=, x=tensor (d), y=, state=\"complete\"|\"failed\"|\"running\", message=, outputs=, "
        + "source=\"initial\"|\"acquisition\"|\"random\"|\"told\"}.",
      example: "print(#bo.study{bounds={0, 1, dim=1}}:trials())",
      returns: [
        .list(
          .fields([
            "index": .integer, "x": .object("Tensor"), "y": LuaValueType.number.optional,
            "state": .choice(["complete", "failed", "running"]), "message": LuaValueType.string.optional,
            "source": .choice(Trial.Source.allCases.map(\.rawValue)), "outputs": LuaValueType.object("Tensor").optional,
          ]))
      ]
    ) { (box: StudyBox) -> [Fields] in
      try box.study.trials.map { trial in
        let state =
          switch trial.state {
          case .running: "running"
          case .complete: "complete"
          case .failed: "failed"
          }
        return Fields([
          ("index", LuaIndex(zeroBased: trial.index)), ("x", try tensor(trial.point, trial.point.count)),
          ("y", trial.value), ("state", state), ("message", trial.message), ("source", trial.source.rawValue),
          ("outputs", try trial.outcomes.map { try tensor($0, $0.count) }),
        ])
      }
    }
    c.method(
      "notes", doc: "What had to be repaired or replaced on the way, a sentence each.",
      example: "print(#bo.study{bounds={0, 1, dim=1}}:notes())"
    ) { (box: StudyBox) -> [String] in box.study.notes }
    c.property(
      "model", doc: "The Gaussian process behind the last suggestion, in the script's units; nil before.",
      example:
        "local study = bo.study{bounds={0, 1, dim=1}}\nstudy:run(function(x) return -x[1]^2 end, {evaluations=7})\nlocal mean, variance = study.model:predict({{0.5}})"
    ) {
      (box: StudyBox) -> ModelBox? in box.study.modelInUnits.map(ModelBox.init)
    }
    c.property("count", doc: "Number of trials.", example: "assert(bo.study{bounds={0, 1, dim=2}}.count == 0)") {
      $0.study.trials.count
    }
    c.property(
      "dimension", doc: "Number of dimensions.", example: "assert(bo.study{bounds={0, 1, dim=2}}.dimension == 2)"
    ) { $0.study.space.dimension }
    c.metamethod("__tostring", .value("self", as: StudyBox.self), .any("_")) { (box: StudyBox, _: LuaAny) in
      "Study(\(box.study.space.dimension) dimensions, \(box.study.trials.count) trials)"
    }
  }
}
