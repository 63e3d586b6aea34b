import Arrays
import LuaBridge
import Tensors

/// An operation written in Lua, with its own gradient.
///
/// Who owns what: the operation holds its two functions. A recorded call holds the operation and, by one reference into
/// Lua, its context; what the script keeps in the context is Lua's own. Tensors reach `forward` cut off from the graph, so
/// a context holds no part of the graph that holds it, and everything goes when the graph does.
final class CustomOperation {
  let name: String
  let forward: FunctionRef
  let backward: FunctionRef

  init(_ name: String, forward: FunctionRef, backward: FunctionRef) {
    self.name = name
    self.forward = forward
    self.backward = backward
  }

  /// Calls `forward` with tensors that no gradient flows to, and records what it returns.
  func call(_ arguments: LuaRest) throws -> Results {
    let inputs = try (0..<arguments.count).map { try arguments[$0].read(as: Tensor.self) }
    let context = CustomContext(self, needsGrad: inputs.map { Tape.isRecording && $0?.requiresGrad == true })
    try context.push(arguments.stack)
    let reference = try LuaReference(popping: arguments.stack)
    var all: [any LuaPushable] = [reference]
    for (position, input) in inputs.enumerated() {
      all.append(input?.detach() ?? arguments[Int32(position)])
    }
    let versions = inputs.map { $0?.array.storage.version }
    let results = try Tape.paused { try forward.perform(results: -1, all: all, body: CustomOperation.values) }
    context.isForward = false
    for (position, input) in inputs.enumerated() where input?.array.storage.version != versions[position] {
      throw UserError("\(name): forward changed argument #\(position + 1) in place; clone it first")
    }
    return Results(try record(results, inputs, context, reference))
  }

  /// What a call returned.
  private enum Value {
    case tensor(Tensor)
    case other(LuaReference)
  }

  private static func values(_ stack: LuaStack, _ first: Int32) throws -> [Value] {
    if first > stack.top { return [] }
    return try (first...stack.top).map { index in
      if let tensor = try Tensor.read(stack, index) { return .tensor(tensor) }
      try stack.reserve(4)
      stack.push(copyOf: index)
      return .other(try LuaReference(popping: stack))
    }
  }

  private func record(
    _ results: [Value], _ inputs: [Tensor?], _ context: CustomContext, _ reference: LuaReference
  ) throws -> [any LuaPushable] {
    let tensors = inputs.compactMap { $0 }
    let storages = Set(tensors.map { ObjectIdentifier($0.array.storage) })
    var arrays: [NDArray] = []
    for case .tensor(let result) in results {
      // A result has memory of its own: nobody expects it to change with an argument.
      let isShared = storages.contains(ObjectIdentifier(result.array.storage))
      arrays.append(isShared ? try result.array.clone() : result.array)
    }
    let call = CustomCall(operation: self, context: context, reference: reference)
    let kinds = arrays.map { ($0.shape, $0.dtype) }
    let wanted = inputs.map { input in input.map { CustomCall.Input(shape: $0.shape, requiresGrad: $0.requiresGrad) } }
    let places = results.map { if case .tensor = $0 { true } else { false } }
    let saved = context.saved.compactMap { $0?.array }
    let recorded = try Tensor.custom(name, inputs: tensors, saving: saved, results: arrays) { gradients in
      var next = 0
      let arguments: [NDArray?] = try places.map { isTensor in
        guard isTensor else { return nil }
        defer { next += 1 }
        guard kinds[next].1.isFloatingPoint else { return nil }
        return try gradients[next] ?? .zeros(kinds[next].0, dtype: kinds[next].1)
      }
      return try call.gradients(arguments, wanted)
    }
    var made = recorded.makeIterator()
    return results.map { result -> any LuaPushable in
      switch result {
      case .tensor: made.next()
      case .other(let value): value
      }
    }
  }
}

/// One recorded call. Gone with the graph, and with it what the context saved.
private final class CustomCall {
  /// A tensor among the arguments of `forward`.
  struct Input {
    let shape: Shape
    let requiresGrad: Bool
  }

  private let operation: CustomOperation
  private let context: CustomContext
  private let reference: LuaReference

  init(operation: CustomOperation, context: CustomContext, reference: LuaReference) {
    self.operation = operation
    self.context = context
    self.reference = reference
  }

  deinit { context.free() }

  /// Calls `backward` with a gradient for each result of `forward`, nil for one that is no float tensor.
  func gradients(_ results: [NDArray?], _ inputs: [Input?]) throws -> [NDArray?] {
    let all: [any LuaPushable] = [reference] + results.map { $0.map { Tensor($0) } }
    let versions = results.map { $0?.storage.version }
    let found = try Tape.paused {
      try operation.backward.perform(results: -1, all: all) { stack, first in
        try read(stack, first, inputs)
      }
    }
    for (position, result) in results.enumerated() where result?.storage.version != versions[position] {
      throw UserError("\(operation.name): backward changed gradient #\(position + 1) in place; clone it first")
    }
    return found
  }

  private func read(_ stack: LuaStack, _ first: Int32, _ inputs: [Input?]) throws -> [NDArray?] {
    let count = Int(stack.top - first + 1)
    guard count <= inputs.count else {
      throw UserError(
        "\(operation.name): backward returned \(count) gradients for \(inputs.count) arguments of forward")
    }
    var gradients: [NDArray?] = []
    for (position, input) in inputs.enumerated() {
      let index = first + Int32(position)
      let isMissing = position >= count
      guard let input else {
        guard isMissing || stack.type(index) == .nil else {
          throw UserError("\(operation.name): argument #\(position + 1) is no tensor; nil wanted for its gradient")
        }
        continue
      }
      if isMissing, input.requiresGrad {
        throw UserError(
          "\(operation.name): backward returned \(count) gradients, and argument #\(position + 1) needs one; "
            + "return nil where there is none")
      }
      guard !isMissing, stack.type(index) != .nil else {
        gradients.append(nil)
        continue
      }
      guard let gradient = try Tensor.read(stack, index) else {
        throw UserError(
          "\(operation.name): tensor or nil wanted for the gradient of argument #\(position + 1), "
            + "got \(stack.typeName(index))")
      }
      guard gradient.shape == input.shape else {
        throw UserError(
          "\(operation.name): the gradient of argument #\(position + 1) must have its shape \(input.shape), "
            + "got \(gradient.shape)")
      }
      gradients.append(gradient.array)
    }
    return gradients
  }
}

/// What `forward` leaves for `backward`: tensors by `save`, whose changes are noticed, anything else in fields.
final class CustomContext {
  let operation: CustomOperation
  let needsGrad: [Bool]
  fileprivate(set) var saved: [Tensor?] = []
  fileprivate var isForward = true
  private var isFree = false

  init(_ operation: CustomOperation, needsGrad: [Bool]) {
    self.operation = operation
    self.needsGrad = needsGrad
  }

  func save(_ values: LuaRest) throws {
    guard isForward else { throw UserError("only forward can save tensors") }
    saved = try (0..<values.count).map { position in
      let value = values[position]
      if value.isNil { return nil }
      guard let tensor = try value.read(as: Tensor.self) else {
        throw UserError(
          "tensor or nil wanted as value #\(position + 1), got \(value.typeName); keep other values in fields")
      }
      return tensor.detach()
    }
  }

  func restore() throws -> [Tensor?] {
    if isFree { throw UserError("the graph that saved the tensors was freed") }
    return saved
  }

  fileprivate func free() {
    isFree = true
    saved = []
  }
}

extension CustomContext: LuaObject {
  static let luaClass = LuaClass(
    CustomContext.self, "CustomContext", userValues: 1,
    doc: "What the forward of a custom operation leaves for its backward. Other fields can be set at will."
  ) { c in
    c.method(
      "save", .rest("tensors"),
      doc:
        "Keeps tensors for backward, arguments or results; one that is changed in place meanwhile is an error there.",
      example: """
        local cube = tensor.custom("cube", {
          forward = function(ctx, x) ctx:save(x) return x ^ 3 end,
          backward = function(ctx, g) local x = ctx:saved() return 3 * x ^ 2 * g end,
        })
        """
    ) { (context: CustomContext, tensors: LuaRest) -> Void in try context.save(tensors) }
    c.method(
      "saved", doc: "What save kept, as so many results.",
      example: """
        local scale = tensor.custom("scale", {
          forward = function(ctx, x, k) ctx:save(k) return x * k end,
          backward = function(ctx, g) local k = ctx:saved() return g * k end,
        })
        """, returns: [.any]
    ) { (context: CustomContext) -> Results in Results(try context.restore()) }
    c.property(
      "needs_input_grad", doc: "For each argument of forward whether a gradient is wanted.",
      example: """
        local times = tensor.custom("times", {
          forward = function(ctx, a, b) ctx:save(a, b) return a * b end,
          backward = function(ctx, g)
            local a, b = ctx:saved()
            return ctx.needs_input_grad[1] and g * b or nil, ctx.needs_input_grad[2] and g * a or nil
          end,
        })
        """
    ) { $0.needsGrad }
    c.index(
      key: .string, doc: "A field that forward has set.",
      example: """
        local scale = tensor.custom("scale", {
          forward = function(ctx, x, k) ctx.k = k return x * k end,
          backward = function(ctx, g) return g * ctx.k end,
        })
        """
    ) { _, arguments in
      try arguments.stack.pushUserField(1, keyAt: 2)
      return 1
    }
    c.newIndex { _, arguments in
      guard arguments.stack.type(2) == .string else { return false }
      try arguments.stack.setUserField(1, keyAt: 2, valueAt: 3)
      return true
    }
    c.metamethod("__tostring", .value("self", as: CustomContext.self), .any("_")) {
      (context: CustomContext, _: LuaAny) -> String in "context of \(context.operation.name)"
    }
  }
}

extension CustomOperation: LuaObject {
  static let luaClass = LuaClass(
    CustomOperation.self, "CustomOperation", doc: "An operation with its own gradient; call it like a function."
  ) { c in
    c.property(
      "name", doc: "As messages name it.",
      example: "assert(tensor.custom(\"f\", {forward=print, backward=print}).name == \"f\")"
    ) {
      $0.name
    }
    c.metamethod("__call", .value("self", as: CustomOperation.self), .rest("arguments"), returns: [.any]) {
      (operation: CustomOperation, arguments: LuaRest) -> Results in try operation.call(arguments)
    }
    c.metamethod("__tostring", .value("self", as: CustomOperation.self), .any("_")) {
      (operation: CustomOperation, _: LuaAny) -> String in "custom operation \(operation.name)"
    }
  }
}

func declareTensorCustom(_ m: LuaModule) {
  m.function(
    "custom", .string("name"), .table("functions"),
    doc:
      "An operation with its own gradient, PyTorch's autograd.Function. forward(ctx, ...) computes its results without "
      + "recording. backward(ctx, g, ...) gets a gradient for each result (nil for one that is no float tensor) and returns "
      + "one for each argument of forward, of its shape, nil where there is none.",
    example: """
      local swish = tensor.custom("swish", {
        forward = function(ctx, x, beta)
          ctx:save(x)
          ctx.beta = beta
          return x * (beta * x):sigmoid()
        end,
        backward = function(ctx, g)
          local x = ctx:saved()
          local s = (ctx.beta * x):sigmoid()
          return g * (s + ctx.beta * x * s * (1 - s))
        end,
      })
      local y = swish(tensor.randn(3, {requires_grad=true}), 2)
      y:sum():backward()
      """
  ) { (name: String, functions: LuaTable) -> CustomOperation in
    guard let forward = try functions.field("forward", as: FunctionRef.self),
      let backward = try functions.field("backward", as: FunctionRef.self)
    else { throw UserError("{forward=function, backward=function} wanted") }
    try functions.forEachPair { stack, key in
      let known = ["forward", "backward"]
      guard let field = stack.string(key), known.contains(field) else {
        throw UserError("unknown field '\(stack.describe(key))'; forward and backward are known")
      }
    }
    return CustomOperation(name, forward: forward, backward: backward)
  }
  m.type(CustomOperation.luaClass)
  m.type(CustomContext.luaClass)
}
