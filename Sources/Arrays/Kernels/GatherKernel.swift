import Glibc

/// Elements picked, and added back, by position. Positions have been checked.
///
/// Notation: source [outer, n, inner], positions p [count], result [outer, count, inner].
enum GatherKernel {
  /// result[o, i, :] = source[o, p[i], :]
  static func rows(_ runs: Runs, _ p: [Int], into out: NDArray) {
    let bytes = runs.inner &* runs.array.dtype.itemSize
    let source = runs.array.storage.pointer + runs.array.offset &* runs.array.dtype.itemSize
    let target = out.storage.pointer + out.offset &* out.dtype.itemSize
    let count = p.count
    if bytes == 0 || count == 0 { return }
    Threads.forEach(count: runs.outer &* count, grain: max(1, (1 << 17) / bytes)) { range in
      for row in range {
        let (o, i) = (row / count, row % count)
        memcpy(target + row &* bytes, source + (o &* runs.n &+ p[i]) &* bytes, bytes)
      }
    }
    withExtendedLifetime((runs.array.storage, out.storage)) {}
  }

  /// target[o, p[i], :] = values[o, i, :], in the order of i; `target` [outer, n, inner] is contiguous.
  static func setRows(_ target: Runs, _ p: [Int], _ values: NDArray) {
    // An array without elements can have a trillion rows.
    if values.count == 0 { return }
    let bytes = target.inner &* values.dtype.itemSize
    let to = target.array.storage.pointer + target.array.offset &* values.dtype.itemSize
    let from = values.storage.pointer + values.offset &* values.dtype.itemSize
    for o in 0..<target.outer {
      for (i, position) in p.enumerated() {
        memcpy(to + (o &* target.n &+ position) &* bytes, from + (o &* p.count &+ i) &* bytes, bytes)
      }
    }
    withExtendedLifetime((target.array.storage, values.storage)) {}
  }

  /// target[o, p[i], :] += values[o, i, :], in the order of i; `target` [outer, n, inner] is contiguous.
  static func addRows(_ target: Runs, _ p: [Int], _ values: NDArray) {
    // An array without elements can have a trillion rows.
    if values.count == 0 { return }
    switch values.dtype {
    case .float32: addRows(target, p, values, Float.self)
    case .float64: addRows(target, p, values, Double.self)
    case .int64: addRows(target, p, values, Int64.self)
    case .bool: break
    }
    withExtendedLifetime((target.array.storage, values.storage)) {}
  }

  @inline(__always)
  private static func addRows<T: Number>(_ target: Runs, _ p: [Int], _ values: NDArray, _: T.Type) {
    let (z, x) = (target.array.pointer(as: T.self), values.pointer(as: T.self))
    let inner = target.inner
    for o in 0..<target.outer {
      for (i, position) in p.enumerated() {
        let to = z + (o &* target.n &+ position) &* inner
        let from = x + (o &* p.count &+ i) &* inner
        for j in 0..<inner { to[j] = T.plus(to[j], from[j]) }
      }
    }
  }

  /// result[i] = source[places[i]] for places in the source's own storage.
  static func elements(_ source: NDArray, _ places: [Int], into out: NDArray) {
    switch source.dtype.itemSize {
    case 1: elements(source, places, out, as: UInt8.self)
    case 4: elements(source, places, out, as: UInt32.self)
    default: elements(source, places, out, as: UInt64.self)
    }
    withExtendedLifetime((source.storage, out.storage)) {}
  }

  @inline(__always)
  private static func elements<Bits>(_ source: NDArray, _ places: [Int], _ out: NDArray, as bits: Bits.Type) {
    let from = source.storage.pointer.assumingMemoryBound(to: Bits.self)
    let to = out.storage.pointer.assumingMemoryBound(to: Bits.self)
    for (i, place) in places.enumerated() { to[i] = from[place] }
  }

  /// target[places[i]] += values[i], in the order of i.
  static func addElements(_ target: NDArray, _ places: [Int], _ values: NDArray) {
    switch values.dtype {
    case .float32: addElements(target, places, values, Float.self)
    case .float64: addElements(target, places, values, Double.self)
    case .int64: addElements(target, places, values, Int64.self)
    case .bool: break
    }
    withExtendedLifetime((target.storage, values.storage)) {}
  }

  @inline(__always)
  private static func addElements<T: Number>(_ target: NDArray, _ places: [Int], _ values: NDArray, _: T.Type) {
    let to = target.storage.pointer.assumingMemoryBound(to: T.self)
    let from = values.pointer(as: T.self)
    for (i, place) in places.enumerated() { to[place] = T.plus(to[place], from[i]) }
  }
}
