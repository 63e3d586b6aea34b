import Arrays
import LuaBridge
import Networks
import Tensors

extension Module: LuaObject {
  public static let luaClass = LuaClass(Module.self, "Module", doc: "A trainable function; call it: net(x).") { c in
    c.metamethod("__call", .value("self", as: Module.self), .value("x", as: Tensor.self)) { module, x -> Tensor in
      try module(x)
    }
    c.method(
      "forward", .value("x", as: Tensor.self), doc: "The same as net(x).",
      example: "local y = nn.ReLU():forward(tensor.randn(3))"
    ) {
      (module: Module, x: Tensor) -> Tensor in try module(x)
    }
    c.method(
      "parameters", doc: "What training changes, a list of tensors.",
      example: "assert(#nn.Linear(2, 3):parameters() == 2)"
    ) {
      (module: Module) -> [Tensor] in module.parameterTensors()
    }
    c.method(
      "named_parameters", doc: "The parameters by name, with PyTorch's names.",
      example: "for name, p in pairs(nn.Linear(2, 3):named_parameters()) do print(name, p:numel()) end"
    ) {
      (module: Module) -> [String: Tensor] in named(module.namedParameters())
    }
    c.method(
      "named_buffers", doc: "Tensors that are saved but not trained, by name.",
      example: "local mean = nn.BatchNorm2d(3):named_buffers().running_mean"
    ) {
      (module: Module) -> [String: Tensor] in named(module.namedBuffers())
    }
    c.method(
      "state_dict", doc: "Parameters and buffers by name; the module's own memory, not copies.",
      example: "tensor.save(nn.Linear(2, 3):state_dict(), \"linear.safetensors\")"
    ) {
      (module: Module) -> [String: Tensor] in
      named(module.namedParameters() + module.namedBuffers()).mapValues { $0.detach() }
    }
    c.method(
      "load_state_dict", .value("state", as: [String: Tensor].self), .option("strict", true),
      doc: "Copies tensors into parameters and buffers of the same names. All names that do not fit are reported at "
        + "once, and nothing is changed then; strict=false loads the common ones.",
      example: "local a, b = nn.Linear(2, 3), nn.Linear(2, 3)\na:load_state_dict(b:state_dict())"
    ) { (module: Module, state: [String: Tensor], strict: Bool) -> Void in
      try module.loadStateDict(state.mapValues(\.array), strict: strict)
    }
    c.method(
      "save", .string("path"), doc: "Writes the state as safetensors, whole or not at all.",
      example: "nn.Linear(2, 3):save(\"linear.safetensors\")"
    ) {
      (module: Module, path: String) -> Void in try module.save(path)
    }
    c.method(
      "load", .string("path"), .option("strict", true),
      doc:
        "Loads a file with tensors of the same names, as load_state_dict: .safetensors, .npz, or PyTorch's state dict "
        + "in .pt or .pth. Of a larger checkpoint, pass tensor.load(path)'s own state dict to load_state_dict.",
      example: "nn.Linear(2, 3):save(\"linear.safetensors\")\nlocal net = nn.Linear(2, 3):load(\"linear.safetensors\")"
    ) {
      (module: Module, path: String, strict: Bool) -> Void in try module.load(path, strict: strict)
    }
    c.method(
      "train", .bool("mode", true), doc: "Training mode, for dropout and batch normalisation; answers itself.",
      example: "local net = nn.Dropout(0.5):train()"
    ) {
      (module: Module, mode: Bool) -> Void in module.train(mode)
    }
    c.method("eval", doc: "Evaluation mode; answers itself.", example: "local net = nn.Dropout(0.5):eval()") {
      (module: Module) -> Void in module.eval()
    }
    c.method(
      "requires_grad_", .bool("requires_grad", true),
      doc: "Whether the parameters take gradients, to freeze a part of a network; answers itself.",
      example: "local net = nn.Linear(2, 3):requires_grad_(false)"
    ) { (module: Module, wanted: Bool) -> Void in
      for tensor in module.parameterTensors() { try tensor.setRequiresGrad(wanted) }
    }
    c.method(
      "children", doc: "The modules directly inside, a list.",
      example: "assert(#nn.Sequential(nn.ReLU(), nn.Tanh()):children() == 2)"
    ) { (module: Module) -> [Module] in module.children.map(\.module) }
    c.method(
      "modules", doc: "The module itself and all below it, each once, a list.",
      example: "assert(#nn.Sequential(nn.ReLU(), nn.Tanh()):modules() == 3)"
    ) { (module: Module) -> [Module] in module.namedModules().map(\.module) }
    c.method("zero_grad", doc: "Forgets all gradients.", example: "nn.Linear(2, 3):zero_grad()") {
      (module: Module) -> Void in module.zeroGrad()
    }
    c.method(
      "to", .value("dtype", as: FloatName.self),
      doc: "Changes the dtype of all parameters, for which optimisers are to be made afterwards; answers itself.",
      example: "local net = nn.Linear(2, 3):to(\"float64\")"
    ) {
      (module: Module, dtype: FloatName) -> Void in try module.to(dtype.dtype)
    }
    c.method(
      "summary", .sizes("input"), doc: "A table of layers, their results' shapes for that input, their parameters.",
      example: "print(nn.Sequential(nn.Linear(4, 2), nn.ReLU()):summary(1, 4))"
    ) { (module: Module, sizes: [Int]) -> String in try module.summaryText(input: Shape(sizes)) }
    c.method(
      "features", .value("x", as: Tensor.self),
      doc:
        "What a classifier sees in a batch before its last layer, (N, features); for those of `models` that have it.",
      example: "local features = models.mnist_cnn():features(tensor.rand(2, 1, 28, 28))"
    ) { (module: Module, x: Tensor) -> Tensor in try extractor(module).features(x) }
    c.method(
      "register_buffer", .string("name"), .value("tensor", as: Tensor.self),
      doc: "Adds a tensor that is saved but not trained.",
      example: "local net = nn.Sequential()\nnet:register_buffer(\"scale\", tensor.ones(3))\nprint(net.scale)"
    ) { (module: Module, name: String, tensor: Tensor) -> Void in module.register(name, buffer: Parameter(tensor)) }
    c.method(
      "add_module", .string("name"), .value("module", as: Module.self), doc: "Adds a child under a name.",
      example: "local net = nn.Sequential()\nnet:add_module(\"first\", nn.Linear(2, 3))\nprint(net.first.weight)"
    ) { (module: Module, name: String, child: Module) -> Void in try adopt(child, as: name, by: module) }
    c.property(
      "training", doc: "Whether the module is in training mode.",
      example: "assert(nn.Dropout(0.5):eval().training == false)"
    ) { (module: Module) in module.isTraining }
    c.metamethod("__len", .value("self", as: Module.self), .any("_")) { (module: Module, _: LuaAny) -> Int in
      module is ParameterList ? module.parameters.count : module.children.count
    }
    c.metamethod("__tostring", .value("self", as: Module.self), .any("_")) { (module: Module, _: LuaAny) -> String in
      describe(module)
    }
    c.index(
      key: .either([.string, .index]), value: .any,
      doc: "A child or a parameter by its name, net.fc1.weight; the i-th child, net[1].",
      example: "local net = nn.Sequential(nn.Linear(4, 2))\nprint(net[1].weight)"
    ) { module, arguments in try pushMember(of: module, &arguments) }
  }
}

private func named(_ list: [(name: String, value: Parameter)]) -> [String: Tensor] {
  Dictionary(list.map { ($0.name, $0.value.tensor) }, uniquingKeysWith: { first, _ in first })
}

/// A module that contained itself could be neither walked nor freed.
func adopt(_ child: Module, as name: String, by module: Module) throws {
  do { try module.checkHolding(child) } catch NetworkError.nesting(let reason) {
    throw UserError("\(reason) ('\(name)')")
  }
  module.register(name, child)
}

/// `net.fc1`, `net.weight`, and `net[1]` in a list of modules.
func pushMember(of module: Module, _ arguments: inout Arguments) throws -> Int32 {
  let stack = arguments.stack
  if let name = stack.string(2), stack.type(2) == .string {
    if let child = module.children.first(where: { $0.name == name }) {
      try child.module.push(stack)
    } else if let own = (module.parameters + module.buffers).first(where: { $0.name == name }) {
      try own.value.tensor.push(stack)
    } else {
      return 0
    }
    return 1
  }
  guard let index = try LuaIndex.read(stack, 2) else { return 0 }
  let isList = module is ParameterList
  let count = isList ? module.parameters.count : module.children.count
  // Past the end is nil, so that ipairs stops.
  guard index.value >= -count, index.value <= count else {
    stack.pushNil()
    return 1
  }
  let place = try index.position(in: count)
  if isList {
    try module.parameters[place].value.tensor.push(stack)
  } else {
    try module.children[place].module.push(stack)
  }
  return 1
}

private func describe(_ module: Module) -> String {
  // What holds a module several times shows it as often: from some length on it is no description any more.
  let most = 1000
  var lines: [String] = []
  func add(_ module: Module, _ name: String, _ indent: String) {
    guard lines.count < most else { return }
    let head = "\(indent)\(name.isEmpty ? "" : "(\(name)): ")\(module.typeName)(\(module.details)"
    lines.append(module.children.isEmpty ? head + ")" : head)
    if module.children.isEmpty { return }
    for child in module.children where lines.count < most { add(child.module, child.name, indent + "  ") }
    lines.append(lines.count < most ? indent + ")" : "...")
  }
  add(module, "", "")
  return lines.prefix(most + 1).joined(separator: "\n")
}

/// The dtypes that parameters can have.
enum FloatName: String, LuaChoice {
  case float32, float64
  var dtype: DType { self == .float32 ? .float32 : .float64 }
}

/// - Throws: an error that names the model where it has no features.
func extractor(_ module: Module) throws -> any FeatureExtractor {
  guard let extractor = module as? FeatureExtractor else {
    throw UserError("\(module.typeName) has no features; give a function that returns them")
  }
  return extractor
}
