import Arrays
import Networks
import TestSupport
import Tensors
import Testing

/// The seed, the thread count and whether the tape records belong to the process: one test at a time.
@Suite(.serialized) struct NetworksTests {}

extension ReferenceCase {
  /// An input as a float64 leaf that takes gradients.
  func tensor(_ name: String, requiresGrad: Bool = true) throws -> Tensor {
    Tensor(try array(name), requiresGrad: requiresGrad)
  }

  func array(_ name: String) throws -> NDArray {
    let input = try #require(inputs[name], "\(self.name) has no input \(name)")
    return try NDArray(input.data, shape: Shape(input.shape))
  }

  func classes(_ name: String) throws -> NDArray { try array(name).cast(to: .int64) }

  func number(_ name: String, _ fallback: Double) -> Double { parameters[name] as? Double ?? fallback }
  func flag(_ name: String, _ fallback: Bool) -> Bool { parameters[name] as? Bool ?? fallback }

  /// A pair such as stride, recorded as `[h, w]`.
  func pair(_ name: String, _ fallback: (Int, Int)) -> (Int, Int) {
    guard let values = parameters[name] as? [Int], values.count == 2 else { return fallback }
    return (values[0], values[1])
  }

  /// The reason why `y` or a gradient of a leaf differs from what is expected, or nil.
  func mismatch(y: Tensor, _ key: String = "y", gradients: [String: Tensor], from seed: String = "grad_y") throws
    -> String?
  {
    if let reason = try compare(key, y.array) { return reason }
    let upstream = inputs[seed] == nil ? nil : try array(seed)
    try y.backward(upstream)
    for (name, leaf) in gradients where expected[name] != nil {
      guard let grad = leaf.grad else { return "\(self.name): no gradient for \(name)" }
      if let reason = try compare(name, grad.array) { return reason }
    }
    return nil
  }

  func compare(_ key: String, _ array: NDArray) throws -> String? {
    mismatch(key, got: try array.cast(to: .float64).values(as: Double.self), shape: array.shape.array)
  }
}

/// Runs every case of a file through `check`, which returns a reason for a failure, nil for success and throws
/// `NotCovered` for what is not built yet; prints the counts.
func walk(_ file: String, _ check: (ReferenceCase) throws -> String?) throws {
  var (passed, failed, missing) = (0, 0, [String: Int]())
  for item in try Reference.cases(file) {
    do {
      if let reason = try check(item) {
        if item.isAdvisory { continue }
        failed += 1
        Issue.record("\(reason)")
      } else {
        passed += 1
      }
    } catch is NotCovered {
      missing[String(item.name.prefix { $0 != "/" }), default: 0] += 1
    } catch {
      failed += 1
      Issue.record("\(item.name): \(error)")
    }
  }
  let rest = missing.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  print("\(file).json: \(passed) passed, \(failed) failed, \(missing.values.reduce(0, +)) not covered (\(rest))")
}

struct NotCovered: Error {}

func floats(_ count: Int, seed: UInt64 = 1) -> [Float] {
  var stream = RandomStream(seed: seed, stream: "test")
  return (0..<count).map { _ in Float(stream.normal()) }
}

func doubles(_ count: Int, seed: UInt64 = 1) -> [Double] {
  var stream = RandomStream(seed: seed, stream: "test")
  return (0..<count).map { _ in stream.normal() }
}
