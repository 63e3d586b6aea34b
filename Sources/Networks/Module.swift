import Arrays
import Tensors

/// A trainable function: parameters, buffers and children under PyTorch's names, and `forward`.
///
/// A child registered as `fc1` with a parameter `weight` gives the name `fc1.weight`. Order is that of registration.
open class Module {
  public private(set) var parameters: [(name: String, value: Parameter)] = []
  /// Tensors that are saved with the module but not trained, such as running means.
  public private(set) var buffers: [(name: String, value: Parameter)] = []
  public private(set) var children: [(name: String, module: Module)] = []
  /// Whether layers such as dropout and batch normalisation behave as in training; true at first.
  public private(set) var isTraining = true

  /// Modules hold each other at most so deep: names and walks grow with the depth.
  public static let deepest = 100
  /// The longest way down to this module from one that holds it.
  private var level = 0

  public init() {}

  /// What the module's kind is called in summaries and messages.
  open var typeName: String { "\(type(of: self))" }

  /// Options worth showing, as `784, 400`; empty by default.
  open var details: String { "" }

  /// - Throws: `ArrayError` or `NetworkError` when `x` does not fit.
  open func forward(_ x: Tensor) throws -> Tensor { throw NetworkError.noForward(typeName) }

  public final func callAsFunction(_ x: Tensor) throws -> Tensor {
    let y = try forward(x)
    if let observer = Module.observer { observer(self, y) }
    return y
  }

  /// Told of every call while `summary` runs.
  static var observer: ((Module, Tensor) -> Void)?

  // MARK: Registration
  //
  // A name stands for one thing; what replaces another of its kind takes its place in the order.

  /// Adds or replaces a parameter and returns it.
  @discardableResult
  public final func register(_ name: String, parameter: Parameter) -> Parameter {
    buffers.removeAll { $0.name == name }
    children.removeAll { $0.name == name }
    put(&parameters, name, parameter)
    return parameter
  }

  /// Adds or replaces a buffer and returns it.
  @discardableResult
  public final func register(_ name: String, buffer: Parameter) -> Parameter {
    parameters.removeAll { $0.name == name }
    children.removeAll { $0.name == name }
    put(&buffers, name, buffer)
    return buffer
  }

  /// Adds or replaces a child and returns it.
  @discardableResult
  public final func register<M: Module>(_ name: String, _ module: M) -> M {
    parameters.removeAll { $0.name == name }
    buffers.removeAll { $0.name == name }
    if let place = children.firstIndex(where: { $0.name == name }) {
      children[place].module = module
    } else {
      children.append((name, module))
    }
    module.sink(to: level + 1)
    return module
  }

  /// Whether `child` may become a child of this module.
  /// - Throws: `NetworkError.nesting` when it holds this one, or lies too deep then.
  public final func checkHolding(_ child: Module) throws {
    let below = child.namedModules()
    guard !below.contains(where: { $0.module === self }) else {
      throw NetworkError.nesting("a module cannot contain itself")
    }
    guard level + child.height < Module.deepest else {
      throw NetworkError.nesting("modules nest at most \(Module.deepest) deep")
    }
  }

  private func sink(to wanted: Int) {
    guard wanted > level else { return }
    level = wanted
    for child in children { child.module.sink(to: wanted + 1) }
  }

  /// Modules on the longest way down from this one, itself included.
  private var height: Int {
    var known: [ObjectIdentifier: Int] = [:]
    func height(_ module: Module) -> Int {
      if let found = known[ObjectIdentifier(module)] { return found }
      let found = 1 + (module.children.map { height($0.module) }.max() ?? 0)
      known[ObjectIdentifier(module)] = found
      return found
    }
    return height(self)
  }

  /// Takes out whatever has this name.
  public final func unregister(_ name: String) {
    parameters.removeAll { $0.name == name }
    buffers.removeAll { $0.name == name }
    children.removeAll { $0.name == name }
  }

  private func put(_ list: inout [(name: String, value: Parameter)], _ name: String, _ value: Parameter) {
    if let place = list.firstIndex(where: { $0.name == name }) {
      list[place].value = value
    } else {
      list.append((name, value))
    }
  }

  // MARK: Walking

  /// This module and everything below it, parents first, each once; `""` is the name of this one.
  public final func namedModules() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    var found: [(String, Module)] = []
    collect("", &seen, &found)
    return found
  }

  private func collect(
    _ name: String, _ seen: inout Set<ObjectIdentifier>, _ found: inout [(String, Module)]
  ) {
    guard seen.insert(ObjectIdentifier(self)).inserted else { return }
    found.append((name, self))
    for child in children {
      child.module.collect(name.isEmpty ? child.name : "\(name).\(child.name)", &seen, &found)
    }
  }

  /// All parameters with their full names; one that is shared appears once.
  public final func namedParameters() -> [(name: String, value: Parameter)] {
    collected { $0.parameters }
  }

  /// All parameters as tensors, for an optimiser.
  public final func parameterTensors() -> [Tensor] { namedParameters().map(\.value.tensor) }

  /// All buffers with their full names.
  public final func namedBuffers() -> [(name: String, value: Parameter)] {
    collected { $0.buffers }
  }

  private func collected(_ list: (Module) -> [(name: String, value: Parameter)]) -> [(name: String, value: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    return namedModules().flatMap { prefix, module in
      list(module).compactMap { name, value in
        seen.insert(ObjectIdentifier(value)).inserted ? (prefix.isEmpty ? name : "\(prefix).\(name)", value) : nil
      }
    }
  }

  // MARK: State

  /// Switches this module and everything below it between training and evaluation.
  public final func train(_ training: Bool = true) {
    for (_, module) in namedModules() { module.isTraining = training }
  }

  public final func eval() { train(false) }

  /// Of this module alone.
  final func setTraining(_ training: Bool) { isTraining = training }

  /// Forgets all gradients.
  public final func zeroGrad() {
    for (_, parameter) in namedParameters() { parameter.tensor.grad = nil }
  }

  /// Replaces every float parameter and buffer by the same numbers in another float dtype. Optimisers made before hold
  /// the old tensors.
  /// - Throws: `ArrayError.wrongDType` when `dtype` is no float; nothing is changed then.
  public final func to(_ dtype: DType) throws {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "module.to", wanted: "a float", got: dtype)
    }
    let all = (namedParameters() + namedBuffers()).filter { $0.value.tensor.dtype.isFloatingPoint }
    let cast = try all.map { try $0.value.tensor.array.cast(to: dtype) }
    for (entry, array) in zip(all, cast) {
      entry.value.tensor = Tensor(array, requiresGrad: entry.value.tensor.requiresGrad)
    }
  }
}
