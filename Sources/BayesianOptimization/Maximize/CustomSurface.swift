import Arrays
import GaussianProcesses

/// Somebody else's acquisition of single points: posteriors on all threads, then the acquisition once for all points under
/// way on the calling thread, then the gradients on all threads.
final class CustomSurface: SteppedSurface {
  let count = 1
  let dimension: Int
  let capacity: Int
  let isInterrupted: () -> Bool
  private let acquisition: CustomAcquisition
  private let best: Double
  /// Value in the user's units = shift + scale * value in the model's.
  private let shift: Double
  private let scale: Double
  private let posteriors: [JointPosterior]

  /// - Parameters:
  ///   - sign: -1 where the model has the values negated.
  ///   - best: the best value so far in the user's units.
  ///   - capacity: points that are evaluated in one call.
  init(
    _ acquisition: CustomAcquisition, model: ExactGP, sign: Double, best: Double, capacity: Int = 64,
    isInterrupted: @escaping () -> Bool
  ) {
    self.acquisition = acquisition
    self.best = best
    self.isInterrupted = isInterrupted
    self.capacity = max(capacity, 1)
    dimension = model.dimension
    shift = sign * model.transform.shift
    scale = sign * model.transform.scale
    let data = PosteriorData(model)
    posteriors = (0..<self.capacity).map { _ in JointPosterior(data, count: 1) }
  }

  func evaluate(
    _ batches: [UnsafePointer<Double>], into results: inout [Double], gradients: UnsafeMutablePointer<Double>?
  ) throws {
    let total = min(batches.count, capacity)
    Threads.forEach(count: total, grain: 8) { range in
      for index in range { posteriors[index].evaluate(batches[index]) }
    }
    let found: (values: [Double], meanGradients: [Double], varianceGradients: [Double])
    do {
      found = try acquisition.evaluate(
        (0..<total).map { shift + scale * posteriors[$0].mean[0] },
        (0..<total).map { scale * scale * posteriors[$0].covariance[0] }, best, gradients != nil)
    } catch StudyError.interrupted {
      throw StudyError.interrupted
    } catch {
      throw CustomAcquisition.Failure(error: error)
    }
    for (index, value) in found.values.prefix(total).enumerated() { results[index] = value }
    guard let gradients else { return }
    Threads.forEach(count: total, grain: 8) { range in
      for index in range {
        var meanGradient = scale * (index < found.meanGradients.count ? found.meanGradients[index] : 0)
        var varianceGradient =
          scale * scale * (index < found.varianceGradients.count ? found.varianceGradients[index] : 0)
        posteriors[index].pullback(
          meanGradient: &meanGradient, covarianceGradient: &varianceGradient, moving: 1,
          into: gradients + index * dimension)
      }
    }
  }
}
