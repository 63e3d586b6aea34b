/// A user's mistake in the use of arrays, as data. `description` is the only place with its wording.
public enum ArrayError: Error, Equatable {
  case negativeSize(Int)
  case tooManyDimensions(Int)
  case tooManyElements([Int])
  case outOfMemory(bytes: Int)
  case shapeMismatch(operation: String, left: Shape, right: Shape)
  case innerSizes(operation: String, left: Shape, right: Shape)
  case wrongShape(operation: String, wanted: String, got: Shape)
  case wrongDType(operation: String, wanted: String, got: DType)
  case dimensionOutOfRange(operation: String, dimension: Int, rank: Int)
  case indexOutOfRange(operation: String, index: Int, size: Int)
  case invalidArgument(operation: String, message: String)
  case interrupted
}

extension ArrayError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .negativeSize(let size): "a size cannot be negative, got \(size)"
    case .tooManyDimensions(let rank): "at most \(Shape.maximumRank) dimensions are supported, got \(rank)"
    case .tooManyElements(let sizes):
      "shape (\(sizes.map(String.init).joined(separator: ", "))) has more elements than memory can address"
    case .outOfMemory(let bytes): "not enough memory for an array of \(bytes) bytes"
    case .shapeMismatch(let operation, let left, let right):
      "\(operation): shapes do not match: \(left) and \(right)"
    case .innerSizes(let operation, let left, let right): "\(operation): inner sizes differ: \(left) x \(right)"
    case .wrongShape(let operation, let wanted, let got): "\(operation): \(wanted) wanted, got shape \(got)"
    case .wrongDType(let operation, let wanted, let got): "\(operation): \(wanted) wanted, got \(got.name)"
    case .dimensionOutOfRange(let operation, let dimension, let rank):
      "\(operation): dimension \(dimension) does not exist in a tensor of \(rank) dimensions"
    case .indexOutOfRange(let operation, let index, let size):
      "\(operation): index \(index) is out of range for size \(size)"
    case .invalidArgument(let operation, let message): "\(operation): \(message)"
    case .interrupted: "interrupted"
    }
  }
}
