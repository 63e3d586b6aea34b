import Arrays

extension Tensor {
  /// Images [N, C, H, W] or [C, H, W] with borders: so many rows and columns before and after.
  /// - Throws: `ArrayError` when a number is out of range or the image too small to be mirrored.
  public static func pad2d(
    _ x: Tensor, rows: (before: Int, after: Int), columns: (before: Int, after: Int), mode: Padding.Mode = .zeros
  ) throws -> Tensor {
    let padding = try Padding(operation: "pad2d", input: x.shape, rows: rows, columns: columns, mode: mode)
    return .record("pad2d", try padding.pad(x.array, operation: "pad2d"), inputs: [x]) {
      [try padding.gradient($0, operation: "pad2d")]
    }
  }
}
