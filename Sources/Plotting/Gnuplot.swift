import Subprocesses

/// Runs gnuplot on a script; the picture comes back as bytes.
///
/// gnuplot draws everything that has text or axes in it. It gets its script by standard input and writes the picture to
/// standard output: no file of ours is ever half written, and nothing stays behind.
enum Gnuplot {
  /// - Throws: `PlotError.gnuplotMissing`, `.gnuplotFailed`; `SubprocessError.interrupted`.
  static func draw(_ script: Script, isCancelled: () -> Bool) throws -> [UInt8] {
    let result: Subprocess.Result
    do {
      result = try Subprocess.run(
        // No settings of the user's, no locale, no time zone: the same picture everywhere.
        "gnuplot", ["--default-settings"], input: script.bytes, environment: ["LC_ALL": "C.UTF-8", "TZ": "UTC"],
        timeout: 120, isCancelled: isCancelled)
    } catch SubprocessError.notFound { throw PlotError.gnuplotMissing }
    guard result.succeeded, !result.output.isEmpty else {
      let lines = result.errorText.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }
      let reason = lines.last { $0.hasPrefix("line ") && !$0.contains("warning:") } ?? lines.last { !$0.isEmpty }
      throw PlotError.gnuplotFailed(reason: reason.map(String.init) ?? "it drew nothing")
    }
    return PictureFormat.withoutDate(result.output)
  }
}

/// What a picture is saved as.
public enum PictureFormat: String, Sendable, CaseIterable {
  case png, svg, pdf

  /// By the path's extension.
  /// - Throws: `PlotError.unknownFormat`.
  public init(path: String) throws {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."),
      let format = PictureFormat(rawValue: name[name.index(after: dot)...].lowercased())
    else {
      throw PlotError.unknownFormat(path: path)
    }
    self = format
  }

  /// A PDF says when it was made, which would make every one different. The date is set to the year 2000, the same
  /// number of bytes, so that the file's table of positions stays right.
  static func withoutDate(_ bytes: [UInt8]) -> [UInt8] {
    let key = Array("/CreationDate (D:".utf8)
    guard bytes.starts(with: "%PDF".utf8), bytes.count > key.count + 14 else { return bytes }
    var result = bytes
    // cairo writes it near the end.
    for start in stride(from: bytes.count - key.count - 14, through: 0, by: -1)
    where bytes[start] == key[0] && bytes[start..<start + key.count].elementsEqual(key) {
      let digits = start + key.count
      result.replaceSubrange(digits..<digits + 14, with: "20000101000000".utf8)
      break
    }
    return result
  }
}
