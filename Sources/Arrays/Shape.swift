/// The sizes of an array's dimensions, outermost first; rank 0 is a single number.
///
/// Held inline (no heap allocation), hence at most `maximumRank` dimensions. A `Shape` is valid by
/// construction: no size is negative and the product of the sizes fits in memory's address range.
public struct Shape: Sendable {
  public static let maximumRank = 8
  /// Largest number of elements: eight-byte elements still fit in the 47-bit user address range.
  static let maximumCount = 1 << 44

  public let rank: Int
  @usableFromInline let sizes: Octet
  /// Product of the sizes; 1 at rank 0, 0 when any size is 0.
  public let count: Int

  /// The shape of a scalar.
  public static let scalar = Shape(trusted: SIMD8(repeating: 1), rank: 0, count: 1)

  @usableFromInline init(trusted sizes: SIMD8<Int>, rank: Int, count: Int) {
    self.sizes = Octet(sizes)
    self.rank = rank
    self.count = count
  }

  /// - Throws: `ArrayError.negativeSize`, `.tooManyDimensions` or `.tooManyElements`.
  public init(_ sizes: some Collection<Int>) throws {
    guard sizes.count <= Shape.maximumRank else { throw ArrayError.tooManyDimensions(sizes.count) }
    var inline = SIMD8<Int>(repeating: 1)
    var index = 0
    for size in sizes {
      inline[index] = size
      index += 1
    }
    try self.init(inline: inline, rank: index)
  }

  public init(_ sizes: Int...) throws { try self.init(sizes) }

  /// The first `rank` of `sizes`, without the detour of an array. `rank` is at most `maximumRank`.
  /// - Throws: as the others.
  init(inline sizes: SIMD8<Int>, rank: Int) throws {
    var inline = SIMD8<Int>(repeating: 1)
    var count = 1
    var hasZero = false
    for index in 0..<rank {
      let size = sizes[index]
      guard size >= 0 else { throw ArrayError.negativeSize(size) }
      inline[index] = size
      if size == 0 { hasZero = true; continue }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= Shape.maximumCount else {
        throw ArrayError.tooManyElements((0..<rank).map { sizes[$0] })
      }
      count = product
    }
    self.init(trusted: inline, rank: rank, count: hasZero ? 0 : count)
  }

  /// This shape with another size in one dimension, which exists.
  func replacing(_ dimension: Int, by size: Int) throws -> Shape {
    var inline = sizes.vector
    inline[dimension] = size
    return try Shape(inline: inline, rank: rank)
  }

  @inlinable public subscript(dimension: Int) -> Int { sizes[dimension] }

  /// The sizes as an array; for messages and tests, not for hot paths.
  public var array: [Int] { (0..<rank).map { sizes[$0] } }

  /// Strides, in elements, of a row-major array of this shape.
  @inlinable public var contiguousStrides: Strides {
    var strides = SIMD8<Int>(repeating: 0)
    var step = 1
    var dimension = rank - 1
    while dimension >= 0 {
      strides[dimension] = step
      step = step &* Swift.max(sizes[dimension], 1)
      dimension -= 1
    }
    return Strides(values: strides)
  }
}

extension Shape: Equatable {
  @inlinable public static func == (left: Shape, right: Shape) -> Bool {
    left.rank == right.rank && left.sizes == right.sizes
  }
}

extension Shape: CustomStringConvertible {
  /// As PyTorch's and Python's tuples: `(3, 4)`, `(5,)`, `()`.
  public var description: String {
    rank == 1 ? "(\(sizes[0]),)" : "(\(array.map(String.init).joined(separator: ", ")))"
  }
}

/// Distance, in elements, between neighbours along each dimension; 0 where a dimension is broadcast.
public struct Strides: Equatable, Sendable {
  @usableFromInline var values: Octet
  @inlinable public init(values: SIMD8<Int>) { self.values = Octet(values) }
  @inlinable public subscript(dimension: Int) -> Int {
    get { values[dimension] }
    set { values[dimension] = newValue }
  }
}
