import Arrays
import GaussianProcesses

/// No point is suggested twice, unless the values are known to be noisy.
extension Study {
  /// Whether asking again at a point may say something new.
  var declaresNoise: Bool {
    if case .fixed(let variance) = options.noise { return variance > 0 }
    return false
  }

  /// Points that may still be suggested; nil where there is no end of them.
  public var remaining: Int? {
    let source = source?.left
    guard !declaresNoise, let size = space.size else { return source }
    let left = max(size - Set(trials.map(\.unit)).count, 0)
    return min(left, source ?? left)
  }

  /// A suggestion that has been evaluated already moves to one that has not: a little, and further until it is new, or
  /// step by step where nothing is continuous.
  func separated(_ unit: [Double], from taken: [[Double]], stream: inout RandomStream) -> [Double] {
    let point = space.nearest(to: unit)
    if declaresNoise { return point }
    func isNew(_ point: [Double]) -> Bool {
      taken.allSatisfy { other in zip(point, other).contains { abs($0 - $1) > 1e-7 } }
        && linear?.isFeasible(point) ?? true
    }
    if isNew(point) { return point }
    let isContinuous = space.isContinuous
    guard isContinuous.contains(true) else { return untried(near: point, taken) }
    var moved = point
    var width = 1e-3
    for _ in 0..<100 {
      for k in point.indices where isContinuous[k] { moved[k] = point[k] + width * stream.normal() }
      moved = space.nearest(to: moved)
      if isNew(moved) { break }
      width = min(width * 2, 0.5)
    }
    return moved
  }

  /// The first point not taken on the way outwards, neighbour by neighbour; the point itself where none is left.
  private func untried(near point: [Double], _ taken: [[Double]]) -> [Double] {
    let taken = Set(taken)
    var seen: Set<[Double]> = [point]
    var queue = [point]
    var next = 0
    while next < queue.count {
      for neighbour in space.neighbours(of: queue[next]) where seen.insert(neighbour).inserted {
        if !taken.contains(neighbour) { return neighbour }
        queue.append(neighbour)
      }
      next += 1
    }
    return point
  }
}
