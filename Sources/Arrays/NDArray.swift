/// An n-dimensional array of numbers: a shaped, strided window on a reference-counted `Storage`.
///
/// Copying an `NDArray` copies the window, never the numbers. Hot loops take `pointer(as:)` of a
/// contiguous array; everything else goes through the kernels.
public struct NDArray: @unchecked Sendable {
  public let storage: Storage
  public let shape: Shape
  /// In elements.
  public let strides: Strides
  /// Of the first element in `storage`, in elements.
  public let offset: Int
  public let dtype: DType

  public init(storage: Storage, shape: Shape, strides: Strides, offset: Int, dtype: DType) {
    self.storage = storage
    self.shape = shape
    self.strides = strides
    self.offset = offset
    self.dtype = dtype
  }

  /// Uninitialised, row-major.
  /// - Throws: `ArrayError.outOfMemory`.
  public init(empty shape: Shape, dtype: DType = .float32) throws {
    storage = try Storage(byteCount: shape.count * dtype.itemSize)
    self.shape = shape
    strides = shape.contiguousStrides
    offset = 0
    self.dtype = dtype
  }

  @inlinable public var rank: Int { shape.rank }
  @inlinable public var count: Int { shape.count }

  /// Whether the elements stand row-major without gaps.
  public var isContiguous: Bool {
    var step = 1
    var dimension = shape.rank - 1
    while dimension >= 0 {
      let size = shape[dimension]
      if size == 0 { return true }
      if size != 1 {
        if strides[dimension] != step { return false }
        step = step &* size
      }
      dimension -= 1
    }
    return true
  }

  /// Address of the first element. The caller has checked the dtype and keeps the array alive.
  @inlinable public func pointer<T: Element>(as type: T.Type) -> UnsafeMutablePointer<T> {
    assert(T.dtype == dtype)
    return storage.pointer.assumingMemoryBound(to: T.self) + offset
  }
}
