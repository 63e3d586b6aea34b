import Arrays
import Tensors

/// A table of vectors: int64 indices of any shape → [..., columns]. Parameter `weight` [rows, columns], drawn from the
/// normal distribution.
public final class Embedding: Module {
  public struct Options {
    /// A row (from 0) that is zero at first and is not trained.
    public var padding: Int?
    /// Rows are scaled, in place, to at most this norm when they are looked up.
    public var maximumNorm: Double?
    /// p of that norm.
    public var normOrder = 2.0
    /// Whether the gradient of a row is divided by how often it was looked up.
    public var byFrequency = false
    /// The index of the first row: 1 where scripts count.
    public var firstIndex = 0
    public var dtype = DType.float32
    public init() {}
  }

  public let rows: Int
  public let columns: Int
  public let options: Options
  private let weight: Parameter

  /// - Throws: `NetworkError.invalidOption` when the padding is no row, `ArrayError` when a size is out of range.
  public init(_ rows: Int, _ columns: Int, _ options: Options = Options()) throws {
    let table = try Initialization.normal(Shape(rows, columns), dtype: options.dtype)
    if let padding = options.padding {
      guard padding >= 0, padding < rows else {
        throw NetworkError.invalidOption(
          owner: "Embedding",
          message: "padding_idx \(padding &+ options.firstIndex) is none of the \(rows) rows")
      }
      try table.select(0, padding).fill(0)
    }
    if let limit = options.maximumNorm, !(limit >= 0) {
      throw NetworkError.invalidOption(owner: "Embedding", message: "max_norm cannot be \(limit)")
    }
    self.rows = rows
    self.columns = columns
    self.options = options
    weight = Parameter(table)
    super.init()
    register("weight", parameter: weight)
  }

  public override var details: String {
    let padding = options.padding.map { ", padding_idx=\($0 &+ options.firstIndex)" } ?? ""
    return "\(rows), \(columns)\(padding)\(options.maximumNorm.map { ", max_norm=\($0)" } ?? "")"
  }

  /// - Throws: `NetworkError.invalidOption` for an index that is no row, `ArrayError.wrongDType` unless `x` is int64.
  public override func forward(_ x: Tensor) throws -> Tensor {
    guard x.dtype == .int64 else {
      throw ArrayError.wrongDType(operation: "Embedding", wanted: "int64 indices", got: x.dtype)
    }
    let first = Int64(options.firstIndex)
    for index in try x.array.values(as: Int64.self) where index < first || index &- first >= Int64(rows) {
      let known = rows == 0 ? "there are no rows" : "rows are \(first) to \(rows - 1 + options.firstIndex)"
      throw NetworkError.invalidOption(owner: "Embedding", message: "index \(index), but \(known)")
    }
    let positions = first == 0 ? x.array : try x.array.sub(.integer(first))
    if let limit = options.maximumNorm {
      try Tensor.renormalize(rows: weight.tensor, at: positions, limit: limit, order: options.normOrder)
    }
    return try Tensor.embedding(
      positions, weight: weight.tensor, padding: options.padding, byFrequency: options.byFrequency)
  }
}
