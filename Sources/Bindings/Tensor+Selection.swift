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
  for isInPlace in [false, true] {
    let suffix = isInPlace ? "_" : ""
    let kind = isInPlace ? "in place" : "a copy"
    c.method(
      "scatter" + suffix, .index("d"), .value("idx", as: Positions.self), .value("source", as: Operand.self),
      doc: "With source, a tensor or a number, where idx points, as gather reads; \(kind).",
      example: "local y = tensor.zeros(3):scatter\(suffix)(1, {1, 3}, 7)"
    ) { (t: Tensor, d: LuaIndex, positions: Positions, source: Operand) -> Tensor in
      let (d, index) = (try position(d, in: t), try positions.checked(along: d, of: t))
      let others: [Tensor] = if case .tensor(let source) = source { [source] } else { [] }
      return try applied(t, isInPlace, "scatter_", others) { t in
        switch source {
        case .tensor(let source): try t.scatter(d, index, source)
        case .number(let number): try t.scatter(d, index, number)
        }
      }
    }
    c.method(
      "index_copy" + suffix, .index("d"), .value("idx", as: Positions.self), .value("source", as: Tensor.self),
      doc: "With entries idx of dimension d replaced by source's; the last one wins; \(kind).",
      example: "local y = tensor.zeros(3):index_copy\(suffix)(1, {1, 3}, tensor.ones(2))"
    ) { (t: Tensor, d: LuaIndex, positions: Positions, source: Tensor) -> Tensor in
      let (d, index) = (try position(d, in: t), try positions.checked(along: d, of: t))
      return try applied(t, isInPlace, "index_copy_", [source]) { try $0.indexCopy(d, index, source) }
    }
    c.method(
      "index_fill" + suffix, .index("d"), .value("idx", as: Positions.self), .value("value", as: Scalar.self),
      doc: "With entries idx of dimension d all value; \(kind).",
      example: "local y = tensor.zeros(3):index_fill\(suffix)(1, {1, 3}, 7)"
    ) { (t: Tensor, d: LuaIndex, positions: Positions, value: Scalar) -> Tensor in
      let (d, index) = (try position(d, in: t), try positions.checked(along: d, of: t))
      return try applied(t, isInPlace, "index_fill_", []) { try $0.indexFill(d, index, value) }
    }
    c.method(
      "masked_scatter" + suffix, .value("mask", as: Tensor.self), .value("source", as: Tensor.self),
      doc: "With source's elements, one after the other, where mask holds; \(kind).",
      example: "local y = tensor.zeros(3):masked_scatter\(suffix)(tensor{true, false, true}, tensor{1, 2})"
    ) { (t: Tensor, mask: Tensor, source: Tensor) -> Tensor in
      let mask = try mask.expand(to: t.shape)
      let count = try mask.countNonzero().array.item().int64
      guard count <= source.array.count else {
        throw UserError("\(count) elements wanted, got \(source.array.count)")
      }
      let part = try source.flatten().narrow(0, start: 0, length: Int(count))
      return try applied(t, isInPlace, "masked_scatter_", [source]) { t in
        let places = Tensor(try mask.array.nonzeroPositions())
        return try t.put(places, part.to(t.dtype))
      }
    }
  }
  for (name, operation, function) in [
    ("index_add_", "index_add_", { try $0.indexAdd($1, $2, $3) }),
    ("scatter_add_", "scatter_add_", { try $0.scatterAdd($1, $2, $3) }),
  ] as [(String, StaticString, (Tensor, Int, Tensor, Tensor) throws -> Tensor)] {
    c.method(
      name, .index("d"), .value("idx", as: Positions.self), .value("source", as: Tensor.self),
      doc: "As \(name.dropLast()), in place.", example: "local y = tensor.zeros(3):\(name)(1, {1, 1}, tensor.ones(2))"
    ) { (t: Tensor, d: LuaIndex, positions: Positions, source: Tensor) -> Tensor in
      let (d, index) = (try position(d, in: t), try positions.checked(along: d, of: t))
      return try t.replace(operation, with: [source]) { try function($0, d, index, source) }
    }
  }
  c.method(
    "take", .value("idx", as: Positions.self), doc: "The elements at row-major indices, in their shape.",
    example: "assert(tensor{{1, 2}, {3, 4}}:take({1, 4}) == tensor{1, 4})"
  ) { (t: Tensor, positions: Positions) in try t.take(try positions.checked(in: t.array.count)) }
  c.method(
    "where", .value("condition", as: Tensor.self), .value("other", as: Operand.self),
    doc: "t where the condition holds, other elsewhere; all broadcast.",
    example: "local y = tensor.ones(2):where(tensor{true, false}, 0)"
  ) { (t: Tensor, condition: Tensor, other: Operand) -> Tensor in
    switch other {
    case .tensor(let other): try .where(condition, t, other)
    case .number(let number): try .where(condition, t, number)
    }
  }
  c.method(
    "masked_fill_", .value("mask", as: Tensor.self), .value("value", as: Scalar.self), doc: "As masked_fill, in place.",
    example: "local t = tensor.ones(2):masked_fill_(tensor{true, false}, 0)"
  ) { (t: Tensor, mask: Tensor, value: Scalar) -> Void in _ = try t.maskedFill_(mask, value) }
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

/// `function` of the tensor, as a new one or in its place.
private func applied(
  _ t: Tensor, _ isInPlace: Bool, _ operation: StaticString, _ others: [Tensor], _ function: (Tensor) throws -> Tensor
) throws -> Tensor {
  try isInPlace ? t.replace(operation, with: others, function) : function(t)
}
