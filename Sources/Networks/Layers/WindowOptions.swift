/// What the options of layers with sliding windows must satisfy, so that a mistake is told where the layer is made.
enum WindowOptions {
  /// - Throws: `NetworkError.invalidOption`.
  static func check(
    _ owner: String, kernel: (Int, Int), stride: (Int, Int), padding: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1)
  ) throws {
    for (name, pair, lowest) in [
      ("kernel_size", kernel, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1),
    ] where pair.0 < lowest || pair.1 < lowest {
      throw NetworkError.invalidOption(
        owner: owner, message: "\(name) must be \(lowest == 1 ? "positive" : "0 or more"), got \(pair)")
    }
  }

  /// The same of a convolution with its channels.
  static func check(
    _ owner: String, _ inChannels: Int, _ outChannels: Int, _ groups: Int, _ kernel: (Int, Int), _ stride: (Int, Int),
    _ padding: (Int, Int), _ dilation: (Int, Int)
  ) throws {
    guard inChannels > 0, outChannels > 0 else {
      throw NetworkError.invalidOption(
        owner: owner, message: "channels must be positive, got \(inChannels) and \(outChannels)")
    }
    guard groups >= 1, inChannels % groups == 0, outChannels % groups == 0 else {
      throw NetworkError.invalidOption(
        owner: owner, message: "\(inChannels) and \(outChannels) channels cannot be cut into \(groups) groups")
    }
    try check(owner, kernel: kernel, stride: stride, padding: padding, dilation: dilation)
  }
}
