import Arrays
import Distributions
import Foundation
import Tensors
import TestSupport
import Testing

/// Draws follow their laws: Kolmogorov and Smirnov's distance for numbers, counts against masses for whole numbers.
@Suite(.serialized) struct SamplerTests {
  private static let draws = 1_000_000
  /// The distance of n draws is above this once in 10⁴ (Kolmogorov's distribution: 2 exp(-2 d² n)).
  private static let limit = 2.2254 / Double(draws).squareRoot()

  /// - Parameter law: float64, of one number.
  private func distance(_ law: Distribution) throws -> Double {
    let x = try law.sample(Shape(SamplerTests.draws)).array.values(as: Double.self).sorted()
    // One value in so many is enough: between two of them the distance moves by as many draws at most.
    let stride = 50
    let places = Array(Swift.stride(from: 0, to: x.count, by: stride)) + [x.count - 1]
    // A draw stands for all numbers that round to it, or at the end of the support for all beyond.
    let unit = law is Beta
    func above(_ v: Double) -> Double { unit && v.nextUp >= 1 ? 1 : v.nextUp }
    let low = try law.cumulative(Tensor(NDArray(places.map { x[$0].nextDown }))).array.values(as: Double.self)
    let high = try law.cumulative(Tensor(NDArray(places.map { above(x[$0]) }))).array.values(as: Double.self)
    var worst = 0.0
    for (index, place) in places.enumerated() {
      let (below, upTo) = (Double(place) / Double(x.count), Double(place + 1) / Double(x.count))
      worst = max(worst, below - high[index], low[index] - upTo)
    }
    return worst + Double(stride) / Double(x.count)
  }

  @Test(
    "gamma", arguments: [0.05, 0.3, 0.99, 1, 1.7, 20, 500])
  func gamma(concentration: Double) throws {
    Random.seed = 1
    let law = try Gamma(concentration: .number(concentration), rate: 3, dtype: .float64)
    #expect(try distance(law) < SamplerTests.limit)
  }

  @Test(
    "beta", arguments: [(0.05, 0.05), (0.05, 3), (0.7, 500), (1, 1), (2, 5), (500, 300), (500, 0.05)],
  )
  func beta(_ a: Double, _ b: Double) throws {
    Random.seed = 2
    let law = try Beta(concentration1: .number(a), concentration0: .number(b), dtype: .float64)
    #expect(try distance(law) < SamplerTests.limit, "\(law)")
  }

  @Test func betaByItsInverse() throws {
    Random.seed = 3
    let law = try Beta(concentration1: 0.4, concentration0: 2, method: .icdf, dtype: .float64)
    #expect(try distance(law) < SamplerTests.limit)
  }

  @Test func otherLaws() throws {
    Random.seed = 4
    let mixing = try Categorical(probs: .numbers(NDArray([0.3, 0.7])), dtype: .float64)
    let components = try Normal(loc: .numbers(NDArray([-1.0, 2])), scale: 0.5, dtype: .float64)
    for law: Distribution in [
      try Normal(loc: 1, scale: 2, dtype: .float64), try LogNormal(loc: -1, scale: 0.5, dtype: .float64),
      try Uniform(low: -3, high: 1, dtype: .float64), try Exponential(rate: 0.2, dtype: .float64),
      try Laplace(loc: 2, scale: 3, dtype: .float64), try StudentT(df: 0.7, dtype: .float64),
      try StudentT(df: 5, loc: -2, scale: 0.1, dtype: .float64),
      try TruncatedNormal(loc: 0, scale: 1, low: -0.5, high: 40, dtype: .float64),
      try TruncatedNormal(loc: 0, scale: 1, low: 8, high: 9, dtype: .float64),
      try MixtureSameFamily(mixing, components),
    ] {
      let d = try distance(law)
      #expect(d < SamplerTests.limit, "\(law): \(d)")
    }
  }

  /// Draws of each value against their expectations, within five standard deviations.
  @Test func wholeNumbers() throws {
    Random.seed = 5
    let n = SamplerTests.draws
    for law: Distribution in [
      try Poisson(rate: 0.3, dtype: .float64), try Poisson(rate: 9.9, dtype: .float64),
      try Poisson(rate: 10, dtype: .float64), try Poisson(rate: 80, dtype: .float64),
      try Binomial(totalCount: 20, probs: 0.2, dtype: .float64),
      try Binomial(totalCount: 40, probs: 0.5, dtype: .float64),
      try Binomial(totalCount: 300, probs: 0.93, dtype: .float64), try Bernoulli(probs: 0.37, dtype: .float64),
      try Binomial(totalCount: 1000, probs: 0.004, dtype: .float64),
    ] {
      var counts: [Double: Int] = [:]
      for k in try law.sample(Shape(n)).array.values(as: Double.self) { counts[k, default: 0] += 1 }
      for (k, count) in counts {
        let p = exp(try law.logProbability(Tensor(NDArray([k]))).array.item().double)
        let (mean, spread) = (Double(n) * p, (Double(n) * p * (1 - p)).squareRoot())
        // A count of few has Poisson's tail.
        #expect(abs(Double(count) - mean) < 5 * spread + 8, "\(law) at \(k): \(count), expected \(mean)")
      }
    }
  }

  @Test func classes() throws {
    Random.seed = 6
    let probs = [0.5, 0, 0.1, 0.15, 0.25, 0, 1, 0, 2, 0, 3, 4]
    let law = try Categorical(probs: .numbers(NDArray(probs, shape: Shape(3, 4))))
    let n = 300_000
    let draws = try law.sample(Shape(n)).array.values(as: Int64.self)
    var counts = [Int](repeating: 0, count: 12)
    for (place, k) in draws.enumerated() { counts[place % 3 * 4 + Int(k)] += 1 }
    for row in 0..<3 {
      let total = probs[(4 * row)..<(4 * row + 4)].reduce(0, +)
      for k in 0..<4 {
        let p = probs[4 * row + k] / total
        let spread = (Double(n) * p * (1 - p)).squareRoot()
        #expect(abs(Double(counts[4 * row + k]) - Double(n) * p) <= 5 * spread, "row \(row), class \(k)")
      }
    }
  }

  @Test func vectors() throws {
    Random.seed = 7
    let n = 200_000
    let alpha = try NDArray([0.05, 0.5, 3.0])
    let x = try Dirichlet(concentration: .numbers(alpha), dtype: .float64).sample(Shape(n))
    let law = try Dirichlet(concentration: .numbers(alpha), dtype: .float64)
    try moments(x, law.mean(), law.variance(), n)
    let c = try NDArray([2.0, 0.7, 0.7, 1], shape: Shape(2, 2))
    let normal = try MultivariateNormal(loc: .numbers(NDArray([1.0, -3])), covariance: .numbers(c), dtype: .float64)
    let y = try normal.sample(Shape(n))
    try moments(y, normal.mean(), normal.variance(), n)
    let centred = try y.sub(normal.mean())
    let product = try centred.select(1, 0).mul(centred.select(1, 1)).mean().array.item().double
    #expect(abs(product - 0.7) < 5 * (2.49 / Double(n)).squareRoot())
  }

  private func moments(_ x: Tensor, _ mean: Tensor, _ variance: Tensor, _ n: Int) throws {
    let (m, v) = (try mean.array.values(as: Double.self), try variance.array.values(as: Double.self))
    let found = try x.mean([0]).array.values(as: Double.self)
    for (i, value) in found.enumerated() { #expect(abs(value - m[i]) < 5 * (v[i] / Double(n)).squareRoot()) }
    let spread = try x.variance([0]).array.values(as: Double.self)
    for (i, value) in spread.enumerated() { #expect(abs(value - v[i]) < 0.03 * v[i]) }
  }

  @Test func bitsDependOnTheSeedAlone() throws {
    func draw(_ threads: Int, seed: UInt64) throws -> [[Double]] {
      let before = Threads.count
      defer { Threads.count = before }
      Threads.count = threads
      Random.seed = seed
      let alpha = ParameterValue.numbers(try NDArray([0.4, 2, 30]))
      return try [
        Gamma(concentration: alpha).sample(Shape(5000)),
        Beta(concentration1: alpha, concentration0: 2).sample(Shape(5000)),
        Normal().sample(Shape(5000)), StudentT(df: 3).sample(Shape(5000)), Poisson(rate: alpha).sample(Shape(5000)),
        Categorical(probs: alpha).sample(Shape(5000)), Dirichlet(concentration: alpha).sample(Shape(5000)),
      ].map { try $0.array.cast(to: .float64).values(as: Double.self) }
    }
    let one = try draw(1, seed: 11)
    #expect(try one == draw(4, seed: 11))
    #expect(try zip(one, draw(1, seed: 12)).allSatisfy { $0 != $1 })
  }

  @Test func drawsStayInsideTheSupport() throws {
    Random.seed = 8
    for dtype in [DType.float32, .float64] {
      let x = try Gamma(concentration: 1e-3, dtype: dtype).sample(Shape(10_000)).array.cast(to: .float64)
      #expect(try x.values(as: Double.self).allSatisfy { $0 > 0 && $0.isFinite })
      let law = try Beta(concentration1: 1e-3, concentration0: 1e-3, dtype: dtype)
      let y = try law.sample(Shape(10_000)).array.cast(to: .float64).values(as: Double.self)
      #expect(y.allSatisfy { $0 > 0 && $0 < 1 })
      #expect(try law.logProbability(law.sample(Shape(10_000))).array.isfinite().all().item().int64 == 1)
      let t = try StudentT(df: 1e-3, dtype: .float64).sample(Shape(10_000)).array.values(as: Double.self)
      #expect(!t.contains { !$0.isFinite })
    }
  }
}
