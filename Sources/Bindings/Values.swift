import Arrays
import LuaBridge
import Tensors

/// Numbers for a drawing: a tensor of any shape, flattened, or a table of numbers.
struct Values: LuaReadable {
  let numbers: [Double]

  static var luaTypeName: String { "tensor or table of numbers" }
  static var luaType: LuaValueType { .either([.object("Tensor"), .list(.number)]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Values? {
    if let tensor = try Tensor.read(stack, index) { return Values(numbers: try doubles(tensor.array)) }
    guard stack.type(index) == .table, LuaTable(stack, index).isSequence else { return nil }
    return Values(numbers: try LuaTable(stack, index).items(as: Double.self))
  }
}

/// Numbers in rows and columns: a two-dimensional tensor or a table of tables.
struct Matrix: LuaReadable {
  /// Row-major.
  let numbers: [Double]
  let rows: Int
  let columns: Int

  static var luaTypeName: String { "two-dimensional tensor or table of tables of numbers" }
  static var luaType: LuaValueType { .either([.object("Tensor"), .list(.list(.number))]) }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> Matrix? {
    if let tensor = try Tensor.read(stack, index) {
      guard tensor.shape.rank == 2 else { return nil }
      return Matrix(numbers: try doubles(tensor.array), rows: tensor.shape[0], columns: tensor.shape[1])
    }
    guard stack.type(index) == .table, let table = try NestedNumbers.read(stack, index), table.sizes.count == 2 else {
      return nil
    }
    return Matrix(numbers: table.values, rows: table.sizes[0], columns: table.sizes[1])
  }
}

/// The elements in row-major order.
func doubles(_ array: NDArray) throws -> [Double] {
  let array = try array.cast(to: .float64).contiguous()
  return withExtendedLifetime(array.storage) {
    [Double](UnsafeBufferPointer(start: array.pointer(as: Double.self), count: array.count))
  }
}
