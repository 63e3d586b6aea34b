/// A loop over up to three arrays of one shape with any strides, with as few and as long rows as possible.
///
/// Dimensions of size 1 are dropped and neighbours along which every operand steps evenly are merged, so that
/// contiguous arrays become a single row and a broadcast vector one row a repetition.
struct StridedLoop {
  /// At least 1 after construction; the last dimension is the row.
  private(set) var rank = 0
  private(set) var sizes = SIMD8<Int>(repeating: 1)
  private(set) var strides: (SIMD8<Int>, SIMD8<Int>, SIMD8<Int>) = (.zero, .zero, .zero)
  /// Elements of one row.
  private(set) var rowCount = 1
  private(set) var rows = 1

  init(
    _ shape: Shape, _ first: Strides, _ second: Strides = Strides(values: .zero),
    _ third: Strides = Strides(values: .zero)
  ) {
    for dimension in 0..<shape.rank where shape[dimension] != 1 {
      let size = shape[dimension]
      let step = (first[dimension], second[dimension], third[dimension])
      let last = rank &- 1
      if rank > 0, strides.0[last] == step.0 &* size, strides.1[last] == step.1 &* size,
        strides.2[last] == step.2 &* size
      {
        sizes[last] &*= size
        strides.0[last] = step.0
        strides.1[last] = step.1
        strides.2[last] = step.2
      } else {
        sizes[rank] = size
        strides.0[rank] = step.0
        strides.1[rank] = step.1
        strides.2[rank] = step.2
        rank &+= 1
      }
    }
    if rank == 0 { rank = 1 }
    rowCount = sizes[rank &- 1]
    for dimension in 0..<(rank &- 1) { rows &*= sizes[dimension] }
  }

  /// Distances, in elements, between neighbours in a row.
  var rowStrides: (Int, Int, Int) { (strides.0[rank &- 1], strides.1[rank &- 1], strides.2[rank &- 1]) }

  /// Calls `body` with the places where each row (or a part of it) starts in the three operands, its first
  /// element's position in row-major order, and its length; from several threads when there is much to do.
  func forEachRow(
    grain: Int = 1 << 15, _ body: (_ first: Int, _ second: Int, _ third: Int, _ position: Int, _ count: Int) -> Void
  ) {
    if rows == 0 || rowCount == 0 { return }
    if rows == 1 {
      let step = rowStrides
      Threads.forEach(count: rowCount, grain: grain) { range in
        let start = range.lowerBound
        body(start &* step.0, start &* step.1, start &* step.2, start, range.count)
      }
      return
    }
    Threads.forEach(count: rows, grain: max(1, grain / rowCount)) { range in
      var index = SIMD8<Int>(repeating: 0)
      var place = (0, 0, 0)
      var rest = range.lowerBound
      var dimension = rank &- 2
      while dimension >= 0 {
        index[dimension] = rest % sizes[dimension]
        rest /= sizes[dimension]
        place.0 &+= index[dimension] &* strides.0[dimension]
        place.1 &+= index[dimension] &* strides.1[dimension]
        place.2 &+= index[dimension] &* strides.2[dimension]
        dimension &-= 1
      }
      for row in range {
        body(place.0, place.1, place.2, row &* rowCount, rowCount)
        dimension = rank &- 2
        while dimension >= 0 {
          index[dimension] &+= 1
          place.0 &+= strides.0[dimension]
          place.1 &+= strides.1[dimension]
          place.2 &+= strides.2[dimension]
          if index[dimension] < sizes[dimension] { break }
          index[dimension] = 0
          place.0 &-= strides.0[dimension] &* sizes[dimension]
          place.1 &-= strides.1[dimension] &* sizes[dimension]
          place.2 &-= strides.2[dimension] &* sizes[dimension]
          dimension &-= 1
        }
      }
    }
  }
}
