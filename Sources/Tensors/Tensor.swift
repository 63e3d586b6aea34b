import Arrays

/// An n-dimensional array that remembers how it was computed, so that gradients can be taken.
///
/// A tensor is a leaf (made by the user, `node` is nil) or the result of an operation (`node` holds where its
/// inputs came from and its pullback). Operations live in `Ops/`, each with its derivative beside it.
///
/// Operations are methods with PyTorch's names in Swift's spelling (`logSoftmax`, `indexSelect`); those that change
/// their tensor end in an underscore, as there. Dimensions and positions count from 0, negative ones from the end.
/// Every operation throws (`ArrayError`, `TensorError`); none traps. A number beside a tensor is a `Scalar`.
public final class Tensor {
  /// The numbers; a view shares its storage with its base.
  public let array: NDArray
  // Read by every operation, and on one thread: what checks them at run time would cost as much as reading them.
  /// The operation that made this tensor, when gradients flow through it.
  @exclusivity(unchecked) private(set) var node: Node?
  /// The tensor on whose memory this one is a window, when it was made by recording.
  var base: Tensor?
  /// The storage's version that `node` describes.
  private var version: Int
  @exclusivity(unchecked) private var isLeafRequiringGrad: Bool
  /// What `backward` has accumulated; only leaves have one. Same shape and dtype as `array`.
  public var grad: Tensor?

  /// A leaf.
  /// - Parameter requiresGrad: whether `backward` accumulates into `grad`; float dtypes only.
  public init(_ array: NDArray, requiresGrad: Bool = false) {
    self.array = array
    version = array.storage.version
    isLeafRequiringGrad = requiresGrad && array.dtype.isFloatingPoint
  }

  init(_ array: NDArray, node: Node?) {
    self.array = array
    self.node = node
    version = array.storage.version
    isLeafRequiringGrad = false
  }

  public var shape: Shape { array.shape }
  public var dtype: DType { array.dtype }
  public var isLeaf: Bool { node == nil }

  /// Whether gradients flow to this tensor.
  public var requiresGrad: Bool { node != nil || isLeafRequiringGrad }

  /// Whether the memory was rewritten through another tensor since `node` was recorded.
  var isStale: Bool { node != nil && version != array.storage.version }

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

  /// After a write into this tensor's memory: what it now is the result of.
  func becameResult(of node: Node?) {
    self.node = node
    version = array.storage.version
  }
}
