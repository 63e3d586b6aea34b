import Arrays
import Networks
import TestSupport
import Tensors
import Testing

/// The seed, the thread count and whether the tape records belong to the process: one test at a time.
@Suite(.serialized) struct NetworksTests {}

/// The dtype that the recorded cases run in; tolerances follow it.
enum Precision {
  nonisolated(unsafe) static var dtype = DType.float64

  static func with<T>(_ wanted: DType, _ body: () throws -> T) rethrows -> T {
    let before = dtype
    dtype = wanted
    defer { dtype = before }
    return try body()
  }
}

extension ReferenceCase {
  /// An input as a leaf that takes gradients.
  func tensor(_ name: String, requiresGrad: Bool = true) throws -> Tensor {
    Tensor(try array(name), requiresGrad: requiresGrad)
  }

  func array(_ name: String) throws -> NDArray {
    let input = try #require(inputs[name], "\(self.name) has no input \(name)")
    return try NDArray(input.data, shape: Shape(input.shape)).cast(to: Precision.dtype)
  }

  func classes(_ name: String) throws -> NDArray {
    let input = try #require(inputs[name], "\(self.name) has no input \(name)")
    return try NDArray(input.data, shape: Shape(input.shape)).cast(to: .int64)
  }

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
    let got = try array.cast(to: .float64).values(as: Double.self)
    guard array.dtype == .float32 else { return mismatch(key, got: got, shape: array.shape.array) }
    // The reference's rule for float32.
    let largest = expected[key]?.data.filter(\.isFinite).map(abs).max() ?? 0
    return mismatch(key, got: got, shape: array.shape.array, rtol: 1e-4, atol: 1e-5 * max(1, largest))
  }
}

extension ReferenceCase {
  /// Whether no finite input becomes infinite; edge cases are for float64.
  fileprivate var fitsFloat32: Bool {
    !name.hasSuffix("/edge")
      && inputs.values.allSatisfy { $0.data.allSatisfy { !$0.isFinite || Float($0).isFinite } }
  }
}

/// Runs every case of a file through `check` in float64, and in float32 where the inputs fit in it. `check` returns a reason
/// for a failure and nil for success, and throws `NotCovered` for what is not built; prints the counts, and records a case
/// that is not covered as a failure.
func walk(_ file: String, _ check: (ReferenceCase) throws -> String?) throws {
  for dtype in [DType.float64, .float32] {
    var (passed, failed, differing, missing) = (0, 0, 0, [String]())
    for item in try Reference.cases(file) where dtype == .float64 || item.fitsFloat32 {
      do {
        if let reason = try Precision.with(dtype, { try check(item) }) {
          if item.isAdvisory {
            differing += 1
            continue
          }
          failed += 1
          Issue.record("\(dtype.name) \(reason)")
        } else {
          passed += 1
        }
      } catch is NotCovered {
        missing.append(item.name)
      } catch {
        failed += 1
        Issue.record("\(dtype.name) \(item.name): \(error)")
      }
    }
    print(
      "\(file).json in \(dtype.name): \(passed) passed, \(failed) failed, \(differing) advisory differ,",
      "\(missing.count) not covered")
    #expect(missing.isEmpty, "not covered: \(missing)")
  }
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
