import Arrays
import LuaBridge
import Tensors

extension Tensor: LuaObject {
  public static let luaClass = LuaClass(Tensor.self, "Tensor", doc: "An n-dimensional array of numbers.") { c in
    declareTensorBasics(c)
    declareTensorOperators(c)
    declareTensorIndexing(c)
    declareTensorShapes(c)
    declareTensorRearranging(c)
    declareTensorPointwise(c)
    declareTensorCompositions(c)
    declareTensorReductions(c)
    declareTensorOrder(c)
    declareTensorSelection(c)
    declareTensorProducts(c)
    declareTensorLinearAlgebra(c)
    declareTensorGradients(c)
    declareTensorInPlace(c)
    declareTensorDraws(c)
  }
}

/// Methods that make no sense as `tensor.name(t)`.
private let onlyMethods: Set<String> = [
  "size", "is_contiguous", "is_floating_point", "item", "totable", "to", "float", "double", "long", "bool", "backward",
  "requires_grad_", "view",
  "contiguous", "where",
]

let tensorModule = LuaModule(
  "tensor", doc: "Tensors: n-dimensional arrays of numbers with gradients. Every method is also a function here."
) { m in
  declareTensorCreation(m)
  declareTensorRandom(m)
  declareTensorJoining(m)
  declareTensorGrids(m)
  declareTensorFiles(m)
  declareTensorTape(m)
  declareTensorCustom(m)
  for method in Tensor.luaClass.methods where !onlyMethods.contains(method.name) && !method.name.hasSuffix("_") {
    m.add(method.asFunction(of: "tensor", self: "t"))
  }
  declareLinearAlgebra(m)
  m.callable(as: "new")
  m.type(Tensor.luaClass)
}

private func declareTensorBasics(_ c: LuaMembers<Tensor>) {
  c.property("shape", doc: "Sizes of all dimensions, a table.", example: "assert(tensor.zeros(2, 3).shape[2] == 3)") {
    $0.shape.array
  }
  c.property(
    "dtype", doc: "\"float32\", \"float64\", \"int64\" or \"bool\".",
    example: "assert(tensor.zeros(3).dtype == \"float32\")"
  ) { $0.dtype.name }
  c.method(
    "size", .value("d", as: LuaIndex?.self), doc: "The size of dimension d, or a table of all sizes.",
    example: "assert(tensor.zeros(2, 3):size(2) == 3)"
  ) { (t: Tensor, d: LuaIndex?) -> SizeOrSizes in
    guard let d else { return .sizes(t.shape.array) }
    return .size(t.shape[try d.dimension(rank: t.shape.rank)])
  }
  c.property("ndim", doc: "The number of dimensions, as dim().", example: "assert(tensor.zeros(2, 3).ndim == 2)") {
    $0.shape.rank
  }
  c.method(
    "is_contiguous", doc: "Whether the elements stand row-major without gaps.",
    example: "assert(not tensor.ones(2, 3):t():is_contiguous())"
  ) { (t: Tensor) in t.array.isContiguous }
  c.method(
    "is_floating_point", doc: "Whether it holds float32 or float64.",
    example: "assert(tensor.ones(2):is_floating_point())"
  ) { (t: Tensor) in t.dtype.isFloatingPoint }
  c.method("dim", doc: "The number of dimensions.", example: "assert(tensor.zeros(2, 3):dim() == 2)") { (t: Tensor) in
    t.shape.rank
  }
  c.method("numel", doc: "The number of elements.", example: "assert(tensor.zeros(2, 3):numel() == 6)") {
    (t: Tensor) in t.shape.count
  }
  c.method(
    "item", doc: "The only element as a number (or boolean).", example: "assert(tensor.ones(1):item() == 1)"
  ) { (t: Tensor) in LuaElement(try t.array.item(), t.dtype) }
  c.method(
    "totable", doc: "The elements in nested tables; a single number for no dimensions.",
    example: "assert(tensor.ones(2):totable()[1] == 1)"
  ) { (t: Tensor) in NestedElements(try t.array.contiguous()) }
  c.method(
    "to", .value("dtype", as: DType.self), doc: "The same numbers in another dtype.",
    example: "assert(tensor.ones(2):to(\"int64\").dtype == \"int64\")"
  ) { (t: Tensor, dtype: DType) in try t.to(dtype) }
  for (name, dtype) in [("float", DType.float32), ("double", .float64), ("long", .int64), ("bool", .bool)] {
    c.method(name, doc: "`t:to(\"\(dtype.name)\")`.", example: "local u = tensor.ones(2):\(name)()") { (t: Tensor) in
      try t.to(dtype)
    }
  }
  c.method("clone", doc: "A copy; gradients flow through it.", example: "local u = tensor.ones(2):clone()") {
    (t: Tensor) in try t.clone()
  }
  c.method(
    "contiguous", doc: "The tensor itself when its elements stand row-major, a copy otherwise.",
    example: "local u = tensor.ones(2, 3):t():contiguous()"
  ) { (t: Tensor) in try t.contiguous() }
  c.method(
    "equals", .value("other", as: Tensor.self), doc: "Whether both have the same shape and values; also t == other.",
    example: "assert(tensor.ones(2):equals(tensor.ones(2)))"
  ) { (t: Tensor, other: Tensor) in try t.equals(other) }
}

/// One size or all.
enum SizeOrSizes: LuaPushable {
  static var luaType: LuaValueType { .either([.integer, .list(.integer)]) }

  case size(Int)
  case sizes([Int])
  func push(_ stack: LuaStack) throws {
    switch self {
    case .size(let size): stack.push(size)
    case .sizes(let sizes): try sizes.push(stack)
    }
  }
}
