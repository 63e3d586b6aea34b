import Arrays

/// An n-dimensional array that remembers how it was computed, so that gradients can be taken.
///
/// A tensor is a leaf (made by the user, `node` is nil) or the result of an operation (`node` holds its
/// inputs and its pullback). Operations live in `Ops/`, each with its derivative beside it.
public final class Tensor {
  /// The numbers; a view shares its storage with its base.
  public let array: NDArray
  /// The operation that made this tensor, when gradients flow through it.
  let node: Node?
  private var isLeafRequiringGrad: Bool
  /// What `backward` has accumulated; only leaves have one. Same shape and dtype as `array`.
  public var grad: Tensor?

  /// A leaf.
  /// - Parameter requiresGrad: whether `backward` accumulates into `grad`; float dtypes only.
  public init(_ array: NDArray, requiresGrad: Bool = false) {
    self.array = array
    node = nil
    isLeafRequiringGrad = requiresGrad && array.dtype.isFloatingPoint
  }

  init(_ array: NDArray, node: Node?) {
    self.array = array
    self.node = node
    isLeafRequiringGrad = false
  }

  public var shape: Shape { array.shape }
  public var dtype: DType { array.dtype }
  public var isLeaf: Bool { node == nil }

  /// Whether gradients flow to this tensor.
  public var requiresGrad: Bool { node != nil || isLeafRequiringGrad }

  /// Turns gradient tracking of a leaf on or off.
  /// - Throws: `TensorError` for a non-leaf or an integer dtype.
  public func setRequiresGrad(_ wanted: Bool) throws {
    guard node == nil else {
      if wanted { return }
      throw TensorError.notALeaf
    }
    guard !wanted || dtype.isFloatingPoint else { throw TensorError.notDifferentiable(dtype) }
    isLeafRequiringGrad = wanted
  }

  /// The same numbers (a view), cut off from the graph.
  public func detach() -> Tensor { Tensor(array) }
}
