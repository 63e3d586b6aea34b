import Arrays
import LuaBridge
import Tensors

/// The stream of all random tensors that scripts make.
private let stream = "tensor"

private enum Draw {
  case uniform, normal

  func array(_ shape: Shape, _ dtype: DType) throws -> NDArray {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: "random", wanted: "float32 or float64", got: dtype)
    }
    let array = try NDArray(empty: shape, dtype: dtype)
    Random.withStream(stream) { stream in
      switch (self, dtype) {
      case (.uniform, .float32): stream.fillUniform(array.pointer(as: Float.self), count: array.count)
      case (.uniform, _): stream.fillUniform(array.pointer(as: Double.self), count: array.count)
      case (.normal, .float32): stream.fillNormal(array.pointer(as: Float.self), count: array.count)
      case (.normal, _): stream.fillNormal(array.pointer(as: Double.self), count: array.count)
      }
    }
    try Cancellation.check()
    return array
  }
}

func declareTensorRandom(_ m: LuaModule) {
  for (name, doc, draw) in [
    ("rand", "Uniform numbers on [0, 1)", Draw.uniform), ("randn", "Standard normal numbers", .normal),
  ] {
    m.function(
      name, .sizes("sizes"), .option("dtype", DType.float32), .option("requires_grad", false), doc: "\(doc).",
      example: "local t = tensor.\(name)(2, 3)"
    ) { (sizes: [Int], dtype: DType, requiresGrad: Bool) in
      Tensor(try draw.array(try Shape(sizes), dtype), requiresGrad: requiresGrad)
    }
    m.function(
      "\(name)_like", .value("t", as: Tensor.self), .option("dtype", as: DType?.self),
      .option("requires_grad", false), doc: "\(doc) in the shape and dtype of t.",
      example: "local t = tensor.\(name)_like(tensor.ones(2))"
    ) { (t: Tensor, dtype: DType?, requiresGrad: Bool) in
      Tensor(try draw.array(t.shape, dtype ?? t.dtype), requiresGrad: requiresGrad)
    }
  }
  m.function(
    "randint", .integer("low"), .integer("high"), .sizes("sizes"), .option("dtype", DType.int64),
    doc: "Random integers from low to high, both included, as math.random.",
    example: "local dice = tensor.randint(1, 6, {100})"
  ) { (low: Int, high: Int, sizes: [Int], dtype: DType) in
    let (width, overflows) = high.subtractingReportingOverflow(low)
    guard high >= low, !overflows, width < Int.max else {
      throw UserError("low <= high wanted, got \(low) and \(high)")
    }
    let array = try NDArray(empty: try Shape(sizes), dtype: .int64)
    let target = array.pointer(as: Int64.self)
    Random.withStream(stream) { stream in
      for place in 0..<array.count { target[place] = Int64(low &+ stream.integer(below: width &+ 1)) }
    }
    return Tensor(try array.cast(to: dtype))
  }
  m.function("randperm", .integer("n"), doc: "1 .. n in random order.", example: "local order = tensor.randperm(10)") {
    (count: Int) in
    // Sizes are checked before anything is drawn.
    let shape = try Shape(count)
    let array = try NDArray(empty: shape, dtype: .int64)
    let order = Random.withStream(stream) { $0.permutation(count) }
    let target = array.pointer(as: Int64.self)
    for (place, value) in order.enumerated() { target[place] = Int64(value &+ 1) }
    return Tensor(array)
  }
}
