import Tensors

/// Modules held in order, named "0", "1", ...; how they are called is the owner's business.
public final class ModuleList: Module {
  public init(_ modules: [Module]) {
    super.init()
    for (index, module) in modules.enumerated() { register("\(index)", module) }
  }
}

/// Parameters held in order, named "0", "1", ...: a plain list of them would not be seen by the module that has it.
public final class ParameterList: Module {
  public init(_ tensors: [Tensor]) {
    super.init()
    for (index, tensor) in tensors.enumerated() { register("\(index)", parameter: Parameter(tensor)) }
  }
}
