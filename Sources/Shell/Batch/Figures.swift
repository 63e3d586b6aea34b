import Glibc

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(width - unicodeScalars.count, 0)) }
  func padded(left width: Int) -> String { String(repeating: " ", count: max(width - unicodeScalars.count, 0)) + self }
}

extension Double {
  /// With so many digits after the point.
  func fixed(_ digits: Int) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      _ = withVaList([digits, self]) { vsnprintf(start, buffer.count, "%.*f", $0) }
      return String(cString: start)
    }
  }

  /// Whole numbers without a point.
  var shortest: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
