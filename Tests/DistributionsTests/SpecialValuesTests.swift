import Arrays
import Distributions
import Foundation
import Tensors
import TestSupport
import Testing

/// Values that can be written down exactly, where other programs lose digits, and limits.
@Suite struct SpecialValuesTests {
  private func number(_ x: Double, gradient: Bool = false) throws -> Tensor {
    Tensor(try .scalar(.real(x), dtype: .float64), requiresGrad: gradient)
  }
  private func value(_ t: Tensor) throws -> Double { try t.array.item().double }

  /// H'(a) = -(a - 1) ψ'(a) + (a + b - 2) ψ'(a + b), ψ'(2) = π²/6 - 1, ψ'(7) = π²/6 - Σ_{k<7} 1/k².
  @Test func betaEntropyGradient() throws {
    let a = try number(2, gradient: true)
    let d = try Beta(concentration1: .tensor(a), concentration0: 5)
    let zeta = Double.pi * Double.pi / 6
    let seven = zeta - (1...6).map { 1 / Double($0 * $0) }.reduce(0, +)
    #expect(abs(try value(gradient(d.entropy(), a)) - (-(zeta - 1) + 5 * seven)) < 1e-14)
  }

  @Test func bernoulliKeepsSmallProbabilities() throws {
    let d = try Bernoulli(logits: .tensor(number(30)))
    let q = exp(-30.0) / (1 + exp(-30.0))
    #expect(abs(try value(d.logProbability(number(1))) / log1p(-q) - 1) < 1e-14)
    #expect(abs(try value(d.entropy()) / (-q * log(q) - (1 - q) * log1p(-q)) - 1) < 1e-13)
  }

  /// Against sums and products that can be done by hand or with many digits (mpmath 1.3, 40 digits).
  @Test func logBetaOfLargeArguments() throws {
    // log B(a, 1) = -log a; log B(a, 2) = -log(a (a + 1)).
    for a in [0.5, 3, 99, 101, 1e4, 1e8, 1e15] {
      let one = try Beta(concentration1: .tensor(number(a)), concentration0: 1)
      #expect(abs(try value(one.logProbability(number(1))) - log(a)) < 2e-14 * max(1, abs(log(a))), "\(a)")
      let two = try Beta(concentration1: .tensor(number(a)), concentration0: 2)
      let wanted = log(a) + log1p(a) + log(0.5)
      #expect(
        abs(try value(two.logProbability(number(0.5))) - (wanted + (a - 1) * log(0.5))) < 4e-14 * (a + 40), "\(a)")
    }
    let both = try Beta(concentration1: .tensor(number(5000)), concentration0: .tensor(number(3000)))
    #expect(abs(try value(both.logProbability(number(0.625))) - 4.300042290477387) < 1e-11)
  }

  @Test func truncatedNormalFarOut() throws {
    // The log density at 20.5 and the mean of N(0, 1) given 20 < x < 21 (mpmath 1.3, 40 digits).
    let d = try TruncatedNormal(low: .tensor(number(20)), high: .tensor(number(21)))
    #expect(abs(try value(d.logProbability(number(20.5))) - (-7.126783160916514)) < 1e-12)
    #expect(abs(try value(d.mean()) - 20.049753067339751) < 1e-12)
    let draws = try d.sample(Shape(10_000)).array.values(as: Double.self)
    #expect(draws.allSatisfy { $0 >= 20 && $0 <= 21 })
  }

  @Test func entropiesOfCountsMeetTheirExpansions() throws {
    let sum = try Poisson(rate: .tensor(number(99_999))).entropy()
    let expansion = try Poisson(rate: .tensor(number(100_001))).entropy()
    #expect(abs(try value(expansion) - value(sum) - 0.5 * log(100_001.0 / 99_999)) < 1e-10)
    let exact = try Binomial(totalCount: 9_000_000, probs: .tensor(number(0.12)), dtype: .float64).entropy()
    let near = try Binomial(totalCount: 11_000_000, probs: .tensor(number(0.12)), dtype: .float64).entropy()
    #expect(abs(try value(near) - value(exact) - 0.5 * log(11.0 / 9)) < 1e-6)
  }

  /// F(F^-1(u)) = u, in both tails.
  @Test func quantilesInvert() throws {
    let laws: [Distribution] = [
      try Normal(loc: 1, scale: 2, dtype: .float64), try LogNormal(dtype: .float64),
      try Beta(concentration1: 0.3, concentration0: 4, dtype: .float64),
      try Gamma(concentration: 0.2, rate: 3, dtype: .float64), try Uniform(low: -1, high: 4, dtype: .float64),
      try Exponential(rate: 2, dtype: .float64), try Laplace(dtype: .float64),
      try StudentT(df: 2.5, dtype: .float64), try TruncatedNormal(low: -1, high: 40, dtype: .float64),
    ]
    let u = Tensor(try NDArray([1e-12, 1e-4, 0.2, 0.5, 0.77, 0.9999]))
    for d in laws {
      let back = try d.cumulative(d.quantile(u)).array.values(as: Double.self)
      #expect(firstMismatch(back, try u.array.values(), rtol: 1e-9, atol: 1e-15, label: d.name) == nil)
      let ends = try d.cumulative(d.quantile(Tensor(NDArray([0.0, 1.0])))).array.values(as: Double.self)
      #expect(ends == [0, 1], "\(d)")
    }
  }
}
