/// What says how much a batch promises, from joint samples of several outputs at its points.
///
/// Notation: m outputs, b batch points, S samples; f_oas the sample s of output o at batch point a, in model units and
/// to be maximised; rows of S numbers in the order (o, a).
public protocol SampleUtility: Sendable {
  /// A work space for one thread, for `points` batch points, after F fixed ones that are not part of the batch.
  ///
  /// - Parameter fixed: samples at the fixed points, m x F rows of S.
  func makeEvaluator(points: Int, samples: Int, fixed: [Double], fixedCount: Int) -> any SampleUtilityEvaluator
}

public protocol SampleUtilityEvaluator: AnyObject {
  /// The utility, averaged over the samples; where the gradient is wanted, `f` is overwritten by the derivatives in it.
  func evaluate(_ f: UnsafeMutablePointer<Double>, wantsGradient: Bool) -> Double
}

/// A numbers array that lives as long as its owner, for inner loops.
final class Numbers {
  let start: UnsafeMutablePointer<Double>

  init(_ count: Int, _ values: [Double] = []) {
    start = .allocate(capacity: max(count, 1))
    start.initialize(repeating: 0, count: max(count, 1))
    for (index, value) in values.prefix(count).enumerated() { start[index] = value }
  }

  deinit { start.deallocate() }
}
