import Arrays
import BayesianOptimization
import LuaBridge
import Tensors

/// An acquisition by its name, or a script's own: `function(mean, variance, best) return … end`.
enum AcquisitionArgument: LuaReadable {
  case named(AcquisitionKind)
  case script(FunctionRef)

  static var luaTypeName: String { "name of an acquisition, or function (mean, variance, best)" }
  static var luaType: LuaValueType { .either([AcquisitionKind.luaType, .function]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> AcquisitionArgument? {
    if stack.type(index) == .string { return try AcquisitionKind.read(stack, index).map(AcquisitionArgument.named) }
    return try FunctionRef.read(stack, index).map(AcquisitionArgument.script)
  }
}

/// `"maximize"` or `"minimize"`, or a list of them, one for each objective.
struct DirectionsArgument: LuaReadable {
  var directions: [Direction]

  static var luaType: LuaValueType { .either([Direction.luaType, .list(Direction.luaType)]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> DirectionsArgument? {
    if stack.type(index) == .string {
      return try Direction.read(stack, index).map { DirectionsArgument(directions: [$0]) }
    }
    guard stack.type(index) == .table else { return nil }
    let directions = try LuaTable(stack, index).items(as: Direction.self)
    return directions.isEmpty ? nil : DirectionsArgument(directions: directions)
  }
}

/// `{{coefficients={1, 1}, upper=1}, …}`.
struct LinearConstraintsArgument: LuaReadable {
  var constraints: [LinearConstraint]

  static var luaTypeName: String { "table {{coefficients={...}, upper=}, ...}" }
  static var luaType: LuaValueType { .list(.fields(["coefficients": .list(.number), "upper": .number])) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> LinearConstraintsArgument? {
    guard stack.type(index) == .table else { return nil }
    let rows = try LuaTable(stack, index).items(as: Row.self)
    return LinearConstraintsArgument(constraints: rows.map(\.constraint))
  }

  private struct Row: LuaReadable {
    var constraint: LinearConstraint

    static var luaTypeName: String { "table {coefficients={...}, upper=}" }
    static var luaType: LuaValueType { .fields(["coefficients": .list(.number), "upper": .number]) }

    static func read(_ stack: LuaStack, _ index: Int32) throws -> Row? {
      guard stack.type(index) == .table else { return nil }
      let table = LuaTable(stack, index)
      guard let coefficients = try table.field("coefficients", as: [Double].self),
        let upper = try table.field("upper", as: Double.self)
      else { throw UserError("a linear constraint is {coefficients={...}, upper=number}") }
      return Row(constraint: LinearConstraint(coefficients: coefficients, upper: upper))
    }
  }
}

/// What a search looks for: the options of `bo.study` that say so.
struct Goals {
  var acquisition = AcquisitionArgument.named(.qlogei)
  var directions = [Direction.maximize]
  var objectives: Int?
  var referencePoint: [Double]?
  var constraints = 0
  var linear: LinearConstraintsArgument?
  var sequential = false

  /// Writes them into a study's options.
  func set(_ options: inout Study.Options) throws {
    if case .named(let kind) = acquisition { options.acquisition = kind }
    let count = objectives ?? directions.count
    for (what, count) in [("objectives", count), ("constraints", constraints)] {
      guard (0...100).contains(count) else { throw UserError("\(what) must be at most 100, got \(count)") }
    }
    options.objectives = count
    options.maximize = directions.first != .minimize
    if directions.count > 1 { options.directions = directions.map { $0 == .maximize } }
    options.referencePoint = referencePoint
    options.constraints = constraints
    options.linearConstraints = linear?.constraints ?? []
    options.sequential = sequential
  }

  var customAcquisition: CustomAcquisition? {
    if case .script(let f) = acquisition { return CustomAcquisition(f) }
    return nil
  }
}

extension CustomAcquisition {
  /// A script's function, called with the tensors of all points under way.
  init(_ f: FunctionRef) {
    self.init { means, variances, best, wantsGradient in
      let before = Interrupt.delivered
      do {
        let count = means.count
        let mean = Tensor(try tensor(means, count).array, requiresGrad: wantsGradient)
        let variance = Tensor(try tensor(variances, count).array, requiresGrad: wantsGradient)
        let result = try f.call(mean, variance, best, returning: Tensor.self)
        guard result.shape.count == count else {
          throw UserError(
            "the acquisition must return \(count) values for a mean and variance of shape (\(count)), got \(result.shape)"
          )
        }
        let values = try doubles(result.array)
        // A constant acquisition has no way back: its gradient is zero.
        guard wantsGradient, result.requiresGrad else { return (values, [], []) }
        let ones = try NDArray.ones(result.shape, dtype: result.dtype)
        // What it does not depend on has none.
        let slopes = try Tensor.gradients(of: [result], withRespectTo: [mean, variance], gradients: [ones])
        let numbers = try slopes.map { try $0.map(doubles) ?? [] }
        return (values, numbers[0], numbers[1])
      } catch let error as ScriptError where Scoring.isStop(error, deliveredBefore: before) {
        throw StudyError.interrupted
      }
    }
  }
}

extension Study {
  /// Numbers that a scoring function gives for a point; nil where it gives the value itself.
  var outputCount: Int? {
    if let composite { return composite.outputCount }
    let count = options.objectives + options.constraints
    return count > 1 ? count : nil
  }
}

extension LuaMembers where T == StudyBox {
  /// `study:pareto()`, `study:hypervolume()`.
  func objectives() {
    method(
      "pareto",
      doc:
        "The trials that no other dominates, among those that meet the constraints, {x=(n, d) tensor (of a named space a "
        + "list of tables), y=(n, objectives) tensor}. With one objective those with the best value.",
      example: "local study = bo.study{bounds={0, 1, dim=2}, objectives=2}\nstudy:tell({{0.2, 0.3}}, {{1, 2}})\n"
        + "assert(study:pareto().y[{1, 2}] == 2)",
      returns: [.fields(["x": Domain.batchType, "y": .object("Tensor")])]
    ) { (box: StudyBox) -> Fields in
      let front = box.study.pareto
      let rows = front.map { $0.outcomes ?? [$0.value ?? .nan] }
      return Fields([
        ("x", try box.domain.pushable(batch: front.map(\.point))),
        ("y", try tensor(rows.flatMap { $0 }, rows.count, box.study.options.objectives)),
      ])
    }
    method(
      "hypervolume",
      doc:
        "The volume that the trials dominate above reference_point (below it where an objective is minimised), in the "
        + "objectives' units.",
      example: "local study = bo.study{bounds={0, 1, dim=2}, objectives=2, reference_point={0, 0}}\n"
        + "study:tell({{0.2, 0.3}}, {{1, 2}})\nassert(study:hypervolume() == 2)"
    ) { (box: StudyBox) -> Double in try box.study.hypervolume() }
  }
}
