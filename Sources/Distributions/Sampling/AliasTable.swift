/// Constant-time draws from a few outcomes (Walker 1977; the construction is Vose's, 1991).
///
/// A uniform number chooses a cell; what is left of it decides between the cell's own outcome and its alias.
struct AliasTable {
  /// For each of `rows` laws and each of `size` outcomes: the share that the cell's own outcome has, and the other one.
  private let share: [Double]
  private let alias: [Int32]
  let size: Int

  /// - Parameter probabilities: rows of `size`, each with sum 1.
  init(_ probabilities: [Double], size: Int) {
    self.size = size
    var share = [Double](repeating: 1, count: probabilities.count)
    var alias = [Int32](repeating: 0, count: probabilities.count)
    var (small, large): ([Int], [Int]) = ([], [])
    for start in stride(from: 0, to: probabilities.count, by: max(size, 1)) {
      small.removeAll(keepingCapacity: true)
      large.removeAll(keepingCapacity: true)
      var heaviest = 0
      for k in 0..<size {
        share[start + k] = probabilities[start + k] * Double(size)
        alias[start + k] = Int32(k)
        if share[start + k] < 1 { small.append(k) } else { large.append(k) }
        if probabilities[start + k] > probabilities[start + heaviest] { heaviest = k }
      }
      while let l = small.popLast() {
        guard let g = large.last else {
          // Left over by rounding: its own outcome, unless that is impossible.
          if probabilities[start + l] <= 0 {
            (share[start + l], alias[start + l]) = (0, Int32(heaviest))
          } else {
            share[start + l] = 1
          }
          continue
        }
        alias[start + l] = Int32(g)
        share[start + g] -= 1 - share[start + l]
        if share[start + g] < 1 {
          large.removeLast()
          small.append(g)
        }
      }
      for g in large { share[start + g] = 1 }
    }
    (self.share, self.alias) = (share, alias)
  }

  /// Outcomes from uniform numbers on (0, 1): the draw `first + i` is from law (first + i) % rows.
  func fill(_ out: UnsafeMutablePointer<Double>, _ uniforms: UnsafePointer<Double>, _ first: Int, _ count: Int) {
    let (rows, cells) = (max(self.share.count / max(size, 1), 1), Double(size))
    share.withUnsafeBufferPointer { share in
      alias.withUnsafeBufferPointer { alias in
        guard let share = share.baseAddress, let alias = alias.baseAddress else { return }
        var start = first % rows &* size
        for i in 0..<count {
          let scaled = uniforms[i] * cells
          let cell = min(Int(scaled), size &- 1)
          let place = start &+ cell
          out[i] = scaled - Double(cell) < share[place] ? Double(cell) : Double(alias[place])
          if rows > 1 {
            start &+= size
            if start == rows &* size { start = 0 }
          }
        }
      }
    }
  }
}
