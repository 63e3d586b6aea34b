import Arrays
import Tensors

/// N(loc, C) in d dimensions, C given as a covariance matrix, its inverse (precision) or its Cholesky factor.
///
/// Notation: L the lower factor, C = L Lᵀ; loc [batch, d], L [batch, d, d].
public final class MultivariateNormal: Distribution {
  public let loc: Tensor
  private let given: (name: String, tensor: Tensor)
  /// L, where no gradient flows through it.
  private var known: Tensor?

  /// - Throws: `NotPositiveDefinite` for a matrix that is none.
  public init(
    loc: ParameterValue, covariance: ParameterValue? = nil, precision: ParameterValue? = nil,
    scaleTril: ParameterValue? = nil, dtype: DType? = nil
  ) throws {
    let name = "MultivariateNormal"
    let names = ["covariance_matrix", "precision_matrix", "scale_tril"]
    let choices = zip(names, [covariance, precision, scaleTril]).compactMap { name, value in value.map { (name, $0) } }
    guard choices.count == 1, let (label, value) = choices.first else {
      throw DistributionError.parameterChoice(distribution: name, names: names, given: choices.count)
    }
    let tensors = try ParameterValue.tensors([loc, value], dtype: dtype)
    let (mean, matrix) = (tensors[0], tensors[1])
    let size = mean.shape.rank == 0 ? -1 : mean.shape[mean.shape.rank - 1]
    guard mean.shape.rank >= 1 else {
      throw DistributionError.parameterShape(
        distribution: name, name: "loc", wanted: "a vector, or a batch of them", got: mean.shape)
    }
    let rank = matrix.shape.rank
    guard rank >= 2, matrix.shape[rank - 1] == size, matrix.shape[rank - 2] == size else {
      throw DistributionError.parameterShape(
        distribution: name, name: label, wanted: "of shape (..., \(size), \(size))", got: matrix.shape)
    }
    let parameters = [
      try DistributionParameter("loc", mean, .real, of: name),
      try DistributionParameter(label, matrix, .real, of: name),
    ]
    given = (label, matrix)
    self.loc = mean
    if label != "scale_tril" {
      try MultivariateNormal.checkSymmetric(matrix, name, label)
    } else {
      let diagonal = try matrix.array.cast(to: .float64).diagonal(offset: 0, -2, -1).values(as: Double.self)
      if let wrong = diagonal.first(where: { $0 <= 0 }) {
        throw DistributionError.parameter(
          distribution: name, name: "the diagonal of scale_tril", wanted: Domain.positive.words, value: wrong)
      }
    }
    let batch = try Shape.broadcast(
      Shape(mean.shape.array.dropLast()), Shape(matrix.shape.array.dropLast(2)), of: "\(name): loc and \(label)")
    super.init(name, parameters, batch: batch, event: try Shape(size))
    let factor = try Tape.paused { try self.scaleTril() }
    if !matrix.requiresGrad { known = factor }
  }

  /// L; computed anew for each use where gradients flow through it, so that each has a graph of its own.
  public func scaleTril() throws -> Tensor {
    if let known { return known }
    let matrix = given.tensor
    switch given.name {
    case "covariance_matrix": return try matrix.cholesky()
    case "precision_matrix":
      // P = U Uᵀ with U upper (the factor of the reversed matrix, reversed): L = U⁻ᵀ.
      let reversed = try matrix.flip([-2, -1]).cholesky().flip([-2, -1])
      let eye = Tensor(try .eye(dimension, dtype: matrix.dtype))
      return try reversed.transpose(-2, -1).solveTriangular(eye, upper: false)
    default: return try matrix.tril()
    }
  }

  private static func checkSymmetric(_ matrix: Tensor, _ distribution: String, _ label: String) throws {
    let a = try matrix.array.cast(to: .float64)
    let difference = try a.sub(a.transpose(-2, -1)).map(.abs).maximum(nil).item().double
    let size = try a.map(.abs).maximum(nil).item().double
    guard difference <= size * 1e-5 else {
      throw DistributionError.invalid(
        distribution: distribution, message: "\(label) must be symmetric; entries differ by \(difference)")
    }
  }

  public override var isReparameterizable: Bool { true }

  private var dimension: Int { eventShape[0] }
  func logDeterminant(_ factor: Tensor) throws -> Tensor { try factor.diagonal(offset: 0, -2, -1).log().sum([-1]) }

  /// -½ |L⁻¹ (x - loc)|² - log det L - d/2 log 2π
  public override func logProbability(_ value: Tensor) throws -> Tensor {
    guard value.shape.rank >= 1, value.shape[value.shape.rank - 1] == dimension else {
      throw DistributionError.value(
        distribution: name, message: "values of \(dimension) numbers wanted, got shape \(value.shape)")
    }
    let factor = try scaleTril()
    let distance = try squaredDistance(value.sub(loc), factor)
    return try distance.mul(-0.5).sub(logDeterminant(factor)).sub(.real(0.91893853320467274178 * Double(dimension)))
  }

  /// |L⁻¹ x|² for x [..., d].
  func squaredDistance(_ x: Tensor, _ factor: Tensor) throws -> Tensor {
    if factor.shape.rank == 2 {
      // One factor for all: its columns are solved together.
      let columns = try x.reshape([-1, dimension]).t()
      let solved = try factor.solveTriangular(columns, upper: false)
      return try solved.square().sum([0]).reshape(Shape(x.shape.array.dropLast()))
    }
    let solved = try factor.solveTriangular(x.unsqueeze(-1), upper: false)
    return try solved.squeeze(-1).square().sum([-1])
  }

  public override func entropy() throws -> Tensor {
    let value = try logDeterminant(scaleTril()).add(.real(1.41893853320467274178 * Double(dimension)))
    return try value.expand(to: batchShape)
  }
  public override func mean() throws -> Tensor { try loc.expand(to: extended(.scalar)) }
  public override func variance() throws -> Tensor { try scaleTril().square().sum([-1]).expand(to: extended(.scalar)) }

  public override func rsample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    let wanted = try extended(shape)
    let noise = Tensor(
      try Sampling.draw(wanted, dtype, [], batch: .scalar, stream: stream) { _, out, count, random in
        Sampling.normals(out, count, &random)
      })
    let factor = try scaleTril()
    if factor.shape.rank == 2 {
      return try noise.reshape([-1, dimension]).matmul(factor.t()).reshape(wanted).add(loc)
    }
    return try factor.matmul(noise.unsqueeze(-1)).squeeze(-1).add(loc)
  }
  public override func sample(_ shape: Shape = .scalar, stream: String = Distribution.usualStream) throws -> Tensor {
    try Tape.paused { try rsample(shape, stream: stream) }
  }

  public override func property(_ name: String) throws -> Tensor? {
    if name == given.name { return given.tensor }
    switch name {
    case "loc": return try mean()
    case "scale_tril": return try scaleTril()
    case "covariance_matrix":
      let factor = try scaleTril()
      return try factor.matmul(factor.transpose(-2, -1))
    case "precision_matrix":
      let inverse = try scaleTril().solveTriangular(Tensor(.eye(dimension, dtype: dtype)), upper: false)
      return try inverse.transpose(-2, -1).matmul(inverse)
    default: return nil
    }
  }
}
