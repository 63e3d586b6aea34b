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
      name, .dimensionOrTensor("d"), .option("keepdim", false),
      doc:
        "\(doc); along dimension d the values and their indices\(name == "median" ? "" : "; beside a tensor as \(name)imum").",
      example: "local values, indices = tensor.arange(6):reshape(2, 3):\(name)(2)",
      returns: [.object("Tensor"), LuaValueType.object("Tensor").optional]
    ) { (t: Tensor, d: DimensionOrTensor?, keepdim: Bool) -> Results in
      switch d {
      case nil: return Results([try function.whole(t)])
      case .dimension(let d)?: return try ranked(try function.along(t, try position(d, in: t), keepdim))
      case .tensor(let u)?:
        guard name != "median" else { throw UserError("a dimension wanted, got a tensor") }
        return Results([try name == "max" ? t.maximum(u) : t.minimum(u)])
      }
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
  for (name, doc, function) in [
    ("cummax", "largest", { try $0.cummax($1) }), ("cummin", "smallest", { try $0.cummin($1) }),
  ] as [(String, String, (Tensor, Int) throws -> Tensor.Ranked)] {
    c.method(
      name, .index("d"), doc: "The \(doc) so far along dimension d, and the indices where they stand.",
      example: "local values, indices = tensor{3, 1, 4}:\(name)(1)", returns: valuesAndPositions
    ) { (t: Tensor, d: LuaIndex) in try ranked(try function(t, try position(d, in: t))) }
  }
  c.method(
    "kthvalue", .integer("k"), .dimension("d"), .option("keepdim", false),
    doc: "The k-th smallest along dimension d (the last by default), and its index.",
    example: "local value, index = tensor{3, 1, 2}:kthvalue(2)", returns: valuesAndPositions
  ) { (t: Tensor, k: Int, d: LuaIndex?, keepdim: Bool) in
    try ranked(try t.kthvalue(k, try d.map { try position($0, in: t) } ?? -1, keepdim: keepdim))
  }
  c.method(
    "aminmax", .dimension("d"), .option("keepdim", false),
    doc: "The smallest and the largest, along dimension d or of all.",
    example: "local least, most = tensor{3, 1, 2}:aminmax()", returns: valuesAndPositions
  ) { (t: Tensor, d: LuaIndex?, keepdim: Bool) -> (Tensor, Tensor) in
    let places = try d.map { [try position($0, in: t)] }
    return (try t.amin(places, keepdim: keepdim), try t.amax(places, keepdim: keepdim))
  }
  c.method(
    "sort", .dimension("d"), .option("descending", false), .option("stable", true),
    doc: "Sorted along dimension d (the last by default), and the indices where the elements stood; always stable.",
    example: "local sorted, indices = tensor{3, 1, 2}:sort()", returns: valuesAndPositions
  ) { (t: Tensor, d: LuaIndex?, descending: Bool, _: Bool) in
    try ranked(try t.sort(try d.map { try position($0, in: t) } ?? -1, descending: descending))
  }
  c.method(
    "argsort", .dimension("d"), .option("descending", false), .option("stable", true),
    doc: "The indices that sort dimension d (the last by default).",
    example: "local indices = tensor{3, 1, 2}:argsort()"
  ) { (t: Tensor, d: LuaIndex?, descending: Bool, _: Bool) in
    try oneBased(try t.argsort(try d.map { try position($0, in: t) } ?? -1, descending: descending))
  }
  c.method(
    "topk", .integer("k"), .dimension("d"), .option("largest", true), .option("sorted", true),
    doc: "The k largest (or smallest) along dimension d (the last by default), best first, and their indices.",
    example: "local values, indices = tensor{3, 1, 2}:topk(2)", returns: valuesAndPositions
  ) { (t: Tensor, k: Int, d: LuaIndex?, largest: Bool, _: Bool) in
    try ranked(try t.topk(k, try d.map { try position($0, in: t) } ?? -1, largest: largest))
  }
  c.method(
    "quantile", .value("q", as: QuantilePlaces.self), .dimension("d"), .option("keepdim", false),
    doc:
      "The value below which the part q of the elements lies, interpolated; for a table or 1-d tensor of parts all of "
      + "them, in a new first dimension.",
    example: "local m = tensor{3, 1, 2}:quantile(0.5)"
  ) { (t: Tensor, q: QuantilePlaces, d: LuaIndex?, keepdim: Bool) -> Tensor in
    let place = try d.map { try position($0, in: t) }
    switch q {
    case .one(let q): return try t.quantile(q, place, keepdim: keepdim)
    case .several(let places): return try t.quantiles(places, place, keepdim: keepdim)
    }
  }
}

/// Parts of the elements: a number, or a table or tensor of them.
private enum QuantilePlaces: LuaReadable {
  case one(Double)
  case several([Double])
  static var luaTypeName: String { "number, table of numbers or tensor" }
  static var luaType: LuaValueType { .either([.number, .list(.number), .object("Tensor")]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> QuantilePlaces? {
    if let number = Double.read(stack, index) { return .one(number) }
    if let tensor = try Tensor.read(stack, index), tensor.shape.rank == 0 {
      return .one(try tensor.array.item().double)
    }
    return try Values.read(stack, index).map { .several($0.numbers) }
  }
}

private enum DimensionOrTensor {
  case dimension(LuaIndex)
  case tensor(Tensor)
}

extension LuaParameter where Value == DimensionOrTensor? {
  /// One dimension, another tensor, or nothing.
  fileprivate static func dimensionOrTensor(_ name: String) -> LuaParameter {
    LuaParameter(name, type: .either([.index, .object("Tensor"), .nil])) { arguments in
      // The option table may follow at once.
      if arguments.stack.type(arguments.position) == .table { return nil }
      if let tensor = try Tensor.read(arguments.stack, arguments.position) {
        arguments.position += 1
        return .tensor(tensor)
      }
      return try arguments.next(name, as: LuaIndex?.self).map { .dimension($0) }
    }
  }
}
