import Arrays
import LuaBridge
import Tensors

private typealias Reduction = (Tensor, [Int]?, Bool) throws -> Tensor

/// Reductions over some dimensions or all.
private let reductions: [(name: String, doc: String, function: Reduction)] = [
  ("logsumexp", "log Σ e^x", { try $0.logsumexp($1 ?? Array(0..<$0.shape.rank), keepdim: $2) }),
  ("amax", "The largest, ties sharing the gradient", { try $0.amax($1, keepdim: $2) }),
  ("amin", "The smallest, ties sharing the gradient", { try $0.amin($1, keepdim: $2) }),
  ("any", "Whether any is not 0", { try $0.any($1, keepdim: $2) }),
  ("all", "Whether all are not 0", { try $0.all($1, keepdim: $2) }),
]

private let sums: [(name: String, doc: String, function: Reduction)] = [
  ("sum", "The sum", { try $0.sum($1, keepdim: $2) }), ("mean", "The mean", { try $0.mean($1, keepdim: $2) }),
  ("prod", "The product", { try $0.prod($1, keepdim: $2) }),
  ("nansum", "The sum without nan", { try $0.nansum($1, keepdim: $2) }),
  ("nanmean", "The mean without nan", { try $0.nanmean($1, keepdim: $2) }),
]

func declareTensorReductions(_ c: LuaMembers<Tensor>) {
  for (name, doc, function) in reductions {
    c.method(
      name, .dimensions("d"), .option("keepdim", false),
      doc: "\(doc) over dimension d, several of them in a table, or all.",
      example: "local y = tensor.ones(2, 3):\(name)(2, {keepdim=true})"
    ) { (t: Tensor, d: Dimensions, keepdim: Bool) in try function(t, try d.positions(in: t), keepdim) }
  }
  for (name, doc, function) in sums {
    c.method(
      name, .dimensions("d"), .option("keepdim", false), .option("dtype", as: DType?.self),
      doc: "\(doc) over dimension d, several of them in a table, or all; computed in dtype if it is given.",
      example: "local y = tensor.ones(2, 3):\(name)(2, {keepdim=true})"
    ) { (t: Tensor, d: Dimensions, keepdim: Bool, dtype: DType?) in
      try function(t.to(dtype ?? t.dtype), try d.positions(in: t), keepdim)
    }
  }
  for (name, doc) in [("var", "The variance"), ("std", "The standard deviation")] {
    c.method(
      name, .dimensions("d"), .option("keepdim", false), .option("correction", 1.0), .option("unbiased", true),
      doc: "\(doc) with divisor n - correction, over dimension d, several of them in a table, or all.",
      example: "local y = tensor.ones(2, 3):\(name)(2)"
    ) { (t: Tensor, d: Dimensions, keepdim: Bool, correction: Double, unbiased: Bool) -> Tensor in
      let (d, correction) = (try d.positions(in: t), unbiased ? correction : 0)
      return name == "var"
        ? try t.variance(d, correction: correction, keepdim: keepdim)
        : try t.std(d, correction: correction, keepdim: keepdim)
    }
  }
  c.method(
    "norm", .number("p", 2), .dimensions("d"), .option("keepdim", false),
    doc: "(Σ |x|^p)^(1/p); math.huge for the maximum.",
    example: "local y = tensor.ones(2, 3):norm(2, 1)"
  ) { (t: Tensor, p: Double, d: Dimensions, keepdim: Bool) in try t.norm(p, try d.positions(in: t), keepdim: keepdim) }
  for (name, doc, function) in [
    ("cumsum", "The running sum", { try $0.cumsum($1) }), ("cumprod", "The running product", { try $0.cumprod($1) }),
    ("logcumsumexp", "log of the running sum of e^x", { try $0.logcumsumexp($1) }),
  ] as [(String, String, (Tensor, Int) throws -> Tensor)] {
    c.method(
      name, .index("d"), .option("dtype", as: DType?.self),
      doc: "\(doc) along dimension d, in dtype if it is given.", example: "local y = tensor.ones(3):\(name)(1)"
    ) { (t: Tensor, d: LuaIndex, dtype: DType?) in try function(t.to(dtype ?? t.dtype), try position(d, in: t)) }
  }
}
