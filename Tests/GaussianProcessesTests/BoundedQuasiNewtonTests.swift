import GaussianProcesses
import Testing

@Suite struct BoundedQuasiNewtonTests {
  static func rosenbrock(_ x: UnsafePointer<Double>, _ g: UnsafeMutablePointer<Double>) -> Double {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    g[0] = -2 * a - 400 * x[0] * b
    g[1] = 200 * b
    return a * a + 100 * b * b
  }

  @Test func findsTheMinimumWithAndWithoutBounds() {
    let free = BoundedQuasiNewton.minimize(start: [-1.2, 1], lower: [], upper: [], Self.rosenbrock)
    #expect(free.bestValue < 1e-8)
    #expect(abs(free.bestPoint[0] - 1) < 1e-3)
    // With x <= 0.5 the minimum lies on the bound, at (0.5, 0.25).
    let bounded = BoundedQuasiNewton.minimize(start: [-1.2, 1], lower: [-2, -2], upper: [0.5, 2], Self.rosenbrock)
    #expect(abs(bounded.bestPoint[0] - 0.5) < 1e-9)
    #expect(abs(bounded.bestPoint[1] - 0.25) < 1e-4)
    #expect(bounded.status == .converged)
  }

  @Test func neverLeavesTheBox() {
    var outside = 0
    _ = BoundedQuasiNewton.minimize(start: [5, -5], lower: [-1, -1], upper: [0.3, 1]) { x, g in
      if !(-1...0.3).contains(x[0]) || !(-1...1).contains(x[1]) { outside += 1 }
      return Self.rosenbrock(x, g)
    }
    #expect(outside == 0)
  }

  @Test func valuesThatAreNotFiniteAreWalls() {
    // -log(1 - x) + x^2 ..., undefined from 1 on.
    let result = BoundedQuasiNewton.minimize(start: [-3], lower: [-10], upper: [10]) { x, g in
      guard x[0] < 1 else {
        g[0] = .nan
        return .infinity
      }
      g[0] = 1 / (1 - x[0]) - 4
      return -(0.0 + naturalLog(1 - x[0])) - 4 * x[0]
    }
    #expect(abs(result.bestPoint[0] - 0.75) < 1e-4)
    let undefined = BoundedQuasiNewton.minimize(start: [1], lower: [], upper: []) { _, _ in .nan }
    #expect(undefined.status == .undefined)
    #expect(undefined.bestValue == .infinity)
    let never = BoundedQuasiNewton.minimize(start: [1], lower: [], upper: []) { x, g in
      g[0] = 1
      return x[0] == 1 ? 0 : .nan
    }
    #expect(never.bestValue == 0)
  }

  @Test func oddProblemsEnd() {
    let empty = BoundedQuasiNewton.minimize(start: [], lower: [], upper: []) { _, _ in 0 }
    #expect(empty.status == .converged)
    let crossed = BoundedQuasiNewton(start: [0.5], lower: [1], upper: [0])
    #expect(crossed.status != .running)
    let pinned = BoundedQuasiNewton.minimize(start: [3], lower: [2], upper: [2]) { x, g in
      g[0] = 1
      return x[0]
    }
    #expect(pinned.bestPoint == [2])
    var options = BoundedQuasiNewton.Options()
    options.maximumEvaluations = 5
    let limited = BoundedQuasiNewton.minimize(
      start: [-1.2, 1], lower: [], upper: [], options: options, Self.rosenbrock)
    #expect(limited.status == .limit)
    #expect(limited.evaluations == 5)
    let unbounded = BoundedQuasiNewton.minimize(start: [0], lower: [], upper: []) { x, g in
      g[0] = -1
      return -x[0]
    }
    #expect(unbounded.evaluations <= 300)
  }

  /// Advanced in turn, two minimisers do what each does alone.
  @Test func minimisersAreIndependent() {
    func make(_ start: [Double]) -> BoundedQuasiNewton {
      BoundedQuasiNewton(start: start, lower: [-2, -2], upper: [2, 2])
    }
    let alone = [[-1.2, 1], [1.7, -1.5]].map {
      BoundedQuasiNewton.minimize(start: $0, lower: [-2, -2], upper: [2, 2], Self.rosenbrock).bestPoint
    }
    let pair = [make([-1.2, 1]), make([1.7, -1.5])]
    var gradient = [0.0, 0.0]
    while pair.contains(where: { $0.status == .running }) {
      for one in pair where one.status == .running {
        let value = gradient.withUnsafeMutableBufferPointer { Self.rosenbrock(one.point, $0.baseAddress!) }
        one.advance(value: value, gradient: gradient)
      }
    }
    #expect(pair.map(\.bestPoint) == alone)
  }

  private func naturalLog(_ x: Double) -> Double {
    // 2 atanh((x-1)/(x+1)), enough for the test without Foundation.
    let s = (x - 1) / (x + 1)
    var (term, sum) = (s, 0.0)
    for k in 0..<400 {
      sum += term / Double(2 * k + 1)
      term *= s * s
    }
    return 2 * sum
  }
}
