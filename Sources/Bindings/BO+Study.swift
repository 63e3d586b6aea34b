import BayesianOptimization
import GaussianProcesses
import Glibc
import LuaBridge
import Tensors

/// A study in a script.
final class StudyBox: LuaObject {
  let study: Study
  let domain: Domain

  init(_ study: Study, _ domain: Domain) {
    self.study = study
    self.domain = domain
  }

  static let bestType = LuaValueType.fields(["x": Domain.pointType, "y": .number, "index": .integer]).optional

  /// `{x=, y=, index=}`, or nil before the first success.
  func best() throws -> Fields? { try study.best.map(fields) }

  private func fields(_ trial: Trial) throws -> Fields {
    Fields([
      ("x", try domain.pushable(trial.point)), ("y", trial.value), ("index", LuaIndex(zeroBased: trial.index)),
    ])
  }

  /// The best value up to each trial, nan before the first success.
  static func trace(_ study: Study) throws -> Tensor {
    let trace = study.trace
    return try tensor(trace.map { $0 ?? .nan }, trace.count)
  }

  static let luaClass = LuaClass(StudyBox.self, "Study", doc: "A search for the best of a function.") { c in
    c.method(
      "ask", .value("q", as: Int?.self),
      doc:
        "The next q points to try (the study's batch if not given), a (q, d) float64 tensor, or a list of tables where "
        + "the space is named; pending until told. No point comes twice unless noise is given; of a finite space that has "
        + "fewer than q left those come, and an error when there are none.",
      example: "local x = bo.study{bounds={0, 1, dim=2}}:ask(3)", returns: [Domain.batchType]
    ) { (box: StudyBox, count: Int?) -> Results in
      let trials = try box.study.ask(count ?? box.study.options.batch)
      return Results([try box.domain.pushable(batch: trials.map(\.point))])
    }
    c.method(
      "tell", .points("X"), .any("y"),
      doc: "Records what points came to, whether asked for or not. y is a number for one point, a table or tensor for "
        + "several; nil, nan or a string (what went wrong) marks a failed trial. With several objectives, constraints or "
        + "outputs each point has a row of numbers: the objectives, then the constraints.",
      example: "local study = bo.study{bounds={0, 1, dim=1}}\nstudy:tell(study:ask(2), {0.5, nil})"
    ) { (box: StudyBox, x: LuaAny, y: LuaAny) in
      let points = try box.domain.points(x)
      try box.study.tell(
        points,
        try Scoring.outcomes(
          y.stack, y.index, count: points.count, outputs: box.study.outputCount))
    }
    c.method(
      "run", .function("f"), .option("evaluations", as: Int?.self), .option("stop", as: StopArgument?.self),
      .option("vectorized", false), .option("on_batch", as: FunctionRef?.self), .option("progress", true),
      .option("baselines", as: [Baseline]?.self),
      doc: "Evaluates f until the study has `evaluations` trials (50 unless given), or one of stop={evaluations=, "
        + "patience=, target=, time=} ends it: batches in a row without a better value, a value that is good enough, "
        + "seconds; study.stopped tells which. f gets a point, a (d) tensor or a table by name, and returns its value; "
        + "with vectorized=true it gets a batch, a (q, d) tensor or a list of tables, and returns q values. A call that "
        + "raises, or returns nil, nan or a string, is a failed trial (where the study is composite it returns the "
        + "outputs, a (outputs) tensor or table, or a batch of them): reported, kept with its message, and survived. With "
        + "several objectives or constraints it returns their numbers as results of one call, or a table or tensor of them. "
        + "on_batch(study) is called after each batch. On a terminal a bar shows how far it is, unless progress=false. "
        + "baselines={\"sobol\", \"random\", \"grid\", \"cmaes\"} are run afterwards with as many evaluations, for "
        + "study:baselines(); they do not go with linear_constraints.",
      example: "local study = bo.study{bounds={-1, 2, dim=2}}\n"
        + "study:run(function(x) return -(x[1] - 1)^2 - x[2]^2 end, {evaluations=10})"
    ) {
      (
        box: StudyBox, f: FunctionRef, evaluations: Int?, stop: StopArgument?, vectorized: Bool,
        onBatch: FunctionRef?, progress: Bool, baselines: [Baseline]?
      ) in
      try box.run(
        f, until: StopArgument.rules(evaluations, stop), vectorized: vectorized, onBatch: onBatch, progress: progress,
        baselines: baselines ?? [])
    }
    c.method(
      "best",
      doc: "The best trial so far, {x=, y=, index=}, x a (d) tensor or a table by name; nil before the first success.",
      example: "print(bo.study{bounds={0, 1, dim=1}}:best())", returns: [StudyBox.bestType]
    ) { (box: StudyBox) -> Fields? in try box.best() }
    c.method(
      "baselines",
      doc:
        "The searches without a model that study:run was asked for, by name: {best={x=, y=, index=}, trace=}, the best "
        + "value after each of their evaluations.",
      example:
        "local study = bo.study{bounds={0, 1, dim=1}}\nstudy:run(function(x) return -x[1]^2 end, {evaluations=6, baselines={\"random\"}})\n"
        + "print(study:baselines().random.best.y)",
      returns: [.named(.fields(["best": StudyBox.bestType, "trace": .object("Tensor")]))]
    ) { (box: StudyBox) -> Fields in
      Fields(
        try box.study.baselines.map { kind, study in
          let best = try study.best.map(box.fields)
          return (kind.rawValue, Fields([("best", best), ("trace", try StudyBox.trace(study))]))
        })
    }
    c.method(
      "trace", doc: "The best value after each trial, a (n) float64 tensor; nan before the first success.",
      example: "local values = bo.study{bounds={0, 1, dim=1}}:trace()"
    ) { (box: StudyBox) -> Tensor in try StudyBox.trace(box.study) }
    c.method(
      "trials",
      doc:
        "All trials in order: {index=, x=tensor (d) or table by name, y=, state=\"complete\"|\"failed\"|\"running\", "
        + "message=, outputs= (of a composite objective, or the values of several), constraints=, feasible=, source=\"initial\"|\"acquisition\"|\"random\"|\"baseline\"|\"told\"}.",
      example: "print(#bo.study{bounds={0, 1, dim=1}}:trials())",
      returns: [
        .list(
          .fields([
            "index": .integer, "x": Domain.pointType, "y": LuaValueType.number.optional,
            "state": .choice(["complete", "failed", "running"]), "message": LuaValueType.string.optional,
            "source": .choice(Trial.Source.allCases.map(\.rawValue)), "outputs": LuaValueType.object("Tensor").optional,
            "constraints": LuaValueType.object("Tensor").optional, "feasible": LuaValueType.boolean.optional,
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
          ("index", LuaIndex(zeroBased: trial.index)), ("x", try box.domain.pushable(trial.point)),
          ("y", trial.value), ("state", state), ("message", trial.message), ("source", trial.source.rawValue),
          ("outputs", try trial.outcomes.map { try tensor($0, $0.count) }),
          ("constraints", try trial.constraints.map { try tensor($0, $0.count) }),
          ("feasible", trial.constraints == nil ? nil : trial.isFeasible),
        ])
      }
    }
    c.method(
      "notes", doc: "What had to be repaired or replaced on the way, a sentence each.",
      example: "print(#bo.study{bounds={0, 1, dim=1}}:notes())"
    ) { (box: StudyBox) -> [String] in box.study.notes }
    c.property(
      "model",
      doc:
        "The Gaussian process behind the last suggestion, in the script's units (of a named space: in the unit cube, with a "
        + "column for each category); nil before.",
      example:
        "local study = bo.study{bounds={0, 1, dim=1}}\nstudy:run(function(x) return -x[1]^2 end, {evaluations=7})\nlocal mean, variance = study.model:predict({{0.5}})"
    ) {
      (box: StudyBox) -> ModelBox? in box.study.modelInUnits.map(ModelBox.init)
    }
    c.property("count", doc: "Number of trials.", example: "assert(bo.study{bounds={0, 1, dim=2}}.count == 0)") {
      $0.study.trials.count
    }
    c.property(
      "dimension", doc: "Number of coordinates or parameters of a point.",
      example: "assert(bo.study{bounds={0, 1, dim=2}}.dimension == 2)"
    ) { $0.study.space.parameters.count }
    c.property(
      "stopped", doc: "What ended the last run: evaluations, patience, target, time or exhausted; nil before.",
      example: "assert(bo.study{bounds={0, 1, dim=2}}.stopped == nil)"
    ) { (box: StudyBox) -> String? in box.study.stopped?.rawValue }
    c.property(
      "trust_region",
      doc:
        "The box that the search is held in, {length=, restarts=, from=}: its length in the unit cube, how often it was "
        + "given up, and the first trial that counts for it; nil where the whole space is searched.",
      example: "assert(bo.study{bounds={0, 1, dim=20}}.trust_region.length == 1)"
    ) { (box: StudyBox) -> Fields? in
      box.study.trust.map { region in
        Fields([
          ("length", region.length), ("restarts", region.restarts), ("from", LuaIndex(zeroBased: region.first)),
        ])
      }
    }
    c.objectives()
    declareStudyPlot(c)
    c.metamethod("__tostring", .value("self", as: StudyBox.self), .any("_")) { (box: StudyBox, _: LuaAny) in
      "Study(\(box.study.space.parameters.count) dimensions, \(box.study.trials.count) trials)"
    }
  }
}
