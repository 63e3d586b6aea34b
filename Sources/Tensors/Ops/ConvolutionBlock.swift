import Arrays

extension Tensor {
  /// max_pool2d(relu(conv2d(x) + b), 2): images [N, C, H, W] → [N, O, Ho/2, Wo/2], stride 1, no padding.
  ///
  /// One operation in float32; the same as the three, one after the other, in any other dtype.
  public static func convReluPool(_ x: Tensor, weight: Tensor, bias: Tensor?) throws -> Tensor {
    guard x.dtype == .float32, x.shape.rank == 4, weight.dtype == .float32,
      let block = try ConvolutionBlock(input: x.shape, weight: weight.shape)
    else {
      return try maxPool2d(conv2d(x, weight: weight, bias: bias, relu: true), kernel: (2, 2))
    }
    let inputs = bias.map { [x, weight, $0] } ?? [x, weight]
    let (input, w) = (x.array, weight.array)
    guard Tape.isRecording, inputs.contains(where: \.requiresGrad) else {
      return Tensor(try block.forward(input, w, bias: bias?.array))
    }
    let memory = try Storage(byteCount: block.outputShape.count)
    let codes = memory.pointer.assumingMemoryBound(to: UInt8.self)
    let y = try block.forward(input, w, bias: bias?.array, codes: codes)
    let wantsInput = x.requiresGrad
    return .record("conv2d", y, inputs: inputs, saving: [input, w]) { g in
      let gradients = try withExtendedLifetime(memory) {
        try block.backward(g, input, w, codes: codes, wantsInput: wantsInput)
      }
      return [gradients.x, gradients.w] + (bias == nil ? [] : [gradients.b])
    }
  }
}
