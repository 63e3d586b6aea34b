import Tensors

/// Parameters to be trained with the same options.
public struct ParameterGroup<Options> {
  public var parameters: [Tensor]
  public var learningRate: Double
  public var options: Options

  public init(_ parameters: [Tensor], learningRate: Double, _ options: Options) {
    (self.parameters, self.learningRate, self.options) = (parameters, learningRate, options)
  }
}

/// An optimiser with options of one kind for each group.
public class GroupedOptimizer<Options>: Optimizer {
  /// Of each group.
  public private(set) var options: [Options] = []

  /// - Throws: `NetworkError.invalidOption`.
  public init(groups: [ParameterGroup<Options>]) throws {
    super.init()
    for group in groups { try add(group) }
    if groups.isEmpty { throw NetworkError.invalidOption(owner: name, message: "no parameters to optimise") }
  }

  /// - Throws: `NetworkError.invalidOption`; nothing is added then.
  public func add(_ group: ParameterGroup<Options>) throws {
    if let reason = flaw(in: group.options) { throw NetworkError.invalidOption(owner: name, message: reason) }
    try add(group.parameters, learningRate: group.learningRate)
    options.append(group.options)
  }

  /// What is wrong with options, or nil.
  func flaw(in options: Options) -> String? { nil }

  /// More parameters, with the first group's options.
  public override func addGroup(_ parameters: [Tensor], learningRate: Double?) throws {
    guard let first = options.first else { return }
    try add(ParameterGroup(parameters, learningRate: learningRate ?? groups.first?.baseRate ?? 0, first))
  }
}
