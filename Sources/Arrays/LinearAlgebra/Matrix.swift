/// A small dense matrix of doubles, row-major.
///
/// Rows are padded with zeros to a multiple of eight numbers (`stride`), so that the kernels need no
/// loop for a remainder. For numbers that belong to scripts use `NDArray`.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  /// Distance between rows, in numbers.
  public let stride: Int
  public var storage: [Double]

  /// All zeros. Negative sizes count as 0.
  public init(rows: Int, columns: Int) {
    self.rows = max(rows, 0)
    self.columns = max(columns, 0)
    stride = Matrix.padded(self.columns)
    storage = [Double](repeating: 0, count: self.rows * stride)
  }

  /// From numbers row after row; missing ones are zero.
  public init(rows: Int, columns: Int, elements: [Double]) {
    self.init(rows: rows, columns: columns)
    for row in 0..<self.rows {
      for column in 0..<self.columns {
        let index = row * self.columns + column
        guard index < elements.count else { return }
        storage[row * stride + column] = elements[index]
      }
    }
  }

  /// `columns` rounded up to a multiple of eight.
  @inlinable public static func padded(_ columns: Int) -> Int { (columns + 7) & ~7 }

  @inlinable public subscript(row: Int, column: Int) -> Double {
    get { storage[row * stride + column] }
    set { storage[row * stride + column] = newValue }
  }

  /// The numbers row after row, without padding.
  public var elements: [Double] {
    (0..<rows).flatMap { storage[($0 * stride)..<($0 * stride + columns)] }
  }

  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    let target = result.stride
    storage.withUnsafeBufferPointer { from in
      result.storage.withUnsafeMutableBufferPointer { to in
        // Squares that the cache holds.
        for i in Swift.stride(from: 0, to: rows, by: 16) {
          for j in Swift.stride(from: 0, to: columns, by: 16) {
            for column in j..<min(j &+ 16, columns) {
              for row in i..<min(i &+ 16, rows) { to[column &* target &+ row] = from[row &* stride &+ column] }
            }
          }
        }
      }
    }
    return result
  }
}
