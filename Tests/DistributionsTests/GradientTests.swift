import Arrays
import Distributions
import Foundation
import Tensors
import TestSupport
import Testing

/// Derivatives: of draws in expectation, of formulas by differences, at the edges of supports.
@Suite(.serialized) struct GradientTests {
  /// d E[f(X)]/dθ for f = 1, x, x², log x.
  private struct Law {
    let name: String
    let theta: [Double]
    let make: ([Tensor]) throws -> Distribution
    /// The expectations as functions of the parameters; differentiated by central differences.
    let moments: [(String, ([Double]) -> Double)]
  }

  private static func digamma(_ x: Double) -> Double {
    (lgamma(x + 1e-5) - lgamma(x - 1e-5)) / 2e-5
  }

  private static func laws() -> [Law] {
    let one: (String, ([Double]) -> Double) = ("1", { _ in 1 })
    var laws: [Law] = []
    for (a, r) in [(0.05, 1.0), (0.8, 2), (3, 2), (40, 0.5), (500, 1)] {
      laws.append(
        Law(
          name: "Gamma", theta: [a, r], make: { try Gamma(concentration: .tensor($0[0]), rate: .tensor($0[1])) },
          moments: [
            one, ("x", { $0[0] / $0[1] }), ("x2", { $0[0] * ($0[0] + 1) / ($0[1] * $0[1]) }),
            ("log", { digamma($0[0]) - log($0[1]) }),
          ]))
    }
    for method in Beta.Method.allCases {
      for (a, b) in [(0.05, 0.3), (1, 1), (2.5, 0.7), (30, 50), (500, 300)] where method == .implicit || a < 3 {
        laws.append(
          Law(
            name: "Beta by \(method)", theta: [a, b],
            make: { try Beta(concentration1: .tensor($0[0]), concentration0: .tensor($0[1]), method: method) },
            moments: [
              one, ("x", { $0[0] / ($0[0] + $0[1]) }),
              ("x2", { $0[0] * ($0[0] + 1) / (($0[0] + $0[1]) * ($0[0] + $0[1] + 1)) }),
              ("log", { digamma($0[0]) - digamma($0[0] + $0[1]) }),
            ]))
      }
    }
    laws.append(
      Law(
        name: "StudentT", theta: [9, 1, 2],
        make: { try StudentT(df: .tensor($0[0]), loc: .tensor($0[1]), scale: .tensor($0[2])) },
        moments: [
          one, ("x", { $0[1] }), ("x2", { $0[1] * $0[1] + $0[2] * $0[2] * $0[0] / ($0[0] - 2) }),
        ]))
    laws.append(
      Law(
        name: "Normal", theta: [1, 2], make: { try Normal(loc: .tensor($0[0]), scale: .tensor($0[1])) },
        moments: [one, ("x", { $0[0] }), ("x2", { $0[0] * $0[0] + $0[1] * $0[1] })]))
    laws.append(
      Law(
        name: "LogNormal", theta: [0.3, 0.4], make: { try LogNormal(loc: .tensor($0[0]), scale: .tensor($0[1])) },
        moments: [
          one, ("x", { exp($0[0] + $0[1] * $0[1] / 2) }), ("x2", { exp(2 * $0[0] + 2 * $0[1] * $0[1]) }),
          ("log", { $0[0] }),
        ]))
    laws.append(
      Law(
        name: "Laplace", theta: [1, 2], make: { try Laplace(loc: .tensor($0[0]), scale: .tensor($0[1])) },
        moments: [one, ("x", { $0[0] }), ("x2", { $0[0] * $0[0] + 2 * $0[1] * $0[1] })]))
    laws.append(
      Law(
        name: "Uniform", theta: [1, 3], make: { try Uniform(low: .tensor($0[0]), high: .tensor($0[1])) },
        moments: [
          one, ("x", { ($0[0] + $0[1]) / 2 }), ("x2", { ($0[0] * $0[0] + $0[0] * $0[1] + $0[1] * $0[1]) / 3 }),
          ("log", { ($0[1] * log($0[1]) - $0[0] * log($0[0])) / ($0[1] - $0[0]) - 1 }),
        ]))
    laws.append(
      Law(
        name: "Exponential", theta: [2], make: { try Exponential(rate: .tensor($0[0])) },
        moments: [one, ("x", { 1 / $0[0] }), ("x2", { 2 / ($0[0] * $0[0]) }), ("log", { -log($0[0]) })]))
    return laws
  }

  /// The average derivative over many draws is the derivative of the expectation, within five standard errors.
  @Test func drawsMoveAsTheirExpectations() throws {
    let n = 40_000
    for law in GradientTests.laws() {
      for (label, moment) in law.moments {
        Random.seed = 21
        // Every draw has parameters of its own, so that each derivative is seen.
        let theta = try law.theta.map {
          Tensor(try NDArray(repeating: .real($0), shape: Shape(n), dtype: .float64), requiresGrad: true)
        }
        let x = try law.make(theta).rsample()
        let y: Tensor =
          switch label {
          case "1": try x.mul(0).add(1)
          case "x": x
          case "x2": try x.square()
          default: try x.log()
          }
        for (place, parameter) in theta.enumerated() {
          var (up, down) = (law.theta, law.theta)
          let h = 1e-4 * law.theta[place]
          up[place] += h
          down[place] -= h
          let wanted = (moment(up) - moment(down)) / (2 * h)
          let each = try gradient(y, parameter).array.values(as: Double.self)
          let mean = each.reduce(0, +) / Double(n)
          let spread = (each.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(n - 1) / Double(n)).squareRoot()
          #expect(
            abs(mean - wanted) < 5 * spread + 1e-5 * abs(wanted) + 1e-12,
            "\(law.name) \(law.theta), d E[\(label)]/d theta\(place): \(mean) ± \(spread), expected \(wanted)")
        }
        #expect(try x.array.isfinite().all().item().int64 == 1)
      }
    }
  }

  /// Through a Dirichlet: d E[x_j²]/dα.
  @Test func dirichletMovesAsItsExpectations() throws {
    Random.seed = 22
    let (n, alpha) = (40_000, [0.4, 2.0, 5])
    func second(_ a: [Double], _ j: Int) -> Double {
      let s = a.reduce(0, +)
      return a[j] * (a[j] + 1) / (s * (s + 1))
    }
    let a = Tensor(try NDArray(alpha).expand(to: Shape(n, 3)).contiguous(), requiresGrad: true)
    for j in 0..<3 {
      let x = try Dirichlet(concentration: .tensor(a)).rsample()
      let each = try gradient(x.select(1, j).square(), a)
      let mean = try each.mean([0]).array.values(as: Double.self)
      let spread = try each.std([0]).array.values(as: Double.self)
      for i in 0..<3 {
        var (up, down) = (alpha, alpha)
        up[i] += 1e-5
        down[i] -= 1e-5
        let wanted = (second(up, j) - second(down, j)) / 2e-5
        #expect(abs(mean[i] - wanted) < 5 * spread[i] / Double(n).squareRoot())
      }
    }
  }

  /// The expansion for large concentrations and the series agree where both are exact.
  @Test func pathsOfLargeConcentrations() throws {
    for k in [-5.0, -2, -0.3, 0, 1, 4, 7] {
      func slope(_ alpha: Double) throws -> Double {
        let a = Tensor(try .scalar(.real(alpha), dtype: .float64), requiresGrad: true)
        let z = Tensor(try .scalar(.real(alpha + k * alpha.squareRoot()), dtype: .float64))
        return try gradient(Gamma(concentration: .tensor(a)).reparameterize(z), a).array.item().double
      }
      #expect(abs(try slope(10_000.5) / slope(9_999.5) - 1) < 1e-7 + 1e-4 * abs(k) / 100, "\(k)")
      #expect(abs(try slope(10_000.001) - slope(9_999.999)) < (abs(k) < 4.5 ? 2e-9 : 1e-7), "\(k)")
    }
    for (a, b) in [(1e5, 2e5), (1e6, 3.0), (0.01, 1e5)] {
      let p = Tensor(try .scalar(.real(a), dtype: .float64), requiresGrad: true)
      let law = try Beta(concentration1: .tensor(p), concentration0: .number(b))
      let median = try law.quantile(Tensor(.scalar(0.5, dtype: .float64)))
      let got = try gradient(median, p).array.item().double
      func moved(_ x: Double) throws -> Double {
        try Beta(concentration1: .number(x), concentration0: .number(b), dtype: .float64)
          .quantile(Tensor(.scalar(0.5, dtype: .float64))).array.item().double
      }
      let h = 1e-5 * a
      let wanted = try (moved(a + h) - moved(a - h)) / (2 * h)
      #expect(abs(got - wanted) < 1e-4 * abs(wanted), "\(a), \(b): \(got), expected \(wanted)")
    }
  }

  /// Derivatives of cdf and icdf by differences, for every law that has both.
  @Test func cumulativesByDifferences() throws {
    let laws: [(String, [Double], ([ParameterValue]) throws -> Distribution)] = [
      ("Normal", [0.3, 1.2], { try Normal(loc: $0[0], scale: $0[1]) }),
      ("LogNormal", [0.3, 0.7], { try LogNormal(loc: $0[0], scale: $0[1]) }),
      ("Laplace", [0.3, 1.2], { try Laplace(loc: $0[0], scale: $0[1]) }),
      ("Uniform", [-0.4, 3], { try Uniform(low: $0[0], high: $0[1]) }),
      ("Exponential", [1.7], { try Exponential(rate: $0[0]) }),
      ("Gamma", [2.3, 1.4], { try Gamma(concentration: $0[0], rate: $0[1]) }),
      ("Beta", [1.3, 2.4], { try Beta(concentration1: $0[0], concentration0: $0[1]) }),
      ("StudentT", [2.5, 0.2, 1.1], { try StudentT(df: $0[0], loc: $0[1], scale: $0[2]) }),
      (
        "TruncatedNormal", [0.2, 1.1, -0.7, 1.9],
        {
          try TruncatedNormal(loc: $0[0], scale: $0[1], low: $0[2], high: $0[3])
        }
      ),
    ]
    for (name, theta, make) in laws {
      for (what, points) in [("cdf", [0.21, 0.6, 0.83]), ("icdf", [0.07, 0.52, 0.93]), ("log_prob", [0.31, 0.74])] {
        for point in points {
          func evaluate(_ x: Tensor, _ p: [ParameterValue]) throws -> Tensor {
            let law = try make(p)
            switch what {
            case "cdf": return try law.cumulative(x)
            case "icdf": return try law.quantile(x)
            default: return try law.logProbability(x)
            }
          }
          let all = [point] + theta
          let leaves = try all.map { Tensor(try .scalar(.real($0), dtype: .float64), requiresGrad: true) }
          for place in 0..<all.count {
            func at(_ shift: Double) throws -> Double {
              var moved = all
              moved[place] += shift
              let x = Tensor(try .scalar(.real(moved[0]), dtype: .float64))
              return try evaluate(
                x, moved.dropFirst().map { .tensor(Tensor(try .scalar(.real($0), dtype: .float64))) }
              ).array.item().double
            }
            let wanted = (try at(1e-5) - at(-1e-5)) / 2e-5
            let output = try evaluate(leaves[0], leaves.dropFirst().map { .tensor($0) })
            let got = try gradient(output, leaves[place]).array.item().double
            #expect(
              abs(got - wanted) < 2e-6 * max(1, abs(wanted)), "\(name).\(what)(\(point)) by \(place): \(got), \(wanted)"
            )
          }
        }
      }
    }
  }

  // MARK: Edges

  private func leaf(_ x: Double) throws -> Tensor {
    Tensor(try .scalar(.real(x), dtype: .float64), requiresGrad: true)
  }

  @Test func edgesAreFiniteOrRefused() throws {
    // Flat up to the edge: finite.
    let x = try leaf(0)
    let flat = try Beta(concentration1: 1, concentration0: 1, dtype: .float64)
    #expect(try gradient(flat.logProbability(x), x).array.item().double == 0)
    let exponential = try Exponential(rate: 2, dtype: .float64)
    #expect(try gradient(exponential.logProbability(x), x).array.item().double == -2)
    // Infinite, or outside: a message with the place.
    for law: Distribution in [
      try Beta(concentration1: 0.5, concentration0: 1, dtype: .float64), try Gamma(concentration: 0.5, dtype: .float64),
      try Gamma(concentration: 3, dtype: .float64), try LogNormal(dtype: .float64),
      try Uniform(low: 1, high: 2, dtype: .float64),
    ] {
      let density = try law.logProbability(x)
      #expect {
        try density.backward()
      } throws: { error in
        "\(error)".contains("\(law.name).log_prob") && "\(error)".contains("value = 0")
      }
    }
    let p = try leaf(0)
    let certain = try Bernoulli(probs: .tensor(p))
    #expect(try gradient(certain.logProbability(Tensor(.scalar(0, dtype: .float64))), p).array.item().double == -1)
    #expect(throws: DistributionError.self) {
      try certain.logProbability(Tensor(.scalar(1, dtype: .float64))).backward()
    }
  }

  @Test func anEdgeWithoutWeightDoesNotCount() throws {
    let x = Tensor(try NDArray([0.0, 2]), requiresGrad: true)
    let density = try Gamma(concentration: 3, dtype: .float64).logProbability(x)
    let weighted = try gradient(density, x, NDArray([0.0, 1])).array.values(as: Double.self)
    #expect(weighted == [0, 0])
  }

  /// One law may be differentiated again and again.
  @Test func aLawCanBeUsedForSeveralPasses() throws {
    let probs = Tensor(try NDArray([0.2, 0.5, 0.3]), requiresGrad: true)
    let c = Tensor(try NDArray([2.0, 0.5, 0.5, 1], shape: Shape(2, 2)), requiresGrad: true)
    let a = try Categorical(probs: .tensor(probs))
    let b = try Bernoulli(probs: .tensor(probs))
    let m = try MultivariateNormal(loc: .numbers(NDArray([0.0, 0])), covariance: .tensor(c))
    for _ in 0..<2 {
      try a.entropy().backward()
      try b.entropy().sum().backward()
      try m.entropy().backward()
    }
    #expect(try #require(probs.grad).array.isfinite().all().item().int64 == 1)
  }
}
