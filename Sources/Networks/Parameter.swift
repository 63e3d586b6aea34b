import Arrays
import Tensors

/// A place for a tensor that a module owns: what training changes, or what is saved besides (a buffer).
public final class Parameter {
  public internal(set) var tensor: Tensor

  public init(_ tensor: Tensor) { self.tensor = tensor }

  /// A leaf that takes gradients.
  public convenience init(_ array: NDArray, requiresGrad: Bool = true) {
    self.init(Tensor(array, requiresGrad: requiresGrad))
  }
}
