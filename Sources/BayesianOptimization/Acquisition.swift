import Arrays
import GaussianProcesses

/// What says how much a batch of points promises, from the joint posterior at them.
///
/// Everything is in model units and to be maximised. Notation: q points; mean (q) and covariance C (q x q)
/// of the latent function; `best` the highest value so far.
public protocol Acquisition: Sendable {
  /// A work space for batches of `count` points, for one thread.
  func makeEvaluator(count: Int) -> any AcquisitionEvaluator
}

public protocol AcquisitionEvaluator: AnyObject {
  /// The value; writes dF/dmean (q) and the symmetric dF/dC (q x q, every entry counted by itself) where
  /// asked to. May be -inf or nan where nothing better can be said.
  func evaluate(
    mean: UnsafePointer<Double>, covariance: UnsafePointer<Double>, meanGradient: UnsafeMutablePointer<Double>?,
    covarianceGradient: UnsafeMutablePointer<Double>?
  ) -> Double
}

/// The acquisitions by the names that scripts use.
public enum AcquisitionKind: String, Sendable, CaseIterable {
  case ei, logei, pi, ucb, ts, qei, qlogei, qnei, qlognei, qucb
  /// Of several objectives: the hypervolume that a batch adds, in logarithms.
  case qehvi
  /// `qlogei` inside a trust region.
  case turbo

  /// What it is of a single point without constraints, in closed form.
  var closedForm: AnalyticAcquisition.Kind {
    switch self {
    case .ei, .qei, .qnei: .expectedImprovement
    case .pi: .probabilityOfImprovement
    case .ucb, .qucb: .upperConfidenceBound
    case .logei, .qlogei, .qlognei, .turbo, .qehvi, .ts: .logExpectedImprovement
    }
  }
}
