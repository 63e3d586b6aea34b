import Arrays
import LuaBridge
import Tensors

// Arithmetic with names of its own, tolerant comparison, and counting.

private let pairs: [(name: String, doc: String, function: (Tensor, Tensor) throws -> Tensor)] = [
  ("hypot", "√(t² + u²)", { try $0.hypot($1) }), ("logaddexp", "log(e^t + e^u)", { try $0.logaddexp($1) }),
  ("xlogy", "t log u, 0 where t is 0", { try $0.xlogy($1) }),
  ("fmod", "t - u trunc(t / u), the sign of t", { try $0.fmod($1) }),
  ("floor_divide", "floor(t / u), also t // u; no gradient passes", { try $0.floorDivide($1) }),
  ("logical_and", "where both are not 0 (bool)", { try $0.logicalAnd($1) }),
  ("logical_or", "where one is not 0 (bool)", { try $0.logicalOr($1) }),
  ("logical_xor", "where just one is not 0 (bool)", { try $0.logicalXor($1) }),
]

func declareTensorCompositions(_ c: LuaMembers<Tensor>) {
  for (name, doc, function) in pairs {
    c.method(
      name, .value("u", as: Operand.self), doc: "Element by element: \(doc); broadcast.",
      example: "local y = tensor.arange(3):\(name)(2)"
    ) { (t: Tensor, u: Operand) in try function(t, try u.tensor(beside: t)) }
  }
  c.method(
    "lerp", .value("other", as: Tensor.self), .value("weight", as: Operand.self),
    doc: "t + weight (other - t).", example: "local y = tensor.zeros(3):lerp(tensor.ones(3), 0.25)"
  ) { (t: Tensor, end: Tensor, weight: Operand) -> Tensor in
    switch weight {
    case .tensor(let weight): try t.lerp(end, weight)
    case .number(let weight): try t.lerp(end, weight.double)
    }
  }
  for (name, sign, function) in [
    ("addcmul", "*", { try $0.addcmul($1, $2, value: $3) }), ("addcdiv", "/", { try $0.addcdiv($1, $2, value: $3) }),
  ] as [(String, String, (Tensor, Tensor, Tensor, Scalar) throws -> Tensor)] {
    c.method(
      name, .value("a", as: Tensor.self), .value("b", as: Tensor.self), .option("value", Scalar.integer(1)),
      doc: "t + value a \(sign) b.",
      example: "local y = tensor.zeros(3):\(name)(tensor.ones(3), tensor.ones(3), {value=2})"
    ) { (t: Tensor, a: Tensor, b: Tensor, value: Scalar) in try function(t, a, b, value) }
  }
  c.method(
    "logit", .value("eps", as: Double?.self), doc: "log(t / (1 - t)), with t held in [eps, 1 - eps] if eps is given.",
    example: "local y = tensor{0.2, 0.9}:logit()"
  ) { (t: Tensor, eps: Double?) in try t.logit(eps: eps) }
  c.method("mish", doc: "Element by element: x tanh(log(1 + e^x)).", example: "local y = tensor.randn(3):mish()") {
    (t: Tensor) in try t.mish()
  }
  c.method(
    "nan_to_num", .number("nan", 0), .value("posinf", as: Double?.self), .value("neginf", as: Double?.self),
    doc: "With nan and infinities replaced, by the dtype's largest numbers where no others are given.",
    example: "assert(tensor{0/0, 1}:nan_to_num() == tensor{0, 1})"
  ) { (t: Tensor, nan: Double, positive: Double?, negative: Double?) in
    try t.nanToNum(nan: nan, positive: positive, negative: negative)
  }
  c.method(
    "isclose", .value("u", as: Operand.self), .option("rtol", 1e-5), .option("atol", 1e-8), .option("equal_nan", false),
    doc: "Where |t - u| <= atol + rtol |u| (bool).", example: "local mask = tensor.ones(3):isclose(1.000001)"
  ) { (t: Tensor, u: Operand, rtol: Double, atol: Double, equalNan: Bool) in
    try t.isclose(try u.tensor(beside: t), rtol: rtol, atol: atol, equalNan: equalNan)
  }
  c.method(
    "allclose", .value("u", as: Operand.self), .option("rtol", 1e-5), .option("atol", 1e-8),
    .option("equal_nan", false),
    doc: "Whether isclose holds everywhere.", example: "assert(tensor.ones(3):allclose(1.000001))"
  ) { (t: Tensor, u: Operand, rtol: Double, atol: Double, equalNan: Bool) -> Bool in
    let isClose = try t.isclose(try u.tensor(beside: t), rtol: rtol, atol: atol, equalNan: equalNan)
    return try isClose.all().array.item().int64 != 0
  }
  c.method(
    "cdist", .value("u", as: Tensor.self), .option("p", 2.0),
    doc: "Distances between the rows of (..., n, d) and (..., m, d): (..., n, m), by the p-norm.",
    example: "local d = tensor.randn(4, 2):cdist(tensor.randn(3, 2))"
  ) { (t: Tensor, u: Tensor, p: Double) in try t.cdist(u, p: p) }
  declareTensorCounting(c)
}

private func declareTensorCounting(_ c: LuaMembers<Tensor>) {
  c.method(
    "unique", .option("return_inverse", false), .option("return_counts", false),
    doc:
      "The distinct elements in ascending order; if asked for, where in them each element stands, and how often each "
      + "occurs.",
    example: "local values, counts = tensor{3, 1, 3}:unique{return_counts=true}",
    returns: [.object("Tensor"), LuaValueType.object("Tensor").optional, LuaValueType.object("Tensor").optional]
  ) { (t: Tensor, wantsInverse: Bool, wantsCounts: Bool) -> Results in
    let (values, inverse, counts) = try t.unique()
    return Results([values] + (wantsInverse ? [try oneBased(inverse)] : []) + (wantsCounts ? [counts] : []))
  }
  c.method(
    "bincount", .value("weights", as: Tensor?.self), .option("minlength", 0),
    doc: "How often each of the indices 1, 2, ... occurs in a 1-d tensor of them, or the sum of their weights.",
    example: "assert(tensor.new({1, 3, 3}, {dtype=\"int64\"}):bincount() == tensor{1, 0, 2})"
  ) { (t: Tensor, weights: Tensor?, minimum: Int) in
    try (try Positions(oneBased: t)).tensor.bincount(weights: weights, minimum: minimum)
  }
  c.method(
    "histc", .integer("bins", 100), .number("min", 0), .number("max", 0),
    doc:
      "How many elements fall into each of so many equal cells of [min, max], the elements' own range if both are 0.",
    example: "local counts = tensor.rand(100):histc(10, 0, 1)"
  ) { (t: Tensor, bins: Int, low: Double, high: Double) in try t.histc(bins: bins, low: low, high: high) }
  c.method(
    "one_hot", .value("classes", as: Int?.self),
    doc: "For each index a row of so many numbers: 1 there, 0 elsewhere; the largest index says how many by default.",
    example: "local rows = tensor.new({1, 3}, {dtype=\"int64\"}):one_hot(3)"
  ) { (t: Tensor, classes: Int?) in try (try Positions(oneBased: t)).tensor.oneHot(classes) }
  c.method(
    "count_nonzero", .dimensions("d"), doc: "How many elements are other than 0, over dimension d, several or all.",
    example: "assert(tensor{0, 1, 2}:count_nonzero():item() == 2)"
  ) { (t: Tensor, d: Dimensions) in try t.countNonzero(try d.positions(in: t)) }
  c.method(
    "searchsorted", .value("values", as: TensorData.self), .option("right", false),
    doc:
      "For each of the values the index where it would be inserted into this ascending 1-d tensor: before its equals, "
      + "or after them with right.",
    example: "assert(tensor{1, 3, 5}:searchsorted({3}) == tensor{2})"
  ) { (t: Tensor, values: TensorData, right: Bool) in
    try oneBased(try t.searchsorted(Tensor(try values.array(nil)), right: right))
  }
}
