import Arrays
import Networks
import TestSupport
import Tensors
import Testing

extension NetworksTests {
  @Suite struct OptimizerReferenceTests {
    @Test(.enabled(if: Reference.isAvailable))
    func everyRecordedOptimizerAgrees() throws {
      try walk("optimizers") { item in
        switch item.name.prefix(while: { $0 != "/" }) {
        case "sgd", "adam", "adamw", "rmsprop", "adagrad": return try steps(item)
        case "schedule": return try schedule(item)
        case "clip_grad_norm": return try clipping(item)
        default: throw NotCovered()
        }
      }
    }

    private func optimizer(_ item: ReferenceCase, _ x: Tensor) throws -> Optimizer {
      let rate = item.number("lr", 0)
      switch item.name.prefix(while: { $0 != "/" }) {
      case "sgd":
        var options = SGD.Options()
        options.momentum = item.number("momentum", 0)
        options.dampening = item.number("dampening", 0)
        options.weightDecay = item.number("weight_decay", 0)
        options.nesterov = item.flag("nesterov", false)
        options.maximize = item.flag("maximize", false)
        return try SGD([x], learningRate: rate, options)
      case "rmsprop":
        var options = RMSprop.Options()
        options.alpha = item.number("alpha", 0.99)
        options.eps = item.number("eps", 1e-8)
        options.momentum = item.number("momentum", 0)
        options.weightDecay = item.number("weight_decay", 0)
        options.centered = item.flag("centered", false)
        options.maximize = item.flag("maximize", false)
        return try RMSprop([x], learningRate: rate, options)
      case "adagrad":
        var options = Adagrad.Options()
        options.rateDecay = item.number("lr_decay", 0)
        options.eps = item.number("eps", 1e-10)
        options.weightDecay = item.number("weight_decay", 0)
        options.initialSum = item.number("initial_accumulator_value", 0)
        options.maximize = item.flag("maximize", false)
        return try Adagrad([x], learningRate: rate, options)
      default:
        var options = Adam.Options()
        if let betas = item.parameters["betas"] as? [Double], betas.count == 2 { options.betas = (betas[0], betas[1]) }
        options.eps = item.number("eps", 1e-8)
        options.weightDecay = item.number("weight_decay", 0)
        options.amsgrad = item.flag("amsgrad", false)
        options.maximize = item.flag("maximize", false)
        return item.name.hasPrefix("adamw")
          ? try AdamW([x], learningRate: rate, options) : try Adam([x], learningRate: rate, options)
      }
    }

    private func steps(_ item: ReferenceCase) throws -> String? {
      let x = try item.tensor("x0")
      let optimizer = try optimizer(item, x)
      let size = x.shape.count
      for step in 1...10 {
        let gradient: [Double]
        if let recorded = item.inputs["gradients"] {
          gradient = Array(recorded.data[(step - 1) * size..<step * size])
        } else {
          let (a, b) = (try #require(item.inputs["A"]).data, try #require(item.inputs["b"]).data)
          let position = try x.array.cast(to: .float64).values(as: Double.self)
          gradient = (0..<size).map { row in
            (0..<size).reduce(-b[row]) { $0 + a[row * size + $1] * position[$1] }
          }
        }
        x.grad = Tensor(try NDArray(gradient, shape: x.shape).cast(to: x.dtype))
        try optimizer.step()
        if item.expected["step_\(step)"] != nil, let reason = try item.compare("step_\(step)", x.array) {
          return reason
        }
      }
      return nil
    }

    private func schedule(_ item: ReferenceCase) throws -> String? {
      let optimizer = try SGD([Tensor(try NDArray([1.0]), requiresGrad: true)], learningRate: item.number("lr0", 0))
      let gamma = item.number("gamma", 1)
      func int(_ name: String) -> Int { item.parameters[name] as? Int ?? 0 }
      let rule: Schedule.Rule
      switch item.call.split(separator: ".").last {
      case "StepLR": rule = .step(size: int("step_size"), gamma: gamma)
      case "MultiStepLR":
        rule = .multiStep(milestones: item.parameters["milestones"] as? [Int] ?? [], gamma: gamma)
      case "ExponentialLR": rule = .exponential(gamma: gamma)
      case "LinearLR":
        rule = .linear(
          start: item.number("start_factor", 1), end: item.number("end_factor", 1), period: int("total_iters"))
      case "CosineAnnealingLR":
        rule = .cosineAnnealing(period: int("t_max"), minimum: item.number("eta_min", 0))
      default: throw NotCovered()
      }
      let schedule = try Schedule(optimizer, rule)
      var rates: [Double] = []
      for _ in 0..<int("epochs") {
        rates.append(optimizer.learningRate)
        schedule.step()
      }
      return item.mismatch("lr", got: rates)
    }

    private func clipping(_ item: ReferenceCase) throws -> String? {
      let leaves = try ["a", "b"].map { name in
        let gradient = try item.array("grad_\(name)")
        let leaf = Tensor(try NDArray.zeros(gradient.shape, dtype: gradient.dtype), requiresGrad: true)
        leaf.grad = Tensor(gradient)
        return leaf
      }
      let norms: (rtol: Double?, atol: Double?) = Precision.dtype == .float32 ? (1e-4, 1e-5) : (nil, nil)
      let norm = try GradientClipping.clipNorm(
        leaves, maximum: item.number("max_norm", 1), order: item.number("norm_type", 2))
      if let reason = item.mismatch("total_norm", got: [norm], rtol: norms.rtol, atol: norms.atol) { return reason }
      for (name, leaf) in zip(["a", "b"], leaves) {
        if let reason = try item.compare("clipped_\(name)", #require(leaf.grad).array) { return reason }
      }
      return nil
    }
  }
}
