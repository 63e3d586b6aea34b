import Arrays
import GaussianProcesses

/// Several batches under way at once on a composite acquisition: joint posteriors and samples on all threads, then the
/// composite objective once for all of them on the calling thread, then the gradients on all threads.
final class CompositeBatches {
  /// One batch's place.
  private final class Slot {
    let posterior: JointPosterior
    let improvement: CompositeImprovement
    var points: [Double]
    var meanGradient: [Double]
    var covarianceGradient: [Double]

    init(_ models: [ExactGP], _ setting: CompositeImprovement.Setting, pending: [Double], size: Int) {
      posterior = JointPosterior(models[0], others: models.dropFirst(), count: setting.pointCount)
      improvement = CompositeImprovement(setting)
      points = [Double](repeating: 0, count: size) + pending
      meanGradient = [Double](repeating: 0, count: setting.pointCount * setting.outputCount)
      covarianceGradient = [Double](repeating: 0, count: setting.pointCount * setting.pointCount)
    }
  }

  private let composite: CompositeObjective
  private let setting: CompositeImprovement.Setting
  private let size: Int
  private let moving: Int
  private let slots: [Slot]
  private var outcomes: [Double]
  private var values: [Double]
  private var derivatives: [Double]

  /// - Parameters:
  ///   - moving: points of a batch that are free, before the `pending` ones, row-major (p, d).
  ///   - capacity: batches that are evaluated in one call.
  init(
    _ composite: CompositeObjective, models: [ExactGP], setting: CompositeImprovement.Setting, moving: Int,
    pending: [Double], capacity: Int
  ) {
    self.composite = composite
    self.setting = setting
    self.moving = moving
    let size = moving * models[0].dimension
    self.size = size
    slots = (0..<max(capacity, 1)).map { _ in Slot(models, setting, pending: pending, size: size) }
    outcomes = [Double](repeating: 0, count: slots.count * setting.rowCount * setting.outputCount)
    values = [Double](repeating: 0, count: slots.count * setting.rowCount)
    derivatives = [Double](repeating: 0, count: slots.count * setting.rowCount * setting.outputCount)
  }

  /// The acquisition of each batch and, where `gradients` are given, its derivative; at most `capacity` batches.
  /// - Throws: `CompositeObjective.Failure` with what the composite objective throws.
  func evaluate(
    _ batches: [UnsafePointer<Double>], into results: inout [Double], gradients: UnsafeMutablePointer<Double>?
  ) throws {
    let count = min(batches.count, slots.count)
    let rows = setting.rowCount
    let stride = rows * setting.outputCount
    try outcomes.withUnsafeMutableBufferPointer { outcomes in
      try values.withUnsafeMutableBufferPointer { values in
        try derivatives.withUnsafeMutableBufferPointer { derivatives in
          guard let h = outcomes.baseAddress, let g = values.baseAddress, let dg = derivatives.baseAddress else {
            return
          }
          Threads.forEach(count: count, grain: 1) { range in
            for index in range {
              let slot = slots[index]
              slot.points.withUnsafeMutableBufferPointer { points in
                guard let points = points.baseAddress else { return }
                points.update(from: batches[index], count: size)
                slot.posterior.evaluate(points)
              }
              slot.improvement.sample(
                mean: slot.posterior.mean, covariance: slot.posterior.covariance, into: h + index * stride)
            }
          }
          do {
            try composite.evaluate(
              UnsafeBufferPointer(start: h, count: count * stride), count * rows,
              UnsafeMutableBufferPointer(start: g, count: count * rows),
              gradients == nil ? nil : UnsafeMutableBufferPointer(start: dg, count: count * stride))
          } catch {
            throw CompositeObjective.Failure(error: error)
          }
          results.withUnsafeMutableBufferPointer { results in
            guard let results = results.baseAddress else { return }
            Threads.forEach(count: count, grain: 1) { range in
              for index in range {
                let slot = slots[index]
                slot.meanGradient.withUnsafeMutableBufferPointer { mean in
                  slot.covarianceGradient.withUnsafeMutableBufferPointer { covariance in
                    guard let mean = mean.baseAddress, let covariance = covariance.baseAddress else { return }
                    results[index] = slot.improvement.finish(
                      values: g + index * rows, derivatives: gradients == nil ? nil : dg + index * stride,
                      meanGradient: mean, covarianceGradient: covariance)
                    if let gradients {
                      slot.posterior.pullback(
                        meanGradient: mean, covarianceGradient: covariance, moving: moving,
                        into: gradients + index * size)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
