import Glibc

/// Moves elements between two arrays of one shape and item size, whatever their strides.
enum CopyKernel {
  /// The windows must not overlap.
  static func copy(_ source: NDArray, to target: NDArray) {
    if source.count == 0 { return }
    switch source.dtype.itemSize {
    case 1: copy(source, target, as: UInt8.self)
    case 4: copy(source, target, as: UInt32.self)
    default: copy(source, target, as: UInt64.self)
    }
    withExtendedLifetime((source.storage, target.storage)) {}
  }

  @inline(__always)
  private static func copy<Bits>(_ source: NDArray, _ target: NDArray, as bits: Bits.Type) {
    let from = source.storage.pointer.assumingMemoryBound(to: Bits.self) + source.offset
    let to = target.storage.pointer.assumingMemoryBound(to: Bits.self) + target.offset
    let loop = StridedLoop(source.shape, source.strides, target.strides)
    let (step, targetStep, _) = loop.rowStrides
    // A transposed matrix: rows of the source are columns of the target. Squares keep both in the cache.
    if loop.rank == 2, step != 1, loop.strides.0[0] == 1, targetStep == 1 {
      return transpose(from, to, loop)
    }
    loop.forEachRow { first, second, _, _, count in
      let (x, y) = (from + first, to + second)
      if step == 1, targetStep == 1 {
        if count < 16 {
          for i in 0..<count { y[i] = x[i] }
        } else {
          memcpy(y, x, count &* MemoryLayout<Bits>.stride)
        }
      } else if targetStep == 1, step == 0 {
        let value = x[0]
        for i in 0..<count { y[i] = value }
      } else if targetStep == 1 {
        for i in 0..<count { y[i] = x[i &* step] }
      } else {
        for i in 0..<count { y[i &* targetStep] = x[i &* step] }
      }
    }
  }

  @inline(__always)
  private static func transpose<Bits>(
    _ from: UnsafeMutablePointer<Bits>, _ to: UnsafeMutablePointer<Bits>, _ loop: StridedLoop
  ) {
    let (rows, columns) = (loop.sizes[0], loop.sizes[1])
    let (step, targetRow) = (loop.strides.0[1], loop.strides.1[0])
    let side = 32
    Threads.forEach(count: (rows &+ side &- 1) / side, grain: max(1, (1 << 14) / (columns &* side))) { blocks in
      for block in blocks {
        let start = block &* side
        let end = min(start &+ side, rows)
        var column = 0
        while column < columns {
          let last = min(column &+ side, columns)
          for row in start..<end {
            let (x, y) = (from + row, to + row &* targetRow)
            for j in column..<last { y[j] = x[j &* step] }
          }
          column = last
        }
      }
    }
  }
}
