import Arrays
import LuaBridge
import Tensors

// Methods that change their tensor, named with an underscore; they answer the tensor.

func declareTensorInPlace(_ c: LuaMembers<Tensor>) {
  let updates: [(String, StaticString, BinaryFunction)] = [
    ("mul_", "mul_", .mul), ("div_", "div_", .div), ("remainder_", "remainder_", .remainder), ("pow_", "pow_", .pow),
  ]
  for (name, operation, function) in updates {
    c.method(
      name, .value("u", as: Operand.self), doc: "As \(name.dropLast()), in place.",
      example: "local t = tensor.ones(3):\(name)(2)"
    ) { (t: Tensor, u: Operand) -> Void in
      let u = try u.tensor(beside: t)
      switch function {
      case .mul: try t.mul_(u)
      case .div: try t.div_(u)
      default: try t.replace(operation, with: [u]) { try .binary(function, $0, u) }
      }
    }
  }
  for (name, function) in [("add_", { try $0.add_($1) }), ("sub_", { try $0.sub_($1) })]
    as [(String, (Tensor, Tensor) throws -> Tensor)]
  {
    c.method(
      name, .value("u", as: Operand.self), .option("alpha", as: Scalar?.self),
      doc: "As \(name.dropLast()), in place.", example: "local t = tensor.ones(3):\(name)(2)"
    ) { (t: Tensor, u: Operand, alpha: Scalar?) -> Void in
      let u = try u.tensor(beside: t)
      _ = try function(t, try alpha.map { try u.mul($0) } ?? u)
    }
  }
  for (name, operation, function) in [
    ("addcmul_", "addcmul_", { try $0.addcmul($1, $2, value: $3) }),
    ("addcdiv_", "addcdiv_", { try $0.addcdiv($1, $2, value: $3) }),
  ] as [(String, StaticString, (Tensor, Tensor, Tensor, Scalar) throws -> Tensor)] {
    c.method(
      name, .value("a", as: Tensor.self), .value("b", as: Tensor.self), .option("value", Scalar.integer(1)),
      doc: "As \(name.dropLast()), in place.",
      example: "local t = tensor.zeros(3):\(name)(tensor.ones(3), tensor.ones(3), {value=2})"
    ) { (t: Tensor, a: Tensor, b: Tensor, value: Scalar) -> Void in
      _ = try t.replace(operation, with: [a, b]) { try function($0, a, b, value) }
    }
  }
  c.method(
    "lerp_", .value("other", as: Tensor.self), .number("weight"), doc: "As lerp, in place.",
    example: "local t = tensor.zeros(3):lerp_(tensor.ones(3), 0.25)"
  ) { (t: Tensor, end: Tensor, weight: Double) -> Void in
    _ = try t.replace("lerp_", with: [end]) { try $0.lerp(end, weight) }
  }
  c.method(
    "copy_", .value("u", as: Operand.self), doc: "Takes u's elements, broadcast and cast.",
    example: "local t = tensor.ones(3):copy_(tensor.zeros(3))"
  ) { (t: Tensor, u: Operand) -> Void in _ = try t.copy_(try u.tensor(beside: t)) }
  c.method(
    "fill_", .value("value", as: Scalar.self), doc: "Makes every element value.",
    example: "local t = tensor.ones(3):fill_(2)"
  ) { (t: Tensor, value: Scalar) -> Void in _ = try t.fill_(value) }
  c.method("zero_", doc: "Makes every element 0.", example: "local t = tensor.ones(3):zero_()") { (t: Tensor) -> Void in
    _ = try t.zero_()
  }
  c.method(
    "clamp_", .value("min", as: Operand?.self), .value("max", as: Operand?.self), doc: "As clamp, in place.",
    example: "local t = tensor.randn(3):clamp_(0, 1)"
  ) { (t: Tensor, low: Operand?, high: Operand?) -> Void in
    var others: [Tensor] = []
    for case .tensor(let bound)? in [low, high] { others.append(bound) }
    _ = try t.replace("clamp_", with: others) { try clamped($0, low, high) }
  }
  for (name, _, function) in unaryFunctions {
    c.method("\(name)_", doc: "As \(name), in place.", example: "local t = tensor.ones(3):\(name)_()") {
      (t: Tensor) -> Void in _ = try t.map_(function)
    }
  }
  c.method("round_", doc: "As round, in place.", example: "local t = tensor.ones(3):round_()") {
    (t: Tensor) -> Void in _ = try t.map_(.round)
  }
}
