/// Eight numbers, as a `SIMD8` that stands in memory like any other struct.
///
/// A SIMD8 wants 64-byte alignment, and so would every object that holds one: its allocation costs three times as much.
@usableFromInline struct Octet: Equatable, Sendable {
  @usableFromInline var first, second, third, fourth: SIMD2<Int>

  @inlinable init(_ vector: SIMD8<Int>) {
    first = vector.lowHalf.lowHalf
    second = vector.lowHalf.highHalf
    third = vector.highHalf.lowHalf
    fourth = vector.highHalf.highHalf
  }

  @inlinable var vector: SIMD8<Int> {
    SIMD8(
      lowHalf: SIMD4(lowHalf: first, highHalf: second), highHalf: SIMD4(lowHalf: third, highHalf: fourth))
  }

  /// `index` in 0..<8.
  @inlinable subscript(index: Int) -> Int {
    get {
      withUnsafePointer(to: self) { UnsafeRawPointer($0).load(fromByteOffset: (index & 7) &* 8, as: Int.self) }
    }
    set {
      withUnsafeMutablePointer(to: &self) {
        UnsafeMutableRawPointer($0).storeBytes(of: newValue, toByteOffset: (index & 7) &* 8, as: Int.self)
      }
    }
  }
}
