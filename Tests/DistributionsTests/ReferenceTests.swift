import Arrays
import CSpecial
import Distributions
import Foundation
import Tensors
import TestSupport
import Testing

/// distributions.json: every case and every expected entry, counted.
@Suite struct ReferenceTests {
  @Test(.enabled(if: Reference.isAvailable)) func everyCase() throws {
    var walk = ReferenceWalk()
    for reference in try Reference.cases("distributions") { try walk.take(reference) }
    print(
      "distributions.json: \(walk.cases) cases, \(walk.entries) entries compared, \(walk.uncovered.count) uncovered")
    #expect(walk.cases > 100)
    #expect(walk.uncovered.isEmpty, "\(walk.uncovered)")
    #expect(walk.mismatches.isEmpty, "\(walk.mismatches.joined(separator: "\n"))")
  }
}

struct ReferenceWalk {
  var cases = 0
  var entries = 0
  var uncovered: [String] = []
  var mismatches: [String] = []

  mutating func take(_ reference: ReferenceCase) throws {
    cases += 1
    let inputs = try reference.inputs.mapValues { input in
      Tensor(try NDArray(input.data, shape: try Shape(input.shape)), requiresGrad: true)
    }
    let found: [String: () throws -> Tensor]
    switch reference.name.split(separator: "/").first {
    case "KL": found = try divergence(reference, inputs)
    case "reparam": found = try paths(reference, inputs)
    default: found = try quantities(reference, inputs)
    }
    for key in reference.expected.keys.sorted() where !key.hasPrefix("peer_") {
      entries += 1
      guard let make = found[key] else {
        uncovered.append("\(reference.name).\(key)")
        continue
      }
      do {
        let got = try make()
        let values = try got.array.cast(to: .float64).values(as: Double.self)
        let (rtol, atol) = tolerance(reference, key)
        if let mismatch = reference.mismatch(key, got: values, shape: got.shape.array, rtol: rtol, atol: atol) {
          mismatches.append(mismatch)
        }
      } catch { mismatches.append("\(reference.name).\(key): \(error)") }
    }
  }

  /// The recorded digits that are not exact: PyTorch's trigamma is good to some 1e-9 (`SpecialValuesTests` has exact
  /// ones), and its Bernoulli at a logit of 30 rounds 1 - p.
  private func tolerance(_ reference: ReferenceCase, _ key: String) -> (rtol: Double, atol: Double) {
    if key.contains("_grad_"), reference.name.hasPrefix("Beta") || reference.name.hasPrefix("KL/Beta") {
      return (1e-8, reference.atol)
    }
    if reference.name == "Bernoulli/logits" { return (reference.rtol, 5e-15) }
    return (reference.rtol, reference.atol)
  }

  // MARK: One distribution

  private func quantities(_ reference: ReferenceCase, _ inputs: [String: Tensor]) throws -> [String: () throws ->
    Tensor]
  {
    let kind = String(reference.name.split(separator: "/")[0])
    let d = try make(kind, inputs)
    var found: [String: () throws -> Tensor] = [
      "entropy": { try d.entropy() }, "mean": { try d.mean() }, "variance": { try d.variance() },
    ]
    for (name, tensor) in inputs where !name.hasPrefix("grad_") {
      found["entropy_grad_\(name)"] = { try gradient(d.entropy(), tensor) }
    }
    for name in ["probs", "scale_tril"] { found[name] = { try #require(try d.property(name)) } }
    if let value = inputs["value"] {
      found["log_prob"] = { try d.logProbability(value) }
      found["cdf"] = { try d.cumulative(value) }
      for (name, tensor) in inputs where !name.hasPrefix("grad_") {
        found["log_prob_grad_\(name)"] = {
          try gradient(d.logProbability(value), tensor, inputs["grad_log_prob"]?.array)
        }
      }
      found["log_prob_grad_scale_tril"] = {
        let factor = Tensor(try #require(try d.property("scale_tril")).array, requiresGrad: true)
        let again = try MultivariateNormal(loc: .tensor(#require(inputs["loc"])), scaleTril: .tensor(factor))
        return try gradient(again.logProbability(value), factor, inputs["grad_log_prob"]?.array)
      }
    }
    if let p = inputs["p"] { found["icdf"] = { try d.quantile(p) } }
    return found
  }

  private func make(_ kind: String, _ inputs: [String: Tensor]) throws -> Distribution {
    func get(_ name: String) throws -> ParameterValue { .tensor(try #require(inputs[name], "\(kind): \(name)")) }
    func maybe(_ name: String) -> ParameterValue? { inputs[name].map { .tensor($0) } }
    switch kind {
    case "Normal": return try Normal(loc: get("loc"), scale: get("scale"))
    case "LogNormal": return try LogNormal(loc: get("loc"), scale: get("scale"))
    case "Beta": return try Beta(concentration1: get("concentration1"), concentration0: get("concentration0"))
    case "Gamma": return try Gamma(concentration: get("concentration"), rate: get("rate"))
    case "Uniform": return try Uniform(low: get("low"), high: get("high"))
    case "Exponential": return try Exponential(rate: get("rate"))
    case "Laplace": return try Laplace(loc: get("loc"), scale: get("scale"))
    case "StudentT": return try StudentT(df: get("df"), loc: get("loc"), scale: get("scale"))
    case "Bernoulli": return try Bernoulli(probs: maybe("probs"), logits: maybe("logits"))
    case "Categorical": return try Categorical(probs: maybe("probs"), logits: maybe("logits"))
    case "Poisson": return try Poisson(rate: get("rate"))
    case "Binomial":
      return try Binomial(totalCount: get("total_count"), probs: maybe("probs"), logits: maybe("logits"))
    case "Dirichlet": return try Dirichlet(concentration: get("concentration"))
    case "MultivariateNormal": return try MultivariateNormal(loc: get("loc"), covariance: get("covariance"))
    default: throw Missing(what: kind)
    }
  }

  // MARK: Pairs

  private func divergence(_ reference: ReferenceCase, _ inputs: [String: Tensor]) throws -> [String: () throws ->
    Tensor]
  {
    func side(_ name: String) throws -> Distribution {
      let own = inputs.filter { $0.key.hasPrefix(name + "_") }
      let kind = try #require(reference.parameters[name] as? String)
      return try make(kind, Dictionary(uniqueKeysWithValues: own.map { (String($0.key.dropFirst(2)), $0.value) }))
    }
    let (p, q) = (try side("p"), try side("q"))
    var found: [String: () throws -> Tensor] = ["kl": { try Divergence.kl(p, q) }]
    for (name, tensor) in inputs {
      found["kl_grad_\(name)"] = { try gradient(Divergence.kl(p, q), tensor) }
    }
    return found
  }

  // MARK: Paths of draws

  private func paths(_ reference: ReferenceCase, _ inputs: [String: Tensor]) throws -> [String: () throws -> Tensor] {
    let names = reference.name.split(separator: "/").map(String.init)
    switch names[1] {
    case "Gamma":
      let a = try #require(inputs["concentration"])
      let value = try #require(inputs["value"])
      return ["dvalue_dconcentration": { try each(value, a) { try Gamma(concentration: .tensor($0)) } }]
    case "Beta":
      let (a, b) = (try #require(inputs["concentration1"]), try #require(inputs["concentration0"]))
      let value = try #require(inputs["value"])
      return [
        "dvalue_dconcentration1": {
          try each(value, a) { try Beta(concentration1: .tensor($0), concentration0: .tensor(b)) }
        },
        "dvalue_dconcentration0": {
          try each(value, b) { try Beta(concentration1: .tensor(a), concentration0: .tensor($0)) }
        },
      ]
    case "Dirichlet":
      let a = try #require(inputs["concentration"])
      if names[2] == "gamma_ratio" {
        let g = try #require(inputs["gamma_samples"])
        let ratio = {
          let draws = try Gamma(concentration: .tensor(a)).reparameterize(g)
          return try draws.div(draws.sum())
        }
        return ["value": ratio, "jacobian": { try jacobian(ratio, a) }]
      }
      let value = try #require(inputs["value"])
      let draws = { try Dirichlet(concentration: .tensor(a)).reparameterize(value) }
      return [
        "jacobian": { try jacobian(draws, a) },
        "grad_concentration": { try gradient(draws(), a, inputs["grad_value"]?.array) },
      ]
    default: return [:]
    }
  }

  /// d(value[k, i])/d(parameter[i]): every element has a parameter of its own.
  private func each(
    _ value: Tensor, _ parameter: Tensor, _ law: (Tensor) throws -> Continuous
  ) throws -> Tensor {
    let repeated = Tensor(try parameter.array.expand(to: value.shape).contiguous(), requiresGrad: true)
    return try gradient(law(repeated).reparameterize(value), repeated)
  }

  /// [j, i] = dx_j/da_i
  private func jacobian(_ make: () throws -> Tensor, _ a: Tensor) throws -> Tensor {
    let rows = try (0..<a.shape.count).map { j in
      var unit = [Double](repeating: 0, count: a.shape.count)
      unit[j] = 1
      return try gradient(make(), a, NDArray(unit))
    }
    return try .stack(rows, 0)
  }
}

struct Missing: Error { let what: String }

/// d(sum(weights · output))/d(input); zeros where nothing arrives.
func gradient(_ output: Tensor, _ input: Tensor, _ weights: NDArray? = nil) throws -> Tensor {
  let weights = try weights ?? NDArray(repeating: 1, shape: output.shape, dtype: output.dtype)
  let found = try Tensor.gradients(of: [output], withRespectTo: [input], gradients: [weights], retainGraph: true)
  return Tensor(try #require(found[0]))
}
