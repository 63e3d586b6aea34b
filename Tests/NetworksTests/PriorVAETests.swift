import Arrays
import Distributions
import Foundation
import Networks
import Tensors
import Testing

@Suite(.serialized) struct PriorVAETests {
  private static func models() throws -> [(String, PriorVAE)] {
    func make(_ prior: PriorVAE.Prior, byMoments: Bool = false) throws -> PriorVAE {
      try PriorVAE(prior: prior, byMoments: byMoments, latent: 3, hidden: 8, input: 6)
    }
    return [
      ("normal", try make(.fixed(Normal(loc: 1, scale: 2)))), ("laplace", try make(.fixed(Laplace()))),
      ("beta", try make(.fixed(Beta(concentration1: 1, concentration0: 1)))),
      ("betaByMoments", try make(.fixed(Beta(concentration1: 1, concentration0: 1)), byMoments: true)),
      ("gamma", try make(.fixed(Gamma(concentration: 3, rate: 2)))), ("gamma", try make(.fixed(Exponential()))),
      ("logNormal", try make(.fixed(LogNormal()))), ("normal", try make(.fixed(StudentT(df: 4)))),
      ("beta", try make(.fixed(Uniform()))), ("normal", try make(.learnedMixture(components: 4))),
    ]
  }

  private func images(_ count: Int) throws -> Tensor {
    let x = try NDArray(empty: Shape(count, 6))
    Random.withStream("images") { $0.fillUniform(x.pointer(as: Float.self), count: x.count) }
    return Tensor(x)
  }

  @Test func everyPriorTrains() throws {
    for (family, vae) in try PriorVAETests.models() {
      Random.seed = 3
      #expect(vae.family.rawValue == family)
      let x = try images(32)
      let adam = try Adam(vae.parameterTensors(), learningRate: 1e-2)
      var losses: [Double] = []
      for _ in 0..<60 {
        vae.zeroGrad()
        let loss = try vae.loss(x, reduction: .mean)
        try loss.backward()
        try adam.step()
        losses.append(try loss.array.item().double)
      }
      #expect(!losses.contains { !$0.isFinite }, "\(vae.details)")
      #expect(losses.suffix(10).reduce(0, +) < losses.prefix(10).reduce(0, +), "\(vae.details): \(losses)")
      for (name, parameter) in vae.namedParameters() { #expect(parameter.tensor.grad != nil, "\(name)") }
      #expect(try vae.sample(5).shape == Shape(5, 6))
      #expect(try vae.latents(5).shape == Shape(5, 3))
    }
  }

  /// Parameters stay in their domain whatever the network says, and a nan is an error rather than a number.
  @Test func parametersStayInTheirDomain() throws {
    let wild = Tensor(try NDArray([-1e18, -200, -1, 0, 1, 200, 1e18].map(Float.init)))
    for family in PosteriorFamily.allCases {
      let (first, second) = try family.parameters(wild, wild)
      let isScaled = family == .normal || family == .laplace || family == .logNormal
      for parameter in isScaled ? [second] : [first, second] {
        #expect(try parameter.array.values(as: Float.self).allSatisfy { $0 > 0 && $0.isFinite }, "\(family)")
      }
      _ = try family.law(first, second)
      let unknown = Tensor(try NDArray([Float.nan]))
      #expect(throws: DistributionError.self) {
        let (first, second) = try family.parameters(unknown, unknown)
        _ = try family.law(first, second)
      }
    }
  }

  /// Moments in, moments out.
  @Test func betaByMomentsHasThem() throws {
    let (first, second) = (Tensor(try NDArray([Float(0.4)])), Tensor(try NDArray([Float(-2)])))
    let (a, b) = try PosteriorFamily.betaByMoments.parameters(first, second)
    let law = try Beta(concentration1: .tensor(a), concentration0: .tensor(b))
    let mean = 1 / (1 + exp(-0.4))
    let variance = mean * (1 - mean) / (1 + exp(2.0))
    #expect(abs(try law.mean().array.item().double - mean) < 1e-3)
    #expect(abs(try law.variance().array.item().double - variance) < 1e-3)
  }

  /// With N(0, 1) both classes have the same terms: the loss of the example is their sum.
  @Test func termsAreTheLoss() throws {
    Random.seed = 5
    let vae = try VAE(latent: 3, hidden: 8, input: 6)
    let x = try images(16)
    Random.seed = 6
    let loss = try vae.loss(x).array.item().double
    let divergence = try Divergence.kl(vae.posterior(vae.rows(x)), vae.prior()).sum().array.item().double
    Random.seed = 6
    let posterior = try vae.encode(x)
    let logits = try vae.decodeLogits(vae.reparameterize(posterior))
    let error = try Tensor.binaryCrossEntropyWithLogits(logits, x, reduction: .sum).array.item().double
    #expect(abs(loss - error - divergence) < 1e-3)
    let terms = try vae.terms(x)
    #expect(abs(try terms.divergence.sum().array.item().double - divergence) < 1e-3)
    #expect(terms.reconstruction.shape == (try Shape(16)))
  }

  /// The importance-weighted bound is above the ELBO and, for one latent, near the integral.
  @Test func likelihoodIsNearTheIntegral() throws {
    for prior in [try Normal(loc: 0.2, scale: 0.5), try Gamma(concentration: 3, rate: 2)] as [Distribution] {
      Random.seed = 7
      let vae = try PriorVAE(prior: .fixed(prior), latent: 1, hidden: 8, input: 6, dtype: .float64)
      let x = try images(4).to(.float64)
      let cells = 4000
      let grid = try NDArray((0..<cells).map { (Double($0) + 0.5) / Double(cells) }, shape: Shape(cells, 1))
      // By the substitution u = F(z): p(x) is the mean of p(x|z) over equal steps of u.
      let z = try prior.quantile(Tensor(grid))
      let logits = try vae.decodeLogits(z).unsqueeze(1).expand([cells, 4, 6])
      let each = try Tensor.binaryCrossEntropyWithLogits(
        logits, x.unsqueeze(0).expand(to: logits.shape).contiguous(), reduction: .none)
      let wanted = try each.sum([-1]).neg().logsumexp([0]).sub(.real(log(Double(cells)))).array.values(as: Double.self)
      let got = try vae.logLikelihood(x, draws: 4000).array.values(as: Double.self)
      for (a, b) in zip(got, wanted) { #expect(abs(a - b) < 0.02, "\(prior): \(a), integral \(b)") }
      let terms = try vae.terms(x)
      let bound = try terms.reconstruction.add(terms.divergence).neg().array.values(as: Double.self)
      #expect(bound.reduce(0, +) < got.reduce(0, +) + 0.5)
    }
  }

  @Test func unfitPriorsAreRefused() throws {
    for prior in [
      try Poisson(rate: 2), try Uniform(low: -1, high: 1),
      try Dirichlet(concentration: .numbers(NDArray([1.0, 1, 1]))),
      try Normal(loc: .numbers(NDArray([0.0, 1]))), try TruncatedNormal(low: 0, high: 1),
    ] as [Distribution] {
      #expect(throws: NetworkError.self, "\(prior)") {
        try PriorVAE(prior: .fixed(prior), latent: 3, hidden: 4, input: 6)
      }
    }
    #expect(throws: NetworkError.self) { try PriorVAE(prior: .fixed(Normal()), byMoments: true) }
    #expect(throws: NetworkError.self) { try PriorVAE(prior: .learnedMixture(components: 0)) }
    let vae = try PriorVAE(prior: .fixed(Normal()), latent: 2, hidden: 4, input: 6)
    #expect(throws: (any Error).self) { try vae.loss(images(3).narrow(1, start: 0, length: 5)) }
    #expect(throws: (any Error).self) { try vae.logLikelihood(images(3), draws: 0) }
    #expect(throws: (any Error).self) { try vae.sample(-1) }
  }
}
