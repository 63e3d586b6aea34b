import CSpecial

/// Box and Muller's transform in plain arithmetic, without a library call, so that loops over it
/// become vector code and give the same bits on every machine.
///
/// Notation: (a, b) random words; u = a in (0, 1], v = b in [0, 1); r = sqrt(-2 log u);
/// normals r cos(2 pi v) and r sin(2 pi v).
/// log by 2 atanh(s), s = (m - 1)/(m + 1) for a mantissa m in [sqrt 1/2, sqrt 2), |s| < 0.172;
/// sine and cosine by their series on [-pi/4, pi/4] after removing quarter turns.
enum NormalTransform {
  /// Two normals from two 64-bit words; within a few units in the last place. |x| <= 8.6.
  @inline(__always)
  static func pair(_ a: UInt64, _ b: UInt64) -> (Double, Double) {
    let u = (Double(Int64(bitPattern: a &>> 11)) + 1) * 0x1p-53
    let radius = special_sqrt(-2 * log(u))
    // The nearest whole quarter turn, and the angle left over, in [-pi/4, pi/4).
    let turn = Int64(bitPattern: b &>> 11)
    let quarter = (turn &+ (1 &<< 50)) &>> 51
    let x = Double(turn &- (quarter &<< 51)) * (0x1p-51 * Double.pi / 2)
    let y = x * x
    var sine = y * (1 / 355_687_428_096_000) - 1 / 1_307_674_368_000
    sine = sine * y + 1 / 6_227_020_800
    sine = sine * y - 1 / 39_916_800
    sine = sine * y + 1 / 362_880
    sine = sine * y - 1 / 5_040
    sine = sine * y + 1 / 120
    sine = sine * y - 1 / 6
    sine = sine * y * x + x
    var cosine = y * (1 / 20_922_789_888_000) - 1 / 87_178_291_200
    cosine = cosine * y + 1 / 479_001_600
    cosine = cosine * y - 1 / 3_628_800
    cosine = cosine * y + 1 / 40_320
    cosine = cosine * y - 1 / 720
    cosine = cosine * y + 1 / 24
    cosine = cosine * y - 0.5
    cosine = cosine * y + 1
    let q = quarter & 3
    let (c, s) = (q & 1) == 0 ? (cosine, sine) : (sine, cosine)
    // Cosine is negative in quarters 1 and 2, sine in 2 and 3.
    let cosineSign: Double = ((q &+ 1) & 2) == 0 ? radius : -radius
    let sineSign: Double = (q & 2) == 0 ? radius : -radius
    return (cosineSign * c, sineSign * s)
  }

  /// Two normals from two 32-bit words; |x| <= 6.7.
  @inline(__always)
  static func pair(_ a: UInt32, _ b: UInt32) -> (Float, Float) {
    let u = (Float(a) + 1) * 0x1p-32
    let radius = special_sqrtf(-2 * log(u))
    let turn = Int32(bitPattern: b &>> 8)
    let quarter = (turn &+ (1 &<< 21)) &>> 22
    let x = Float(turn &- (quarter &<< 22)) * (0x1p-22 * Float.pi / 2)
    let y = x * x
    var sine: Float = y * (1 / 362_880) - 1 / 5_040
    sine = sine * y + 1 / 120
    sine = sine * y - 1 / 6
    sine = sine * y * x + x
    var cosine: Float = y * (-1 / 3_628_800) + 1 / 40_320
    cosine = cosine * y - 1 / 720
    cosine = cosine * y + 1 / 24
    cosine = cosine * y - 0.5
    cosine = cosine * y + 1
    let q = quarter & 3
    let (c, s) = (q & 1) == 0 ? (cosine, sine) : (sine, cosine)
    let cosineSign: Float = ((q &+ 1) & 2) == 0 ? radius : -radius
    let sineSign: Float = (q & 2) == 0 ? radius : -radius
    return (cosineSign * c, sineSign * s)
  }

  /// Natural logarithm of a positive normal number.
  @inline(__always)
  private static func log(_ value: Double) -> Double {
    let bits = Int64(bitPattern: value.bitPattern)
    // Offset so that the mantissa left over stands in [sqrt 1/2, sqrt 2).
    let shifted = bits &- 0x3FE6_A09E_667F_3BCD
    let exponent = shifted &>> 52
    let m = Double(bitPattern: UInt64(bitPattern: bits &- (exponent &<< 52)))
    let s = (m - 1) / (m + 1)
    let t = s * s
    var series: Double = t * (1 / 21) + 1 / 19
    series = series * t + 1 / 17
    series = series * t + 1 / 15
    series = series * t + 1 / 13
    series = series * t + 1 / 11
    series = series * t + 1 / 9
    series = series * t + 1 / 7
    series = series * t + 1 / 5
    series = series * t + 1 / 3
    return Double(exponent) * 0.693147180559945309417 + 2 * (s + s * t * series)
  }

  @inline(__always)
  private static func log(_ value: Float) -> Float {
    let bits = Int32(bitPattern: value.bitPattern)
    let shifted = bits &- 0x3F35_04F3
    let exponent = shifted &>> 23
    let m = Float(bitPattern: UInt32(bitPattern: bits &- (exponent &<< 23)))
    let s = (m - 1) / (m + 1)
    let t = s * s
    var series: Float = t * (1 / 9) + 1 / 7
    series = series * t + 1 / 5
    series = series * t + 1 / 3
    return Float(exponent) * 0.693147180559945309417 + 2 * (s + s * t * series)
  }
}
