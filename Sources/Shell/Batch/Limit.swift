/// The limits of a script, as texts and numbers.
enum Limit {
  static let threads = "a number of threads from 1"
  static let seconds = "seconds"
  static let bytes = "a size such as 500M or 2G"

  static func count(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }
  static func seconds(_ text: String) -> Double? { Double(text).flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil } }
}
