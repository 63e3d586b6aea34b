import Arrays
import Glibc
import LuaBridge

/// Which lines made the large tensors that live: a script's, or what was typed at the prompt.
enum TensorPlaces {
  /// What is being run, as it was typed.
  nonisolated(unsafe) static var entry = ""
  nonisolated(unsafe) private static var places: [String] = []
  nonisolated(unsafe) private static var numbers: [String: Int32] = [:]
  private static let mostShown = 10
  private static let mostPlaces = 10_000

  static func watch(_ state: LuaState) {
    let main = pthread_self()
    nonisolated(unsafe) let state = state
    StorageCensus.start {
      // Only its own thread may look into Lua; others work for what runs there.
      guard pthread_equal(main, pthread_self()) != 0 else { return 0 }
      let place = state.stack.place
      return number(of: place.isEmpty || place.hasPrefix("stdin:") ? entry : place)
    }
  }

  private static func number(of place: String) -> Int32 {
    if let known = numbers[place] { return known }
    guard places.count < mostPlaces else { return 0 }
    places.append(place)
    numbers[place] = Int32(places.count)
    return Int32(places.count)
  }

  /// What lives now, after a collection.
  static func report(_ state: LuaState) throws -> String {
    state.collectGarbage()
    let holdings = StorageCensus.holdings.sorted { ($0.value.bytes, $1.key) > ($1.value.bytes, $0.key) }
    var lines = [
      "tensors: \(Storage.liveCount) alive, \(size(Storage.liveBytes)) (views share the memory of what they view)",
      "Lua:     \(size(state.memoryUsed))",
    ]
    for (place, holding) in holdings.prefix(mostShown) {
      let line = places[Int(place) - 1].split(separator: "\n").first.map(String.init) ?? ""
      lines.append(
        "  \(size(holding.bytes)) in \(holding.count) by  \(line.count > 60 ? line.prefix(60) + "..." : line)")
    }
    let named = holdings.prefix(mostShown).reduce((0, 0)) { ($0.0 + $1.value.count, $0.1 + $1.value.bytes) }
    let (count, bytes) = (Storage.liveCount - named.0, Storage.liveBytes - named.1)
    if count > 0, bytes > 0, !holdings.isEmpty { lines.append("  \(size(bytes)) in \(count) smaller or older ones") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func size(_ bytes: Int) -> String {
    var (value, unit) = (Double(bytes), "bytes")
    for larger in ["kB", "MB", "GB", "TB"] where value >= 1000 { (value, unit) = (value / 1000, larger) }
    let digits = unit == "bytes" || value >= 100 ? 1.0 : 10.0
    let text = "\((value * digits).rounded() / digits)"
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " " + unit
  }
}
