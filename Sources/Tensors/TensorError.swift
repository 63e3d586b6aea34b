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
  case staleView(operation: String)
  case leafInPlace(operation: String)
  case resultDType(operation: String, result: DType, target: DType)
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
    case .staleView(let operation):
      "backward: a tensor used by '\(operation)' shares memory with one that was changed in place before; take the view anew after the change"
    case .leafInPlace(let operation):
      "\(operation): a leaf that requires grad (or a view of one) is being used in an in-place operation; use no_grad"
    case .resultDType(let operation, let result, let target):
      "\(operation): a result of dtype \(result.name) cannot be stored in a tensor of dtype \(target.name)"
    case .unreachable(let position): "grad: the output does not depend on input #\(position + 1)"
    }
  }
}
