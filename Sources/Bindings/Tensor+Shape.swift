import Arrays
import LuaBridge
import Tensors

func declareTensorShapes(_ c: LuaMembers<Tensor>) {
  c.method(
    "reshape", .sizes("sizes"), doc: "The same elements under other sizes, one of which may be -1.",
    example: "local m = tensor.arange(6):reshape(2, -1)"
  ) { (t: Tensor, sizes: [Int]) in try t.reshape(sizes) }
  c.method(
    "view", .sizes("sizes"), doc: "As reshape, but an error where a copy would be needed.",
    example: "local m = tensor.arange(6):view(2, 3)"
  ) { (t: Tensor, sizes: [Int]) in try t.view(sizes) }
  c.method(
    "flatten", .value("first", as: LuaIndex?.self), .value("last", as: LuaIndex?.self),
    doc: "Joins the dimensions first..last (all by default) into one.", example: "local v = tensor.ones(2, 3):flatten()"
  ) { (t: Tensor, first: LuaIndex?, last: LuaIndex?) in
    try t.flatten(try first.map { try position($0, in: t) } ?? 0, try last.map { try position($0, in: t) } ?? -1)
  }
  c.method(
    "unflatten", .index("d"), .sizes("sizes"), doc: "Cuts dimension d into several; one size may be -1.",
    example: "local m = tensor.arange(6):unflatten(1, 2, 3)"
  ) { (t: Tensor, d: LuaIndex, sizes: [Int]) in try t.unflatten(try position(d, in: t), sizes) }
  c.method(
    "squeeze", .dimensions("d"),
    doc: "Without dimension d, or those in a table, if its size is 1; without all such by default.",
    example: "local v = tensor.ones(1, 3):squeeze(1)"
  ) { (t: Tensor, d: Dimensions) -> Tensor in
    guard let places = try d.positions(in: t) else { return try t.squeeze() }
    // From the last on, so that the others keep their places.
    return try Set(places).sorted(by: >).reduce(t) { try $0.squeeze($1) }
  }
  c.method(
    "unsqueeze", .index("d"), doc: "With a new dimension d of size 1.", example: "local m = tensor.ones(3):unsqueeze(1)"
  ) { (t: Tensor, d: LuaIndex) in try t.unsqueeze(try d.dimension(rank: t.shape.rank + 1)) }
  c.method(
    "transpose", .index("d1"), .index("d2"), doc: "With dimensions d1 and d2 exchanged.",
    example: "local m = tensor.ones(2, 3):transpose(1, 2)"
  ) { (t: Tensor, first: LuaIndex, second: LuaIndex) in
    try t.transpose(try position(first, in: t), try position(second, in: t))
  }
  c.method("t", doc: "A matrix with rows and columns exchanged.", example: "local m = tensor.ones(2, 3):t()") {
    (t: Tensor) in try t.t()
  }
  c.method(
    "permute", .indices("dims"), doc: "Dimension i of the result is dimension dims[i] of this tensor.",
    example: "local p = tensor.ones(2, 3, 4):permute(3, 1, 2)"
  ) { (t: Tensor, order: [LuaIndex]) in
    let order = try order.map { try position($0, in: t) }
    guard order.count == t.shape.rank, Set(order).count == order.count else {
      throw UserError("each of the \(t.shape.rank) dimensions is wanted once")
    }
    return try t.permute(order)
  }
  c.method(
    "expand", .sizes("sizes"),
    doc: "Repeats dimensions of size 1, and new leading ones, without copying; -1 keeps a size.",
    example: "local m = tensor.ones(3, 1):expand(3, 4)"
  ) { (t: Tensor, sizes: [Int]) in try t.expand(sizes) }
  c.method(
    "expand_as", .value("other", as: Tensor.self), doc: "Expanded to the other tensor's shape.",
    example: "local m = tensor.ones(1):expand_as(tensor.ones(3))"
  ) { (t: Tensor, other: Tensor) in try t.expand(to: other.shape) }
  c.method(
    "narrow", .index("d"), .index("start"), .integer("length"),
    doc: "Entries start .. start + length - 1 of dimension d.",
    example: "local v = tensor.arange(5):narrow(1, 2, 3)"
  ) { (t: Tensor, d: LuaIndex, start: LuaIndex, length: Int) in
    let d = try d.dimension(rank: t.shape.rank)
    let first = length == 0 && start.value == t.shape[d] &+ 1 ? t.shape[d] : try start.position(in: t.shape[d])
    guard length >= 0, length <= t.shape[d] - first else {
      throw UserError("\(length) entries from \(start.value) do not fit in size \(t.shape[d])")
    }
    return try t.narrow(d, start: first, length: length)
  }
  c.method(
    "select", .index("d"), .index("i"), doc: "Entry i of dimension d, which disappears.",
    example: "local column = tensor.ones(2, 3):select(2, 1)"
  ) { (t: Tensor, d: LuaIndex, i: LuaIndex) in
    let d = try d.dimension(rank: t.shape.rank)
    return try t.select(d, try i.position(in: t.shape[d]))
  }
  c.method(
    "split", .value("size", as: SizeOrList.self), .value("d", as: LuaIndex?.self),
    doc: "A table of parts of dimension d (1 by default), each of the given size, or of the given sizes.",
    example: "local a, b = table.unpack(tensor.arange(5):split(3))"
  ) { (t: Tensor, size: SizeOrList, d: LuaIndex?) -> [Tensor] in
    let d = try d.map { try position($0, in: t) } ?? 0
    switch size {
    case .one(let size): return try t.split(size, d)
    case .list(let sizes): return try t.split(sizes: sizes, d)
    }
  }
  c.method(
    "chunk", .integer("n"), .value("d", as: LuaIndex?.self),
    doc: "A table of at most n equal parts of dimension d (1 by default).",
    example: "local a, b = table.unpack(tensor.arange(4):chunk(2))"
  ) { (t: Tensor, n: Int, d: LuaIndex?) in try t.chunk(n, try d.map { try position($0, in: t) } ?? 0) }
}

enum SizeOrList: LuaReadable {
  case one(Int)
  case list([Int])
  static var luaType: LuaValueType { .either([.integer, .list(.integer)]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> SizeOrList? {
    if let size = Int.read(stack, index) { return .one(size) }
    return try [Int].read(stack, index).map { .list($0) }
  }
}
