/// The name that a mistyped one probably meant: smallest edit distance, at most a third of the length (at least one).
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8.prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in known {
    let letters = Array(candidate.utf8)
    guard letters.count <= 64 else { continue }
    let distance = editDistance(wanted, letters)
    if distance < best?.distance ?? Int.max || (distance == best?.distance && candidate < best?.name ?? "") {
      best = (candidate, distance)
    }
  }
  guard let best, best.distance <= max(1, wanted.count / 3 + (wanted.count > 3 ? 1 : 0)) else { return nil }
  return best.distance < max(wanted.count, 1) ? best.name : nil
}

/// Damerau–Levenshtein distance with neighbouring letters swapped as one step (optimal string alignment).
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var before = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, last[j + 1] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    before = last
    last = row
  }
  return last[b.count]
}
