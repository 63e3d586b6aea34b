import Arrays
import LuaBridge
import Tensors

func declareTensorJoining(_ m: LuaModule) {
  m.function(
    "cat", .value("tensors", as: [Tensor].self), .value("d", as: LuaIndex?.self),
    doc: "Tensors one after the other along dimension d (1 by default).",
    example: "local t = tensor.cat({tensor.ones(2, 3), tensor.zeros(1, 3)}, 1)"
  ) { (tensors: [Tensor], d: LuaIndex?) -> Tensor in
    guard let first = tensors.first else { throw UserError("at least one tensor wanted") }
    return try .cat(tensors, try d.map { try position($0, in: first) } ?? 0)
  }
  m.function(
    "stack", .value("tensors", as: [Tensor].self), .value("d", as: LuaIndex?.self),
    doc: "Tensors of one shape along a new dimension d (1 by default).",
    example: "local t = tensor.stack({tensor.ones(3), tensor.zeros(3)})"
  ) { (tensors: [Tensor], d: LuaIndex?) -> Tensor in
    guard let first = tensors.first else { throw UserError("at least one tensor wanted") }
    return try .stack(tensors, try d.map { try $0.dimension(rank: first.shape.rank + 1) } ?? 0)
  }
  m.function(
    "where", .value("condition", as: Tensor.self), .value("a", as: Operand.self), .value("b", as: Operand.self),
    doc: "a where the condition holds, b elsewhere; all broadcast.",
    example: "local y = tensor.where(tensor{true, false}, tensor.ones(2), 0)"
  ) { (condition: Tensor, a: Operand, b: Operand) -> Tensor in
    switch (a, b) {
    case (.tensor(let a), .tensor(let b)): try .where(condition, a, b)
    case (.tensor(let a), .number(let b)): try .where(condition, a, b)
    case (.number(let a), .tensor(let b)): try .where(condition, a, b)
    case (.number(.integer(let a)), .number(.integer(let b))):
      try .where(condition, Tensor(.scalar(.integer(a), dtype: .int64)), .integer(b))
    case (.number(let a), .number(let b)): try .where(condition, Tensor(.scalar(a, dtype: .float32)), b)
    }
  }
}

/// first, first + step, ... up to and including last.
struct InclusiveRange {
  let first: Scalar
  let last: Scalar
  let step: Scalar

  func array(_ dtype: DType?) throws -> NDArray {
    if case .integer(let first) = first, case .integer(let last) = last, case .integer(let step) = step {
      // One step beyond the last makes the exclusive end; an end at the edge of 64 bits has no beyond.
      let (end, overflows) = last.addingReportingOverflow(step > 0 ? 1 : -1)
      guard !overflows else { throw UserError("integers this large cannot be a range's end") }
      return try .arange(.integer(first), .integer(end), .integer(step), dtype: dtype)
    }
    // Half a step more, so that rounding does not lose the last.
    let end = last.double + step.double * 0.5
    return try .arange(.real(first.double), .real(end), .real(step.double), dtype: dtype)
  }
}
