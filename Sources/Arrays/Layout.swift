/// How the elements of an array stand in its storage. Never changes, so that arrays of one shape share it: an
/// `NDArray` is a few words to copy, and the sum of two small arrays does not write its sizes again.
public final class Layout: Sendable {
  public let shape: Shape
  /// In elements.
  public let strides: Strides
  /// Whether the elements stand row-major without gaps.
  public let isContiguous: Bool

  public init(_ shape: Shape, _ strides: Strides) {
    self.shape = shape
    self.strides = strides
    isContiguous = Layout.isContiguous(shape, strides)
  }

  /// Row-major.
  init(_ shape: Shape) {
    self.shape = shape
    strides = shape.contiguousStrides
    isContiguous = true
  }

  /// That of a single number.
  static let scalar = Layout(.scalar)

  private static func isContiguous(_ shape: Shape, _ strides: Strides) -> Bool {
    var step = 1
    var dimension = shape.rank - 1
    while dimension >= 0 {
      let size = shape[dimension]
      if size == 0 { return true }
      if size != 1 {
        if strides[dimension] != step { return false }
        step = step &* size
      }
      dimension -= 1
    }
    return true
  }
}
