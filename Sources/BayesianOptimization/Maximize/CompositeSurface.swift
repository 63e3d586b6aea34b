import Arrays
import GaussianProcesses

/// Several batches under way at once on a composite acquisition: joint posteriors and samples on all threads, then the
/// composite objective once for all of them on the calling thread, then the gradients on all threads.
final class CompositeSurface: SteppedSurface {
  /// One batch's place.
  private final class Slot {
    let posterior: JointPosterior
    let improvement: CompositeImprovement
    var points: [Double]
    var meanGradient: [Double]
    var covarianceGradient: [Double]

    init(_ data: PosteriorData, _ setting: CompositeImprovement.Setting, pending: [Double], size: Int) {
      posterior = JointPosterior(data, count: setting.pointCount)
      improvement = CompositeImprovement(setting)
      points = [Double](repeating: 0, count: size) + pending
      meanGradient = [Double](repeating: 0, count: setting.pointCount * setting.outputCount)
      covarianceGradient = [Double](repeating: 0, count: setting.pointCount * setting.pointCount)
    }
  }

  private let composite: CompositeObjective
  private let setting: CompositeImprovement.Setting
  let count: Int
  let dimension: Int
  let isInterrupted: () -> Bool
  private let slots: [Slot]
  private var outcomes: [Double]
  private var values: [Double]
  private var derivatives: [Double]

  /// - Parameters:
  ///   - count: q, the points of a batch that are free; the `pending` ones, row-major (p, d), follow them.
  ///   - capacity: batches that are evaluated in one call.
  init(
    _ composite: CompositeObjective, models: [ExactGP], setting: CompositeImprovement.Setting, count: Int,
    pending: [Double], capacity: Int = 32, isInterrupted: @escaping () -> Bool
  ) {
    self.composite = composite
    self.setting = setting
    self.count = max(count, 1)
    self.isInterrupted = isInterrupted
    dimension = models[0].dimension
    let size = self.count * dimension
    let data = PosteriorData(models[0], others: models.dropFirst())
    slots = (0..<max(capacity, 1)).map { _ in Slot(data, setting, pending: pending, size: size) }
    outcomes = [Double](repeating: 0, count: slots.count * setting.rowCount * setting.outputCount)
    values = [Double](repeating: 0, count: slots.count * setting.rowCount)
    derivatives = [Double](repeating: 0, count: slots.count * setting.rowCount * setting.outputCount)
  }

  var capacity: Int { slots.count }

  /// The acquisition of each batch and, where `gradients` are given, its derivative; at most `capacity` batches.
  /// - Throws: `CompositeObjective.Failure` with what the composite objective throws.
  func evaluate(
    _ batches: [UnsafePointer<Double>], into results: inout [Double], gradients: UnsafeMutablePointer<Double>?
  ) throws {
    let (total, size) = (min(batches.count, slots.count), size)
    let rows = setting.rowCount
    let stride = rows * setting.outputCount
    try outcomes.withUnsafeMutableBufferPointer { outcomes in
      try values.withUnsafeMutableBufferPointer { values in
        try derivatives.withUnsafeMutableBufferPointer { derivatives in
          guard let h = outcomes.baseAddress, let g = values.baseAddress, let dg = derivatives.baseAddress else {
            return
          }
          Threads.forEach(count: total, grain: 1) { range in
            for index in range {
              let slot = slots[index]
              slot.points.withUnsafeMutableBufferPointer { points in
                guard let points = points.baseAddress else { return }
                points.update(from: batches[index], count: size)
                slot.posterior.evaluate(points, moving: count)
              }
              slot.improvement.sample(
                mean: slot.posterior.mean, covariance: slot.posterior.covariance, into: h + index * stride)
            }
          }
          do {
            try composite.evaluate(
              UnsafeBufferPointer(start: h, count: total * stride), total * rows,
              UnsafeMutableBufferPointer(start: g, count: total * rows),
              gradients == nil ? nil : UnsafeMutableBufferPointer(start: dg, count: total * stride))
          } catch {
            throw CompositeObjective.Failure(error: error)
          }
          results.withUnsafeMutableBufferPointer { results in
            guard let results = results.baseAddress else { return }
            Threads.forEach(count: total, grain: 1) { range in
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
                        meanGradient: mean, covarianceGradient: covariance, moving: count,
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
