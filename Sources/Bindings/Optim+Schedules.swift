import Arrays
import LuaBridge
import Networks
import Tensors

/// Learning rates over epochs.
func declareSchedules(_ m: LuaModule) {
  m.function(
    "StepLR", .value("optimizer", as: Optimizer.self), .named("step_size", as: Int.self), .named("gamma", 0.1),
    doc: "The rate times gamma every step_size epochs.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.StepLR(optimizer, 10, 0.5)"
  ) { (optimizer: Optimizer, size: Int, gamma: Double) -> Schedule in
    try Schedule(optimizer, .step(size: size, gamma: gamma))
  }
  m.function(
    "MultiStepLR", .value("optimizer", as: Optimizer.self), .named("milestones", as: [Int].self),
    .named("gamma", 0.1), doc: "The rate times gamma at each milestone.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.MultiStepLR(optimizer, {30, 80})"
  ) { (optimizer: Optimizer, milestones: [Int], gamma: Double) -> Schedule in
    try Schedule(optimizer, .multiStep(milestones: milestones, gamma: gamma))
  }
  m.function(
    "ExponentialLR", .value("optimizer", as: Optimizer.self), .named("gamma", as: Double.self),
    doc: "The rate times gamma every epoch.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.ExponentialLR(optimizer, 0.9)"
  ) { (optimizer: Optimizer, gamma: Double) -> Schedule in try Schedule(optimizer, .exponential(gamma: gamma)) }
  m.function(
    "CosineAnnealingLR", .value("optimizer", as: Optimizer.self), .named("T_max", as: Int.self), .named("eta_min", 0.0),
    doc: "From the rate to eta_min in T_max epochs, as half a cosine.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 50)"
  ) { (optimizer: Optimizer, period: Int, minimum: Double) -> Schedule in
    try Schedule(optimizer, .cosineAnnealing(period: period, minimum: minimum))
  }
  m.function(
    "LinearLR", .value("optimizer", as: Optimizer.self), .named("start_factor", 1.0 / 3), .named("end_factor", 1.0),
    .named("total_iters", 5), doc: "The rate times a factor that goes linearly from one to the other.",
    example:
      "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.LinearLR(optimizer, {total_iters=10})"
  ) { (optimizer: Optimizer, start: Double, end: Double, period: Int) -> Schedule in
    try Schedule(optimizer, .linear(start: start, end: end, period: period))
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
      "get_last_lr", doc: "The rate of the present epoch, of the first group.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nprint(optim.lr_scheduler.StepLR(optimizer, 10):get_last_lr())"
    ) { (schedule: Schedule) -> Double in
      schedule.rates(at: schedule.epoch).first ?? 0
    }
    c.method(
      "state_dict", doc: "What a resumed run needs: last_epoch, in a tensor, so that it can be saved.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal state = optim.lr_scheduler.StepLR(optimizer, 10):state_dict()"
    ) { (schedule: Schedule) -> [String: Tensor] in
      ["last_epoch": Tensor(try NDArray.scalar(.integer(Int64(schedule.epoch)), dtype: .int64))]
    }
    c.method(
      "load_state_dict", .value("state", as: [String: Tensor].self), doc: "Continues from a saved state.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.StepLR(optimizer, 10)\nschedule:load_state_dict(schedule:state_dict())"
    ) { (schedule: Schedule, state: [String: Tensor]) -> Void in
      guard state.count == 1, let epoch = state["last_epoch"], epoch.dtype == .int64, epoch.shape.count == 1 else {
        throw UserError("a state with last_epoch, one whole number, and nothing else wanted")
      }
      try setEpoch(schedule, Int(try epoch.array.item().int64))
    }
    c.property(
      "last_epoch", doc: "Epochs done; may be set by a resumed run.",
      example:
        "local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})\nlocal schedule = optim.lr_scheduler.StepLR(optimizer, 10)\nschedule.last_epoch = 20",
      get: { (schedule: Schedule) in schedule.epoch },
      set: { (schedule: Schedule, epoch: Int) in try setEpoch(schedule, epoch) })
  }
}

private func setEpoch(_ schedule: Schedule, _ epoch: Int) throws {
  guard epoch >= 0 else { throw UserError("last_epoch cannot be \(epoch)") }
  schedule.epoch = epoch
}
