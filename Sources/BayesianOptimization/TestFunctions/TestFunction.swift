/// A known function to try a search on, to be minimised as its authors published it, with its gradient.
///
/// Sources of formulas, boxes and minima: Surjanovic and Bingham, "Virtual Library of Simulation Experiments"
/// (sfu.ca/~ssurjano), and the papers beside each function. Boxes are BoTorch's.
public struct TestFunction: Sendable {
  /// As scripts call it.
  public let name: String
  public let formula: String
  /// d.
  public let dimension: Int
  /// Dimensions that it is defined for.
  public let dimensions: ClosedRange<Int>
  let box: @Sendable (Int) -> [(lower: Double, upper: Double)]
  let minimum: @Sendable (Int) -> Double?
  let places: @Sendable (Int) -> [[Double]]
  let evaluate: @Sendable ([Double]) -> (value: Double, gradient: [Double])

  /// The box that is searched.
  public var bounds: [(lower: Double, upper: Double)] { box(dimension) }
  /// The lowest value inside the box; nil where none is published for the dimension.
  public var optimum: Double? { minimum(dimension) }
  /// Where the lowest value is taken, to as many digits as were published; empty where that is not known.
  public var minimizers: [[Double]] { places(dimension) }

  /// The same function of another number of dimensions.
  /// - Throws: `StudyError.wrongFunctionDimension`.
  public func with(dimension: Int) throws -> TestFunction {
    guard dimensions.contains(dimension) else {
      throw StudyError.wrongFunctionDimension(name: name, known: dimensions, got: dimension)
    }
    return TestFunction(
      name, formula, dimension: dimension, of: dimensions, box: box, minimum: minimum, places: places,
      evaluate: evaluate)
  }

  /// - Throws: `StudyError.wrongFunctionDimension` for points of a dimension it is not defined for.
  public func callAsFunction(_ x: [Double]) throws -> Double { try checked(x).value }

  /// df/dx; where the function has no derivative, 0 in the coordinates concerned.
  public func gradient(_ x: [Double]) throws -> [Double] { try checked(x).gradient }

  private func checked(_ x: [Double]) throws -> (value: Double, gradient: [Double]) {
    guard dimensions.contains(x.count) else {
      throw StudyError.wrongFunctionDimension(name: name, known: dimensions, got: x.count)
    }
    return evaluate(x)
  }

  init(
    _ name: String, _ formula: String, dimension: Int = 2, of dimensions: ClosedRange<Int> = 1...100_000,
    box: @escaping @Sendable (Int) -> [(lower: Double, upper: Double)],
    minimum: @escaping @Sendable (Int) -> Double?, places: @escaping @Sendable (Int) -> [[Double]],
    evaluate: @escaping @Sendable ([Double]) -> (value: Double, gradient: [Double])
  ) {
    self.name = name
    self.formula = formula
    self.dimension = dimension
    self.dimensions = dimensions
    self.box = box
    self.minimum = minimum
    self.places = places
    self.evaluate = evaluate
  }

  /// A function of any dimension, in a cube, with the lowest value where all coordinates are alike.
  static func inCube(
    _ name: String, _ formula: String, from lower: Double, to upper: Double, smallest: Int = 1,
    minimum: @escaping @Sendable (Int) -> Double? = { _ in 0 }, at place: Double?,
    evaluate: @escaping @Sendable ([Double]) -> (value: Double, gradient: [Double])
  ) -> TestFunction {
    TestFunction(
      name, formula, of: smallest...100_000,
      box: { Array(repeating: (lower: lower, upper: upper), count: $0) }, minimum: minimum,
      places: { d in place.map { [[Double](repeating: $0, count: d)] } ?? [] }, evaluate: evaluate)
  }

  public static let all = [
    branin, hartmann3, hartmann6, ackley, levy, rosenbrock, rastrigin, griewank, michalewicz, styblinskiTang,
    sixHumpCamel,
  ]
}
