import Arrays
import LuaBridge
import Tensors

/// A value, or values and their positions when a dimension was named.
private let valuesAndPositions = [LuaValueType.object("Tensor"), .object("Tensor")]

private func ranked(_ ranked: Tensor.Ranked) throws -> Results {
  Results([ranked.values, try oneBased(ranked.indices)])
}

private typealias Extreme = (whole: (Tensor) throws -> Tensor, along: (Tensor, Int, Bool) throws -> Tensor.Ranked)

func declareTensorOrder(_ c: LuaMembers<Tensor>) {
  let extremes: [(String, String, Extreme)] = [
    ("max", "The largest element", ({ try $0.max() }, { try $0.max($1, keepdim: $2) })),
    ("min", "The smallest element", ({ try $0.min() }, { try $0.min($1, keepdim: $2) })),
    ("median", "The middle element (the lower of two)", ({ try $0.median() }, { try $0.median($1, keepdim: $2) })),
  ]
  for (name, doc, function) in extremes {
    c.method(
      name, .dimension("d"), .option("keepdim", false), doc: "\(doc); along dimension d the values and their indices.",
      example: "local values, indices = tensor.arange(6):reshape(2, 3):\(name)(2)",
      returns: [.object("Tensor"), LuaValueType.object("Tensor").optional]
    ) { (t: Tensor, d: LuaIndex?, keepdim: Bool) -> Results in
      guard let d else { return Results([try function.whole(t)]) }
      return try ranked(try function.along(t, try position(d, in: t), keepdim))
    }
  }
  for (name, doc) in [("argmax", "largest"), ("argmin", "smallest")] {
    c.method(
      name, .dimension("d"), .option("keepdim", false),
      doc: "The index of the \(doc) element along dimension d, or in row-major order.",
      example: "local i = tensor.arange(3):\(name)(1)"
    ) { (t: Tensor, d: LuaIndex?, keepdim: Bool) in
      let d = try d.map { try position($0, in: t) }
      return try oneBased(name == "argmax" ? t.argmax(d, keepdim: keepdim) : t.argmin(d, keepdim: keepdim))
    }
  }
  c.method(
    "sort", .dimension("d"), .option("descending", false),
    doc: "Sorted along dimension d (the last by default), and the indices where the elements stood.",
    example: "local sorted, indices = tensor{3, 1, 2}:sort()", returns: valuesAndPositions
  ) { (t: Tensor, d: LuaIndex?, descending: Bool) in
    try ranked(try t.sort(try d.map { try position($0, in: t) } ?? -1, descending: descending))
  }
  c.method(
    "argsort", .dimension("d"), .option("descending", false),
    doc: "The indices that sort dimension d (the last by default).",
    example: "local indices = tensor{3, 1, 2}:argsort()"
  ) { (t: Tensor, d: LuaIndex?, descending: Bool) in
    try oneBased(try t.argsort(try d.map { try position($0, in: t) } ?? -1, descending: descending))
  }
  c.method(
    "topk", .integer("k"), .dimension("d"), .option("largest", true),
    doc: "The k largest (or smallest) along dimension d (the last by default), best first, and their indices.",
    example: "local values, indices = tensor{3, 1, 2}:topk(2)", returns: valuesAndPositions
  ) { (t: Tensor, k: Int, d: LuaIndex?, largest: Bool) in
    try ranked(try t.topk(k, try d.map { try position($0, in: t) } ?? -1, largest: largest))
  }
  c.method(
    "quantile", .number("q"), .dimension("d"), .option("keepdim", false),
    doc: "The value below which the part q of the elements lies, interpolated.",
    example: "local m = tensor{3, 1, 2}:quantile(0.5)"
  ) { (t: Tensor, q: Double, d: LuaIndex?, keepdim: Bool) in
    try t.quantile(q, try d.map { try position($0, in: t) }, keepdim: keepdim)
  }
}
