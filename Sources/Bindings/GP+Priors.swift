import Distributions
import GaussianProcesses
import LuaBridge

/// Priors of hyperparameters: true for the usual ones, false for none, or a table with laws in place of some of them,
/// `{lengthscale=dist.Gamma(3, 6), noise=false}`.
struct PriorsArgument: LuaReadable {
  private var usual = true
  /// nil where a script asks for no prior.
  private var given: [(name: PriorName, law: ScalarLaw?)] = []

  static let usual = PriorsArgument()

  static var luaTypeName: String { "boolean, or table {lengthscale=distribution, ...}" }
  static var luaType: LuaValueType {
    .either([.boolean, .named(.either([.object("Distribution"), .boolean]))])
  }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> PriorsArgument? {
    if let usual = Bool.read(stack, index) { return PriorsArgument(usual: usual) }
    guard stack.type(index) == .table else { return nil }
    var result = PriorsArgument()
    try LuaTable(stack, index).forEachPair { stack, key in
      let names = PriorName.allCases.map(\.rawValue).joined(separator: ", ")
      guard stack.type(key) == .string, let name = stack.string(key).flatMap(PriorName.init) else {
        throw UserError("priors: one of \(names) wanted, got \(stack.describe(key))")
      }
      if let distribution = try Distribution.read(stack, key + 1) {
        do {
          result.given.append((name, try ScalarLaw(distribution)))
        } catch {
          throw UserError("priors.\(name.rawValue): \(error)")
        }
      } else if Bool.read(stack, key + 1) == false {
        result.given.append((name, nil))
      } else {
        throw UserError("priors.\(name.rawValue): a distribution or false wanted, got \(stack.typeName(key + 1))")
      }
    }
    return result
  }

  func hyperpriors(_ dimension: Int) -> Hyperpriors {
    var result = usual ? Hyperpriors.dimensionScaled(dimension) : .maximumLikelihood
    for (name, law) in given { result[keyPath: name.path] = law }
    return result
  }
}

/// What a script calls the hyperparameters.
private enum PriorName: String, CaseIterable {
  case lengthscale, variance, noise, period, warp
  case slopeVariance = "slope_variance"

  var path: WritableKeyPath<Hyperpriors, (any Hyperprior)?> {
    switch self {
    case .lengthscale: \.lengthscale
    case .variance: \.outputscale
    case .noise: \.noise
    case .period: \.period
    case .warp: \.concentration
    case .slopeVariance: \.slopeVariance
    }
  }
}
