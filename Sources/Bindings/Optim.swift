import Arrays
import LuaBridge
import Networks
import Tensors

let optimModule = LuaModule("optim", doc: "Optimisers and schedules, named and parametrised as PyTorch's.") { m in
  m.function(
    "SGD", .value("params", as: ParameterList.self), .option("lr", 1e-3), .option("momentum", 0.0),
    .option("dampening", 0.0), .option("weight_decay", 0.0), .option("nesterov", false),
    doc: "Stochastic gradient descent.", example: "optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1, momentum=0.9})"
  ) {
    (params: ParameterList, lr: Double, momentum: Double, dampening: Double, decay: Double, nesterov: Bool)
      -> Optimizer in
    var options = SGD.Options()
    options.momentum = momentum
    options.dampening = dampening
    options.weightDecay = decay
    options.nesterov = nesterov
    return try SGD(params.tensors, learningRate: lr, options)
  }
  m.function(
    "Adam", .value("params", as: ParameterList.self), .option("lr", 1e-3), .option("betas", Betas(0.9, 0.999)),
    .option("eps", 1e-8), .option("weight_decay", 0.0), .option("amsgrad", false),
    doc: "Adam; weight_decay is added to the gradient.", example: "optim.Adam(nn.Linear(2, 1):parameters(), {lr=1e-3})"
  ) {
    (params: ParameterList, lr: Double, betas: Betas, eps: Double, decay: Double, amsgrad: Bool) -> Optimizer in
    try Adam(params.tensors, learningRate: lr, adamOptions(betas, eps, decay, amsgrad))
  }
  m.function(
    "AdamW", .value("params", as: ParameterList.self), .option("lr", 1e-3), .option("betas", Betas(0.9, 0.999)),
    .option("eps", 1e-8), .option("weight_decay", 0.01), .option("amsgrad", false),
    doc: "Adam with decoupled weight decay.", example: "optim.AdamW(nn.Linear(2, 1):parameters())"
  ) {
    (params: ParameterList, lr: Double, betas: Betas, eps: Double, decay: Double, amsgrad: Bool) -> Optimizer in
    try AdamW(params.tensors, learningRate: lr, adamOptions(betas, eps, decay, amsgrad))
  }
  m.function(
    "RMSprop", .value("params", as: ParameterList.self), .option("lr", 1e-2), .option("alpha", 0.99),
    .option("eps", 1e-8), .option("weight_decay", 0.0), .option("momentum", 0.0), .option("centered", false),
    doc: "RMSprop.", example: "optim.RMSprop(nn.Linear(2, 1):parameters(), {lr=1e-2})"
  ) {
    (
      params: ParameterList, lr: Double, alpha: Double, eps: Double, decay: Double, momentum: Double, centered: Bool
    ) -> Optimizer in
    var options = RMSprop.Options()
    options.alpha = alpha
    options.eps = eps
    options.weightDecay = decay
    options.momentum = momentum
    options.centered = centered
    return try RMSprop(params.tensors, learningRate: lr, options)
  }
  m.function(
    "clip_grad_norm", .value("params", as: ParameterList.self), .number("max_norm"),
    doc: "Scales all gradients in place to a joint norm of at most max_norm; returns the norm before.",
    example: "local norm = optim.clip_grad_norm(nn.Linear(2, 1):parameters(), 1)"
  ) { (params: ParameterList, norm: Double) -> Double in
    try GradientClipping.clipNorm(params.tensors, maximum: norm)
  }
  m.submodule("lr_scheduler", doc: "Learning rates as functions of the epochs done; call step() after each.") {
    declareSchedules($0)
  }
  m.type(Optimizer.luaClass)
  m.type(Schedule.luaClass)
}

private func adamOptions(_ betas: Betas, _ eps: Double, _ decay: Double, _ amsgrad: Bool) -> Adam.Options {
  var options = Adam.Options()
  options.betas = betas.both
  options.eps = eps
  options.weightDecay = decay
  options.amsgrad = amsgrad
  return options
}

private func declareSchedules(_ m: LuaModule) {
  m.function(
    "StepLR", .value("optimizer", as: Optimizer.self), .integer("step_size"), .number("gamma", 0.1),
    doc: "The rate times gamma every step_size epochs.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.StepLR(optimizer, 10, 0.5)"
  ) { (optimizer: Optimizer, size: Int, gamma: Double) -> Schedule in
    try Schedule(optimizer, .step(size: size, gamma: gamma))
  }
  m.function(
    "MultiStepLR", .value("optimizer", as: Optimizer.self), .value("milestones", as: [Int].self),
    .number("gamma", 0.1), doc: "The rate times gamma at each milestone.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.MultiStepLR(optimizer, {30, 80})"
  ) { (optimizer: Optimizer, milestones: [Int], gamma: Double) -> Schedule in
    try Schedule(optimizer, .multiStep(milestones: milestones, gamma: gamma))
  }
  m.function(
    "ExponentialLR", .value("optimizer", as: Optimizer.self), .number("gamma"),
    doc: "The rate times gamma every epoch.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.ExponentialLR(optimizer, 0.9)"
  ) { (optimizer: Optimizer, gamma: Double) -> Schedule in try Schedule(optimizer, .exponential(gamma: gamma)) }
  m.function(
    "CosineAnnealingLR", .value("optimizer", as: Optimizer.self), .integer("T_max"), .number("eta_min", 0.0),
    doc: "From the rate to eta_min in T_max epochs, as half a cosine.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 50)"
  ) { (optimizer: Optimizer, period: Int, minimum: Double) -> Schedule in
    try Schedule(optimizer, .cosineAnnealing(period: period, minimum: minimum))
  }
  m.function(
    "LinearLR", .value("optimizer", as: Optimizer.self), .option("start_factor", 1.0 / 3), .option("end_factor", 1.0),
    .option("total_iters", 5), doc: "The rate times a factor that goes linearly from one to the other.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.LinearLR(optimizer, {total_iters=10})"
  ) { (optimizer: Optimizer, start: Double, end: Double, period: Int) -> Schedule in
    try Schedule(optimizer, .linear(start: start, end: end, period: period))
  }
}

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
      "lr", doc: "The learning rate.",
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

extension Schedule: LuaObject {
  public static let luaClass = LuaClass(Schedule.self, "Schedule", doc: "Sets an optimiser's rate epoch by epoch.") {
    c in
    c.method(
      "step", doc: "Ends an epoch.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\noptim.lr_scheduler.StepLR(optimizer, 10):step()"
    ) { (schedule: Schedule) -> Void in schedule.step() }
    c.method(
      "get_last_lr", doc: "The rate of the present epoch.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nprint(optim.lr_scheduler.StepLR(optimizer, 10):get_last_lr())"
    ) { (schedule: Schedule) -> Double in
      schedule.rate(at: schedule.epoch)
    }
    c.property(
      "last_epoch", doc: "Epochs done; may be set by a resumed run.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.StepLR(optimizer, 10)\nschedule.last_epoch = 20",
      get: { (schedule: Schedule) in schedule.epoch },
      set: { (schedule: Schedule, epoch: Int) in
        guard epoch >= 0 else { throw UserError("last_epoch cannot be \(epoch)") }
        schedule.epoch = epoch
      })
  }
}

/// Parameters as a list, or by name.
struct ParameterList: LuaReadable {
  let tensors: [Tensor]
  static var luaTypeName: String { "table of tensors" }
  static var luaType: LuaValueType { .either([.list(.object("Tensor")), .named(.object("Tensor"))]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> ParameterList? {
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    if table.count > 0 { return ParameterList(tensors: try table.items(as: Tensor.self)) }
    let named = try [String: Tensor].read(stack, index) ?? [:]
    return ParameterList(tensors: named.sorted { $0.key < $1.key }.map(\.value))
  }
}

/// Adam's two decay rates.
struct Betas: LuaReadable, CustomStringConvertible {
  let both: (Double, Double)
  init(_ first: Double, _ second: Double) { both = (first, second) }

  static var luaTypeName: String { "table of two numbers" }
  static var luaType: LuaValueType { .list(.number) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Betas? {
    guard let values = try [Double].read(stack, index), values.count == 2 else { return nil }
    return Betas(values[0], values[1])
  }

  var description: String { "{\(both.0), \(both.1)}" }
}
