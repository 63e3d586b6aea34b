import Arrays
import BayesianOptimization
import TestSupport
import Testing

@Suite struct TestFunctionsTests {
  static let byPeer = [
    "Branin": TestFunction.branin, "Ackley": .ackley, "Rosenbrock": .rosenbrock, "Levy": .levy,
    "Rastrigin": .rastrigin, "Griewank": .griewank, "Michalewicz": .michalewicz, "StyblinskiTang": .styblinskiTang,
    "SixHumpCamel": .sixHumpCamel,
  ]

  static func function(_ name: String, _ dimension: Int) throws -> TestFunction? {
    if name == "Hartmann" { return dimension == 3 ? .hartmann3 : dimension == 6 ? .hartmann6 : nil }
    return try byPeer[name]?.with(dimension: dimension)
  }

  @Test(.enabled(if: Reference.isAvailable)) func everyReferenceCase() throws {
    let cases = try Reference.cases("test_functions")
    var covered = 0
    var numbers = 0
    for c in cases {
      guard let name = c.parameters["function"] as? String, let d = c.parameters["dimension"] as? Int,
        let function = try Self.function(name, d), let x = c.inputs["x"]
      else { continue }
      let rows = (0..<x.shape[0]).map { Array(x.data[($0 * d)..<(($0 + 1) * d)]) }
      var checked: Set<String> = ["value", "grad_x", "optimal_value"]
      #expect(c.mismatch("value", got: try rows.map { try function($0) }) == nil)
      #expect(c.mismatch("grad_x", got: try rows.flatMap { try function.gradient($0) }) == nil)
      // Optima are published rounded.
      #expect(c.mismatch("optimal_value", got: [function.optimum ?? .nan], atol: 5e-5) == nil)
      if let places = c.inputs["optimizers"] {
        let published = (0..<places.shape[0]).map { Array(places.data[($0 * d)..<(($0 + 1) * d)]) }
        #expect(c.mismatch("value_at_optimizers", got: try published.map { try function($0) }) == nil)
        #expect(firstMismatch(function.minimizers.flatMap { $0 }, places.data, rtol: 0, atol: 1e-12) == nil)
        checked.insert("value_at_optimizers")
      }
      if let bounds = c.parameters["bounds"] as? [[Double]] {
        #expect(function.bounds.map(\.lower) == bounds[0] && function.bounds.map(\.upper) == bounds[1])
        checked.insert("bounds")
      }
      #expect(checked.isSuperset(of: c.expected.keys), "\(c.name): \(c.expected.keys)")
      covered += checked.contains("bounds") ? 1 : 0
      numbers += c.expected.values.reduce(0) { $0 + $1.data.count }
    }
    print("test_functions.json: \(covered) cases, \(numbers) numbers, uncovered \(cases.count - covered)")
    #expect(covered == cases.count && covered > 0)
  }

  @Test(arguments: TestFunction.all.map(\.name)) func gradientsAreDifferences(name: String) throws {
    let base = try #require(TestFunction.all.first { $0.name == name })
    var stream = RandomStream(seed: 3, stream: name)
    for d in [base.dimension, 5] where base.dimensions.contains(d) {
      let function = try base.with(dimension: d)
      for _ in 0..<20 {
        let x = function.bounds.map { $0.lower + (0.05 + 0.9 * stream.uniform()) * ($0.upper - $0.lower) }
        let gradient = try function.gradient(x)
        for k in 0..<d {
          let h = 1e-5
          var (a, b) = (x, x)
          a[k] -= h
          b[k] += h
          let slope = (try function(b) - function(a)) / (2 * h)
          #expect(abs(slope - gradient[k]) <= 1e-4 * max(1, abs(slope)), "\(name) \(d) \(k)")
        }
      }
    }
  }

  @Test func nothingLiesBelowTheOptimum() throws {
    var stream = RandomStream(seed: 4, stream: "optimum")
    for function in TestFunction.all {
      let optimum = try #require(function.optimum)
      for place in function.minimizers { #expect(abs(try function(place) - optimum) < 1e-4, "\(function.name)") }
      for _ in 0..<2000 {
        let x = function.bounds.map { $0.lower + stream.uniform() * ($0.upper - $0.lower) }
        #expect(try function(x) >= optimum - 1e-9, "\(function.name)")
      }
    }
  }

  @Test func strangePointsGiveNumbersOrErrors() throws {
    for function in TestFunction.all {
      for value in [0, -0.0, 1e300, -1e300, .infinity, .nan, 5e-324] {
        let x = [Double](repeating: value, count: function.dimension)
        #expect(try function.gradient(x).count == x.count)
        _ = try function(x)
      }
      #expect(throws: StudyError.self) { try function([]) }
      #expect(throws: StudyError.self) { try function.with(dimension: -1) }
      #expect(throws: StudyError.self) { try function.with(dimension: .max) }
    }
    #expect(throws: StudyError.wrongFunctionDimension(name: "branin", known: 2...2, got: 3)) {
      try TestFunction.branin([1, 2, 3])
    }
    #expect(try TestFunction.michalewicz.with(dimension: 3).optimum == nil)
    // The tip of the funnel.
    #expect(try TestFunction.ackley.gradient([0, 0]) == [0, 0])
  }
}
