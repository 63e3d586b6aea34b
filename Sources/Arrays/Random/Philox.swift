/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random
/// Numbers: As Easy as 1, 2, 3" (SC 2011).
///
/// A block is a pure function of (key, counter), so any block can be made at any time on any thread.
public enum Philox {
  /// Four random words from a 128-bit counter and a 64-bit key, least significant word first.
  @inlinable @inline(__always)
  public static func block(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (c0, c1, c2, c3) = counter
    var (k0, k1) = key
    for _ in 0..<10 {
      let p0 = UInt64(c0) &* 0xD251_1F53
      let p1 = UInt64(c2) &* 0xCD9E_8D57
      let high0 = UInt32(truncatingIfNeeded: p0 &>> 32)
      let high1 = UInt32(truncatingIfNeeded: p1 &>> 32)
      (c0, c1, c2, c3) = (
        high1 ^ c1 ^ k0, UInt32(truncatingIfNeeded: p1), high0 ^ c3 ^ k1, UInt32(truncatingIfNeeded: p0)
      )
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }
}
