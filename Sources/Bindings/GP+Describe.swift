import Arrays
import GaussianProcesses
import LuaBridge
import Tensors

/// What a model says of itself.
func declareDescriptions(_ c: LuaMembers<ModelBox>) {
  c.method(
    "hyperparameters",
    doc: "{kernel=name, noise=, mean=} in the units of X and y, noise a variance; of an RBF or Matern kernel also "
      + "{lengthscale=tensor, variance=}; {names=, values=tensor} list all that was learned of the kernel in model "
      + "units (the unit cube, standardised values); {inner=, outer=} are the exponents of an input warp, lambda that of "
      + "an output warp, with which noise is in standardised units.",
    example: "print(gp.fit({{0}, {1}}, {0, 1}):hyperparameters().noise)",
    returns: [
      .fields([
        "kernel": .string, "lengthscale": LuaValueType.object("Tensor").optional,
        "variance": LuaValueType.number.optional, "noise": .number, "mean": .number, "names": .list(.string),
        "values": .object("Tensor"), "inner": LuaValueType.object("Tensor").optional,
        "outer": LuaValueType.object("Tensor").optional, "lambda": LuaValueType.number.optional,
      ])
    ]
  ) { (box: ModelBox) -> Fields in
    let (parameters, transform) = (box.model.hyperparameters, box.model.transform)
    let scale = transform.warp == nil ? transform.scale * transform.scale : 1
    let learned = parameters.kernel.learnedValues
    var fields: [(String, any LuaPushable)] = [
      ("kernel", parameters.kernel.description), ("noise", parameters.noise * scale),
      ("mean", transform.output(parameters.mean)), ("names", parameters.kernel.parameterKinds.map(\.description)),
      ("values", try tensor(learned, learned.count)),
    ]
    if let kernel = parameters.kernel as? StationaryKernel {
      let widths = transform.width.isEmpty ? [Double](repeating: 1, count: kernel.dimension) : transform.width
      let lengthscales =
        kernel.isARD || kernel.lengthscales.count == 0
        ? kernel.lengthscales : widths.map { _ in kernel.lengthscales[0] }
      fields += [
        ("lengthscale", try tensor(zip(lengthscales, widths).map { $0 * $1 }, lengthscales.count)),
        ("variance", kernel.variance * scale),
      ]
    }
    if let warp = (parameters.kernel as? WarpedKernel)?.warp {
      fields += [
        ("inner", try tensor(warp.inner, warp.inner.count)), ("outer", try tensor(warp.outer, warp.outer.count)),
      ]
    }
    if let warp = transform.warp { fields.append(("lambda", warp.lambda)) }
    return Fields(fields)
  }
  c.method(
    "report",
    doc: "How the fit went: {objective=, evaluations=, starts=, jitter=, duplicate_rows=, merged_duplicates=, "
      + "condition=, loo=, noise=, at_bounds=, repairs=}. objective is likelihood plus priors in model units, condition "
      + "the covariance's condition number, loo the logarithm of the density of all values, each predicted from the "
      + "others, noise the variance in the units of y (standardised with an output warp); at_bounds names parameters; "
      + "repairs says what had to be mended, a sentence each.",
    example: "print(#gp.fit({{0}, {0}}, {0, 1}):report().repairs)",
    returns: [
      .fields([
        "objective": .number, "evaluations": .integer, "starts": .integer, "jitter": .number,
        "duplicate_rows": .integer, "merged_duplicates": .integer, "condition": .number, "loo": .number,
        "noise": .number, "at_bounds": .list(.string), "repairs": .list(.string),
      ])
    ]
  ) { (box: ModelBox) -> Fields in
    let (model, report) = (box.model, box.model.report)
    let scale = model.transform.warp == nil ? model.transform.scale * model.transform.scale : 1
    return Fields([
      ("objective", report.objective), ("evaluations", report.evaluations), ("starts", report.starts),
      ("jitter", report.jitter), ("duplicate_rows", report.duplicateRows),
      ("merged_duplicates", report.mergedDuplicates), ("condition", model.conditionNumber()),
      ("loo", model.leaveOneOut().logPredictive), ("noise", model.hyperparameters.noise * scale),
      ("at_bounds", report.atBounds), ("repairs", report.repairs),
    ])
  }
}
