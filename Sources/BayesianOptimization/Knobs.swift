import Glibc
enum Knobs {
  static func v(_ name: String, _ d: Double) -> Double { getenv(name).flatMap { Double(String(cString: $0)) } ?? d }
}
