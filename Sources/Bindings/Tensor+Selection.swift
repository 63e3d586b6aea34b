import Arrays
import LuaBridge
import Tensors

func declareTensorSelection(_ c: LuaMembers<Tensor>) {
  c.method(
    "index_select", .index("d"), .value("idx", as: Positions.self), doc: "Entries idx of dimension d; a copy.",
    example: "local rows = tensor.ones(3, 2):index_select(1, {1, 3})"
  ) { (t: Tensor, d: LuaIndex, positions: Positions) in
    try t.indexSelect(try position(d, in: t), try positions.checked(along: d, of: t))
  }
  c.method(
    "gather", .index("d"), .value("idx", as: Positions.self),
    doc: "out[i][j] = t[i][idx[i][j]], the index along dimension d.",
    example: "local y = tensor.ones(2, 3):gather(2, tensor{{1}, {3}})"
  ) { (t: Tensor, d: LuaIndex, positions: Positions) in
    try t.gather(try position(d, in: t), try positions.checked(along: d, of: t))
  }
  c.method(
    "index_add", .index("d"), .value("idx", as: Positions.self), .value("source", as: Tensor.self),
    doc: "A copy with source's entries added to entries idx of dimension d.",
    example: "local y = tensor.zeros(3):index_add(1, {1, 1}, tensor.ones(2))"
  ) { (t: Tensor, d: LuaIndex, positions: Positions, source: Tensor) in
    try t.indexAdd(try position(d, in: t), try positions.checked(along: d, of: t), source)
  }
  c.method(
    "scatter_add", .index("d"), .value("idx", as: Positions.self), .value("source", as: Tensor.self),
    doc: "A copy with source added where idx points, as gather reads.",
    example: "local y = tensor.zeros(3):scatter_add(1, {1, 1}, tensor.ones(2))"
  ) { (t: Tensor, d: LuaIndex, positions: Positions, source: Tensor) in
    try t.scatterAdd(try position(d, in: t), try positions.checked(along: d, of: t), source)
  }
  c.method(
    "masked_fill", .value("mask", as: Tensor.self), .value("value", as: Scalar.self),
    doc: "With value where mask holds.",
    example: "local y = tensor.arange(3):masked_fill(tensor{true, false, false}, 0)"
  ) { (t: Tensor, mask: Tensor, value: Scalar) in try t.maskedFill(mask, value) }
  c.method(
    "masked_select", .value("mask", as: Tensor.self), doc: "The entries where mask holds; also t[mask].",
    example: "local y = tensor.arange(3):masked_select(tensor{true, false, true})"
  ) { (t: Tensor, mask: Tensor) in try t.maskedSelect(mask) }
  c.method(
    "nonzero", doc: "The indices of the elements that are not 0, one row each.",
    example: "local where = tensor{0, 1}:nonzero()"
  ) { (t: Tensor) in try oneBased(try t.nonzero()) }
}
