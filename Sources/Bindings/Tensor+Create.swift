import Arrays
import LuaBridge
import Tensors

private func made(_ array: NDArray, _ requiresGrad: Bool) throws -> Tensor {
  if requiresGrad, !array.dtype.isFloatingPoint { throw TensorError.notDifferentiable(array.dtype) }
  return Tensor(array, requiresGrad: requiresGrad)
}

func declareTensorCreation(_ m: LuaModule) {
  m.function(
    "new", .value("data", as: TensorData.self), .option("dtype", as: DType?.self), .option("requires_grad", false),
    doc: "A tensor of the numbers in nested tables, or a copy of a tensor; also tensor{...}.",
    example: "local m = tensor{ {1, 2}, {3, 4} }"
  ) { (data: TensorData, dtype: DType?, requiresGrad: Bool) in try made(try data.array(dtype), requiresGrad) }

  let constants: [(String, String, Scalar)] = [
    ("zeros", "Zeros", 0), ("ones", "Ones", 1), ("empty", "Zeros, as yet", 0),
  ]
  for (name, doc, value) in constants {
    m.function(
      name, .sizes("sizes"), .option("dtype", DType.float32), .option("requires_grad", false),
      doc: "\(doc) in the given sizes.", example: "local t = tensor.\(name)(2, 3, {dtype=\"float64\"})"
    ) { (sizes: [Int], dtype: DType, requiresGrad: Bool) in
      try made(try NDArray(repeating: value, shape: try Shape(sizes), dtype: dtype), requiresGrad)
    }
    m.function(
      "\(name)_like", .value("t", as: Tensor.self), .option("dtype", as: DType?.self), .option("requires_grad", false),
      doc: "\(doc) in the shape and dtype of t.", example: "local t = tensor.\(name)_like(tensor.ones(2))"
    ) { (t: Tensor, dtype: DType?, requiresGrad: Bool) in
      try made(try NDArray(repeating: value, shape: t.shape, dtype: dtype ?? t.dtype), requiresGrad)
    }
  }
  m.function(
    "full", .value("sizes", as: SizeOrList.self), .value("value", as: Scalar.self), .option("dtype", DType.float32),
    .option("requires_grad", false), doc: "The same number everywhere: tensor.full({2, 3}, 7).",
    example: "local t = tensor.full({2, 3}, 7)"
  ) { (sizes: SizeOrList, value: Scalar, dtype: DType, requiresGrad: Bool) in
    try made(try NDArray(repeating: value, shape: try sizes.shape, dtype: dtype), requiresGrad)
  }
  m.function(
    "full_like", .value("t", as: Tensor.self), .value("value", as: Scalar.self), .option("dtype", as: DType?.self),
    .option("requires_grad", false), doc: "The same number in the shape and dtype of t.",
    example: "local t = tensor.full_like(tensor.ones(2), 7)"
  ) { (t: Tensor, value: Scalar, dtype: DType?, requiresGrad: Bool) in
    try made(try NDArray(repeating: value, shape: t.shape, dtype: dtype ?? t.dtype), requiresGrad)
  }
  m.function(
    "arange", .value("first", as: Scalar.self), .value("last", as: Scalar?.self), .value("step", as: Scalar?.self),
    .option("dtype", as: DType?.self), .option("requires_grad", false),
    doc: "first, first + step, ... up to and including last; 1 .. n for one number. int64 for integers.",
    example: "assert(tensor.arange(2, 4) == tensor{2, 3, 4})"
  ) { (first: Scalar, last: Scalar?, step: Scalar?, dtype: DType?, requiresGrad: Bool) in
    let range = InclusiveRange(first: last == nil ? 1 : first, last: last ?? first, step: step ?? 1)
    return try made(try range.array(dtype), requiresGrad)
  }
  m.function(
    "linspace", .number("first"), .number("last"), .integer("n"), .option("dtype", DType.float32),
    .option("requires_grad", false), doc: "n numbers from first to last at equal distances.",
    example: "local x = tensor.linspace(0, 1, 11)"
  ) { (first: Double, last: Double, count: Int, dtype: DType, requiresGrad: Bool) in
    try made(try .linspace(first, last, count: count, dtype: dtype), requiresGrad)
  }
  m.function(
    "eye", .integer("rows"), .value("columns", as: Int?.self), .option("dtype", DType.float32),
    doc: "Ones on the diagonal of a matrix, zeros elsewhere.", example: "local i = tensor.eye(3)"
  ) { (rows: Int, columns: Int?, dtype: DType) in Tensor(try .eye(rows, columns, dtype: dtype)) }
}

extension SizeOrList {
  var shape: Shape {
    get throws {
      switch self {
      case .one(let size): try Shape(size)
      case .list(let sizes): try Shape(sizes)
      }
    }
  }
}

/// What a tensor can be made of.
enum TensorData: LuaReadable {
  case numbers(NestedNumbers)
  case tensor(Tensor)
  case tensors([Tensor])

  static var luaTypeName: String { "number, table of numbers or tensor" }
  static var luaType: LuaValueType { .either([NestedNumbers.luaType, .object("Tensor"), .list(.object("Tensor"))]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> TensorData? {
    if let tensor = try Tensor.read(stack, index) { return .tensor(tensor) }
    if let list = LuaTable.read(stack, index), list.count > 0, try list.itemIfAny(1, as: Tensor.self) != nil {
      return .tensors(try list.items(as: Tensor.self))
    }
    return try NestedNumbers.read(stack, index).map { .numbers($0) }
  }

  /// - Parameter wanted: float32 for numbers and bool for booleans unless given.
  func array(_ wanted: DType?) throws -> NDArray {
    switch self {
    case .tensor(let tensor): return try tensor.array.cast(to: wanted ?? tensor.dtype).clone()
    case .tensors(let tensors):
      let joined = try NDArray.stack(tensors.map(\.array))
      return try joined.cast(to: wanted ?? joined.dtype)
    case .numbers(let numbers):
      let values = try NDArray(numbers.values, shape: try Shape(numbers.sizes))
      return try values.cast(to: wanted ?? (numbers.areBooleans ? .bool : .float32))
    }
  }
}
