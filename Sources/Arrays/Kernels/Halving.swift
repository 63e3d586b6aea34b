/// Two-by-two maxima of two neighbouring rows.
///
/// Notation: a window holds a b over c d, numbered 0 1 over 2 3. nan counts as largest, the last of several; of equal
/// numbers the first wins.
enum Halving {
  /// The code of a maximum that `rectify` has made 0: no gradient comes through.
  static let closed: UInt8 = 255

  /// y = the largest of each window, plus `shift`, and where wanted max(·, 0); `codes` its number in the window.
  ///
  /// Both rows hold 2 · count numbers.
  static func row(
    _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>, shift: Float, rectify: Bool,
    _ y: UnsafeMutablePointer<Float>, _ codes: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    if count >= 8 {
      var i = 0
      while i < count {
        // The last vector overlaps the one before.
        let start = min(i, count &- 8)
        eight(upper + 2 &* start, lower + 2 &* start, shift, rectify, y + start, codes + start)
        i &+= 8
      }
      return
    }
    var i = 0
    if count >= 4 {
      four(upper, lower, shift, rectify, y, codes)
      i = 4
    }
    while i < count {
      one(upper + 2 &* i, lower + 2 &* i, shift, rectify, y + i, codes + i)
      i &+= 1
    }
  }

  @inline(__always)
  private static func eight(
    _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>, _ shift: Float, _ rectify: Bool,
    _ y: UnsafeMutablePointer<Float>, _ codes: UnsafeMutablePointer<UInt8>
  ) {
    let above = UnsafeRawPointer(upper).loadUnaligned(as: SIMD16<Float>.self) + shift
    let under = UnsafeRawPointer(lower).loadUnaligned(as: SIMD16<Float>.self) + shift
    let (a, b, c, d) = (above.evenHalf, above.oddHalf, under.evenHalf, under.oddHalf)
    let right = (b .> a) .| (b .!= b)
    let top = a.replacing(with: b, where: right)
    let rightUnder = (d .> c) .| (d .!= d)
    let bottom = c.replacing(with: d, where: rightUnder)
    let below = (bottom .> top) .| (bottom .!= bottom)
    var largest = top.replacing(with: bottom, where: below)
    let first = SIMD8<Int32>(repeating: 0).replacing(with: SIMD8<Int32>(repeating: 1), where: right)
    let second = SIMD8<Int32>(repeating: 2).replacing(with: SIMD8<Int32>(repeating: 3), where: rightUnder)
    var code = first.replacing(with: second, where: below)
    if rectify {
      let zero = SIMD8<Float>(repeating: 0)
      let shut = largest .<= zero
      largest.replace(with: zero, where: shut)
      code.replace(with: SIMD8<Int32>(repeating: Int32(closed)), where: shut)
    }
    UnsafeMutableRawPointer(y).storeBytes(of: largest, as: SIMD8<Float>.self)
    UnsafeMutableRawPointer(codes).storeBytes(of: SIMD8<UInt8>(truncatingIfNeeded: code), as: SIMD8<UInt8>.self)
  }

  @inline(__always)
  private static func four(
    _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>, _ shift: Float, _ rectify: Bool,
    _ y: UnsafeMutablePointer<Float>, _ codes: UnsafeMutablePointer<UInt8>
  ) {
    let above = UnsafeRawPointer(upper).loadUnaligned(as: SIMD8<Float>.self) + shift
    let under = UnsafeRawPointer(lower).loadUnaligned(as: SIMD8<Float>.self) + shift
    let (a, b, c, d) = (above.evenHalf, above.oddHalf, under.evenHalf, under.oddHalf)
    let right = (b .> a) .| (b .!= b)
    let top = a.replacing(with: b, where: right)
    let rightUnder = (d .> c) .| (d .!= d)
    let bottom = c.replacing(with: d, where: rightUnder)
    let below = (bottom .> top) .| (bottom .!= bottom)
    var largest = top.replacing(with: bottom, where: below)
    let first = SIMD4<Int32>(repeating: 0).replacing(with: SIMD4<Int32>(repeating: 1), where: right)
    let second = SIMD4<Int32>(repeating: 2).replacing(with: SIMD4<Int32>(repeating: 3), where: rightUnder)
    var code = first.replacing(with: second, where: below)
    if rectify {
      let zero = SIMD4<Float>(repeating: 0)
      let shut = largest .<= zero
      largest.replace(with: zero, where: shut)
      code.replace(with: SIMD4<Int32>(repeating: Int32(closed)), where: shut)
    }
    UnsafeMutableRawPointer(y).storeBytes(of: largest, as: SIMD4<Float>.self)
    UnsafeMutableRawPointer(codes).storeBytes(of: SIMD4<UInt8>(truncatingIfNeeded: code), as: SIMD4<UInt8>.self)
  }

  @inline(__always)
  private static func one(
    _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>, _ shift: Float, _ rectify: Bool,
    _ y: UnsafeMutablePointer<Float>, _ code: UnsafeMutablePointer<UInt8>
  ) {
    var (largest, best) = (upper[0] + shift, UInt8(0))
    for (value, number) in [(upper[1], 1), (lower[0], 2), (lower[1], 3)] as [(Float, UInt8)] {
      let value = value + shift
      if value > largest || value != value { (largest, best) = (value, number) }
    }
    let isShut = rectify && largest <= 0
    y.pointee = isShut ? 0 : largest
    code.pointee = isShut ? closed : best
  }
}
