/// Weighted sums of rows picked out of a matrix: the inner loop of a product with a sparse matrix.
///
/// Notation: row i starts at base + places[i]; a lane group j is 16 neighbouring numbers at j · step from there;
/// out_j += Σ_i weights[i] · row_i,j for `groups` groups, added up in registers in the order of i.
enum GatherSum {
  static func add(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ weights: UnsafePointer<Float>, count: Int,
    groups: Int, step: Int, to out: UnsafeMutablePointer<Float>, outStep: Int
  ) {
    var (base, out, left) = (base, out, groups)
    while left > 0 {
      let taken: Int
      if left >= 7 {
        seven(base, places, weights, count, step, out, outStep)
        taken = 7
      } else if left >= 5 {
        five(base, places, weights, count, step, out, outStep)
        taken = 5
      } else if left >= 3 {
        three(base, places, weights, count, step, out, outStep)
        taken = 3
      } else {
        one(base, places, weights, count, step, out, outStep)
        taken = 1
      }
      base += taken &* step
      out += taken &* outStep
      left &-= taken
    }
  }

  private typealias Lane = SIMD16<Float>

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Float>) -> Lane {
    UnsafeRawPointer(pointer).loadUnaligned(as: Lane.self)
  }

  @inline(__always)
  private static func add(_ value: Lane, _ out: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(out).storeBytes(of: load(out) + value, as: Lane.self)
  }

  @inline(__always)
  private static func seven(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ weights: UnsafePointer<Float>, _ count: Int,
    _ step: Int, _ out: UnsafeMutablePointer<Float>, _ outStep: Int
  ) {
    var a0 = Lane(repeating: 0)
    var (a1, a2, a3, a4, a5, a6) = (a0, a0, a0, a0, a0, a0)
    for i in 0..<count {
      let (row, weight) = (base + Int(places[i]), weights[i])
      a0 += load(row) * weight
      a1 += load(row + step) * weight
      a2 += load(row + 2 &* step) * weight
      a3 += load(row + 3 &* step) * weight
      a4 += load(row + 4 &* step) * weight
      a5 += load(row + 5 &* step) * weight
      a6 += load(row + 6 &* step) * weight
    }
    add(a0, out)
    add(a1, out + outStep)
    add(a2, out + 2 &* outStep)
    add(a3, out + 3 &* outStep)
    add(a4, out + 4 &* outStep)
    add(a5, out + 5 &* outStep)
    add(a6, out + 6 &* outStep)
  }

  @inline(__always)
  private static func five(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ weights: UnsafePointer<Float>, _ count: Int,
    _ step: Int, _ out: UnsafeMutablePointer<Float>, _ outStep: Int
  ) {
    var a0 = Lane(repeating: 0)
    var (a1, a2, a3, a4) = (a0, a0, a0, a0)
    for i in 0..<count {
      let (row, weight) = (base + Int(places[i]), weights[i])
      a0 += load(row) * weight
      a1 += load(row + step) * weight
      a2 += load(row + 2 &* step) * weight
      a3 += load(row + 3 &* step) * weight
      a4 += load(row + 4 &* step) * weight
    }
    add(a0, out)
    add(a1, out + outStep)
    add(a2, out + 2 &* outStep)
    add(a3, out + 3 &* outStep)
    add(a4, out + 4 &* outStep)
  }

  @inline(__always)
  private static func three(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ weights: UnsafePointer<Float>, _ count: Int,
    _ step: Int, _ out: UnsafeMutablePointer<Float>, _ outStep: Int
  ) {
    var a0 = Lane(repeating: 0)
    var (a1, a2) = (a0, a0)
    for i in 0..<count {
      let (row, weight) = (base + Int(places[i]), weights[i])
      a0 += load(row) * weight
      a1 += load(row + step) * weight
      a2 += load(row + 2 &* step) * weight
    }
    add(a0, out)
    add(a1, out + outStep)
    add(a2, out + 2 &* outStep)
  }

  @inline(__always)
  private static func one(
    _ base: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ weights: UnsafePointer<Float>, _ count: Int,
    _ step: Int, _ out: UnsafeMutablePointer<Float>, _ outStep: Int
  ) {
    var sum = Lane(repeating: 0)
    for i in 0..<count { sum += load(base + Int(places[i])) * weights[i] }
    add(sum, out)
  }
}
