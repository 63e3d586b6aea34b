import CSpecial

/// Sobol's low-discrepancy sequence with the direction numbers of Joe and Kuo (2008), plain or
/// scrambled.
///
/// Scrambled points are Owen's nested uniform scrambling by a hash of the bit-reversed coordinate
/// (Laine and Karras 2011; constants of Burley, "Practical Hash-based Owen Scrambling", JCGT 2020):
/// each dimension has its own seed from a random stream, and every point is uniform on (0, 1).
public struct Sobol: Sendable {
  public let dimension: Int
  /// Number of the next point; point 0 of the plain sequence is the origin.
  public private(set) var position: Int
  /// One seed a dimension; empty for the plain sequence.
  private let seeds: [UInt32]

  /// Largest dimension there are direction numbers for.
  public static var maximumDimension: Int { Int(special_sobol_max_dimension()) }

  /// The plain sequence, from point `start`.
  /// - Throws: `ArrayError.invalidArgument` for a dimension below 1 or above `maximumDimension`.
  public init(dimension: Int, start: Int = 0) throws {
    try self.init(dimension: dimension, start: start, seeds: [])
  }

  /// A scrambled sequence; draws one seed a dimension from `stream`.
  /// - Throws: `ArrayError.invalidArgument` for a dimension below 1 or above `maximumDimension`.
  public init(dimension: Int, scrambledBy stream: inout RandomStream) throws {
    guard (1...Sobol.maximumDimension).contains(dimension) else {
      throw Sobol.wrongDimension(dimension)
    }
    try self.init(dimension: dimension, start: 0, seeds: (0..<dimension).map { _ in stream.nextUInt32() })
  }

  private init(dimension: Int, start: Int, seeds: [UInt32]) throws {
    guard (1...Sobol.maximumDimension).contains(dimension) else { throw Sobol.wrongDimension(dimension) }
    guard start >= 0, start < Int(UInt32.max) else {
      throw ArrayError.invalidArgument(operation: "Sobol", message: "start \(start) is outside 0..<2^32")
    }
    self.dimension = dimension
    self.position = start
    self.seeds = seeds
  }

  /// The next `count` points, row-major (count, dimension).
  /// - Throws: `ArrayError.invalidArgument` where the sequence of 2^32 points ends.
  public mutating func draw(_ count: Int) throws -> [Double] {
    let (elements, overflow) = max(count, 0).multipliedReportingOverflow(by: dimension)
    guard !overflow, elements <= 1 << 36, position + max(count, 0) < Int(UInt32.max) else {
      throw ArrayError.invalidArgument(operation: "Sobol", message: "\(count) points are more than there are")
    }
    var words = [UInt32](repeating: 0, count: elements)
    let status = words.withUnsafeMutableBufferPointer {
      special_sobol(dimension, UInt32(truncatingIfNeeded: position), max(count, 0), $0.baseAddress)
    }
    guard status == 0 else {
      throw ArrayError.invalidArgument(operation: "Sobol", message: "no points of dimension \(dimension) could be made")
    }
    position += max(count, 0)
    if seeds.isEmpty { return words.map { Double($0) * 0x1p-32 } }
    var points = [Double](repeating: 0, count: elements)
    var column = 0
    for index in 0..<elements {
      // Half a cell in, so that no coordinate is 0 or 1.
      points[index] = (Double(Sobol.scramble(words[index], seed: seeds[column])) + 0.5) * 0x1p-32
      column = column + 1 == dimension ? 0 : column + 1
    }
    return points
  }

  /// Standard normals by the inverse distribution function; scrambled sequences only.
  /// Row-major (count, dimension).
  public mutating func drawNormal(_ count: Int) throws -> [Double] {
    try draw(count).map { special_normal_quantile(min(max($0, 0x1p-33), 1 - 0x1p-33)) }
  }

  private static func scramble(_ word: UInt32, seed: UInt32) -> UInt32 {
    var x = reversed(word) &+ seed
    x ^= x &* 0x6C50_B47C
    x ^= x &* 0xB82F_1E52
    x ^= x &* 0xC7AF_E638
    x ^= x &* 0x8D22_F6E6
    return reversed(x)
  }

  private static func reversed(_ word: UInt32) -> UInt32 {
    var x = word.byteSwapped
    x = (x & 0x0F0F_0F0F) &<< 4 | (x &>> 4) & 0x0F0F_0F0F
    x = (x & 0x3333_3333) &<< 2 | (x &>> 2) & 0x3333_3333
    return (x & 0x5555_5555) &<< 1 | (x &>> 1) & 0x5555_5555
  }

  private static func wrongDimension(_ dimension: Int) -> ArrayError {
    .invalidArgument(operation: "Sobol", message: "a dimension of 1 to \(maximumDimension) wanted, got \(dimension)")
  }
}
