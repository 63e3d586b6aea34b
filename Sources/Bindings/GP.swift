import Arrays
import GaussianProcesses
import LuaBridge
import Tensors

let gpModule = LuaModule("gp", doc: "Gaussian-process regression, exact, in float64.") { m in
  declareKernels(m)
  m.function(
    "fit", .value("X", as: PointsArgument.self), .value("y", as: Values.self), .option("kernel", as: KernelBox?.self),
    .option("noise", as: NumbersArgument?.self), .option("mean", MeanChoice.constant), .option("restarts", 1),
    .option("standardize", true), .option("normalize", as: NormalizeArgument?.self),
    .option("priors", PriorsArgument.usual),
    .option("input_warp", false), .option("output_warp", as: OutputWarpChoice?.self),
    .option("seed", as: UInt64?.self),
    doc: "A process fitted to n points X (n, d) with values y (n): hyperparameters at the maximum of likelihood and "
      + "priors (priors=false: of the likelihood alone), from the priors' mode, longer lengthscales and `restarts` starts "
      + "drawn from the priors. priors={lengthscale=dist.Gamma(3, 6)} puts laws in place of some of them: lengthscale, "
      + "variance, noise, slope_variance, period and warp, false for none. noise is a known variance, or n of them, one for "
      + "each value; without it one noise is fitted. normalize gives the bounds "
      + "that the model maps to the unit cube (true: the range of X); the priors expect inputs of about that size. "
      + "input_warp=true bends every dimension of the unit cube by Kumaraswamy's distribution function with learned "
      + "exponents; output_warp=\"yeo-johnson\" makes the standardised values as normal as that transform can, with "
      + "predictions back in the values' units by quadrature. A fit does not fail on finite data: m:report() says what "
      + "it had to repair.",
    example: "local X = {{0}, {0.5}, {1}}\nlocal m = gp.fit(X, {0, 1, 0})"
  ) {
    (
      x: PointsArgument, y: Values, kernel: KernelBox?, noise: NumbersArgument?, mean: MeanChoice, restarts: Int,
      standardize: Bool, normalize: NormalizeArgument?, priors: PriorsArgument, inputWarp: Bool,
      outputWarp: OutputWarpChoice?,
      seed: UInt64?
    ) in
    // {0, 0.5, 1} with three values means three points of one dimension.
    let x = y.numbers.count == x.numbers.count ? x.asOneDimensional : x
    guard y.numbers.count == x.count else {
      throw UserError("\(x.count) values wanted, one for each point, got \(y.numbers.count)")
    }
    guard (0...1000).contains(restarts) else { throw UserError("0 to 1000 restarts wanted, got \(restarts)") }
    var options = FitOptions()
    let hyperpriors = priors.hyperpriors(x.dimension)
    options.priors = hyperpriors
    options.kernel = try kernel?.make(x.dimension, hyperpriors)
    options.noise = noise.map { $0.isNumber ? .fixed($0.values[0]) : .points($0.values) } ?? .learned
    options.mean = mean == .zero ? .zero : .constant
    options.restarts = restarts
    options.standardize = standardize
    options.bounds = normalize?.bounds?.pairs
    options.normalizesByRange = normalize?.byRange ?? false
    options.inputWarp = inputWarp
    options.outputWarp = outputWarp != nil
    guard standardize || outputWarp == nil else {
      throw UserError("standardize=true wanted with output_warp, which bends standardised values")
    }
    options.stream = RandomStream(seed: seed ?? Random.seed, stream: "gp.fit")
    return ModelBox(try ExactGP.fit(inputs: x.numbers, targets: y.numbers, dimension: x.dimension, options: options))
  }
  m.type(ModelBox.luaClass)
  m.type(PosteriorBox.luaClass)
  m.type(PathBox.luaClass)
}

enum MeanChoice: String, LuaChoice { case constant, zero }

enum OutputWarpChoice: String, LuaChoice { case yeoJohnson = "yeo-johnson" }

/// Bounds, or true for the range of the data.
struct NormalizeArgument: LuaReadable {
  var bounds: BoundsArgument?
  var byRange = false

  static var luaTypeName: String { "true, or " + BoundsArgument.luaTypeName }
  static var luaType: LuaValueType { .either([.boolean, BoundsArgument.luaType]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> NormalizeArgument? {
    if let byRange = Bool.read(stack, index) { return NormalizeArgument(byRange: byRange) }
    return try BoundsArgument.read(stack, index).map { NormalizeArgument(bounds: $0) }
  }
}

/// A number or a table of numbers.
struct NumbersArgument: LuaReadable {
  let values: [Double]
  var isNumber = false

  static var luaTypeName: String { "number or table of numbers" }
  static var luaType: LuaValueType { .either([.number, .list(.number), .object("Tensor")]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> NumbersArgument? {
    if let value = Double.read(stack, index) { return NumbersArgument(values: [value], isNumber: true) }
    return try Values.read(stack, index).map { NumbersArgument(values: $0.numbers) }
  }
}
