/// What a kernel's parameter is, so that priors and bounds can be given by kind.
public enum KernelParameter: Sendable, Equatable {
  /// Of one input dimension, or of all where `dimension` is nil.
  case lengthscale(dimension: Int?)
  /// A variance.
  case outputscale
}

/// A covariance function k(x, x') with analytic derivatives in its parameters and in x.
///
/// Notation: X training points (n x d), stored by columns in `Points`; Q query points, row-major
/// (m x d); theta natural logarithms of the free parameters. Matrices over X are n x `stride`; rows of
/// the upper triangle are written from a multiple of eight on, so what stands left of the diagonal is
/// scratch, and padding must be left zero.
///
/// Derivatives come as vector-Jacobian products: the caller gives weights, the kernel adds the weighted
/// sum. Sums and products of kernels need nothing else.
public protocol Kernel: Sendable {
  /// d.
  var dimension: Int { get }
  /// theta.
  var parameters: [Double] { get set }
  var parameterKinds: [KernelParameter] { get }

  /// Numbers of scratch that `covariance` leaves for `addGradient`, for n x stride matrices.
  func scratchCount(_ count: Int, stride: Int) -> Int

  /// The upper triangle of k(X, X).
  func covariance(_ points: Points, into matrix: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>)

  /// Adds sum over i <= j of weights[i][j] d k(x_i, x_j) / d theta. Uses up the scratch that the last
  /// `covariance` of the same points left.
  func addGradient(
    _ points: Points, weights: UnsafePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>)

  /// k(Q, X), m x `points.stride`. `slopes`, of the same size, receives what `addInputGradient` needs.
  func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>)

  /// Adds sum over j of weights[j] d k(q, x_j) / d q for one query and its row of `slopes`, which is used
  /// up. `weights` is padded with zeros.
  func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>)

  /// k(a, b); adds weight d k(a, b) / d a to `gradient` where one is given.
  func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double
  func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double,
    to gradient: UnsafeMutablePointer<Double>)
}

extension Kernel {
  /// The whole symmetric matrix k(X, X), row-major n x n; for tests and small uses.
  public func matrix(_ points: Points) -> [Double] {
    let n = points.count
    var result = [Double](repeating: 0, count: n * n)
    let rows = points.rows
    rows.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for i in 0..<n {
        for j in 0..<n { result[i * n + j] = pair(base + i * dimension, base + j * dimension) }
      }
    }
    return result
  }
}
