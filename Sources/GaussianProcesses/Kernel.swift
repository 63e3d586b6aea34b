import Arrays
import Glibc

/// What a kernel's parameter is, so that priors and bounds can be given by kind.
public enum KernelParameter: Sendable, Equatable {
  /// Of one input dimension, or of all where `dimension` is nil.
  case lengthscale(dimension: Int?)
  /// A variance: the kernel's value at distance 0.
  case outputscale
  /// Of a linear kernel's slope along one dimension, or of all of them where `dimension` is nil.
  case slopeVariance(dimension: Int?)
  case period(dimension: Int?)
  /// One of the two exponents by which an input dimension is warped; `isOuter` of the outer one.
  case concentration(dimension: Int, isOuter: Bool)
}

extension KernelParameter: CustomStringConvertible {
  var isLengthscale: Bool {
    if case .lengthscale = self { return true }
    return false
  }

  public var description: String {
    func name(_ word: String, _ dimension: Int?) -> String { dimension.map { "\(word) \($0 + 1)" } ?? word }
    return switch self {
    case .lengthscale(let dimension): name("lengthscale", dimension)
    case .outputscale: "variance"
    case .slopeVariance(let dimension): name("slope variance", dimension)
    case .period(let dimension): name("period", dimension)
    case .concentration(let dimension, let isOuter): name(isOuter ? "outer warp" : "inner warp", dimension)
    }
  }
}

/// A covariance function k(x, x') with analytic derivatives in its parameters and in x.
///
/// Notation: X training points (n x d), stored by columns in `Points` and passed through `prepared` once; Q query
/// points, row-major (m x d), as they are; theta natural logarithms of the free parameters. Matrices over X are
/// n x `stride`; rows of the upper triangle are written from a multiple of eight on, so what stands left of the
/// diagonal is scratch, and padding must be left zero.
///
/// Derivatives come as vector-Jacobian products: the caller gives weights, the kernel adds the weighted
/// sum. Sums and products of kernels need nothing else.
public protocol Kernel: Sendable, CustomStringConvertible {
  /// d.
  var dimension: Int { get }
  /// theta.
  var parameters: [Double] { get set }
  var parameterKinds: [KernelParameter] { get }

  /// X as the functions below want it; the points themselves unless a kernel moves them.
  func prepared(_ points: Points) -> Points

  /// Numbers of scratch that `covariance` leaves for `addGradient`, for n x stride matrices.
  func scratchCount(_ count: Int, stride: Int) -> Int

  /// Some rows of the upper triangle of k(X, X). Writes those rows of `matrix` and of the scratch only, so that
  /// several threads can share the work.
  func covariance(
    _ points: Points, rows: Range<Int>, into matrix: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Double>)

  /// Adds sum over i in `rows`, j >= i of weights[i][j] d k(x_i, x_j) / d theta. Uses up the rows of scratch that the
  /// last `covariance` of the same points left. `weights` stands in the upper triangle and is 0 left of it as far as
  /// rows are read, from the multiple of eight below the diagonal.
  func addGradient(
    _ points: Points, rows: Range<Int>, weights: UnsafePointer<Double>, scratch: UnsafeMutablePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>)

  /// Rows of `stride` numbers that `cross` leaves for `addInputGradient`, for each query.
  var slopeRows: Int { get }

  /// k(Q, X), m x `points.stride`. `slopes`, m x `slopeRows` x stride, receives what `addInputGradient` needs.
  func cross(
    _ points: Points, queries: UnsafePointer<Double>, count: Int, into matrix: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>)

  /// Adds sum over j of weights[j] d k(q, x_j) / d q for one query and its rows of `slopes`, which are used
  /// up. `weights` is padded with zeros.
  func addInputGradient(
    _ points: Points, query: UnsafePointer<Double>, weights: UnsafePointer<Double>,
    slopes: UnsafeMutablePointer<Double>, to gradient: UnsafeMutablePointer<Double>)

  /// k(a, b).
  func pair(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double
  /// Adds weight d k(a, b) / d a to `gradient`.
  func addPairGradient(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, weight: Double,
    to gradient: UnsafeMutablePointer<Double>)

  /// The spectral measure of a stationary kernel; nil of others.
  var spectrum: Spectrum? { get }

  /// A function drawn from GP(0, k), by about `features` random features where they are needed.
  /// - Throws: `GaussianProcessError.noRandomFeatures` of a kernel without.
  func priorPath(features: Int, stream: inout RandomStream) throws -> PriorPath
}

extension Kernel {
  public func prepared(_ points: Points) -> Points { points }
  public var slopeRows: Int { 1 }
  public var spectrum: Spectrum? { nil }

  public func priorPath(features: Int, stream: inout RandomStream) throws -> PriorPath {
    guard let spectrum else { throw GaussianProcessError.noRandomFeatures(kernel: description) }
    return PriorPath(spectrum, dimension: dimension, features: features, stream: &stream)
  }

  /// The parameters themselves, in the order of `parameterKinds`.
  public var learnedValues: [Double] { parameters.map(exp) }

  /// The whole upper triangle of k(X, X), on several threads where it is large.
  func covariance(
    _ points: Points, into matrix: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>
  ) {
    Threads.forEach(count: points.count, grain: RowPieces.grain(points.count)) { rows in
      covariance(points, rows: rows, into: matrix, scratch: scratch)
    }
  }

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

/// How rows of a triangle are shared out: a cut that depends on their number only, so that sums over the pieces have
/// the same bits at any thread count.
enum RowPieces {
  /// Below some hundred rows waking a thread costs more than the work.
  static func grain(_ rows: Int) -> Int { rows < 192 ? max(rows, 1) : 32 }
  static func count(_ rows: Int) -> Int { rows == 0 ? 0 : (rows - 1) / grain(rows) + 1 }
}
