import Arrays
import LuaBridge
import Tensors

/// Points of a search or a regression: a (n, d) tensor, a (d) tensor or table for one point, or a table of
/// tables or of (d) tensors.
struct PointsArgument: LuaReadable {
  /// Row-major (count, dimension).
  var numbers: [Double]
  var count: Int
  var dimension: Int
  /// Written without rows: one point, or several of one dimension.
  var isFlat = false

  /// The same numbers as points of one dimension, where they were written without rows.
  var asOneDimensional: PointsArgument {
    isFlat ? PointsArgument(numbers: numbers, count: numbers.count, dimension: 1) : self
  }

  var rows: [[Double]] { (0..<count).map { Array(numbers[($0 * dimension)..<(($0 + 1) * dimension)]) } }

  static var luaTypeName: String { "(n, d) tensor or table of points" }
  static var luaType: LuaValueType {
    .either([.object("Tensor"), .list(.list(.number)), .list(.number), .list(.object("Tensor"))])
  }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> PointsArgument? {
    if let tensor = try Tensor.read(stack, index) { return try PointsArgument(tensor) }
    guard stack.type(index) == .table else { return nil }
    // A list of tensors, one a point.
    let table = LuaTable(stack, index)
    if table.count > 0, let first: Tensor = try table.itemIfAny(1), first.shape.rank <= 1 {
      let rows = try table.items(as: Tensor.self).map { try doubles($0.array) }
      let dimension = rows[0].count
      for (position, row) in rows.enumerated() where row.count != dimension {
        throw UserError("points of \(dimension) coordinates wanted, number \(position + 1) has \(row.count)")
      }
      return PointsArgument(numbers: rows.flatMap { $0 }, count: rows.count, dimension: dimension)
    }
    guard let numbers = try NestedNumbers.read(stack, index) else { return nil }
    return try PointsArgument(numbers.values, sizes: numbers.sizes)
  }

  init(numbers: [Double], count: Int, dimension: Int) {
    self.numbers = numbers
    self.count = count
    self.dimension = dimension
  }

  init(_ tensor: Tensor) throws { try self.init(doubles(tensor.array), sizes: tensor.shape.array) }

  private init(_ numbers: [Double], sizes: [Int]) throws {
    switch sizes.count {
    case 1:
      self.init(numbers: numbers, count: 1, dimension: sizes[0])
      isFlat = true
    case 2:
      guard sizes[1] > 0 || sizes[0] == 0 else {
        throw UserError("points of at least one coordinate wanted, got shape (\(sizes[0]), 0)")
      }
      self.init(numbers: numbers, count: sizes[0], dimension: sizes[1])
    default: throw UserError("points of one or two dimensions wanted, got \(sizes.count)")
    }
  }
}

/// `{{low, high}, ...}`, or `{low, high, dim=20}` for equal bounds.
struct BoundsArgument: LuaReadable {
  var pairs: [(lower: Double, upper: Double)]

  static var luaTypeName: String { "table {{low, high}, ...} or {low, high, dim=n}" }
  static var luaType: LuaValueType { .either([.list(.list(.number)), .list(.number), .object("Tensor")]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> BoundsArgument? {
    if let tensor = try Tensor.read(stack, index) {
      guard tensor.shape.rank == 2, tensor.shape[1] == 2 else { return nil }
      let ends = try doubles(tensor.array)
      return BoundsArgument(pairs: (0..<tensor.shape[0]).map { (ends[2 * $0], ends[2 * $0 + 1]) })
    }
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    if let dimension = try table.field("dim", as: Int.self) {
      guard (1...100_000).contains(dimension) else { throw UserError("dim must be from 1 to 100000, got \(dimension)") }
      let ends = try table.items(as: Double.self)
      guard ends.count == 2 else { throw UserError("{low, high, dim=n} wanted, got \(ends.count) numbers") }
      return BoundsArgument(pairs: Array(repeating: (ends[0], ends[1]), count: dimension))
    }
    var pairs: [(lower: Double, upper: Double)] = []
    for position in 0..<table.count {
      guard let pair: [Double] = try table.itemIfAny(position + 1), pair.count == 2 else {
        throw UserError(
          "bounds {{low, high}, ...} or {low, high, dim=n} wanted, entry \(position + 1) is no {low, high}")
      }
      pairs.append((pair[0], pair[1]))
    }
    return BoundsArgument(pairs: pairs)
  }
}

/// A float64 tensor of the given sizes.
func tensor(_ values: [Double], _ sizes: Int...) throws -> Tensor {
  let array = try NDArray(empty: Shape(sizes), dtype: .float64)
  let pointer = array.pointer(as: Double.self)
  for index in 0..<min(array.count, values.count) { pointer[index] = values[index] }
  return Tensor(array)
}
