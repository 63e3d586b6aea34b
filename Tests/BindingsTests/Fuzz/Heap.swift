import Foundation

/// What malloc has given out, by its own report: the header that declares it is not among Glibc's Swift modules.
enum Heap {
  private typealias Report = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32
  private static let report = dlsym(nil, "malloc_info").map { unsafeBitCast($0, to: Report.self) }

  /// Bytes in use, of all arenas and mappings; 0 where malloc does not tell.
  static var usedBytes: Int {
    guard let report, let file = tmpfile() else { return 0 }
    defer { fclose(file) }
    _ = report(0, file)
    rewind(file)
    var text = [UInt8](repeating: 0, count: 1 << 20)
    let xml = String(decoding: text[..<fread(&text, 1, text.count, file)], as: UTF8.self)
    // The totals of all arenas stand after the last of them.
    guard let totals = xml.components(separatedBy: "</heap>").last else { return 0 }
    func size(_ tag: String) -> Int {
      guard let line = totals.components(separatedBy: "\n").first(where: { $0.contains(tag) }),
        let value = line.components(separatedBy: "size=\"").last?.prefix(while: \.isNumber)
      else { return 0 }
      return Int(value) ?? 0
    }
    return size("system type=\"current\"") - size("total type=\"fast\"") - size("total type=\"rest\"")
      + size("total type=\"mmap\"")
  }
}
