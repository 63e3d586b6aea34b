import Arrays
import LuaBridge
import Tensors

func declareTensorOperators(_ c: LuaMembers<Tensor>) {
  for (name, function) in [
    ("__add", BinaryFunction.add), ("__sub", .sub), ("__mul", .mul), ("__div", .div), ("__mod", .remainder),
    ("__pow", .pow),
  ] {
    // Read by hand: of a sum of small tensors the declaration's closures would be half the cost.
    c.operation(name, [.init("a", as: Operand.self), .init("b", as: Operand.self)]) { stack in
      if let a = Tensor.operand(stack, 1), let b = Tensor.operand(stack, 2) {
        return try a._withUnsafeGuaranteedRef { a in
          try b._withUnsafeGuaranteedRef { b in try .binary(function, a, b) }
        }
      }
      return try combine(function, operand(stack, 1, of: name), operand(stack, 2, of: name))
    }
  }
  c.metamethod("__idiv", .value("a", as: Operand.self), .value("b", as: Operand.self)) {
    (a: Operand, b: Operand) -> Tensor in
    guard case .tensor(let left) = a else {
      guard case .tensor(let right) = b else { throw UserError("a tensor wanted among the operands") }
      return try a.tensor(beside: right).floorDivide(right)
    }
    return try left.floorDivide(try b.tensor(beside: left))
  }
  c.metamethod("__unm", .value("a", as: Tensor.self)) { (a: Tensor) in try a.neg() }
  c.metamethod("__eq", .any("a"), .any("b")) { (a: LuaAny, b: LuaAny) -> Bool in
    guard let a = try a.read(as: Tensor.self), let b = try b.read(as: Tensor.self) else { return false }
    return try a.equals(b)
  }
  c.metamethod("__len", .value("a", as: Tensor.self)) { (a: Tensor) -> Int in
    guard a.shape.rank > 0 else { throw UserError("a tensor without dimensions has no length") }
    return a.shape[0]
  }
  c.metamethod("__tostring", .value("a", as: Tensor.self)) { (a: Tensor) in TensorText(a).text }
}

private func operand(_ stack: LuaStack, _ index: Int32, of name: String) throws -> Operand {
  if let operand = try Operand.read(stack, index) { return operand }
  throw BindingError.argument(
    position: Int(index), name: index == 1 ? "a" : "b", function: "Tensor.\(name)", wanted: Operand.luaTypeName,
    got: stack.typeName(index))
}

func combine(_ function: BinaryFunction, _ a: Operand, _ b: Operand) throws -> Tensor {
  switch (a, b) {
  case (.tensor(let a), .tensor(let b)): return try .binary(function, a, b)
  case (.tensor(let a), .number(let number)):
    if function == .pow { return try a.pow(number) }
    return try .binary(function, a, Tensor(try a.array.beside(number)))
  case (.number(let number), .tensor(let b)): return try .binary(function, Tensor(try b.array.beside(number)), b)
  case (.number, .number): throw UserError("a tensor wanted among the operands")
  }
}
