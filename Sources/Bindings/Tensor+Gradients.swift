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
  c.method(
    "backward", .value("g", as: Tensor?.self), .option("retain_graph", false),
    doc: "Adds d(sum(g t))/d(leaf) to grad of every leaf that requires it; g may be left out for a single number.",
    example: "local w = tensor.ones(3, {requires_grad=true})\nlocal loss = (w * w):sum()\nloss:backward()"
  ) { (t: Tensor, gradient: Tensor?, retain: Bool) -> Void in
    try t.backward(gradient?.array, retainGraph: retain)
  }
}

func declareTensorTape(_ m: LuaModule) {
  m.function(
    "grad", .value("output", as: Tensor.self), .value("inputs", as: TensorOrList.self),
    .value("g", as: Tensor?.self), .option("retain_graph", false),
    doc: "Gradients of the output with respect to a tensor or a table of them, without touching any grad.",
    example: "local x = tensor.ones(3, {requires_grad=true})\nlocal g = tensor.grad((x * x):sum(), x)"
  ) { (output: Tensor, inputs: TensorOrList, gradient: Tensor?, retain: Bool) -> TensorOrList in
    let gradients = try Tensor.gradients(
      of: output, withRespectTo: inputs.tensors, gradient: gradient?.array, retainGraph: retain
    ).map { Tensor($0) }
    return TensorOrList(tensors: gradients, isList: inputs.isList)
  }
  m.raw(
    "no_grad",
    [
      ParameterInfo(name: "fn", type: { .function }),
      ParameterInfo(name: "args", type: { .any }, typeName: { "values" }, isRest: true),
    ],
    doc: "Calls fn(args...) without recording gradients and returns its results.",
    example: "local y = tensor.no_grad(function() return tensor.ones(3) * 2 end)", returns: [.any]
  ) { arguments in
    guard let first = try FunctionRef.read(arguments.stack, 1) else {
      throw arguments.mismatch("fn", wanted: "function", at: 1)
    }
    _ = first
    try Tape.paused { try arguments.state.call(arguments: arguments.top - 1, results: -1) }
    return arguments.stack.top
  }
}

struct TensorOrList: LuaReadable, LuaPushable {
  let tensors: [Tensor]
  let isList: Bool

  static var luaTypeName: String { "tensor or table of tensors" }
  static var luaType: LuaValueType { .either([.object("Tensor"), .list(.object("Tensor"))]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> TensorOrList? {
    if let tensor = try Tensor.read(stack, index) { return TensorOrList(tensors: [tensor], isList: false) }
    return try [Tensor].read(stack, index).map { TensorOrList(tensors: $0, isList: true) }
  }
  func push(_ stack: LuaStack) throws {
    if isList { try tensors.push(stack) } else { try tensors.first.push(stack) }
  }
}
