import Arrays

/// A mistake in the use of gradients, as data; `description` is the only place with its wording.
public enum TensorError: Error, Equatable {
  case notALeaf
  case notDifferentiable(DType)
  case nothingToDifferentiate
  case gradientShape(wanted: Shape, got: Shape)
  case scalarWanted(Shape, operation: String?)
  case graphFreed(operation: String, freedBy: String)
  case graphInUse(operation: String)
  case modifiedInPlace(operation: String, writer: String)
  case customGradient(operation: String, message: String)
  case unreachable(position: Int)
  case staleView(operation: String, writer: String)
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
    case .scalarWanted(let got, let operation):
      "backward: a gradient is needed for a tensor that is not a single number, shape \(got)"
        + (operation.map { ", the result of \($0)" } ?? "")
    case .graphFreed(let operation, let freedBy):
      "backward: the graph through \(operation) was freed by \(freedBy); pass retain_graph=true there"
    case .graphInUse(let operation):
      "backward: \(operation) takes part in a backward pass that has not ended; take gradients of a graph of its own"
    case .modifiedInPlace(let operation, let writer):
      "backward: \(operation) needs values that \(writer) overwrote; write to a clone instead"
    case .customGradient(let operation, let message): "\(operation): \(message)"
    case .staleView(let operation, let writer):
      "backward: \(operation) used a tensor whose memory \(writer) had changed through another; take the view anew "
        + "after the change"
    case .leafInPlace(let operation):
      "\(operation): a leaf that requires grad (or a view of one) is being used in an in-place operation; use no_grad"
    case .resultDType(let operation, let result, let target):
      "\(operation): a result of dtype \(result.name) cannot be stored in a tensor of dtype \(target.name)"
    case .unreachable(let position): "grad: the output does not depend on input #\(position + 1)"
    }
  }
}
