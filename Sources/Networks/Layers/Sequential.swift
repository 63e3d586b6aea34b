import Tensors

/// Modules one after the other, named "0", "1", ... as PyTorch's.
///
/// A linear or convolution layer followed by a ReLU, and a convolution followed by a ReLU and a two-by-two max-pooling, run
/// as one fused operation, with the same numbers.
public final class Sequential: Module {
  public init(_ modules: [Module]) {
    super.init()
    for (index, module) in modules.enumerated() { register("\(index)", module) }
  }

  public override func forward(_ x: Tensor) throws -> Tensor {
    var x = x
    var index = 0
    let layers = children
    while index < layers.count {
      let layer = layers[index].module
      let isActivated = index + 1 < layers.count && layers[index + 1].module is ReLU && Module.observer == nil
      if isActivated, let linear = layer as? Linear {
        x = try linear.forward(x, relu: true)
        index += 2
      } else if isActivated, let convolution = layer as? Conv2d {
        if convolution.isPlain, index + 2 < layers.count, (layers[index + 2].module as? MaxPool2d)?.isHalving == true {
          x = try Tensor.convReluPool(x, weight: convolution.weight.tensor, bias: convolution.bias?.tensor)
          index += 3
          continue
        }
        x = try convolution.forward(x, relu: true)
        index += 2
      } else {
        x = try layer(x)
        index += 1
      }
    }
    return x
  }
}
