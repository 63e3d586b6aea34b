/// Largest and smallest elements. nan wins over any number; positions count from 0.
extension NDArray {
  /// Over `dimensions`, all when nil or empty.
  /// - Throws: `ArrayError.invalidArgument` when there is nothing to choose from.
  public func maximum(_ dimensions: [Int]?, keepdim: Bool = false) throws -> NDArray {
    try extremum(dimensions, keepdim, largest: true, positions: false, "max").values
  }

  public func minimum(_ dimensions: [Int]?, keepdim: Bool = false) throws -> NDArray {
    try extremum(dimensions, keepdim, largest: false, positions: false, "min").values
  }

  /// Along one dimension: the values and where (int64) they first stand.
  public func maxWithIndices(_ dimension: Int, keepdim: Bool = false) throws -> (values: NDArray, indices: NDArray) {
    try extremum([dimension], keepdim, largest: true, positions: true, "max")
  }

  public func minWithIndices(_ dimension: Int, keepdim: Bool = false) throws -> (values: NDArray, indices: NDArray) {
    try extremum([dimension], keepdim, largest: false, positions: true, "min")
  }

  /// Position along `dimension`, or in row-major order when nil; int64.
  public func argmax(_ dimension: Int? = nil, keepdim: Bool = false) throws -> NDArray {
    try extremum(dimension.map { [$0] }, keepdim, largest: true, positions: true, "argmax").indices
  }

  public func argmin(_ dimension: Int? = nil, keepdim: Bool = false) throws -> NDArray {
    try extremum(dimension.map { [$0] }, keepdim, largest: false, positions: true, "argmin").indices
  }

  private func extremum(
    _ dimensions: [Int]?, _ keepdim: Bool, largest: Bool, positions: Bool, _ operation: String
  ) throws -> (values: NDArray, indices: NDArray) {
    let numbers = dtype == .bool ? try cast(to: .int64) : self
    // All dimensions in the order given, so that a position counts row-major.
    let whole = dimensions == nil && positions ? try numbers.contiguous() : numbers
    let runs = try whole.runs(dimensions, keepdim: keepdim, of: operation)
    guard runs.n > 0 || runs.shape.count == 0 else {
      throw ArrayError.invalidArgument(operation: operation, message: "there is no element to choose in shape \(shape)")
    }
    let values = try NDArray(empty: runs.shape, dtype: numbers.dtype)
    let indices = positions ? try NDArray(empty: runs.shape, dtype: .int64) : nil
    if runs.n > 0, values.count > 0 {
      ExtremumKernel.run(runs, largest: largest, values: values, positions: indices)
    }
    return (try values.cast(to: dtype), indices ?? values)
  }
}
