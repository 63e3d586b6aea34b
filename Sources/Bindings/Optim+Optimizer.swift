import Arrays
import LuaBridge
import Networks
import Tensors

extension Optimizer: LuaObject {
  public static let luaClass = LuaClass(Optimizer.self, "Optimizer", doc: "Changes parameters by their gradients.") {
    c in
    c.method(
      "step", doc: "Takes one step with the gradients that are there.",
      example:
        "local net = nn.Linear(2, 1)\nlocal optimizer = optim.Adam(net:parameters())\nnet(tensor.randn(8, 2)):square():mean():backward()\noptimizer:step()"
    ) {
      (optimizer: Optimizer) -> Void in try optimizer.step()
    }
    c.method("zero_grad", doc: "Forgets all gradients.", example: "optim.SGD(nn.Linear(2, 1):parameters()):zero_grad()")
    { (optimizer: Optimizer) -> Void in optimizer.zeroGrad() }
    c.method(
      "state_dict", doc: "All a resumed run needs: tensors by name, flat, so that they can be saved.",
      example: "tensor.save(optim.Adam(nn.Linear(2, 1):parameters()):state_dict(), \"optimizer.safetensors\")"
    ) {
      (optimizer: Optimizer) -> [String: Tensor] in try optimizer.stateDict().mapValues { Tensor($0) }
    }
    c.method(
      "load_state_dict", .value("state", as: [String: Tensor].self), doc: "Continues from a saved state.",
      example:
        "local optimizer = optim.Adam(nn.Linear(2, 1):parameters())\noptimizer:load_state_dict(optimizer:state_dict())"
    ) {
      (optimizer: Optimizer, state: [String: Tensor]) -> Void in try optimizer.loadStateDict(state.mapValues(\.array))
    }
    c.property(
      "param_groups", doc: "The groups of parameters, each with its rate.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters())\nfor _, group in ipairs(optimizer.param_groups) do group.lr = group.lr / 2 end"
    ) { (optimizer: Optimizer) in optimizer.groups }
    c.method(
      "add_param_group", .value("params", as: TensorList.self), .named("lr", as: Double?.self),
      doc: "Trains more parameters, with the first group's options, and its rate unless lr is given.",
      example: "local optimizer = optim.SGD(nn.Linear(2, 1):parameters())\n"
        + "optimizer:add_param_group(nn.Linear(2, 1):parameters(), {lr=0.1})"
    ) { (optimizer: Optimizer, params: TensorList, rate: Double?) -> Void in
      try optimizer.addGroup(params.tensors, learningRate: rate)
    }
    c.property(
      "lr", doc: "The learning rate, of the first group; setting it sets that of all.",
      example: "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\noptimizer.lr = optimizer.lr / 2",
      get: { (optimizer: Optimizer) in optimizer.learningRate },
      set: { (optimizer: Optimizer, rate: Double) in
        guard rate >= 0, rate.isFinite else { throw UserError("lr cannot be \(rate)") }
        optimizer.learningRate = rate
      })
    c.metamethod("__tostring", .value("self", as: Optimizer.self), .any("_")) {
      (optimizer: Optimizer, _: LuaAny) -> String in
      "\(type(of: optimizer))(\(optimizer.parameters.count) parameters, lr=\(optimizer.learningRate))"
    }
  }
}

extension Optimizer.Group: LuaObject {
  public static let luaClass = LuaClass(
    Optimizer.Group.self, "ParamGroup", doc: "Parameters of an optimiser with a rate of their own."
  ) { c in
    c.property(
      "params", doc: "The parameters, a list.",
      example: "assert(#optim.SGD(nn.Linear(2, 1):parameters()).param_groups[1].params == 2)"
    ) { (group: Optimizer.Group) in group.parameters }
    c.property(
      "lr", doc: "The learning rate.",
      example: "local optimizer = optim.SGD(nn.Linear(2, 1):parameters())\noptimizer.param_groups[1].lr = 0.1",
      get: { (group: Optimizer.Group) in group.learningRate },
      set: { (group: Optimizer.Group, rate: Double) in
        guard rate >= 0, rate.isFinite else { throw UserError("lr cannot be \(rate)") }
        group.learningRate = rate
      })
  }
}
