import Arrays
import LuaBridge
import Networks
import Tensors

let nnModule = LuaModule("nn", doc: "Layers, networks and losses, named and parametrised as PyTorch's.") { m in
  m.function(
    "Linear", .integer("in_features"), .integer("out_features"), .option("bias", true),
    .option("dtype", FloatName.float32), doc: "y = x Wᵀ + b: (..., in) → (..., out).",
    example: "local y = nn.Linear(4, 2)(tensor.randn(3, 4))"
  ) { (inputs: Int, outputs: Int, bias: Bool, dtype: FloatName) -> Module in
    try Linear(inputs, outputs, bias: bias, dtype: dtype.dtype)
  }
  declareWindows(m)
  declareNormalizations(m)
  m.function(
    "Embedding", .integer("num_embeddings"), .integer("embedding_dim"), .option("padding_idx", as: LuaIndex?.self),
    .option("max_norm", as: Double?.self), .option("norm_type", 2.0), .option("scale_grad_by_freq", false),
    .option("dtype", FloatName.float32),
    doc:
      "A table of vectors: int64 indices from 1, of any shape → (..., embedding_dim). The row padding_idx is zero and not "
      + "trained; rows are scaled to a norm of at most max_norm when they are looked up.",
    example: "local y = nn.Embedding(10, 4)(tensor.new({{1, 5}, {10, 1}}, {dtype=\"int64\"}))"
  ) {
    (
      rows: Int, columns: Int, padding: LuaIndex?, limit: Double?, order: Double, byFrequency: Bool, dtype: FloatName
    ) -> Module in
    var options = Embedding.Options()
    options.padding = try padding?.position(in: max(rows, 0))
    options.maximumNorm = limit
    options.normOrder = order
    options.byFrequency = byFrequency
    options.firstIndex = 1
    options.dtype = dtype.dtype
    return try Embedding(rows, columns, options)
  }
  m.function(
    "Dropout", .named("p", 0.5), doc: "Zeroes elements at random in training.", example: "local d = nn.Dropout(0.3)"
  ) { (p: Double) -> Module in try Dropout(p) }
  m.function(
    "Flatten", .named("start_dim", as: LuaIndex?.self), .named("end_dim", as: LuaIndex?.self),
    doc: "Joins dimensions into one; all but the first unless given.", example: "local f = nn.Flatten()"
  ) { (start: LuaIndex?, end: LuaIndex?) -> Module in
    Flatten(start.map(dimension) ?? 1, end.map(dimension) ?? -1)
  }
  m.function(
    "Unflatten", .index("dim"), .sizes("sizes"), doc: "Cuts one dimension into several.",
    example: "local u = nn.Unflatten(2, {1, 28, 28})"
  ) { (place: LuaIndex, sizes: [Int]) -> Module in Unflatten(dimension(place), sizes) }
  declareActivations(m)
  m.function(
    "Sequential", .rest("modules"), doc: "Modules one after the other; seq[1] is the first.",
    example: "local net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))"
  ) { (modules: LuaRest) -> Module in Sequential(try list(modules)) }
  m.function(
    "ModuleList", .rest("modules"), doc: "Modules held in order, for loops of your own.",
    example: "for _, layer in ipairs(nn.ModuleList(nn.ReLU(), nn.Tanh())) do end"
  ) { (modules: LuaRest) -> Module in ModuleList(try list(modules)) }
  m.function(
    "ParameterList", .rest("parameters"),
    doc: "Parameters held in order, for a module of yours: it does not look for them in plain tables.",
    example: "local list = nn.ParameterList(nn.Parameter(tensor.ones(2)))\nassert(list[1]:sum():item() == 2)"
  ) { (tensors: LuaRest) -> Module in
    let all = try listed(tensors, as: Tensor.self)
    for (index, tensor) in all.enumerated() where !tensor.isLeaf || !tensor.requiresGrad {
      throw UserError("tensor \(index + 1) is not a parameter; make it one by nn.Parameter(t)")
    }
    return ParameterList(all)
  }
  m.function(
    "Parameter", .value("data", as: Tensor.self),
    doc: "The tensor as one that training changes; as a field of a module it becomes a parameter of it.",
    example: "local w = nn.Parameter(tensor.randn(3))"
  ) { (data: Tensor) -> Tensor in
    let parameter = data.detach()
    try parameter.setRequiresGrad(true)
    return parameter
  }
  m.value("Module", doc: "Base of modules written in Lua: nn.Module:extend(\"Net\").", ScriptClass.root)
  declareLosses(m)
  declareClipping(m)
  m.submodule("utils", doc: "What is done to gradients before a step.") { declareClipping($0) }
  m.type(Module.luaClass)
  m.type(scriptModuleClass)
  m.type(ScriptClass.luaClass)
}

/// 0-based; counted from the end it stays negative.
func dimension(_ index: LuaIndex) -> Int { index.value > 0 ? index.value - 1 : index.value }

/// Values as arguments or in one table.
private func listed<T: LuaReadable>(_ arguments: LuaRest, as type: T.Type) throws -> [T] {
  let table = arguments.count == 1 ? try arguments[0].read(as: [T].self) : nil
  return try table ?? arguments.values(as: type)
}

private func list(_ arguments: LuaRest) throws -> [Module] {
  let modules = try listed(arguments, as: Module.self)
  for module in modules { try Module().checkHolding(module) }
  return modules
}
