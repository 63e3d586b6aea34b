import Arrays
import GaussianProcesses
import LuaBridge
import Tensors

let gpModule = LuaModule("gp", doc: "Gaussian-process regression, exact, in float64.") { m in
  m.function(
    "RBF", .option("lengthscale", as: NumbersArgument?.self), .option("variance", as: Double?.self),
    .option("ard", true),
    doc:
      "The kernel variance * exp(-r^2/2), r^2 = sum ((x - x')/lengthscale)^2; a lengthscale for each dimension unless "
      + "ard=false. The numbers are where a fit starts; the variance stays 1 unless it is given.",
    example: "local k = gp.RBF{lengthscale=0.5}"
  ) { (lengthscale: NumbersArgument?, variance: Double?, ard: Bool) in
    KernelBox(.rbf, lengthscale?.values, variance, ard)
  }
  m.function(
    "Matern", .option("nu", 2.5), .option("lengthscale", as: NumbersArgument?.self),
    .option("variance", as: Double?.self), .option("ard", true),
    doc: "Matern's kernel of smoothness nu = 0.5, 1.5 or 2.5; other options as gp.RBF.",
    example: "local k = gp.Matern{nu=1.5}"
  ) { (nu: Double, lengthscale: NumbersArgument?, variance: Double?, ard: Bool) in
    KernelBox(try StationaryKernel.maternProfile(smoothness: nu), lengthscale?.values, variance, ard)
  }
  m.function(
    "fit", .value("X", as: PointsArgument.self), .value("y", as: Values.self), .option("kernel", as: KernelBox?.self),
    .option("noise", as: Double?.self), .option("mean", MeanChoice.constant), .option("restarts", 0),
    .option("standardize", true), .option("normalize", as: BoundsArgument?.self), .option("priors", true),
    .option("seed", as: UInt64?.self),
    doc: "A process fitted to n points X (n, d) with values y (n): hyperparameters at the maximum of likelihood and "
      + "priors (priors=false: of the likelihood alone). noise is a known variance; without it the noise is fitted. "
      + "normalize gives the bounds that the model maps to the unit cube; the priors expect inputs of about that size. "
      + "A fit does not fail on finite data: m:report() says what it had to repair.",
    example: "local X = {{0}, {0.5}, {1}}\nlocal m = gp.fit(X, {0, 1, 0})"
  ) {
    (
      x: PointsArgument, y: Values, kernel: KernelBox?, noise: Double?, mean: MeanChoice, restarts: Int,
      standardize: Bool, normalize: BoundsArgument?, priors: Bool, seed: UInt64?
    ) in
    // {0, 0.5, 1} with three values means three points of one dimension.
    let x = y.numbers.count == x.numbers.count ? x.asOneDimensional : x
    guard y.numbers.count == x.count else {
      throw UserError("\(x.count) values wanted, one for each point, got \(y.numbers.count)")
    }
    guard (0...1000).contains(restarts) else { throw UserError("0 to 1000 restarts wanted, got \(restarts)") }
    var options = FitOptions()
    options.priors = priors ? nil : .maximumLikelihood
    options.kernel = try kernel?.make(x.dimension, options.priors ?? .dimensionScaled(x.dimension))
    options.noise = noise.map(NoiseModel.fixed) ?? .learned
    options.mean = mean == .zero ? .zero : .constant
    options.restarts = restarts
    options.standardize = standardize
    options.bounds = normalize?.pairs
    options.stream = RandomStream(seed: seed ?? Random.seed, stream: "gp.fit")
    return ModelBox(try ExactGP.fit(inputs: x.numbers, targets: y.numbers, dimension: x.dimension, options: options))
  }
  m.type(KernelBox.luaClass)
  m.type(ModelBox.luaClass)
  m.type(PosteriorBox.luaClass)
}

enum MeanChoice: String, LuaChoice { case constant, zero }

/// A number or a table of numbers.
struct NumbersArgument: LuaReadable {
  let values: [Double]

  static var luaTypeName: String { "number or table of numbers" }
  static var luaType: LuaValueType { .either([.number, .list(.number), .object("Tensor")]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> NumbersArgument? {
    if let value = Double.read(stack, index) { return NumbersArgument(values: [value]) }
    return try Values.read(stack, index).map { NumbersArgument(values: $0.numbers) }
  }
}

/// A kernel as a script describes it: the dimension comes with the data.
final class KernelBox: LuaObject {
  let profile: RadialProfile
  private let lengthscales: [Double]?
  private let variance: Double?
  private let isARD: Bool

  init(_ profile: RadialProfile, _ lengthscales: [Double]?, _ variance: Double?, _ isARD: Bool) {
    self.profile = profile
    self.lengthscales = lengthscales
    self.variance = variance
    self.isARD = isARD
  }

  func make(_ dimension: Int, _ priors: Hyperpriors) throws -> StationaryKernel {
    try StationaryKernel(
      profile, dimension: dimension, lengthscales: lengthscales ?? [priors.lengthscale?.mode ?? 0.5],
      variance: variance ?? 1, learnsVariance: variance != nil, isARD: isARD)
  }

  static let luaClass = LuaClass(KernelBox.self, "Kernel", doc: "A covariance function.") { c in
    c.property(
      "name", doc: "\"rbf\", \"matern12\", \"matern32\" or \"matern52\".",
      example: "assert(gp.Matern{nu=1.5}.name == \"matern32\")"
    ) { $0.profile.rawValue }
    c.metamethod("__tostring", .value("self", as: KernelBox.self), .any("_")) { (kernel: KernelBox, _: LuaAny) in
      "Kernel(\(kernel.profile.rawValue))"
    }
  }
}
