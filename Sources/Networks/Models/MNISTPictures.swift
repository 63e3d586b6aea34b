import Arrays
import Tensors

/// What the classifiers of digits take: [N, 1, 28, 28], or [N, 784].
enum MNISTPictures {
  /// [N, 1, 28, 28].
  /// - Throws: `ArrayError.wrongShape`, in the name of `model`.
  static func checked(_ x: Tensor, of model: StaticString) throws -> Tensor {
    let pictures = x.shape.rank == 2 && x.shape[1] == 784 ? try x.reshape([-1, 1, 28, 28]) : x
    guard pictures.shape.rank == 4, pictures.shape.array.suffix(3) == [1, 28, 28] else {
      throw ArrayError.wrongShape(operation: "\(model)", wanted: "(N, 1, 28, 28)", got: x.shape)
    }
    return pictures
  }
}
