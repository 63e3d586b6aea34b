import GaussianProcesses
import LuaBridge

/// A kernel as a script describes it: the dimension comes with the data.
final class KernelBox: LuaObject {
  typealias Maker = (_ dimension: Int, _ priors: Hyperpriors) throws -> any Kernel

  let name: String
  let make: Maker
  private let isSum: Bool

  init(_ name: String, isSum: Bool = false, _ make: @escaping Maker) {
    self.name = name
    self.make = make
    self.isSum = isSum
  }

  static func stationary(
    _ profile: RadialProfile, _ lengthscales: [Double]?, _ variance: Double?, _ isARD: Bool
  ) -> KernelBox {
    KernelBox(profile.rawValue) { dimension, priors in
      try StationaryKernel(
        profile, dimension: dimension, lengthscales: lengthscales ?? [priors.start(.lengthscale(dimension: nil))],
        variance: variance ?? 1, learnsVariance: variance != nil, isARD: isARD)
    }
  }

  static func + (left: KernelBox, right: KernelBox) -> KernelBox {
    KernelBox("\(left.name) + \(right.name)", isSum: true) {
      try SumKernel(try left.make($0, $1), try right.make($0, $1))
    }
  }

  static func * (left: KernelBox, right: KernelBox) -> KernelBox {
    func part(_ kernel: KernelBox) -> String { kernel.isSum ? "(\(kernel.name))" : kernel.name }
    return KernelBox("\(part(left)) * \(part(right))") {
      try ProductKernel(try left.make($0, $1), try right.make($0, $1))
    }
  }

  static let luaClass = LuaClass(
    KernelBox.self, "Kernel", doc: "A covariance function; k1 + k2 and k1 * k2 are kernels, too."
  ) { c in
    c.property(
      "name",
      doc: "\"rbf\", \"matern12\", \"matern32\", \"matern52\", \"linear\", \"periodic\", or what it is made of.",
      example: "assert((gp.Matern{nu=1.5} + gp.Linear{}).name == \"matern32 + linear\")"
    ) { $0.name }
    c.metamethod("__add", .value("a", as: KernelBox.self), .value("b", as: KernelBox.self)) {
      (a: KernelBox, b: KernelBox) -> KernelBox in a + b
    }
    c.metamethod("__mul", .value("a", as: KernelBox.self), .value("b", as: KernelBox.self)) {
      (a: KernelBox, b: KernelBox) -> KernelBox in a * b
    }
    c.metamethod("__tostring", .value("self", as: KernelBox.self), .any("_")) { (kernel: KernelBox, _: LuaAny) in
      "Kernel(\(kernel.name))"
    }
  }
}

func declareKernels(_ m: LuaModule) {
  m.function(
    "RBF", .option("lengthscale", as: NumbersArgument?.self), .option("variance", as: Double?.self),
    .option("ard", true),
    doc:
      "The kernel variance * exp(-r^2/2), r^2 = sum ((x - x')/lengthscale)^2; a lengthscale for each dimension unless "
      + "ard=false. The numbers are where a fit starts; the variance stays 1 unless it is given.",
    example: "local k = gp.RBF{lengthscale=0.5}"
  ) { (lengthscale: NumbersArgument?, variance: Double?, ard: Bool) in
    KernelBox.stationary(.rbf, lengthscale?.values, variance, ard)
  }
  m.function(
    "Matern", .option("nu", 2.5), .option("lengthscale", as: NumbersArgument?.self),
    .option("variance", as: Double?.self), .option("ard", true),
    doc: "Matern's kernel of smoothness nu = 0.5, 1.5 or 2.5; other options as gp.RBF.",
    example: "local k = gp.Matern{nu=1.5}"
  ) { (nu: Double, lengthscale: NumbersArgument?, variance: Double?, ard: Bool) in
    KernelBox.stationary(try StationaryKernel.maternProfile(smoothness: nu), lengthscale?.values, variance, ard)
  }
  m.function(
    "Linear", .option("lengthscale", as: NumbersArgument?.self), .option("variance", as: NumbersArgument?.self),
    .option("ard", true),
    doc: "The kernel sum of variance * x * x' / lengthscale^2: straight lines through the origin. A fit learns the "
      + "quotient, for each dimension unless ard=false; the numbers are where it starts.",
    example: "local k = gp.Linear{} + gp.Matern{nu=2.5}"
  ) { (lengthscale: NumbersArgument?, variance: NumbersArgument?, ard: Bool) in
    KernelBox("linear") { dimension, _ in
      try LinearKernel(
        dimension: dimension, variances: variance?.values ?? [1], lengthscales: lengthscale?.values ?? [1], isARD: ard)
    }
  }
  m.function(
    "Periodic", .option("lengthscale", as: NumbersArgument?.self), .option("period", as: NumbersArgument?.self),
    .option("variance", as: Double?.self), .option("ard", true),
    doc: "The kernel variance * exp(-2 * sum (sin(pi * (x - x') / period) / lengthscale)^2); other options as gp.RBF. "
      + "Lengthscales are 1 and periods 0.5 to start with.",
    example: "local k = gp.Periodic{period=0.25} * gp.RBF{}"
  ) { (lengthscale: NumbersArgument?, period: NumbersArgument?, variance: Double?, ard: Bool) in
    KernelBox("periodic") { dimension, _ in
      try PeriodicKernel(
        dimension: dimension, lengthscales: lengthscale?.values ?? [1], periods: period?.values ?? [0.5],
        variance: variance ?? 1, learnsVariance: variance != nil, isARD: ard)
    }
  }
  m.type(KernelBox.luaClass)
}
