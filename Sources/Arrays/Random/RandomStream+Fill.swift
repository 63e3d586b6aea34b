/// Bulk draws. Numbers come in groups of `lanes` blocks: within a group, word k of block l lands at
/// place k * lanes + l, so that every loop runs over neighbouring lanes and becomes vector code. The
/// value of an element depends on its index alone, never on how the work is cut. Once a cancellation is requested what
/// is left of a long fill is not drawn: the caller checks, and lets nobody see the numbers.
///
/// Notation: a group is 16 blocks = 64 words = 64 floats or 32 doubles.
extension RandomStream {
  private static let lanes = 16

  /// Uniform on [0, 1), multiples of 2^-24.
  public mutating func fillUniform(_ values: UnsafeMutablePointer<Float>, count: Int) {
    fill(values, count: count, perGroup: 64) { words, out in
      for i in 0..<64 { out[i] = Float(Int32(bitPattern: words[i] &>> 8)) * 0x1p-24 }
    }
  }

  /// Uniform on [0, 1), multiples of 2^-53.
  public mutating func fillUniform(_ values: UnsafeMutablePointer<Double>, count: Int) {
    fill(values, count: count, perGroup: 32) { words, out in
      for i in 0..<16 {
        out[i] = Double(Int64(bitPattern: RandomStream.join(words[i], words[i &+ 16]) &>> 11)) * 0x1p-53
        out[i &+ 16] = Double(Int64(bitPattern: RandomStream.join(words[i &+ 32], words[i &+ 48]) &>> 11)) * 0x1p-53
      }
    }
  }

  /// Standard normals.
  public mutating func fillNormal(_ values: UnsafeMutablePointer<Float>, count: Int) {
    fill(values, count: count, perGroup: 64) { words, out in
      for i in 0..<16 {
        (out[i], out[i &+ 16]) = NormalTransform.pair(words[i], words[i &+ 16])
      }
      for i in 32..<48 {
        (out[i], out[i &+ 16]) = NormalTransform.pair(words[i], words[i &+ 16])
      }
    }
  }

  /// Standard normals.
  public mutating func fillNormal(_ values: UnsafeMutablePointer<Double>, count: Int) {
    fill(values, count: count, perGroup: 32) { words, out in
      for i in 0..<16 {
        (out[i], out[i &+ 16]) = NormalTransform.pair(
          RandomStream.join(words[i], words[i &+ 16]), RandomStream.join(words[i &+ 32], words[i &+ 48]))
      }
    }
  }

  /// `count` words of 32 random bits.
  public mutating func fillBits(_ values: UnsafeMutablePointer<UInt32>, count: Int) {
    fill(values, count: count, perGroup: 64) { words, out in
      for i in 0..<64 { out[i] = words[i] }
    }
  }

  @inline(__always)
  private static func join(_ low: UInt32, _ high: UInt32) -> UInt64 { UInt64(low) | UInt64(high) &<< 32 }

  /// Draws group after group and hands each to `transform(64 words, perGroup results)`.
  @inline(__always)
  private mutating func fill<T>(
    _ values: UnsafeMutablePointer<T>, count: Int, perGroup: Int,
    transform: (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<T>) -> Void
  ) {
    guard count > 0 else { return }
    let groups = (count &+ perGroup &- 1) / perGroup
    let first = takeBlocks(groups &* RandomStream.lanes)
    let (key, identity) = (key, counter(0))
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { buffer in
      guard let words = buffer.baseAddress else { return }
      for group in 0..<groups {
        if group & 0xFFFF == 0xFFFF, Cancellation.isRequested { return }
        RandomStream.makeGroup(first &+ UInt64(group &* RandomStream.lanes), identity, key, words)
        let start = group &* perGroup
        if start &+ perGroup <= count {
          transform(words, values + start)
        } else {
          withUnsafeTemporaryAllocation(of: T.self, capacity: perGroup) { last in
            guard let rest = last.baseAddress else { return }
            transform(words, rest)
            for i in 0..<(count &- start) { values[start &+ i] = rest[i] }
          }
        }
      }
    }
  }

  /// Sixteen blocks side by side, lane by lane.
  @inline(__always)
  private static func makeGroup(
    _ first: UInt64, _ identity: (UInt32, UInt32, UInt32, UInt32), _ key: (UInt32, UInt32),
    _ words: UnsafeMutablePointer<UInt32>
  ) {
    for lane in 0..<16 {
      let index = first &+ UInt64(truncatingIfNeeded: lane)
      let (w0, w1, w2, w3) = Philox.block(
        counter: (
          UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index &>> 32), identity.2, identity.3
        ), key: key)
      words[lane] = w0
      words[lane &+ 16] = w1
      words[lane &+ 32] = w2
      words[lane &+ 48] = w3
    }
  }
}
