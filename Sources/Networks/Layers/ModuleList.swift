/// Modules held in order, named "0", "1", ...; how they are called is the owner's business.
public final class ModuleList: Module {
  public init(_ modules: [Module]) {
    super.init()
    for (index, module) in modules.enumerated() { register("\(index)", module) }
  }
}
