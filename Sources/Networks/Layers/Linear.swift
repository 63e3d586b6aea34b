import Arrays
import Tensors

/// y = x wᵀ + b: [..., in] → [..., out]. Parameters `weight` [out, in] and `bias` [out].
public final class Linear: Module {
  public let inFeatures: Int
  public let outFeatures: Int
  private let weight: Parameter
  private let bias: Parameter?

  /// - Throws: `ArrayError` when a size is negative or too large.
  public init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType = .float32) throws {
    self.inFeatures = inFeatures
    self.outFeatures = outFeatures
    weight = Parameter(try Initialization.uniform(Shape(outFeatures, inFeatures), fanIn: inFeatures, dtype: dtype))
    self.bias =
      bias ? Parameter(try Initialization.uniform(Shape(outFeatures), fanIn: inFeatures, dtype: dtype)) : nil
    super.init()
    register("weight", parameter: weight)
    if let bias = self.bias { register("bias", parameter: bias) }
  }

  public override var details: String { "\(inFeatures), \(outFeatures)\(bias == nil ? ", bias=false" : "")" }

  public override func forward(_ x: Tensor) throws -> Tensor { try forward(x, relu: false) }

  /// With max(y, 0) fused in.
  public func forward(_ x: Tensor, relu: Bool) throws -> Tensor {
    try Tensor.linear(x, weight: weight.tensor, bias: bias?.tensor, relu: relu)
  }
}
