import Formats
import Glibc

/// What the machine, or the container around the process, has.
enum Machine {
  /// Bytes of memory that the process may use.
  static var memory: Int {
    let physical = max(sysconf(Int32(_SC_PHYS_PAGES)), 1) * max(sysconf(Int32(_SC_PAGESIZE)), 1)
    guard let limit = containerLimit else { return physical }
    return min(physical, limit)
  }

  /// The limit of the process's own control group, where there is one.
  private static var containerLimit: Int? {
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      guard let bytes = try? WholeFile.read(path: path) else { continue }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.flatMap { Int($0) }
    }
    return nil
  }
}

extension Machine {
  /// The processor's name, and those of its features that numerics use.
  static var processor: (model: String, features: [String]) {
    guard let bytes = try? WholeFile.read(path: "/proc/cpuinfo") else { return ("unknown", []) }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    func value(_ name: String) -> Substring? {
      guard let line = lines.first(where: { $0.hasPrefix(name) }), let colon = line.firstIndex(of: ":") else {
        return nil
      }
      return line[colon...].dropFirst().drop { $0 == " " }
    }
    let has = Set((value("flags") ?? value("Features") ?? "").split(separator: " "))
    let wanted: [Substring] = ["sse4_2", "avx", "fma", "avx2", "avx512f", "avx512_bf16", "amx_tile", "asimd", "sve"]
    return (value("model name").map(String.init) ?? "unknown", wanted.filter(has.contains).map(String.init))
  }
}
