import Arrays
import Tensors

/// The layers of the dense variational autoencoder with the names of PyTorch's example: input → hidden → 2 x latent → hidden
/// → input, where `fc21` and `fc22` give two numbers for each latent dimension.
struct VAELayers {
  private let fc1: Linear
  private let fc21: Linear
  private let fc22: Linear
  private let fc3: Linear
  private let fc4: Linear

  init(latent: Int, hidden: Int, input: Int, dtype: DType) throws {
    fc1 = try Linear(input, hidden, dtype: dtype)
    fc21 = try Linear(hidden, latent, dtype: dtype)
    fc22 = try Linear(hidden, latent, dtype: dtype)
    fc3 = try Linear(latent, hidden, dtype: dtype)
    fc4 = try Linear(hidden, input, dtype: dtype)
  }

  func register(in module: Module) {
    module.register("fc1", fc1)
    module.register("fc21", fc21)
    module.register("fc22", fc22)
    module.register("fc3", fc3)
    module.register("fc4", fc4)
  }

  /// Rows [N, input] → what `fc21` and `fc22` give, [N, latent] each.
  func encode(_ rows: Tensor) throws -> (Tensor, Tensor) {
    let h = try fc1.forward(rows, relu: true)
    return (try fc21(h), try fc22(h))
  }

  /// [N, latent] → logits [N, input].
  func decode(_ z: Tensor) throws -> Tensor { try fc4(fc3.forward(z, relu: true)) }
}
