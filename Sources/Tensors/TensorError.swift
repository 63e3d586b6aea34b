import Arrays

/// A mistake in the use of gradients, as data; `description` is the only place with its wording.
public enum TensorError: Error, Equatable {
  case notALeaf
  case notDifferentiable(DType)
  case nothingToDifferentiate
  case gradientShape(wanted: Shape, got: Shape)
  case scalarWanted(Shape)
  case graphFreed(operation: String)
  case modifiedInPlace(operation: String)
  case unreachable(position: Int)
}

extension TensorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notALeaf: "requires_grad can only be turned off for a leaf tensor; use detach()"
    case .notDifferentiable(let dtype): "only float tensors can require gradients, got \(dtype.name)"
    case .nothingToDifferentiate: "backward: the tensor does not depend on any tensor that requires gradients"
    case .gradientShape(let wanted, let got): "backward: a gradient of shape \(wanted) wanted, got \(got)"
    case .scalarWanted(let got): "backward: a gradient is needed for a tensor that is not a single number, shape \(got)"
    case .graphFreed(let operation):
      "backward: the graph through '\(operation)' was freed by an earlier backward; pass retain_graph=true to the first"
    case .modifiedInPlace(let operation):
      "backward: a tensor needed for the gradient of '\(operation)' was changed in place after it was used"
    case .unreachable(let position): "grad: the output does not depend on input #\(position + 1)"
    }
  }
}
