import Arrays
import Glibc

/// Cuts arrays that belong together into batches along their first dimension, in order or shuffled.
///
/// The order of an epoch is a function of (seed, epoch) alone, so an interrupted training goes on with the same
/// batches. Every batch is a fresh contiguous array that nothing else shares.
public struct Loader: Sendable {
  public let batchSize: Int
  public let isShuffled: Bool
  /// Whether the last batch is left out when it would be smaller than the others.
  public let dropsLast: Bool
  public let seed: UInt64
  /// Number of rows.
  public let count: Int
  private let arrays: [NDArray]

  /// - Throws: `DatasetError.invalidArgument`, `ArrayError.shapeMismatch` when the first dimensions differ.
  public init(
    _ arrays: [NDArray], batchSize: Int, isShuffled: Bool = false, dropsLast: Bool = false, seed: UInt64 = 0
  ) throws {
    guard batchSize >= 1 else {
      throw DatasetError.invalidArgument("a batch size of at least 1 wanted, got \(batchSize)")
    }
    guard let first = arrays.first, first.rank >= 1 else {
      throw DatasetError.invalidArgument("at least one array with at least one dimension wanted")
    }
    for array in arrays where array.rank == 0 || array.shape[0] != first.shape[0] {
      throw ArrayError.shapeMismatch(operation: "loader", left: first.shape, right: array.shape)
    }
    self.arrays = try arrays.map { try $0.contiguous() }
    self.batchSize = batchSize
    self.isShuffled = isShuffled
    self.dropsLast = dropsLast
    self.seed = seed
    count = first.shape[0]
  }

  public var batchCount: Int { count / batchSize + (dropsLast || count % batchSize == 0 ? 0 : 1) }

  /// The rows' positions in the order in which an epoch shows them.
  public func order(epoch: Int) -> [Int] {
    guard isShuffled else { return Array(0..<count) }
    var stream = RandomStream(seed: seed, stream: "data order").substream(epoch)
    return stream.permutation(count)
  }

  /// One walk over the data.
  /// - Throws: `ArrayError.outOfMemory` where there is no room for the order of the rows.
  public func pass(epoch: Int) throws -> Pass {
    try Storage.require(count, of: 2 * MemoryLayout<Int>.size)
    return Pass(loader: self, order: order(epoch: epoch))
  }

  public struct Pass: Sendable {
    public let loader: Loader
    private let order: [Int]
    private var position = 0

    init(loader: Loader, order: [Int]) {
      self.loader = loader
      self.order = order
    }

    /// The next batch, an array for each of the loader's; nil after the last.
    /// - Throws: `ArrayError.outOfMemory`.
    public mutating func next() throws -> [NDArray]? {
      guard position < loader.batchCount else { return nil }
      let first = position * loader.batchSize
      let rows = order[first..<min(first + loader.batchSize, loader.count)]
      position += 1
      return try loader.arrays.map { try gather(rows, of: $0) }
    }

    private func gather(_ rows: ArraySlice<Int>, of array: NDArray) throws -> NDArray {
      var sizes = array.shape.array
      sizes[0] = rows.count
      let batch = try NDArray(empty: Shape(sizes), dtype: array.dtype)
      // Not count / shape[0]: there may be no rows.
      let rowBytes = sizes.dropFirst().reduce(array.dtype.itemSize, *)
      let source = array.storage.pointer + array.offset * array.dtype.itemSize
      var target = batch.storage.pointer
      for row in rows {
        memcpy(target, source + row * rowBytes, rowBytes)
        target += rowBytes
      }
      return batch
    }
  }
}
