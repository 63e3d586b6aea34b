/// Two kernels over one space that make a third; the parameters are those of the first, then of the second.
struct KernelPair: Sendable {
  private(set) var first: any Kernel
  private(set) var second: any Kernel

  /// - Throws: `GaussianProcessError.wrongDimension` of kernels over different spaces.
  init(_ first: any Kernel, _ second: any Kernel) throws {
    guard first.dimension == second.dimension else {
      throw GaussianProcessError.wrongDimension(wanted: first.dimension, got: second.dimension)
    }
    self.first = first
    self.second = second
  }

  var parameterKinds: [KernelParameter] { first.parameterKinds + second.parameterKinds }

  var parameters: [Double] {
    get { first.parameters + second.parameters }
    set {
      let count = first.parameterKinds.count
      guard newValue.count == count + second.parameterKinds.count else { return }
      first.parameters = Array(newValue.prefix(count))
      second.parameters = Array(newValue.dropFirst(count))
    }
  }

  /// Numbers of both kernels' scratch, the first's before the second's.
  func scratchCount(_ count: Int, stride: Int) -> Int {
    first.scratchCount(count, stride: stride) + second.scratchCount(count, stride: stride)
  }
}
