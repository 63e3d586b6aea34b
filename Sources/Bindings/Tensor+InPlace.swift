import Arrays
import LuaBridge
import Tensors

func declareTensorInPlace(_ c: LuaMembers<Tensor>) {
  let updates: [(String, (Tensor, Tensor) throws -> Tensor)] = [
    ("add_", { try $0.add_($1) }), ("sub_", { try $0.sub_($1) }), ("mul_", { try $0.mul_($1) }),
    ("div_", { try $0.div_($1) }),
  ]
  for (name, function) in updates {
    c.method(
      name, .value("u", as: Operand.self), doc: "As \(name.dropLast()), in place.",
      example: "local t = tensor.ones(3):\(name)(2)"
    ) { (t: Tensor, u: Operand) -> Void in _ = try function(t, try u.tensor(beside: t)) }
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
    "clamp_", .value("min", as: Scalar?.self), .value("max", as: Scalar?.self), doc: "As clamp, in place.",
    example: "local t = tensor.randn(3):clamp_(0, 1)"
  ) { (t: Tensor, low: Scalar?, high: Scalar?) -> Void in _ = try t.clamp_(min: low, max: high) }
  c.method(
    "masked_fill_", .value("mask", as: Tensor.self), .value("value", as: Scalar.self), doc: "As masked_fill, in place.",
    example: "local t = tensor.ones(2):masked_fill_(tensor{true, false}, 0)"
  ) { (t: Tensor, mask: Tensor, value: Scalar) -> Void in _ = try t.maskedFill_(mask, value) }
  let functions: [(String, UnaryFunction)] = [
    ("exp_", .exp), ("log_", .log), ("sqrt_", .sqrt), ("abs_", .abs), ("neg_", .neg), ("relu_", .relu),
    ("sigmoid_", .sigmoid), ("tanh_", .tanh), ("floor_", .floor), ("ceil_", .ceil), ("round_", .round),
  ]
  for (name, function) in functions {
    c.method(name, doc: "As \(name.dropLast()), in place.", example: "local t = tensor.ones(3):\(name)()") {
      (t: Tensor) -> Void in _ = try t.map_(function)
    }
  }
}
