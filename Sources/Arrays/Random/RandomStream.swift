/// A named, seeded stream of random numbers.
///
/// Counter-based: word `i` of a stream is a pure function of (seed, stream, i). Two streams of one
/// seed never overlap, because the stream's identity is the upper half of the generator's counter;
/// two seeds are two keys. The whole state is three numbers, so that a checkpoint can hold it and a
/// resumed run continues bit for bit.
public struct RandomStream: Sendable, Equatable {
  /// The generator's key.
  public let seed: UInt64
  /// Identity of the stream: a hash of its name, the upper half of the counter.
  public let identity: UInt64
  /// 32-bit words drawn so far; four make one block of the generator.
  public private(set) var position: UInt64

  private var block: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  private var blockIndex: UInt64 = .max

  public init(seed: UInt64, stream: String) {
    self.init(seed: seed, identity: RandomStream.hash(stream), position: 0)
  }

  /// Restores a saved state.
  public init(seed: UInt64, identity: UInt64, position: UInt64) {
    self.seed = seed
    self.identity = identity
    self.position = position
  }

  public static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.seed == right.seed && left.identity == right.identity && left.position == right.position
  }

  /// A stream of its own for each index: batch 7 of the noise, start 3 of a search.
  public func substream(_ index: Int) -> RandomStream {
    var mixed = UInt64(truncatingIfNeeded: index) &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed &>> 31
    return RandomStream(seed: seed, identity: (identity &* 0x0000_0100_0000_01B3) ^ mixed, position: 0)
  }

  public mutating func nextUInt32() -> UInt32 {
    let index = position &>> 2
    if index != blockIndex {
      block = Philox.block(counter: counter(index), key: key)
      blockIndex = index
    }
    let word: UInt32 =
      switch position & 3 {
      case 0: block.0
      case 1: block.1
      case 2: block.2
      default: block.3
      }
    position = position &+ 1
    return word
  }

  public mutating func nextUInt64() -> UInt64 {
    let low = UInt64(nextUInt32())
    return low | UInt64(nextUInt32()) &<< 32
  }

  /// Uniform on [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(nextUInt64() &>> 11) * 0x1p-53 }

  /// Uniform on (0, 1): the middles of 2^52 equal cells.
  public mutating func uniformOpen() -> Double { (Double(nextUInt64() &>> 12) + 0.5) * 0x1p-52 }

  /// Standard normal, by Box and Muller's cosine branch; draws two 64-bit numbers.
  public mutating func normal() -> Double {
    let radius = nextUInt64()
    return NormalTransform.pair(radius, nextUInt64()).0
  }

  /// Uniform on 0..<bound without bias (Lemire 2019, "Fast Random Integer Generation in an
  /// Interval"); 0 where the bound is 1 or less.
  public mutating func integer(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = nextUInt64().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = nextUInt64().multipliedFullWidth(by: range) }
    }
    return Int(truncatingIfNeeded: product.high)
  }

  /// The numbers 0..<count in random order (Fisher and Yates); empty where count is not positive.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(count, 0))
    var last = order.count - 1
    while last > 0 {
      order.swapAt(last, integer(below: last + 1))
      last -= 1
    }
    return order
  }

  /// Index of the first block that no draw has touched; the stream moves on by `count` blocks.
  mutating func takeBlocks(_ count: Int) -> UInt64 {
    let first = (position &+ 3) &>> 2
    position = (first &+ UInt64(count)) &<< 2
    return first
  }

  var key: (UInt32, UInt32) { (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed &>> 32)) }

  func counter(_ index: UInt64) -> (UInt32, UInt32, UInt32, UInt32) {
    (
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index &>> 32),
      UInt32(truncatingIfNeeded: identity), UInt32(truncatingIfNeeded: identity &>> 32)
    )
  }

  /// FNV-1a over UTF-8, 64 bits; the same in every process, unlike `Hasher`.
  static func hash(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }
}

/// The protocol of the standard library, for `shuffled(using:)` and the like.
extension RandomStream: RandomNumberGenerator {
  public mutating func next() -> UInt64 { nextUInt64() }
}
