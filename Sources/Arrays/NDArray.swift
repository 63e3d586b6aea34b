/// An n-dimensional array of numbers: a shaped, strided window on a reference-counted `Storage`.
///
/// Copying an `NDArray` copies the window, never the numbers. Hot loops take `pointer(as:)` of a
/// contiguous array; everything else goes through the kernels.
public struct NDArray: @unchecked Sendable {
  public let storage: Storage
  public let layout: Layout
  /// Of the first element in `storage`, in elements.
  public let offset: Int
  public let dtype: DType

  public init(storage: Storage, shape: Shape, strides: Strides, offset: Int, dtype: DType) {
    self.storage = storage
    layout = Layout(shape, strides)
    self.offset = offset
    self.dtype = dtype
  }

  private init(empty layout: Layout, dtype: DType) throws {
    storage = try Storage(byteCount: layout.shape.count * dtype.itemSize)
    self.layout = layout
    offset = 0
    self.dtype = dtype
  }

  /// Uninitialised, row-major.
  /// - Throws: `ArrayError.outOfMemory`.
  public init(empty shape: Shape, dtype: DType = .float32) throws {
    try self.init(empty: shape.rank == 0 ? Layout.scalar : Layout(shape), dtype: dtype)
  }

  /// Uninitialised, row-major, of the shape of `other`.
  /// - Throws: `ArrayError.outOfMemory`.
  public init(emptyLike other: borrowing NDArray, dtype: DType) throws {
    try self.init(empty: other.isContiguous ? other.layout : Layout(other.shape), dtype: dtype)
  }

  @inlinable public var shape: Shape { layout.shape }
  /// In elements.
  @inlinable public var strides: Strides { layout.strides }
  @inlinable public var rank: Int { layout.shape.rank }
  @inlinable public var count: Int { layout.shape.count }
  /// Whether the elements stand row-major without gaps.
  @inlinable public var isContiguous: Bool { layout.isContiguous }

  /// Address of the first element. The caller has checked the dtype and keeps the array alive.
  @inlinable public func pointer<T: Element>(as type: T.Type) -> UnsafeMutablePointer<T> {
    assert(T.dtype == dtype)
    return storage.pointer.assumingMemoryBound(to: T.self) + offset
  }
}
