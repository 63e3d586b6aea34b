import CSpecial

/// exp, log and sqrt in plain arithmetic, for loops that must become vector code and give the same bits on
/// every machine. Inlined into the caller's loop; Glibc's functions would be one call a number.
///
/// Errors are at most 2 units in the last place (checked against Glibc in the tests).
public enum Elementary {
  /// The square root; unlike `squareRoot()` it sets no `errno` and so keeps a loop vector code.
  @inlinable @inline(__always)
  public static func sqrt(_ x: Double) -> Double { special_sqrt(x) }

  /// e^x; 0 below -708, infinity above 709.7, nan at nan.
  ///
  /// x = k log 2 + r with |r| <= log(2)/2, e^r by its series to r^13.
  @inlinable @inline(__always)
  public static func exp(_ x: Double) -> Double {
    let clamped = x < -708.5 ? -708.5 : (x > 710 ? 710 : x)
    // Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits.
    let shifted = clamped * 1.44269504088896340736 + 0x1.8p52
    let k = shifted - 0x1.8p52
    let r = (clamped - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b3ap-40
    var p: Double = r * (1 / 6_227_020_800) + 1 / 479_001_600
    p = p * r + 1 / 39_916_800
    p = p * r + 1 / 3_628_800
    p = p * r + 1 / 362_880
    p = p * r + 1 / 40_320
    p = p * r + 1 / 5_040
    p = p * r + 1 / 720
    p = p * r + 1 / 120
    p = p * r + 1 / 24
    p = p * r + 1 / 6
    p = p * r + 0.5
    p = p * (r * r) + r + 1
    // 2^(k-1) and then 2, so that k = 1024 does not overflow before the product does.
    let scale = Double(bitPattern: (shifted.bitPattern &+ 1022) &<< 52)
    let result = p * scale * 2
    return x < -708 ? 0 : (x == x ? result : x)
  }

  /// Natural logarithm of a positive normal number; anything else gives a meaningless number.
  ///
  /// x = 2^k m, m in [sqrt 1/2, sqrt 2), log m = 2 atanh((m - 1)/(m + 1)) by its series.
  @inlinable @inline(__always)
  public static func log(_ x: Double) -> Double {
    let bits = Int64(bitPattern: x.bitPattern)
    let k = (bits &- 0x3FE6_A09E_667F_3BCD) &>> 52
    let m = Double(bitPattern: UInt64(bitPattern: bits &- (k &<< 52)))
    let s = (m - 1) / (m + 1)
    let t = s * s
    var p: Double = t * (1 / 21) + 1 / 19
    p = p * t + 1 / 17
    p = p * t + 1 / 15
    p = p * t + 1 / 13
    p = p * t + 1 / 11
    p = p * t + 1 / 9
    p = p * t + 1 / 7
    p = p * t + 1 / 5
    p = p * t + 1 / 3
    let exponent = Double(k)
    return exponent * 0x1.62e42fefa0000p-1 + (2 * s + (2 * s * t * p + exponent * 0x1.cf79abc9e3b3ap-40))
  }
}
