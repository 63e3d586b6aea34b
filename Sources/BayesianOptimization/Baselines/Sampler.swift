import Arrays

/// Where a study's points come from: a model, or one of the ways to search without one.
public enum Sampler: Sendable, Equatable {
  /// The maximum of the acquisition under a Gaussian process.
  case model
  case baseline(Baseline)
}

/// Searches without a model, to compare with.
public enum Baseline: String, Sendable, CaseIterable {
  /// Scrambled Sobol points.
  case sobol
  /// Uniform random points.
  case random
  /// A grid of as many points as the budget allows, in random order.
  case grid
  /// The evolution strategy with covariance matrix adaptation (Hansen 2016, "The CMA Evolution Strategy: A Tutorial").
  case cmaes

  /// - Parameter budget: points that will be asked for; only a grid needs to know.
  func source(_ space: SearchSpace, seed: UInt64, budget: Int) throws -> any PointSource {
    let stream = RandomStream(seed: seed, stream: "bo.baseline.\(rawValue)")
    return switch self {
    case .sobol: try SobolPoints(space, stream)
    case .random: RandomPoints(space, stream)
    case .grid: GridPoints(space, budget: budget, stream)
    case .cmaes: try EvolvedPoints(space, stream)
    }
  }
}

/// Gives points of the unit cube, one after the other.
protocol PointSource: AnyObject {
  /// At most `count` points; fewer where there are no more.
  func draw(_ count: Int) throws -> [[Double]]
  /// What a point that was drawn came to, to be minimised; infinity for a failure.
  func learn(_ unit: [Double], _ value: Double)
  /// Whether the same point may come twice.
  var repeats: Bool { get }
  /// Points that are left; nil where there is no end of them.
  var left: Int? { get }
}

extension PointSource {
  func learn(_ unit: [Double], _ value: Double) {}
  var repeats: Bool { false }
  var left: Int? { nil }
}

final class SobolPoints: PointSource {
  private let space: SearchSpace
  private var sobol: Sobol

  init(_ space: SearchSpace, _ stream: RandomStream) throws {
    var stream = stream
    self.space = space
    sobol = try Sobol(dimension: space.dimension, scrambledBy: &stream)
  }

  func draw(_ count: Int) throws -> [[Double]] {
    let d = space.dimension
    let points = try sobol.draw(count)
    return (0..<count).map { space.nearest(to: Array(points[($0 * d)..<(($0 + 1) * d)])) }
  }
}

final class RandomPoints: PointSource {
  private let space: SearchSpace
  private var stream: RandomStream

  init(_ space: SearchSpace, _ stream: RandomStream) {
    self.space = space
    self.stream = stream
  }

  func draw(_ count: Int) -> [[Double]] {
    (0..<count).map { _ in space.nearest(to: (0..<space.dimension).map { _ in stream.uniform() }) }
  }
}
