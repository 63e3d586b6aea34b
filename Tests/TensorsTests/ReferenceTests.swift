import Arrays
import Foundation
import Tensors
import TestSupport
import Testing

/// Every case of the reference files that an operation exists for.
@Suite(.enabled(if: Reference.isAvailable)) struct ReferenceTests {
  typealias Operation = ([String: Tensor], [String: Any]) throws -> [String: Tensor]

  @Test(arguments: ["elementwise", "reductions", "linalg"], [DType.float64, .float32])
  func everyCaseOfTheReferenceAgrees(file: String, dtype: DType) throws {
    var (passed, failed, advisory): (Int, [String], [String]) = (0, [], [])
    var uncovered: [String: Int] = [:]
    for test in try Reference.cases(file) {
      // Inputs that float32 cannot hold, or next to a pole.
      let isOutside = ["/edge", "large_offset", "digamma_neg"].contains { test.name.contains($0) }
      if dtype == .float32, isOutside { continue }
      guard let operation = ReferenceTests.operations[test.call] ?? ReferenceTests.linearAlgebra[test.call] else {
        uncovered[test.call, default: 0] += 1
        continue
      }
      if let problem = ReferenceTests.problem(test, operation, dtype) {
        if test.isAdvisory { advisory.append(problem) } else { failed.append(problem) }
      } else {
        passed += 1
      }
    }
    let missing = uncovered.map { "\($0.key) (\($0.value))" }.sorted().joined(separator: ", ")
    print(
      "\(file) \(dtype.name): \(passed) passed, \(failed.count) failed, \(advisory.count) advisory differ, "
        + "\(uncovered.values.reduce(0, +)) not covered\(missing.isEmpty ? "" : ": " + missing)")
    for note in advisory { print("  advisory: \(note)") }
    #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
    #expect(passed > 0)
    #expect(missing.isEmpty, "not covered: \(missing)")
  }

  private static func problem(_ test: ReferenceCase, _ operation: Operation, _ dtype: DType) -> String? {
    do {
      var inputs: [String: Tensor] = [:]
      for (name, recorded) in test.inputs {
        var array = try NDArray(recorded.data, shape: Shape(recorded.shape))
        let isFloat = recorded.dtype == "float64"
        array = try array.cast(to: isFloat ? dtype : recorded.dtype == "bool" ? .bool : .int64)
        inputs[name] = Tensor(array, requiresGrad: isFloat && name != "grad_y" && name != "direction")
      }
      let results = try operation(inputs, test.parameters)
      if test.expectsError { return "\(test.name): no error" }
      let y = results["y"]
      if let y, let upstream = inputs["grad_y"] { try y.backward(upstream.array) }
      for (key, wanted) in test.expected {
        // The condition leaves float32 no digits of the factor itself.
        if dtype == .float32, key == "y", test.name.contains("ill_conditioned") { continue }
        let got: Tensor?
        if key.hasPrefix("grad_") {
          let leaf = inputs[String(key.dropFirst(5))]
          got = try leaf?.grad ?? leaf.map { Tensor(try .zeros($0.shape, dtype: $0.dtype)) }
        } else if key == "directional_derivative" {
          got = try inputs["a"]?.grad?.mul(inputs.named("direction")).sum()
        } else {
          got = results[key]
        }
        guard let got else { return "\(test.name): nothing for \(key)" }
        let largest = wanted.data.lazy.filter(\.isFinite).map(abs).max() ?? 0
        // The peer's trigamma is good to 4e-10 only (against SciPy's polygamma).
        let slack = test.call == "torch.digamma" && key == "grad_x" ? 10.0 : 1
        let (rtol, atol) = dtype == .float64 ? (test.rtol * slack, test.atol) : (1e-4, 1e-5 * Swift.max(1, largest))
        if let text = test.mismatch(key, got: try got.doubles, shape: got.shape.array, rtol: rtol, atol: atol) {
          return text
        }
      }
      return nil
    } catch {
      return test.expectsError ? nil : "\(test.name): \(error)"
    }
  }

  private static func unary(_ function: UnaryFunction) -> Operation {
    { i, _ in ["y": try i.x.map(function)] }
  }

  private static func binary(_ function: BinaryFunction) -> Operation {
    { i, _ in ["y": try .binary(function, i.a, i.b)] }
  }

  private static func along(
    _ ranked: @escaping (Tensor, Int, Bool) throws -> Tensor.Ranked, _ whole: @escaping (Tensor) throws -> Tensor
  ) -> Operation {
    { i, p in
      guard let dimension = p.dimensions?.first else { return ["y": try whole(i.x)] }
      let (values, indices) = try ranked(i.x, dimension, p.keepdim)
      return ["y": values, "values": values, "indices": indices]
    }
  }

  static let operations: [String: Operation] = [
    "torch.exp": unary(.exp), "torch.log": unary(.log), "torch.log1p": unary(.log1p), "torch.expm1": unary(.expm1),
    "torch.tanh": unary(.tanh), "torch.sigmoid": unary(.sigmoid),
    "torch.nn.functional.logsigmoid": unary(.logSigmoid), "torch.nn.functional.relu": unary(.relu),
    "torch.nn.functional.silu": unary(.silu), "torch.erf": unary(.erf), "torch.erfc": unary(.erfc),
    "torch.lgamma": unary(.lgamma), "torch.digamma": unary(.digamma), "torch.sqrt": unary(.sqrt),
    "torch.abs": unary(.abs), "torch.neg": unary(.neg), "torch.reciprocal": unary(.reciprocal),
    "torch.sin": unary(.sin), "torch.cos": unary(.cos),
    "torch.nn.functional.softplus": { i, p in
      ["y": try i.x.softplus(beta: p.number("beta") ?? 1, threshold: p.number("threshold") ?? 20)]
    },
    "torch.nn.functional.leaky_relu": { i, p in ["y": try i.x.leakyRelu(p.number("negative_slope") ?? 0.01)] },
    "torch.nn.functional.elu": { i, p in ["y": try i.x.elu(alpha: p.number("alpha") ?? 1)] },
    "torch.nn.functional.gelu": { i, p in ["y": try i.x.gelu(tanh: p["approximate"] as? String == "tanh")] },
    "torch.clamp": { i, p in
      ["y": try i.x.clamp(min: p.number("min").map { .real($0) }, max: p.number("max").map { .real($0) })]
    },
    "torch.pow": { i, p in
      if let exponent = p.number("exponent") { return ["y": try i.x.pow(.real(exponent))] }
      if let base = i["base"], let exponent = i["exponent"] { return ["y": try base.pow(exponent)] }
      return ["y": try i.a.pow(i.b)]
    },
    "torch.softmax": { i, p in ["y": try i.x.softmax(p.dimensions?.first ?? -1)] },
    "torch.log_softmax": { i, p in ["y": try i.x.logSoftmax(p.dimensions?.first ?? -1)] },
    "torch.logsumexp": { i, p in ["y": try i.x.logsumexp(p.dimensions, keepdim: p.keepdim)] },
    "torch.add": binary(.add), "torch.sub": binary(.sub), "torch.mul": binary(.mul), "torch.div": binary(.div),
    "torch.maximum": binary(.maximum), "torch.minimum": binary(.minimum),
    "torch.where": { i, _ in ["y": try .where(i.named("condition").to(.bool), i.a, i.b)] },
    "torch.sum": { i, p in ["y": try i.x.sum(p.dimensions, keepdim: p.keepdim)] },
    "torch.mean": { i, p in ["y": try i.x.mean(p.dimensions, keepdim: p.keepdim)] },
    "torch.var": { i, p in ["y": try i.x.variance(p.dimensions, correction: p.correction, keepdim: p.keepdim)] },
    "torch.std": { i, p in ["y": try i.x.std(p.dimensions, correction: p.correction, keepdim: p.keepdim)] },
    "torch.linalg.vector_norm": { i, p in
      let order = (p["p"] as? String).map { $0.hasPrefix("-") ? -Double.infinity : .infinity } ?? p.number("p") ?? 2
      return ["y": try i.x.norm(order, p.dimensions, keepdim: p.keepdim)]
    },
    "torch.max": along({ try $0.max($1, keepdim: $2) }, { try $0.max() }),
    "torch.min": along({ try $0.min($1, keepdim: $2) }, { try $0.min() }),
    "torch.amax": { i, p in ["y": try i.x.amax(p.dimensions, keepdim: p.keepdim)] },
    "torch.amin": { i, p in ["y": try i.x.amin(p.dimensions, keepdim: p.keepdim)] },
    "torch.argmax": { i, p in ["y": try i.x.argmax(p.dimensions?.first, keepdim: p.keepdim)] },
    "torch.argmin": { i, p in ["y": try i.x.argmin(p.dimensions?.first, keepdim: p.keepdim)] },
    "torch.prod": { i, p in ["y": try i.x.prod(p.dimensions, keepdim: p.keepdim)] },
    "torch.cumsum": { i, p in ["y": try i.x.cumsum(p.dimensions?.first ?? -1)] },
    "torch.matmul": { i, _ in ["y": try i.a.matmul(i.b)] },
  ]
}

extension [String: Tensor] {
  func named(_ name: String) throws -> Tensor { try #require(self[name], "input \(name)") }
  var x: Tensor { get throws { try named("x") } }
  var a: Tensor { get throws { try named("a") } }
  var b: Tensor { get throws { try named("b") } }
}

extension [String: Any] {
  func number(_ name: String) -> Double? { (self[name] as? NSNumber)?.doubleValue }
  var keepdim: Bool { self["keepdim"] as? Bool ?? false }
  var dimensions: [Int]? {
    (self["dim"] as? Int).map { [$0] } ?? self["dims"] as? [Int] ?? self["dim"] as? [Int]
  }
  var correction: Double { number("correction") ?? (self["unbiased"] as? Bool == false ? 0 : 1) }
}
