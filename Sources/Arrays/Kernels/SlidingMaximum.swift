/// Maxima of sliding windows of one plane in float32, sixteen outputs at a time, for steps of 1 or 2 between columns.
///
/// Notation: output (oy, ox) sees the inputs at oy · sy - py + ky · dy, ox · sx - px + kx · dx. Rows stand in a buffer
/// between margins of -infinity, so that a window never leaves it: no number is smaller, and none takes the place of
/// the first input of its window, which wins among equals. nan counts as largest, the last of several.
struct SlidingMaximum {
  let rows: Window
  let columns: Window
  /// Numbers of a row in the buffer.
  private let width: Int

  init?(_ pooling: Pooling) {
    guard pooling.columns.stride <= 2, pooling.columns.count > 0, pooling.columns.kernel <= 64,
      pooling.columns.dilation <= 64
    else { return nil }
    (rows, columns) = (pooling.rows, pooling.columns)
    let outputs = (columns.count &+ 15) & ~15
    width =
      max(
        outputs &* columns.stride &+ (columns.kernel &- 1) &* columns.dilation, columns.padding &+ columns.input) &+ 16
  }

  /// Numbers of working memory: one row for each of the kernel's that lie in the image.
  var bufferCount: Int { min(rows.kernel, rows.input) &* width }
  var placeCount: Int { (columns.count &+ 15) & ~15 }

  /// Places that `run` starts from: the first column of each window that is not padding, -1 where there is none.
  func fillFirstColumns(_ first: UnsafeMutablePointer<Int32>) {
    for ox in 0..<placeCount {
      var place = ox &* columns.stride &- columns.padding
      let end = place &+ (columns.kernel &- 1) &* columns.dilation
      while place < 0, place <= end { place &+= columns.dilation }
      first[ox] = place <= end && place < columns.input ? Int32(truncatingIfNeeded: place) : -1
    }
  }

  func run(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ positions: UnsafeMutablePointer<Int32>?,
    _ buffer: UnsafeMutablePointer<Float>, _ first: UnsafePointer<Int32>
  ) {
    buffer.update(repeating: -.infinity, count: bufferCount)
    for oy in 0..<rows.count {
      // The kernel's rows that lie inside, one after the other in the buffer.
      var (used, top) = (0, 0)
      for ky in 0..<rows.kernel {
        let iy = oy &* rows.stride &- rows.padding &+ ky &* rows.dilation
        if iy < 0 || iy >= rows.input { continue }
        if used == 0 { top = iy }
        (buffer + (used &* width &+ columns.padding)).update(from: x + iy &* columns.input, count: columns.input)
        used &+= 1
      }
      let target = y + oy &* columns.count
      let places = positions.map { $0 + oy &* columns.count }
      var ox = 0
      while ox < columns.count {
        let count = min(16, columns.count &- ox)
        if let places {
          sixteen(buffer, used, top, ox, first + ox, count, target + ox, places + ox)
        } else {
          sixteen(buffer, used, ox, count, target + ox)
        }
        ox &+= 16
      }
    }
  }

  @inline(__always)
  private func load(_ row: UnsafePointer<Float>) -> SIMD16<Float> {
    if columns.stride == 1 { return UnsafeRawPointer(row).loadUnaligned(as: SIMD16<Float>.self) }
    let (low, high) = (
      UnsafeRawPointer(row).loadUnaligned(as: SIMD16<Float>.self),
      UnsafeRawPointer(row + 16).loadUnaligned(as: SIMD16<Float>.self)
    )
    return SIMD16(lowHalf: low.evenHalf, highHalf: high.evenHalf)
  }

  @inline(__always)
  private func store<V: SIMD>(_ value: V, _ target: UnsafeMutablePointer<V.Scalar>, _ count: Int) {
    if count == 16 {
      UnsafeMutableRawPointer(target).storeBytes(of: value, as: V.self)
    } else {
      for i in 0..<count { target[i] = value[i] }
    }
  }

  @inline(__always)
  private func sixteen(
    _ buffer: UnsafePointer<Float>, _ used: Int, _ ox: Int, _ count: Int, _ y: UnsafeMutablePointer<Float>
  ) {
    var best = SIMD16<Float>(repeating: -.infinity)
    for row in 0..<used {
      for kx in 0..<columns.kernel {
        let value = load(buffer + (row &* width &+ ox &* columns.stride &+ kx &* columns.dilation))
        best.replace(with: value, where: (value .> best) .| (value .!= value))
      }
    }
    store(best, y, count)
  }

  @inline(__always)
  private func sixteen(
    _ buffer: UnsafePointer<Float>, _ used: Int, _ top: Int, _ ox: Int, _ first: UnsafePointer<Int32>, _ count: Int,
    _ y: UnsafeMutablePointer<Float>, _ positions: UnsafeMutablePointer<Int32>
  ) {
    var best = SIMD16<Float>(repeating: -.infinity)
    var place = UnsafeRawPointer(first).loadUnaligned(as: SIMD16<Int32>.self)
    let none = SIMD16<Int32>(repeating: -1)
    let start = place &+ Int32(truncatingIfNeeded: top &* columns.input)
    place = used == 0 ? none : start.replacing(with: none, where: place .< 0)
    let step = Int32(truncatingIfNeeded: columns.stride)
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &* step
    for row in 0..<used {
      let line: Int = (top &+ row &* rows.dilation) &* columns.input
      for kx in 0..<columns.kernel {
        let column: Int = ox &* columns.stride &+ kx &* columns.dilation
        let value = load(buffer + (row &* width &+ column))
        let wins = (value .> best) .| (value .!= value)
        best.replace(with: value, where: wins)
        place.replace(
          with: lanes &+ Int32(truncatingIfNeeded: line &+ column &- columns.padding), where: wins)
      }
    }
    store(best, y, count)
    store(place, positions, count)
  }
}
