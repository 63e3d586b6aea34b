import Arrays
import Glibc

/// Where climbs of an acquisition may begin: raw batches of points in the unit cube, and the choice among them.
struct Candidates {
  let region: Region
  /// Points a batch, q.
  let count: Int
  /// Observed points, best first, that local candidates are drawn around.
  let anchors: [[Double]]
  let options: Maximizer.Options
  let stream: RandomStream

  /// d.
  private var dimension: Int { region.dimension }
  private var size: Int { count * dimension }

  /// Scrambled Sobol batches that fill the region, and batches with every point near an observed one.
  func draw() -> [Double] {
    var stream = stream.substream(1)
    let total = max(options.rawSamples, options.restarts, 1)
    let local = anchors.isEmpty ? 0 : min(Int(Double(total) * options.localShare), total)
    var candidates: [Double] = []
    if size <= Sobol.maximumDimension, var sobol = try? Sobol(dimension: size, scrambledBy: &stream),
      let points = try? sobol.draw(total - local)
    {
      candidates = points
    } else {
      candidates = (0..<((total - local) * size)).map { _ in stream.uniform() }
    }
    let d = dimension
    for place in candidates.indices { candidates[place] = region.scaled(candidates[place], place % d) }
    // On average twenty coordinates differ from a point known, all of them in few dimensions, and at least one.
    let chance = min(1, 20 / Double(d))
    if let center = region.center, center.count == d {
      for first in stride(from: 0, to: candidates.count, by: d) where chance < 1 {
        let forced = stream.integer(below: d)
        for k in 0..<d where stream.uniform() >= chance && k != forced {
          candidates[first + k] = min(max(center[k], region.lower[k]), region.upper[k])
        }
      }
    }
    for index in 0..<local {
      // The further down the list, the wider the step: 0.02 to 0.4 of the region's edge.
      let width = 0.02 * pow(20, Double(index) / Double(max(local - 1, 1)))
      for _ in 0..<count {
        let anchor = anchors[stream.integer(below: anchors.count)]
        let forced = stream.integer(below: d)
        for k in 0..<d {
          let moves = k == forced || stream.uniform() < chance
          let step = moves ? width * (region.upper[k] - region.lower[k]) * stream.normal() : 0
          candidates.append(min(max(anchor[k] + step, region.lower[k]), region.upper[k]))
        }
      }
    }
    return candidates
  }

  /// Chooses `options.restarts` of the drawn batches by their values; none where no value is finite.
  func starts(among candidates: [Double], values: [Double]) -> [[Double]] {
    selected(values).map { Array(candidates[($0 * size)..<(($0 + 1) * size)]) }
  }

  /// Mean and standard deviation of those values that are finite; the latter 1 where they do not differ.
  func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let finite = values.filter(\.isFinite)
    let mean = finite.reduce(0, +) / Double(max(finite.count, 1))
    let variance = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(finite.count, 1))
    return (mean, variance > 0 && variance.isFinite ? variance.squareRoot() : 1)
  }

  /// The best candidate and others with probability proportional to exp((value - mean)/deviation), without
  /// replacement (by Gumbel's trick).
  private func selected(_ values: [Double]) -> [Int] {
    var stream = stream.substream(2)
    let finite = values.indices.filter { values[$0].isFinite }
    guard let best = finite.max(by: { values[$0] < values[$1] }) else { return [] }
    guard finite.count > options.restarts else { return finite }
    let (mean, deviation) = moments(values)
    let keys = finite.map { index in
      index == best ? .infinity : (values[index] - mean) / deviation - log(-log(stream.uniformOpen()))
    }
    return finite.indices.sorted { keys[$0] > keys[$1] }.prefix(max(options.restarts, 1)).map { finite[$0] }
  }
}
