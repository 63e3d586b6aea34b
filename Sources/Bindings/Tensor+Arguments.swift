import Arrays
import LuaBridge
import Tensors

// How tensors' arguments are read: dtypes by name, numbers that know whether they are integers, "a tensor or a
// number", dimensions and positions that count from 1.

extension DType: LuaReadable, LuaNamed {
  public var luaText: String { name }
  public static var luaType: LuaValueType { .choice(DType.allCases.map(\.name)) }
  public static func read(_ stack: LuaStack, _ index: Int32) throws -> DType? {
    guard let name = stack.string(index) else { return nil }
    guard let dtype = DType(name: name) else {
      throw BindingError.choice(got: name, known: DType.allCases.map(\.name))
    }
    return dtype
  }
}

extension Scalar: LuaReadable {
  public static var luaTypeName: String { "number" }
  public static var luaType: LuaValueType { .either([.number, .boolean]) }
  public static func read(_ stack: LuaStack, _ index: Int32) -> Scalar? {
    let value = LuaAny(stack, index)
    if value.type == .boolean { return Bool.read(stack, index).map { .integer($0 ? 1 : 0) } }
    guard let number = Double.read(stack, index) else { return nil }
    if value.isInteger, let integer = Int.read(stack, index) { return .integer(Int64(integer)) }
    return .real(number)
  }
}

/// An element as Lua has it: boolean, integer or float by its tensor's dtype.
struct LuaElement: LuaPushable {
  static var luaType: LuaValueType { .either([.number, .boolean]) }
  let value: Scalar
  let dtype: DType
  init(_ value: Scalar, _ dtype: DType) {
    self.value = value
    self.dtype = dtype
  }
  func push(_ stack: LuaStack) {
    switch dtype {
    case .bool: stack.push(value.int64 != 0)
    case .int64: stack.push(Int(value.int64))
    case .float32, .float64: stack.push(value.double)
    }
  }
}

/// A tensor or a number beside it.
enum Operand: LuaReadable {
  case tensor(Tensor)
  case number(Scalar)

  static var luaTypeName: String { "tensor or number" }
  static var luaType: LuaValueType { .either([.object("Tensor"), .number, .boolean]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> Operand? {
    if let tensor = try Tensor.read(stack, index) { return .tensor(tensor) }
    // A boolean is less than a number: beside bools it leaves them bools.
    if let boolean = Bool.read(stack, index) { return .tensor(Tensor(try .scalar(boolean ? 1 : 0, dtype: .bool))) }
    return Scalar.read(stack, index).map { .number($0) }
  }

  /// As a tensor; a number takes the dtype that it has beside `other`.
  func tensor(beside other: Tensor) throws -> Tensor {
    switch self {
    case .tensor(let tensor): tensor
    case .number(let number): Tensor(try other.array.beside(number))
    }
  }
}

/// One dimension or several, 1-based; none given means all.
struct Dimensions {
  let indices: [LuaIndex]?

  func positions(in t: Tensor) throws -> [Int]? { try indices?.map { try position($0, in: t) } }
}

/// 0-based dimension. A tensor without dimensions takes 1 and -1, as PyTorch's takes 0 and -1.
func position(_ d: LuaIndex, in t: Tensor) throws -> Int {
  if t.shape.rank == 0, d.value == 1 || d.value == -1 { return 0 }
  return try d.dimension(rank: t.shape.rank)
}

extension LuaParameter where Value == Dimensions {
  /// `d` as an index or a table of them, or nothing; a table without items is the options.
  static func dimensions(_ name: String = "d") -> LuaParameter {
    LuaParameter(name, type: .either([.index, .list(.index), .nil])) { arguments in
      let (stack, index) = (arguments.stack, arguments.position)
      switch stack.type(index) {
      case .table where stack.count(index) == 0: return Dimensions(indices: nil)
      case .table: return Dimensions(indices: try arguments.next(name, as: [LuaIndex].self))
      case .nil, .none:
        arguments.position += 1
        return Dimensions(indices: nil)
      default: return Dimensions(indices: [try arguments.next(name, as: LuaIndex.self)])
      }
    }
  }
}

extension LuaParameter where Value == LuaIndex? {
  /// One dimension or nothing.
  static func dimension(_ name: String = "d") -> LuaParameter {
    LuaParameter(name, type: .either([.index, .nil])) { arguments in
      // The option table may follow at once.
      if arguments.stack.type(arguments.position) == .table { return nil }
      return try arguments.next(name, as: LuaIndex?.self)
    }
  }
}

/// Positions along a dimension, 1-based: an integer tensor of any shape (or one of whole numbers), or a table.
struct Positions: LuaReadable {
  let tensor: Tensor

  static var luaTypeName: String { "tensor or table of indices" }
  static var luaType: LuaValueType { .either([.object("Tensor"), .list(.index), .list(.list(.index))]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> Positions? {
    if let tensor = try Tensor.read(stack, index) { return try Positions(oneBased: tensor) }
    guard stack.type(index) == .table else { return nil }
    guard let numbers = try NestedNumbers.read(stack, index) else { return nil }
    return try Positions(oneBased: Tensor(try NDArray(numbers.values, shape: try Shape(numbers.sizes))))
  }

  func checked(along d: LuaIndex, of t: Tensor) throws -> Tensor {
    let d = try position(d, in: t)
    return try checked(in: t.shape.rank == 0 ? 1 : t.shape[d])
  }

  /// - Throws: `BindingError.indexOutOfRange` with the index as the script wrote it.
  func checked(in size: Int) throws -> Tensor {
    for position in try tensor.array.values(as: Int64.self) where position >= Int64(size) || position < -Int64(size) {
      let written = position < 0 ? position : position + 1
      throw BindingError.indexOutOfRange(index: Int(written), size: size)
    }
    return tensor
  }

  /// The same positions as Swift counts them; negative ones stay, counted from the end.
  init(oneBased tensor: Tensor) throws {
    let integers = try tensor.array.cast(to: .int64)
    let isWhole = try !tensor.dtype.isFloatingPoint || integers.equals(tensor.array)
    guard isWhole, tensor.dtype != .bool else {
      throw ArrayError.wrongDType(operation: "positions", wanted: "int64 or whole numbers", got: tensor.dtype)
    }
    var values = try integers.values(as: Int64.self)
    for place in values.indices {
      if values[place] == 0 { throw BindingError.zeroIndex }
      if values[place] > 0 { values[place] -= 1 }
    }
    self.tensor = Tensor(try NDArray(values, shape: tensor.shape))
  }
}

/// Positions (0-based, int64) as a script counts them.
func oneBased(_ positions: Tensor) throws -> Tensor { try positions.add(1) }
