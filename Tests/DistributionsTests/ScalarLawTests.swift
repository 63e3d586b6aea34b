import Arrays
import Distributions
import Tensors
import Testing

/// Laws with fixed parameters against the same laws on tensors.
@Suite struct ScalarLawTests {
  private static func laws() throws -> [Distribution] {
    let dtype = DType.float64
    return [
      try Normal(loc: 0.3, scale: 1.7, dtype: dtype), try LogNormal(loc: -1, scale: 0.6, dtype: dtype),
      try Gamma(concentration: 3, rate: 2, dtype: dtype), try Beta(concentration1: 2, concentration0: 5, dtype: dtype),
      try Exponential(rate: 3, dtype: dtype), try Laplace(loc: 0.2, scale: 2, dtype: dtype),
      try StudentT(df: 4, loc: 1, scale: 0.5, dtype: dtype), try Uniform(low: -0.5, high: 2, dtype: dtype),
      try TruncatedNormal(loc: 0.5, scale: 1, low: -1, high: 3, dtype: dtype),
    ]
  }

  @Test func theyAgreeWithTensors() throws {
    for distribution in try ScalarLawTests.laws() {
      let law = try ScalarLaw(distribution)
      for x in [0.05, 0.3, 0.7, 0.9] {
        let value = Tensor(try .scalar(.real(x), dtype: .float64), requiresGrad: true)
        let density = try distribution.logProbability(value)
        let slope = try Tensor.gradients(of: density, withRespectTo: [value])[0]
        let got = law.logDensity(x)
        #expect(got.value == (try density.array.item().double), "\(law)")
        #expect(got.derivative == (try slope.item().double), "\(law)")
        #expect(law.cumulative(x) == (try distribution.cumulative(value).array.item().double), "\(law)")
        #expect(abs(law.cumulative(law.quantile(x)) - x) < 1e-12, "\(law)")
        let step = 1e-6
        let difference = (law.logDensity(x + step).value - law.logDensity(x - step).value) / (2 * step)
        #expect(abs(difference - got.derivative) < 1e-6 * (1 + abs(difference)), "\(law)")
      }
    }
  }

  @Test func onlyContinuousLawsOfOneNumberAreTaken() throws {
    #expect(throws: DistributionError.self) { try ScalarLaw(Poisson(rate: 3)) }
    #expect(throws: DistributionError.self) { try ScalarLaw(Bernoulli(probs: 0.5)) }
    #expect(throws: DistributionError.self) { try ScalarLaw(Normal(loc: .numbers(.zeros(Shape(2), dtype: .float64)))) }
    #expect(try ScalarLaw(Gamma(concentration: 3, rate: 2)).description == "Gamma(concentration=3, rate=2)")
    #expect(try ScalarLaw(Gamma(concentration: 3, rate: 2)) == ScalarLaw(Gamma(concentration: 3, rate: 2)))
    #expect(try ScalarLaw(Gamma(concentration: 3, rate: 2)) != ScalarLaw(Gamma(concentration: 3, rate: 1)))
  }
}
