import Arrays

/// What is searched. The only place that knows the user's units: everything else sees the unit cube.
///
/// Notation: a *point* has one number a parameter, in the user's units (a category is its position from 0); a *unit
/// point* has `dimension` columns in [0, 1].
public struct SearchSpace: Sendable, Equatable {
  /// In the order of a point's numbers.
  public let parameters: [Parameter]
  /// Of the parameters; empty for a box.
  public let names: [String]
  /// Columns of the unit cube, d.
  public let dimension: Int

  /// Whether points are plain coordinates inside bounds.
  public var isBox: Bool { names.isEmpty }

  /// A box.
  /// - Throws: `StudyError` for no dimension, too many, or bounds that are not finite and increasing.
  public init(bounds: [(lower: Double, upper: Double)]) throws {
    guard !bounds.isEmpty else { throw StudyError.noDimensions }
    for (k, bound) in bounds.enumerated()
    where Parameter.float(lower: bound.lower, upper: bound.upper).fault != nil {
      throw StudyError.badBounds(dimension: k, lower: bound.lower, upper: bound.upper)
    }
    try self.init(bounds.map { .float(lower: $0.lower, upper: $0.upper) }, names: [])
  }

  /// Named parameters, put in the order of their names.
  /// - Throws: `StudyError` for none, too many, or a parameter without values.
  public init(_ named: [String: Parameter]) throws {
    let sorted = named.sorted { $0.key < $1.key }
    for (name, parameter) in sorted {
      if let fault = parameter.fault { throw StudyError.badParameter(name: name, fault) }
    }
    try self.init(sorted.map(\.value), names: sorted.map(\.key))
  }

  private init(_ parameters: [Parameter], names: [String]) throws {
    guard !parameters.isEmpty else { throw StudyError.noDimensions }
    let dimension = parameters.reduce(0) { $0 + $1.width }
    guard dimension <= Sobol.maximumDimension else {
      throw StudyError.tooManyDimensions(dimension, most: Sobol.maximumDimension)
    }
    self.parameters = parameters
    self.names = names
    self.dimension = dimension
  }

  /// The bounds of the unit cube's columns in the user's units: those of a box, else the cube's own.
  public var bounds: [(lower: Double, upper: Double)] {
    parameters.flatMap { parameter in
      if case .float(let lower, let upper, false) = parameter { return [(lower: lower, upper: upper)] }
      return Array(repeating: (lower: 0, upper: 1), count: parameter.width)
    }
  }

  /// The unit cube's point in the user's units; never outside the space.
  public func decode(_ unit: [Double]) -> [Double] {
    var column = 0
    return parameters.map { parameter in
      let columns = unit[column..<(column + parameter.width)]
      column += parameter.width
      return parameter.decode(columns)
    }
  }

  /// A point in the user's units as one of the unit cube; points outside the space end up outside the cube.
  public func encode(_ point: [Double]) -> [Double] {
    var columns: [Double] = []
    columns.reserveCapacity(dimension)
    for (value, parameter) in zip(point, parameters) { parameter.encode(value, into: &columns) }
    return columns
  }

  /// - Throws: `StudyError` where a point told has the wrong number of coordinates or a value that the space does not have.
  func check(_ point: [Double], row: Int) throws {
    guard point.count == parameters.count else {
      throw StudyError.wrongPointSize(wanted: parameters.count, got: point.count)
    }
    let unit = encode(point)
    for (k, (value, parameter)) in zip(point, parameters).enumerated() where !value.isFinite || !parameter.has(value) {
      if isBox { throw StudyError.pointNotFinite(row: row, dimension: k) }
      throw StudyError.notAValue(name: names[k], got: value, of: parameter)
    }
    // A coordinate far outside its bounds may overflow on its way into the cube.
    if let k = unit.firstIndex(where: { !$0.isFinite }) { throw StudyError.pointNotFinite(row: row, dimension: k) }
  }
}
