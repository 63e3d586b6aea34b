import Arrays
import CCMAES
import Glibc

/// CMA-ES in the unit cube with Hansen's default number of points a generation, 4 + 3 log d, and a first step of 0.3.
///
/// The next generation needs all values of the last: points asked for before they are told are uniform random ones that
/// the strategy does not learn from.
final class EvolvedPoints: PointSource {
  private let space: SearchSpace
  private let strategy: OpaquePointer
  private let count: Int
  /// Points in place of those that the strategy does not have yet.
  private let spare: RandomPoints
  /// The generation under way: its points as the strategy knows them, and their values, nil while unknown.
  private var generation: [[Double]]
  private var values: [Double?]
  private var given = 0
  private var isStarted = false

  init(_ space: SearchSpace, _ stream: RandomStream) throws {
    self.space = space
    var stream = stream
    spare = RandomPoints(space, stream.substream(2))
    let d = space.dimension
    count = max(5, 4 + Int(3 * log(Double(d))))
    guard let strategy = cmaes_create(d, count, 0.3, stream.nextUInt32()) else {
      throw StudyError.noStrategy("CMA-ES", dimension: d)
    }
    self.strategy = strategy
    generation = RandomPoints(space, stream.substream(1)).draw(count)
    values = Array(repeating: nil, count: count)
  }

  deinit { cmaes_free(strategy) }

  var repeats: Bool { true }

  /// The rest of the generation under way where there is one, fewer points than `count` perhaps.
  func draw(_ count: Int) throws -> [[Double]] {
    if given == generation.count, values.allSatisfy({ $0 != nil }) { try advance() }
    let rest = generation[given..<min(given + count, generation.count)]
    guard !rest.isEmpty else { return spare.draw(count) }
    given += rest.count
    return rest.map { space.nearest(to: $0) }
  }

  func learn(_ unit: [Double], _ value: Double) {
    for index in 0..<given where values[index] == nil && space.nearest(to: generation[index]) == unit {
      values[index] = value
      return
    }
  }

  private func advance() throws {
    let known = values.compactMap { $0 }
    // A failure is as bad as the worst that succeeded.
    let worst = known.filter(\.isFinite).max() ?? 0
    let told = known.map { $0.isFinite ? $0 : worst }
    let points = generation.flatMap { $0 }
    var next = [Double](repeating: 0, count: points.count)
    let status = isStarted ? cmaes_tell(strategy, told) : cmaes_start(strategy, points, told)
    guard status == 0, cmaes_ask(strategy, &next) == 0, next.allSatisfy(\.isFinite) else {
      throw StudyError.noStrategy("CMA-ES", dimension: space.dimension)
    }
    isStarted = true
    let d = space.dimension
    generation = (0..<count).map { Array(next[($0 * d)..<(($0 + 1) * d)]) }
    values = Array(repeating: nil, count: count)
    given = 0
  }
}
