import Glibc

/// A learning rate as a function of the number of epochs done; `step()` after each epoch sets the optimiser's rate.
public final class Schedule {
  /// The rate in epoch e (from 0), for a base rate r.
  public enum Rule: Equatable, Sendable {
    /// r γ^⌊e / size⌋
    case step(size: Int, gamma: Double)
    /// r γ^(milestones <= e)
    case multiStep(milestones: [Int], gamma: Double)
    /// r γ^e
    case exponential(gamma: Double)
    /// m + (r - m) (1 + cos(π e / T)) / 2 (Loshchilov & Hutter 2017, equation 5)
    case cosineAnnealing(period: Int, minimum: Double)
    /// r times a factor that goes linearly from `start` to `end` over `period` epochs
    case linear(start: Double, end: Double, period: Int)
  }

  public let optimizer: Optimizer
  public let rule: Rule
  /// The groups' rates before any schedule.
  public let baseRates: [Double]
  /// Epochs done; setting it sets the optimiser's rate, for a resumed run.
  public var epoch = 0 {
    didSet { apply() }
  }

  /// Sets the optimiser's rate to that of epoch 0.
  /// - Throws: `NetworkError.invalidOption` when a period is not positive.
  public init(_ optimizer: Optimizer, _ rule: Rule) throws {
    switch rule {
    case .step(let period, _), .cosineAnnealing(let period, _), .linear(_, _, let period):
      guard period > 0 else {
        throw NetworkError.invalidOption(owner: "lr_scheduler", message: "the period must be positive, got \(period)")
      }
    case .multiStep, .exponential: break
    }
    self.optimizer = optimizer
    self.rule = rule
    baseRates = optimizer.groups.map(\.baseRate)
    apply()
  }

  private func apply() {
    for (group, base) in zip(optimizer.groups, baseRates) { group.rate = rate(at: epoch, from: base) }
  }

  public func step() {
    // A script may have set any epoch.
    if epoch < .max { epoch += 1 }
  }

  /// The groups' rates in an epoch.
  public func rates(at epoch: Int) -> [Double] { baseRates.map { rate(at: epoch, from: $0) } }

  private func rate(at epoch: Int, from baseRate: Double) -> Double {
    switch rule {
    case .step(let size, let gamma): baseRate * pow(gamma, Double(epoch / size))
    case .multiStep(let milestones, let gamma):
      baseRate * pow(gamma, Double(milestones.filter { $0 <= epoch }.count))
    case .exponential(let gamma): baseRate * pow(gamma, Double(epoch))
    case .cosineAnnealing(let period, let minimum):
      minimum + (baseRate - minimum) * (1 + cos(Double.pi * Double(epoch) / Double(period))) / 2
    case .linear(let start, let end, let period):
      baseRate * (start + (end - start) * Double(min(epoch, period)) / Double(period))
    }
  }
}
