/// The type of an array's elements.
public enum DType: UInt8, Sendable, CaseIterable {
  case float32, float64, int64, bool

  /// Bytes that one element takes.
  @inlinable public var itemSize: Int {
    switch self {
    case .float32: 4
    case .float64, .int64: 8
    case .bool: 1
    }
  }

  @inlinable public var isFloatingPoint: Bool { self == .float32 || self == .float64 }

  /// The name that scripts and messages use: `float32`, `float64`, `int64`, `bool`.
  public var name: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .int64: "int64"
    case .bool: "bool"
    }
  }

  public init?(name: String) {
    guard let found = DType.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// A Swift type that an array can hold.
public protocol Element: Sendable {
  static var dtype: DType { get }
}

extension Float: Element { public static var dtype: DType { .float32 } }
extension Double: Element { public static var dtype: DType { .float64 } }
extension Int64: Element { public static var dtype: DType { .int64 } }
extension Bool: Element { public static var dtype: DType { .bool } }
