import Arrays
import LuaBridge
import Tensors

// t[i] · t[{i, j}] · t[{ {2, 4}, {}, j }] · t[mask] · t[positions], all assignable.

/// One entry of an index table.
private enum Piece {
  case entry(LuaIndex)
  case all
  case range(LuaIndex, LuaIndex, step: Int)
  case several(Tensor)

  init(_ stack: LuaStack, _ index: Int32) throws {
    if let entry = try LuaIndex.read(stack, index) {
      self = .entry(entry)
      return
    }
    if let tensor = try Tensor.read(stack, index) {
      self = .several(tensor)
      return
    }
    guard let table = LuaTable.read(stack, index) else {
      throw UserError("index, {}, {first, last} or tensor wanted between the brackets, got \(stack.typeName(index))")
    }
    switch table.count {
    case 0: self = .all
    case 2: self = .range(try table.item(1), try table.item(2), step: 1)
    case 3:
      self = .range(try table.item(1), try table.item(2), step: try table.item(3))
    default: throw UserError("{}, {first, last} or {first, last, step} wanted, got \(table.count) numbers")
    }
  }
}

/// What a key selects.
private enum Selection {
  /// A view; `isElement` when every dimension was given one index.
  case view(Tensor, isElement: Bool)
  case mask(Tensor)
  /// Of a view, positions for some dimensions (from 0), nil for the others.
  case positions(Tensor, [Tensor?])

  /// Nil for keys that are no index, such as strings.
  init?(_ t: Tensor, _ stack: LuaStack, _ key: Int32) throws {
    if let index = try LuaIndex.read(stack, key) {
      guard t.shape.rank > 0 else { throw BindingError.dimensionOutOfRange(dimension: 1, rank: 0) }
      self = .view(try t.select(0, try index.position(in: t.shape[0])), isElement: t.shape.rank == 1)
    } else if stack.type(key) == .table {
      self = try Selection(t, LuaTable(stack, key))
    } else if let other = try Tensor.read(stack, key) {
      if other.dtype == .bool {
        self = .mask(other)
      } else {
        guard t.shape.rank > 0 else { throw BindingError.dimensionOutOfRange(dimension: 1, rank: 0) }
        self = .positions(t, [try Positions(oneBased: other).checked(in: t.shape[0])])
      }
    } else {
      return nil
    }
  }

  private init(_ t: Tensor, _ table: LuaTable) throws {
    let count = table.count
    guard count <= t.shape.rank else {
      throw UserError("\(count) indices for a tensor of \(t.shape.rank) dimensions")
    }
    var view = t
    var dimension = 0
    var entries = 0
    var several: [Int: Tensor] = [:]
    for place in 0..<count {
      try table.stack.reserve(4)
      table.stack.getItem(table.index, place + 1)
      defer { table.stack.pop() }
      let size = view.shape[dimension]
      switch try Piece(table.stack, table.stack.top) {
      case .entry(let index):
        view = try view.select(dimension, try index.position(in: size))
        entries += 1
      case .all: dimension += 1
      case .range(let first, let last, let step):
        guard step > 0 else { throw UserError("a positive step wanted, got \(step)") }
        let range = try LuaIndex.range(from: first, through: last, in: size)
        let length = range.isEmpty ? 0 : (range.count - 1) / step + 1
        view = try view.slice(dimension, start: range.lowerBound, length: length, step: step)
        dimension += 1
      case .several(let tensor):
        several[dimension] = try Selection.positions(tensor, in: size)
        dimension += 1
      }
    }
    if let last = several.keys.max() {
      self = .positions(view, (0...last).map { several[$0] })
    } else {
      self = .view(view, isElement: entries == t.shape.rank)
    }
  }

  /// Positions along one dimension from a tensor of them, or from a mask of that dimension.
  private static func positions(_ tensor: Tensor, in size: Int) throws -> Tensor {
    guard tensor.dtype == .bool else { return try Positions(oneBased: tensor).checked(in: size) }
    guard tensor.shape.rank == 1, tensor.shape[0] == size else {
      throw UserError("a mask of shape (\(size),) wanted for a dimension of size \(size), got shape \(tensor.shape)")
    }
    return Tensor(try tensor.array.nonzeroPositions())
  }
}

func declareTensorIndexing(_ c: LuaMembers<Tensor>) {
  c.index(
    key: .either([.index, .object("Tensor"), .list(.either([.index, .list(.index), .object("Tensor")]))]),
    value: .either([.object("Tensor"), .number, .boolean]),
    doc: "t[i], t[{i, j}], t[{ {2, 4}, {}, j }] with ranges a..b and {} for all, t[mask], t[idx], t[{ {}, idx }] with "
      + "tensors of indices, which broadcast together: a number where every dimension has its index, else a view, for "
      + "masks and tensors a copy. All can be assigned.",
    example: "local t = tensor.arange(6):reshape(2, 3)\nassert(t[{2, 3}] == 6)\nt[{ {}, {1, 2} }] = 0\nt[t:gt(4)] = 1"
  ) { t, arguments in
    let stack = arguments.stack
    // The usual case, a number out of a vector, makes no tensor.
    if let offset = try vectorOffset(t, stack) {
      withExtendedLifetime(t.array.storage) { LuaElement(t.array.element(at: offset), t.dtype).push(stack) }
      return 1
    }
    switch try Selection(t, stack, 2) {
    case .view(let view, let isElement):
      if isElement { LuaElement(try view.array.item(), t.dtype).push(stack) } else { try view.push(stack) }
    case .mask(let mask): try t.maskedSelect(mask).push(stack)
    case .positions(let view, let indices): try view.index(indices).push(stack)
    case nil: return 0
    }
    return 1
  }
  c.newIndex { t, arguments in
    let stack = arguments.stack
    guard let selection = try Selection(t, stack, 2) else { return false }
    guard let value = try AssignedValue.read(stack, 3) else {
      throw UserError("number, table or tensor wanted on the right, got \(stack.typeName(3))")
    }
    switch selection {
    case .view(let view, _):
      switch value {
      case .number(let number): try view.fill_(number)
      case .tensor(let tensor): try view.copy_(tensor)
      }
    case .mask(let mask):
      switch value {
      case .number(let number): try t.maskedFill_(mask, number)
      case .tensor(let tensor): try t.maskedCopy_(mask, tensor)
      }
    case .positions(let view, let indices):
      switch value {
      case .number(let number): try view.indexPut_(indices, Tensor(.scalar(number, dtype: view.dtype)))
      case .tensor(let tensor): try view.indexPut_(indices, tensor)
      }
    }
    return true
  }
}

private func vectorOffset(_ t: Tensor, _ stack: LuaStack) throws -> Int? {
  guard t.shape.rank == 1, let index = try LuaIndex.read(stack, 2) else { return nil }
  return try index.position(in: t.shape[0]) &* t.array.strides[0]
}

/// What may stand on the right of `t[key] = value`.
private enum AssignedValue: LuaReadable {
  case number(Scalar)
  case tensor(Tensor)

  static var luaTypeName: String { "number, table or tensor" }
  static var luaType: LuaValueType { .either([.number, .boolean, .table, .object("Tensor")]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> AssignedValue? {
    if let tensor = try Tensor.read(stack, index) { return .tensor(tensor) }
    if let number = Scalar.read(stack, index) { return .number(number) }
    return try TensorData.read(stack, index).map { .tensor(Tensor(try $0.array(nil))) }
  }
}

/// The elements of a contiguous array in nested tables.
struct NestedElements: LuaPushable {
  static var luaType: LuaValueType { NestedNumbers.luaType }

  private let array: NDArray
  init(_ array: NDArray) { self.array = array }

  func push(_ stack: LuaStack) throws {
    try withExtendedLifetime(array.storage) {
      var next = 0
      try push(stack, 0, &next)
    }
  }

  private func push(_ stack: LuaStack, _ dimension: Int, _ next: inout Int) throws {
    if dimension == array.rank {
      LuaElement(array.element(at: next), array.dtype).push(stack)
      next += 1
      return
    }
    let size = array.shape[dimension]
    try stack.pushTable(array: size)
    let table = stack.top
    try stack.reserve(4)
    for place in 0..<size {
      try push(stack, dimension + 1, &next)
      try stack.setItem(table, place + 1)
    }
  }
}
