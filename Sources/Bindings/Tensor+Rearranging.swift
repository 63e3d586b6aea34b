import Arrays
import LuaBridge
import Tensors

// Elements in other places, or several times. (`repeat` is a word of Lua's: PyTorch's is `tile` here.)

func declareTensorRearranging(_ c: LuaMembers<Tensor>) {
  c.method(
    "tile", .sizes("counts"),
    doc: "The whole so many times along each dimension, PyTorch's repeat; missing counts in front are 1.",
    example: "local m = tensor.ones(2, 3):tile(2, 1)"
  ) { (t: Tensor, counts: [Int]) in try t.tile(counts) }
  c.method(
    "repeat_interleave", .value("counts", as: SizeOrList.self), .dimension("d"),
    doc:
      "Each entry of dimension d (each element by default) so many times in a row; a table has a count for each entry.",
    example: "assert(tensor{1, 2}:repeat_interleave(2) == tensor{1, 1, 2, 2})"
  ) { (t: Tensor, counts: SizeOrList, d: LuaIndex?) -> Tensor in
    let place = try d.map { try position($0, in: t) }
    switch counts {
    case .one(let count): return try t.repeatInterleave(count, place)
    case .list(let counts):
      return try (place == nil ? t.flatten() : t).repeatInterleave(counts: counts, place ?? 0)
    }
  }
  c.method(
    "roll", .value("shifts", as: SizeOrList.self), .dimensions("d"),
    doc: "Entries moved on along dimension d, those that fall off coming in again; row-major over all without d.",
    example: "assert(tensor{1, 2, 3}:roll(1) == tensor{3, 1, 2})"
  ) { (t: Tensor, shifts: SizeOrList, d: Dimensions) in try t.roll(shifts.values, try d.positions(in: t) ?? []) }
  c.method(
    "flip", .indices("dims"), doc: "The order of one dimension or several reversed; a copy.",
    example: "local v = tensor.arange(3):flip(1)"
  ) { (t: Tensor, dims: [LuaIndex]) in try t.flip(try dims.map { try position($0, in: t) }) }
  c.method(
    "movedim", .value("from", as: IndexOrList.self), .value("to", as: IndexOrList.self),
    doc: "Dimension from (or those in a table) becomes dimension to; the others keep their order.",
    example: "local m = tensor.ones(2, 3, 4):movedim(1, -1)"
  ) { (t: Tensor, from: IndexOrList, to: IndexOrList) in
    try t.movedim(try from.indices.map { try position($0, in: t) }, try to.indices.map { try position($0, in: t) })
  }
  c.method(
    "unbind", .value("d", as: LuaIndex?.self), doc: "A table of all entries of dimension d (1 by default).",
    example: "local a, b = table.unpack(tensor.ones(2, 3):unbind())"
  ) { (t: Tensor, d: LuaIndex?) -> [Tensor] in try t.unbind(try d.map { try position($0, in: t) } ?? 0) }
  c.method(
    "diff", .integer("n", 1), .dimension("d"),
    doc: "Differences of neighbours along dimension d (the last by default), n times over.",
    example: "assert(tensor{1, 4, 9}:diff() == tensor{3, 5})"
  ) { (t: Tensor, n: Int, d: LuaIndex?) in try t.diff(n, try d.map { try position($0, in: t) } ?? -1) }
  c.method(
    "broadcast_to", .sizes("sizes"), doc: "The same as expand.", example: "local m = tensor.ones(3):broadcast_to(2, 3)"
  ) { (t: Tensor, sizes: [Int]) in try t.expand(sizes) }
}

func declareTensorGrids(_ m: LuaModule) {
  m.function(
    "meshgrid", .value("tensors", as: [Tensor].self), .option("indexing", GridIndexing.ij),
    doc: "A table of the coordinates of a grid: tensor i varies along dimension i, with indexing=\"xy\" the first two "
      + "exchanged.",
    example: "local x, y = table.unpack(tensor.meshgrid({tensor.arange(3), tensor.arange(2)}))"
  ) { (tensors: [Tensor], indexing: GridIndexing) -> [Tensor] in try Tensor.meshgrid(tensors, xy: indexing == .xy) }
  m.function(
    "einsum", .string("equation"), .value("tensors", as: LuaTensors.self),
    doc: "Sums of products by Einstein's convention; tensors follow, or stand in a table.",
    example: "local y = tensor.einsum(\"ij,jk->ik\", tensor.ones(2, 3), tensor.ones(3, 4))"
  ) { (equation: String, tensors: LuaTensors) -> Tensor in try Tensor.einsum(equation, tensors.tensors) }
}

private enum GridIndexing: String, LuaChoice { case ij, xy }

extension SizeOrList {
  var values: [Int] {
    switch self {
    case .one(let value): [value]
    case .list(let values): values
    }
  }
}

/// One index or a table of them.
struct IndexOrList: LuaReadable {
  let indices: [LuaIndex]
  static var luaTypeName: String { "index or table of indices" }
  static var luaType: LuaValueType { .either([.index, .list(.index)]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> IndexOrList? {
    if stack.type(index) == .table { return try [LuaIndex].read(stack, index).map { IndexOrList(indices: $0) } }
    return try LuaIndex.read(stack, index).map { IndexOrList(indices: [$0]) }
  }
}

/// All tensors from here on, or those in a table.
struct LuaTensors {
  let tensors: [Tensor]
}

extension LuaParameter where Value == LuaTensors {
  static func value(_ name: String, as type: LuaTensors.Type) -> LuaParameter {
    LuaParameter(
      name, type: .either([.object("Tensor"), .list(.object("Tensor"))]), words: { "tensors" }, isRest: true
    ) { arguments in
      if arguments.stack.type(arguments.position) == .table {
        return LuaTensors(tensors: try arguments.next(name, as: [Tensor].self))
      }
      var tensors: [Tensor] = []
      while arguments.remaining > 0 { tensors.append(try arguments.next(name, as: Tensor.self)) }
      return LuaTensors(tensors: tensors)
    }
  }
}
