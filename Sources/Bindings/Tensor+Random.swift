import Arrays
import LuaBridge
import Tensors

/// The stream of the random tensors that scripts make without naming another.
private let usualStream = "tensor"

private enum Draw {
  case uniform, normal

  func array(_ shape: Shape, _ dtype: DType, _ stream: String) throws -> NDArray {
    switch self {
    case .uniform: try Random.uniforms(shape, dtype: dtype, stream: stream)
    case .normal: try Random.normals(shape, dtype: dtype, stream: stream)
    }
  }
}

func declareTensorRandom(_ m: LuaModule) {
  for (name, doc, draw) in [
    ("rand", "Uniform numbers on [0, 1)", Draw.uniform), ("randn", "Standard normal numbers", .normal),
  ] {
    m.function(
      name, .sizes("sizes"), .option("dtype", DType.float32), .option("requires_grad", false),
      .option("stream", usualStream),
      doc: "\(doc), from the stream of that name: draws from one never shift another's.",
      example: "local t = tensor.\(name)(2, 3)"
    ) { (sizes: [Int], dtype: DType, requiresGrad: Bool, stream: String) in
      Tensor(try draw.array(try Shape(sizes), dtype, stream), requiresGrad: requiresGrad)
    }
    m.function(
      "\(name)_like", .value("t", as: Tensor.self), .option("dtype", as: DType?.self),
      .option("requires_grad", false), .option("stream", usualStream), doc: "\(doc) in the shape and dtype of t.",
      example: "local t = tensor.\(name)_like(tensor.ones(2))"
    ) { (t: Tensor, dtype: DType?, requiresGrad: Bool, stream: String) in
      Tensor(try draw.array(t.shape, dtype ?? t.dtype, stream), requiresGrad: requiresGrad)
    }
  }
  m.function(
    "randint", .integer("low"), .integer("high"), .sizes("sizes"), .option("dtype", DType.int64),
    .option("stream", usualStream), doc: "Random integers from low to high, both included, as math.random.",
    example: "local dice = tensor.randint(1, 6, {100})"
  ) { (low: Int, high: Int, sizes: [Int], dtype: DType, stream: String) in
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
  m.function(
    "randperm", .integer("n"), .option("stream", usualStream), doc: "1 .. n in random order.",
    example: "local order = tensor.randperm(10)"
  ) { (count: Int, stream: String) in
    // Sizes are checked before anything is drawn.
    let shape = try Shape(count)
    let array = try NDArray(empty: shape, dtype: .int64)
    let order = Random.withStream(stream) { $0.permutation(count) }
    let target = array.pointer(as: Int64.self)
    for (place, value) in order.enumerated() { target[place] = Int64(value &+ 1) }
    return Tensor(array)
  }
}

/// Random numbers into the place of what was there; gradients of the old numbers end.
func declareTensorDraws(_ c: LuaMembers<Tensor>) {
  c.method(
    "normal_", .number("mean", 0), .number("std", 1), .option("stream", usualStream),
    doc: "Makes every element a normal random number.", example: "local t = tensor.empty(3):normal_(0, 0.1)"
  ) { (t: Tensor, mean: Double, std: Double, stream: String) -> Void in
    guard std >= 0 else { throw UserError("std from 0 wanted, got \(std)") }
    _ = try t.copy_(Tensor(Draw.normal.array(t.shape, t.dtype, stream).mul(.real(std)).add(.real(mean))))
  }
  c.method(
    "uniform_", .number("from", 0), .number("to", 1), .option("stream", usualStream),
    doc: "Makes every element a uniform random number on [from, to).",
    example: "local t = tensor.empty(3):uniform_(-1, 1)"
  ) { (t: Tensor, low: Double, high: Double, stream: String) -> Void in
    guard low <= high else { throw UserError("from <= to wanted, got \(low) and \(high)") }
    _ = try t.copy_(Tensor(Draw.uniform.array(t.shape, t.dtype, stream).mul(.real(high - low)).add(.real(low))))
  }
  c.method(
    "exponential_", .number("rate", 1), .option("stream", usualStream),
    doc: "Makes every element an exponential random number.", example: "local t = tensor.empty(3):exponential_(2)"
  ) { (t: Tensor, rate: Double, stream: String) -> Void in
    guard rate > 0 else { throw UserError("a positive rate wanted, got \(rate)") }
    let u = try Draw.uniform.array(t.shape, t.dtype, stream)
    _ = try t.copy_(Tensor(u.neg().map(.log1p).div(.real(-rate))))
  }
  c.method(
    "bernoulli_", .value("p", as: Operand.self), .option("stream", usualStream),
    doc: "Makes every element 1 with probability p, a number or a tensor, 0 otherwise.",
    example: "local t = tensor.empty(3):bernoulli_(0.5)"
  ) { (t: Tensor, p: Operand, stream: String) -> Void in
    _ = try t.copy_(try bernoulli(p.tensor(beside: Tensor(.scalar(0, dtype: .float64))), t.shape, stream))
  }
  c.method(
    "bernoulli", .option("stream", usualStream), doc: "For each element, a probability, 1 with it and 0 otherwise.",
    example: "local t = tensor.full({3}, 0.5):bernoulli()"
  ) { (t: Tensor, stream: String) in try bernoulli(t, t.shape, stream).to(t.dtype) }
  c.method(
    "multinomial", .integer("n"), .option("replacement", false), .option("stream", usualStream),
    doc: "n random indices by the weights in the last dimension, without or with replacement.",
    example: "local i = tensor{0.2, 0.3, 0.5}:multinomial(2)"
  ) { (t: Tensor, count: Int, replacement: Bool, stream: String) in
    try multinomial(t, count, replacement, stream)
  }
}

private func bernoulli(_ p: Tensor, _ shape: Shape, _ stream: String) throws -> Tensor {
  let isOutside = try p.array.lt(.scalar(0, dtype: p.dtype)).logicalOr(p.array.gt(.scalar(1, dtype: p.dtype)))
  guard try isOutside.logicalOr(p.array.isnan()).any().item().int64 == 0 else {
    throw UserError("probabilities from 0 to 1 wanted")
  }
  return Tensor(try Draw.uniform.array(shape, .float64, stream).lt(p.array.cast(to: .float64).expand(to: shape)))
}

/// By exponential races without replacement (the smallest arrival times of rates w), by the inverse of the running sum
/// with it.
private func multinomial(_ t: Tensor, _ count: Int, _ replacement: Bool, _ stream: String) throws -> Tensor {
  guard t.dtype.isFloatingPoint, t.shape.rank == 1 || t.shape.rank == 2, t.array.count > 0 else {
    throw UserError("weights in one or two dimensions wanted, got \(t.dtype.name) of shape \(t.shape)")
  }
  let w = try t.array.cast(to: .float64)
  let isBad = try w.lt(.scalar(0, dtype: .float64)).logicalOr(w.isfinite().logicalNot())
  guard try isBad.any().item().int64 == 0 else { throw UserError("finite weights from 0 on wanted") }
  let size = w.shape[w.rank - 1]
  let positive = try w.gt(.scalar(0, dtype: .float64)).cast(to: .int64).sum([-1]).minimum([0]).item().int64
  guard count >= 1, positive >= (replacement ? 1 : Int64(count)) else {
    throw UserError("from 1 to \(positive) draws possible, got \(count)")
  }
  if !replacement {
    let times = try Draw.uniform.array(w.shape, .float64, stream).neg().map(.log1p).neg().div(w)
    return try oneBased(Tensor(times.topk(count, -1, largest: false).indices))
  }
  let ends = try w.cumsum(-1).reshape([w.count / size, size])
  let rows = ends.shape[0]
  let draws = try Draw.uniform.array(try Shape(rows, count), .float64, stream)
  let picked = try (0..<rows).map { row in
    let edges = try ends.select(0, row)
    return try Tensor(edges).searchsorted(Tensor(draws.select(0, row).mul(edges.select(0, size - 1))), right: true)
  }
  return try oneBased(t.shape.rank == 1 ? picked[0] : .stack(picked, 0))
}
