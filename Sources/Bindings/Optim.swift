import Arrays
import LuaBridge
import Networks
import Tensors

let optimModule = LuaModule("optim", doc: "Optimisers and schedules, named and parametrised as PyTorch's.") { m in
  declareOptimizers(m)
  m.function(
    "clip_grad_norm", .value("params", as: TensorList.self), .number("max_norm"),
    doc: "The same as nn.clip_grad_norm_.",
    example: "local norm = optim.clip_grad_norm(nn.Linear(2, 1):parameters(), 1)"
  ) { (params: TensorList, norm: Double) -> Double in
    try GradientClipping.clipNorm(params.tensors, maximum: norm)
  }
  m.submodule("lr_scheduler", doc: "Learning rates as functions of the epochs done; call step() after each.") {
    declareSchedules($0)
  }
  m.type(Optimizer.luaClass)
  m.type(Optimizer.Group.luaClass)
  m.type(Schedule.luaClass)
}

/// Parameters are tensors, by place or by name, or groups of them: {{params=..., lr=...}, ...}.
private func declareOptimizers(_ m: LuaModule) {
  m.function(
    "SGD", .value("params", as: ParameterGroups.self), .named("lr", 1e-3), .option("momentum", 0.0),
    .option("dampening", 0.0), .option("weight_decay", 0.0), .option("nesterov", false), .option("maximize", false),
    doc: "Stochastic gradient descent with momentum, Nesterov's where nesterov.",
    example: "optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1, momentum=0.9})"
  ) {
    (
      params: ParameterGroups, lr: Double, momentum: Double, dampening: Double, decay: Double, nesterov: Bool,
      maximize: Bool
    ) -> Optimizer in
    try SGD(
      groups: params.read("optim.SGD", lr) { group in
        var options = SGDOptions()
        options.momentum = try group("momentum", momentum)
        options.dampening = try group("dampening", dampening)
        options.weightDecay = try group("weight_decay", decay)
        options.nesterov = try group("nesterov", nesterov)
        options.maximize = try group("maximize", maximize)
        return options
      })
  }
  m.function(
    "Adam", .value("params", as: ParameterGroups.self), .named("lr", 1e-3), .option("betas", Betas(0.9, 0.999)),
    .option("eps", 1e-8), .option("weight_decay", 0.0), .option("amsgrad", false), .option("maximize", false),
    doc: "Adam; weight_decay is added to the gradient. Parameters may come in groups with options of their own.",
    example: "local net = nn.Sequential(nn.Linear(4, 2), nn.Linear(2, 1))\n"
      + "optim.Adam({{params=net[1]:parameters()}, {params=net[2]:parameters(), lr=0.01}}, {lr=1e-3})"
  ) {
    (
      params: ParameterGroups, lr: Double, betas: Betas, eps: Double, decay: Double, amsgrad: Bool, maximize: Bool
    ) -> Optimizer in
    try Adam(
      groups: params.read("optim.Adam", lr) { try adamOptions($0, betas, eps, decay, amsgrad, maximize) })
  }
  m.function(
    "AdamW", .value("params", as: ParameterGroups.self), .named("lr", 1e-3), .option("betas", Betas(0.9, 0.999)),
    .option("eps", 1e-8), .option("weight_decay", 0.01), .option("amsgrad", false), .option("maximize", false),
    doc: "Adam with decoupled weight decay.", example: "optim.AdamW(nn.Linear(2, 1):parameters())"
  ) {
    (
      params: ParameterGroups, lr: Double, betas: Betas, eps: Double, decay: Double, amsgrad: Bool, maximize: Bool
    ) -> Optimizer in
    try AdamW(
      groups: params.read("optim.AdamW", lr) { try adamOptions($0, betas, eps, decay, amsgrad, maximize) })
  }
  m.function(
    "RMSprop", .value("params", as: ParameterGroups.self), .named("lr", 1e-2), .option("alpha", 0.99),
    .option("eps", 1e-8), .option("weight_decay", 0.0), .option("momentum", 0.0), .option("centered", false),
    .option("maximize", false), doc: "RMSprop.", example: "optim.RMSprop(nn.Linear(2, 1):parameters(), {lr=1e-2})"
  ) {
    (
      params: ParameterGroups, lr: Double, alpha: Double, eps: Double, decay: Double, momentum: Double,
      centered: Bool, maximize: Bool
    ) -> Optimizer in
    try RMSprop(
      groups: params.read("optim.RMSprop", lr) { group in
        var options = RMSpropOptions()
        options.alpha = try group("alpha", alpha)
        options.eps = try group("eps", eps)
        options.weightDecay = try group("weight_decay", decay)
        options.momentum = try group("momentum", momentum)
        options.centered = try group("centered", centered)
        options.maximize = try group("maximize", maximize)
        return options
      })
  }
  m.function(
    "Adagrad", .value("params", as: ParameterGroups.self), .named("lr", 1e-2), .option("lr_decay", 0.0),
    .option("weight_decay", 0.0), .option("initial_accumulator_value", 0.0), .option("eps", 1e-10),
    .option("maximize", false), doc: "Adagrad: every number has a rate that falls with its gradients so far.",
    example: "optim.Adagrad(nn.Linear(2, 1):parameters(), {lr=0.1})"
  ) {
    (
      params: ParameterGroups, lr: Double, rateDecay: Double, decay: Double, initial: Double, eps: Double,
      maximize: Bool
    ) -> Optimizer in
    try Adagrad(
      groups: params.read("optim.Adagrad", lr) { group in
        var options = AdagradOptions()
        options.rateDecay = try group("lr_decay", rateDecay)
        options.weightDecay = try group("weight_decay", decay)
        options.initialSum = try group("initial_accumulator_value", initial)
        options.eps = try group("eps", eps)
        options.maximize = try group("maximize", maximize)
        return options
      })
  }
}

private func adamOptions(
  _ group: ParameterGroups.Reader, _ betas: Betas, _ eps: Double, _ decay: Double, _ amsgrad: Bool, _ maximize: Bool
) throws -> AdamOptions {
  var options = AdamOptions()
  options.betas = try group("betas", betas).both
  options.eps = try group("eps", eps)
  options.weightDecay = try group("weight_decay", decay)
  options.amsgrad = try group("amsgrad", amsgrad)
  options.maximize = try group("maximize", maximize)
  return options
}

/// What is clipped before a step.
func declareClipping(_ m: LuaModule) {
  m.function(
    "clip_grad_norm_", .value("params", as: TensorList.self), .named("max_norm", as: Double.self),
    .named("norm_type", 2.0), .option("error_if_nonfinite", false),
    doc:
      "Scales all gradients in place to a joint norm of at most max_norm; returns the norm before. norm_type is the p of "
      + "the norm, math.huge for the largest magnitude.",
    example: "local norm = nn.clip_grad_norm_(nn.Linear(2, 1):parameters(), 1)"
  ) { (params: TensorList, limit: Double, order: Double, strict: Bool) -> Double in
    try GradientClipping.clipNorm(params.tensors, maximum: limit, order: order, refusesNonfinite: strict)
  }
  m.function(
    "clip_grad_value_", .value("params", as: TensorList.self), .named("clip_value", as: Double.self),
    doc: "Holds every number of every gradient between -clip_value and clip_value, in place.",
    example: "nn.clip_grad_value_(nn.Linear(2, 1):parameters(), 0.5)"
  ) { (params: TensorList, limit: Double) -> Void in try GradientClipping.clipValue(params.tensors, limit: limit) }
}
