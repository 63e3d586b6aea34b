import Arrays
import LuaBridge
import Tensors

func declareTensorGradients(_ c: LuaMembers<Tensor>) {
  c.property(
    "requires_grad", doc: "Whether gradients flow to this tensor.",
    example: "local w = tensor.zeros(3)\nw.requires_grad = true", get: { $0.requiresGrad },
    set: { (t: Tensor, wanted: Bool) in try t.setRequiresGrad(wanted) })
  c.property(
    "grad", doc: "What backward has accumulated, or nil.",
    example: "local w = tensor.ones(3, {requires_grad=true})\nw:sum():backward()\nprint(w.grad)", get: { $0.grad },
    set: { (t: Tensor, gradient: Tensor?) in
      if let gradient, gradient.shape != t.shape || gradient.dtype != t.dtype {
        throw UserError("a gradient of shape \(t.shape) and dtype \(t.dtype.name) wanted")
      }
      t.grad = gradient
    })
  c.property(
    "is_leaf", doc: "Whether it was made by the script rather than computed.", example: "assert(tensor.ones(3).is_leaf)"
  ) { $0.isLeaf }
  c.method(
    "requires_grad_", .bool("wanted", true), doc: "Turns gradients of a leaf on or off.",
    example: "local w = tensor.zeros(3):requires_grad_()"
  ) { (t: Tensor, wanted: Bool) in try t.setRequiresGrad(wanted) }
  c.method("detach", doc: "The same numbers, cut off from the graph.", example: "local y = tensor.zeros(3):detach()") {
    (t: Tensor) in t.detach()
  }
  c.property(
    "grad_fn", doc: "The operation that made it and the line where, `mul at train.lua:12`; nil for a leaf.",
    example: "local w = tensor.ones(3, {requires_grad=true})\nprint((w * 2).grad_fn)"
  ) { $0.gradientFunction }
  c.method(
    "backward", .value("g", as: Tensor?.self), .option("retain_graph", false), .option("create_graph", false),
    .option("inputs", as: TensorOrList?.self),
    doc: "Adds d(sum(g t))/d(leaf) to grad of every leaf that requires it, or of inputs alone; g may be left out for a "
      + "single number. The graph is freed unless retain_graph is set.",
    example: "local w = tensor.ones(3, {requires_grad=true})\nlocal loss = (w * w):sum()\nloss:backward()"
  ) { (t: Tensor, gradient: Tensor?, retain: Bool, create: Bool, inputs: TensorOrList?) -> Void in
    try refuse(create)
    try t.backward(gradient?.array, retainGraph: retain, inputs: inputs?.tensors)
  }
}

private func refuse(_ createGraph: Bool) throws {
  if createGraph {
    throw UserError(
      "create_graph: derivatives of derivatives are not offered; write the first derivative with tensors, "
        + "then take its gradient")
  }
}

func declareTensorTape(_ m: LuaModule) {
  m.function(
    "grad", .value("outputs", as: TensorOrList.self), .value("inputs", as: TensorOrList.self),
    .value("g", as: TensorOrList?.self), .option("grad_outputs", as: TensorOrList?.self),
    .option("retain_graph", false), .option("create_graph", false), .option("allow_unused", false),
    doc: "Gradients of the outputs (a tensor or a table of them; g, also grad_outputs, for those that are no single "
      + "numbers) with respect to inputs, without touching any grad. An input that no output depends on is an error, "
      + "or with allow_unused nil.",
    example: "local x = tensor.ones(3, {requires_grad=true})\nlocal g = tensor.grad((x * x):sum(), x)",
    returns: [.either([.object("Tensor"), .list(.object("Tensor")), .nil])]
  ) {
    (
      outputs: TensorOrList, inputs: TensorOrList, positional: TensorOrList?, named: TensorOrList?, retain: Bool,
      create: Bool, allowsUnused: Bool
    ) -> GradientList in
    try refuse(create)
    // An empty table is one of options.
    let given = (named ?? positional).flatMap { $0.isList && $0.tensors.isEmpty ? nil : $0 }
    let found = try Tensor.gradients(
      of: outputs.tensors, withRespectTo: inputs.tensors,
      gradients: given.map { $0.tensors.map(\.array) } ?? outputs.tensors.map { _ in nil }, retainGraph: retain)
    if !allowsUnused, let position = found.firstIndex(where: { $0 == nil }) {
      throw TensorError.unreachable(position: position)
    }
    return GradientList(tensors: found.map { $0.map { Tensor($0) } }, isList: inputs.isList)
  }
  m.function(
    "gradcheck", .function("fn"), .value("inputs", as: TensorOrList.self), .option("eps", 1e-6), .option("atol", 1e-5),
    .option("rtol", 1e-3), .option("raise_exception", true),
    doc: "Compares the gradients of fn(inputs...) with central differences of step eps for the inputs that require "
      + "gradients, float64: true where all differ by at most atol + rtol |difference|; an error that names the first "
      + "that does not, or, with raise_exception=false, false and that message.",
    example: """
      local x = tensor.randn(3, {dtype="float64", requires_grad=true})
      assert(tensor.gradcheck(function(x) return x:tanh() * x end, {x}))
      """, returns: [.boolean, LuaValueType.string.optional]
  ) {
    (
      function: FunctionRef, inputs: TensorOrList, eps: Double, atol: Double, rtol: Double, raises: Bool
    ) -> Results in
    do {
      try Gradcheck.check(inputs.tensors, step: eps, rtol: rtol, atol: atol) { inputs in
        try function.perform(results: -1, all: inputs) { stack, first in
          guard first <= stack.top else { throw UserError("the function must return a tensor, got no value") }
          return try (first...stack.top).map { index in
            guard let result = try Tensor.read(stack, index) else {
              throw UserError("the function must return tensors, got \(stack.typeName(index))")
            }
            return result
          }
        }
      }
    } catch let mismatch as Gradcheck.Mismatch where !raises {
      return Results([false, mismatch.description])
    }
    return Results([true])
  }
  m.function("is_grad_enabled", doc: "Whether gradients are recorded now.", example: "assert(tensor.is_grad_enabled())")
  {
    Tape.isRecording
  }
  for (name, doc, isRecorded) in [
    ("no_grad", "without recording gradients", false),
    ("enable_grad", "with gradients recorded, also inside no_grad and a custom operation", true),
  ] {
    m.raw(
      name,
      [
        ParameterInfo(name: "fn", type: { .function }),
        ParameterInfo(name: "args", type: { .any }, typeName: { "values" }, isRest: true),
      ],
      doc: "Calls fn(args...) \(doc) and returns its results.",
      example: "local y = tensor.\(name)(function() return tensor.ones(3) * 2 end)", returns: [.any]
    ) { arguments in
      guard let first = try FunctionRef.read(arguments.stack, 1) else {
        throw arguments.mismatch("fn", wanted: "function", at: 1)
      }
      _ = first
      let state = arguments.state
      let count = arguments.top - 1
      let run = { try state.call(arguments: count, results: -1) }
      try isRecorded ? Tape.resumed(run) : Tape.paused(run)
      return arguments.stack.top
    }
  }
}

struct TensorOrList: LuaReadable, LuaPushable {
  let tensors: [Tensor]
  let isList: Bool

  static var luaTypeName: String { "tensor or table of tensors" }
  static var luaType: LuaValueType { .either([.object("Tensor"), .list(.object("Tensor"))]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> TensorOrList? {
    if let tensor = try Tensor.read(stack, index) { return TensorOrList(tensors: [tensor], isList: false) }
    // A table of fields is one of options.
    guard stack.type(index) == .table, LuaTable(stack, index).isSequence else { return nil }
    return try [Tensor].read(stack, index).map { TensorOrList(tensors: $0, isList: true) }
  }
  func push(_ stack: LuaStack) throws {
    if isList { try tensors.push(stack) } else { try tensors.first.push(stack) }
  }
}

/// Gradients, nil where there are none.
private struct GradientList: LuaPushable {
  static var luaType: LuaValueType { .any }
  let tensors: [Tensor?]
  let isList: Bool

  func push(_ stack: LuaStack) throws {
    if isList { try tensors.push(stack) } else { try (tensors.first ?? nil).push(stack) }
  }
}
