import GaussianProcesses

/// One of every kind of kernel, and compositions, in any dimension; parameters away from special values.
enum ExampleKernels {
  static let names = [
    "rbf", "matern12", "matern32", "matern52", "one lengthscale", "linear", "one slope", "periodic", "one period",
    "sum",
    "product", "nested", "warped", "warped nested",
  ]
  /// Those whose functions are smooth everywhere and can be drawn.
  static let drawable = names.filter { $0 != "nested" && $0 != "warped nested" }

  static func make(_ name: String, _ d: Int) throws -> any Kernel {
    let lengthscales = (0..<d).map { 0.4 + 0.2 * Double($0 % 5) }
    let periods = (0..<d).map { 0.7 + 0.3 * Double($0 % 3) }
    func stationary(_ profile: RadialProfile) throws -> StationaryKernel {
      try StationaryKernel(profile, dimension: d, lengthscales: lengthscales, variance: 1.3, learnsVariance: true)
    }
    let linear = try LinearKernel(dimension: d, variances: (0..<d).map { 0.3 + 0.4 * Double($0 % 3) })
    let periodic = try PeriodicKernel(
      dimension: d, lengthscales: (0..<d).map { 1.1 + 0.3 * Double($0 % 4) }, periods: periods, variance: 0.8,
      learnsVariance: true)
    switch name {
    case "rbf", "matern12", "matern32", "matern52": return try stationary(RadialProfile(rawValue: name) ?? .rbf)
    case "one lengthscale": return try StationaryKernel(.matern52, dimension: d, lengthscales: [0.6], isARD: false)
    case "linear": return linear
    case "one slope": return try LinearKernel(dimension: d, variances: [0.7], isARD: false)
    case "periodic": return periodic
    case "one period": return try PeriodicKernel(dimension: d, lengthscales: [1.4], periods: [0.9], isARD: false)
    case "sum": return try SumKernel(try stationary(.matern52), linear)
    case "product": return try ProductKernel(try stationary(.rbf), periodic)
    case "nested": return try ProductKernel(try SumKernel(try stationary(.matern32), linear), periodic)
    default:
      var kernel = WarpedKernel(try name == "warped" ? stationary(.matern52) : make("nested", d))
      var parameters = kernel.parameters
      for k in 0..<(2 * d) { parameters[parameters.count - 1 - k] = 0.35 * Double(k % 3 - 1) + 0.1 }
      kernel.parameters = parameters
      return kernel
    }
  }
}
