import Arrays

/// The Fréchet distance between two sets of points, each taken for a normal distribution; between features of pictures
/// by a classifier it is the FID (Heusel et al. 2017, "GANs Trained by a Two Time-Scale Update Rule", equation 6).
///
/// d² = |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^½) with means m and unbiased covariances C. The last trace is that of
/// (C1^½ C2 C1^½)^½, whose matrix is symmetric: no singular covariance hurts.
public enum FrechetDistance {
  /// - Parameters: a [n, f] and b [m, f], rows of features; n, m at least 2.
  /// - Returns: d², at least 0.
  /// - Throws: `AnalysisError`; `ArrayError` where memory is refused or there was an interrupt.
  public static func between(_ a: NDArray, _ b: NDArray) throws -> Double {
    let metric = "frechet"
    guard a.rank == 2, b.rank == 2, a.shape[1] == b.shape[1], a.shape[1] > 0 else {
      throw AnalysisError.wrongShape(
        metric: metric, wanted: "two tables of features with as many columns", got: "\(a.shape) and \(b.shape)")
    }
    let (first, second) = (try Moments(a, metric), try Moments(b, metric))
    let gap = try first.mean.sub(second.mean)
    let root = try squareRoot(first.covariance)
    let inner = try root.matmul(second.covariance).matmul(root)
    let spread = try inner.eigvalsh().values(as: Double.self).reduce(0) { $0 + max($1, 0).squareRoot() }
    let distance = try gap.mul(gap).sum().item().double + first.trace() + second.trace() - 2 * spread
    return max(distance, 0)
  }

  private struct Moments {
    let mean: NDArray
    let covariance: NDArray

    init(_ rows: NDArray, _ metric: String) throws {
      let count = rows.shape[0]
      guard count >= 2 else { throw AnalysisError.tooFewRows(metric: metric, wanted: 2, got: count) }
      let values = try rows.cast(to: .float64)
      guard try values.isfinite().all().item().int64 == 1 else {
        throw AnalysisError.notFinite(metric: metric, what: "the features")
      }
      mean = try values.mean([0])
      let centred = try values.sub(mean)
      covariance = try centred.transpose(0, 1).matmul(centred).mul(.real(1 / Double(count - 1)))
    }

    func trace() throws -> Double {
      let n = covariance.shape[0]
      let values = try covariance.values(as: Double.self)
      return (0..<n).reduce(0) { $0 + values[$1 * n + $1] }
    }
  }

  /// Of a symmetric matrix; what rounding made negative counts as 0.
  private static func squareRoot(_ matrix: NDArray) throws -> NDArray {
    let (values, vectors) = try matrix.eigh()
    let roots = try values.values(as: Double.self).map { max($0, 0).squareRoot() }
    return try vectors.mul(try NDArray(roots)).matmul(vectors.transpose(0, 1))
  }
}
