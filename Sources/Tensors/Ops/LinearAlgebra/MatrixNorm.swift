import Arrays

/// A norm of matrices.
public enum MatrixNorm: Sendable, Equatable {
  /// The root of the sum of squares.
  case frobenius
  /// The sum of the singular values.
  case nuclear
  /// The largest (`smallest`: smallest) sum of magnitudes of a column.
  case columns(smallest: Bool)
  /// The largest (smallest) sum of magnitudes of a row.
  case rows(smallest: Bool)
  /// The largest (smallest) singular value.
  case spectral(smallest: Bool)

  /// PyTorch's `ord`: ±1, ±2 or ±infinity.
  public init(order: Double) throws {
    switch order.magnitude {
    case 1: self = .columns(smallest: order < 0)
    case 2: self = .spectral(smallest: order < 0)
    case .infinity: self = .rows(smallest: order < 0)
    default:
      throw ArrayError.invalidArgument(operation: "matrix_norm", message: "1, 2 or infinity wanted, or their negatives")
    }
  }
}

extension Tensor {
  /// A norm of the matrices in the last two dimensions. [..., m, n] → [...]
  public func matrixNorm(_ norm: MatrixNorm = .frobenius, keepdim: Bool = false) throws -> Tensor {
    guard shape.rank >= 2 else {
      throw ArrayError.wrongShape(operation: "matrix_norm", wanted: "at least 2 dimensions", got: shape)
    }
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "matrix_norm", wanted: "a float tensor", got: dtype)
    }
    func extreme(_ t: Tensor, _ smallest: Bool) throws -> Tensor { try smallest ? t.amin([-1]) : t.amax([-1]) }
    let result: Tensor
    switch norm {
    case .frobenius: result = try self.norm(2, [-2, -1])
    case .nuclear: result = try svdvals().sum([-1])
    case .columns(let smallest): result = try extreme(abs().sum([-2]), smallest)
    case .rows(let smallest): result = try extreme(abs().sum([-1]), smallest)
    case .spectral(let smallest):
      let values = try svdvals()
      // Descending; without any the norm is 0.
      let k = values.shape[values.shape.rank - 1]
      result = try k == 0 ? values.sum([-1]) : values.select(-1, smallest ? k - 1 : 0)
    }
    return keepdim ? try result.unsqueeze(-1).unsqueeze(-1) : result
  }
}
