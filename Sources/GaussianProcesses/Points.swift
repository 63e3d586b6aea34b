import Arrays

/// Inputs of a Gaussian process, stored one dimension after the other so that loops over points run
/// over neighbouring numbers.
///
/// Notation: n points of d dimensions; column k holds coordinate k of all points, padded with zeros
/// to `stride`, a multiple of eight.
public struct Points: Sendable, Equatable {
  public let count: Int
  public let dimension: Int
  public let stride: Int
  public private(set) var columns: [Double]
  /// The columns before a kernel moved them (`Kernel.prepared`); empty where none did.
  public private(set) var originals: [Double] = []

  /// From points row after row, (count, dimension); `rows.count` must be a multiple of `dimension`.
  public init(rows: [Double], dimension: Int) {
    self.dimension = max(dimension, 1)
    count = rows.count / self.dimension
    stride = Matrix.padded(count)
    columns = [Double](repeating: 0, count: self.dimension * stride)
    for point in 0..<count {
      for k in 0..<self.dimension { columns[k * stride + point] = rows[point * self.dimension + k] }
    }
  }

  /// Point by point.
  public var rows: [Double] {
    (0..<count).flatMap { point in (0..<dimension).map { columns[$0 * stride + point] } }
  }

  public func row(_ point: Int) -> [Double] { (0..<dimension).map { columns[$0 * stride + point] } }

  public func appending(rows: [Double]) -> Points { Points(rows: self.rows + rows, dimension: dimension) }

  /// The same points with every coordinate moved.
  func moved(_ change: (_ dimension: Int, _ x: Double) -> Double) -> Points {
    var result = self
    result.originals = columns
    for k in 0..<dimension {
      for point in 0..<count { result.columns[k * stride + point] = change(k, columns[k * stride + point]) }
    }
    return result
  }
}
