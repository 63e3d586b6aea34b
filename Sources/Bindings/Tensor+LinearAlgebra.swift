import Arrays
import LuaBridge
import Tensors

extension QRMode: LuaChoice {}

/// Which triangle of a symmetric matrix is read, by LAPACK's letter.
enum Triangle: String, LuaChoice { case L, U }

/// `matrix_norm`'s order: a name or a number.
struct MatrixOrder: LuaReadable {
  let norm: MatrixNorm

  static var luaTypeName: String { "\"fro\", \"nuc\" or number" }
  static var luaType: LuaValueType { .either([.choice(["fro", "nuc"]), .number]) }
  static func read(_ stack: LuaStack, _ index: Int32) throws -> MatrixOrder? {
    if let order = Double.read(stack, index) { return MatrixOrder(norm: try MatrixNorm(order: order)) }
    switch stack.string(index) {
    case "fro": return MatrixOrder(norm: .frobenius)
    case "nuc": return MatrixOrder(norm: .nuclear)
    case let name?: throw BindingError.choice(got: name, known: ["fro", "nuc"])
    case nil: return nil
    }
  }
}

/// Names of methods that are functions of `tensor.linalg`, too.
private let shared = [
  "matmul", "mm", "bmm", "mv", "dot", "outer", "norm", "cholesky", "cholesky_solve", "triangular_solve",
  "solve_triangular", "solve", "inverse", "det", "logdet", "slogdet", "eigh", "eigvalsh", "svd", "svdvals", "qr",
  "lstsq",
  "pinv", "matrix_norm", "trace", "diag", "tril", "triu",
]

func declareLinearAlgebra(_ m: LuaModule) {
  m.submodule("linalg", doc: "Linear algebra over stacks of matrices (..., m, n).") { linalg in
    for method in Tensor.luaClass.methods where shared.contains(method.name) {
      linalg.add(method.asFunction(of: "tensor.linalg", self: "t"))
    }
    linalg.function(
      "inv", .value("t", as: Tensor.self), doc: "The inverse; the same as inverse.",
      example: "local y = tensor.linalg.inv(tensor.eye(3))"
    ) { (t: Tensor) in try t.inverse() }
    linalg.function(
      "diagonal", .value("t", as: Tensor.self), .option("offset", 0), .option("dim1", LuaIndex(zeroBased: -3)),
      .option("dim2", LuaIndex(zeroBased: -2)),
      doc: "The diagonal of the matrices in dimensions dim1 and dim2, as a new last dimension; a view.",
      example: "local y = tensor.linalg.diagonal(tensor.ones(5, 3, 3))"
    ) { (t: Tensor, offset: Int, first: LuaIndex, second: LuaIndex) -> Tensor in
      try t.diagonal(offset: offset, try position(first, in: t), try position(second, in: t))
    }
  }
}

func declareTensorLinearAlgebra(_ c: LuaMembers<Tensor>) {
  declareSolvers(c)
  declareDeterminants(c)
  declareDecompositions(c)
  declareDiagonals(c)
}

private func declareSolvers(_ c: LuaMembers<Tensor>) {
  c.method(
    "cholesky", .option("upper", false),
    doc: "L with L Lᵀ the tensor (..., n, n), whose lower triangle is read; with upper Lᵀ, from the upper triangle. "
      + "An error where it is not positive definite.",
    example: "local l = tensor{ {4, 2}, {2, 3} }:cholesky()"
  ) { (t: Tensor, upper: Bool) in try t.cholesky(upper: upper) }
  c.method(
    "cholesky_solve", .value("factor", as: Tensor.self), .option("upper", false),
    doc: "X with A X the tensor (..., n, k), from A's Cholesky factor (..., n, n).",
    example: "local a = tensor{ {4, 2}, {2, 3} }\nlocal x = tensor.ones(2, 1):cholesky_solve(a:cholesky())"
  ) { (b: Tensor, factor: Tensor, upper: Bool) in try b.choleskySolve(factor, upper: upper) }
  c.method(
    "triangular_solve", .value("a", as: Tensor.self), .option("upper", true), .option("left", true),
    .option("transpose", false), .option("unitriangular", false),
    doc:
      "X with a X the tensor (..., n, k), where a (..., n, n) is triangular; with left=false X a. transpose puts aᵀ in "
      + "a's place; unitriangular takes its diagonal for ones. Only one triangle of a is read.",
    example: "local x = tensor.ones(2, 1):triangular_solve(tensor{ {2, 1}, {0, 3} })"
  ) { (b: Tensor, a: Tensor, upper: Bool, left: Bool, transpose: Bool, unitriangular: Bool) -> Tensor in
    try a.solveTriangular(b, upper: upper, left: left, transpose: transpose, unitriangular: unitriangular)
  }
  c.method(
    "solve_triangular", .value("b", as: Tensor.self), .option("upper", as: Bool.self), .option("left", true),
    .option("unitriangular", false),
    doc: "triangular_solve with the triangular tensor first: X with t X = b, or X t = b.",
    example: "local x = tensor{ {2, 0}, {1, 3} }:solve_triangular(tensor.ones(2, 1), {upper=false})"
  ) { (a: Tensor, b: Tensor, upper: Bool, left: Bool, unitriangular: Bool) -> Tensor in
    try a.solveTriangular(b, upper: upper, left: left, unitriangular: unitriangular)
  }
  c.method(
    "solve", .value("b", as: Tensor.self), .option("left", true),
    doc:
      "X with t X = b, with left=false X t = b; t (..., n, n), b (..., n, k), (n) or as many vectors (..., n) as t has "
      + "matrices. An error where t is singular.",
    example: "local x = tensor{ {2, 1}, {1, 3} }:solve(tensor{1, 2})"
  ) { (a: Tensor, b: Tensor, left: Bool) in try a.solve(b, left: left) }
  c.method(
    "inverse", doc: "The inverse of matrices (..., n, n). An error where one is singular.",
    example: "local y = tensor{ {2, 1}, {1, 3} }:inverse()"
  ) { (t: Tensor) in try t.inverse() }
  c.method(
    "pinv", .option("atol", 0.0), .option("rtol", as: Double?.self), .option("hermitian", false),
    doc:
      "The Moore-Penrose inverse (..., n, m) of (..., m, n) over the singular values above the larger of atol and rtol "
      + "times the largest (by default max(m, n) times the dtype's precision); with hermitian of symmetric matrices.",
    example: "local p = tensor{ {1, 2}, {3, 4}, {5, 6} }:pinv()"
  ) { (t: Tensor, atol: Double, rtol: Double?, hermitian: Bool) in
    try t.pinv(atol: atol, rtol: rtol, hermitian: hermitian)
  }
  c.method(
    "lstsq", .value("b", as: Tensor.self), .option("rcond", as: Double?.self),
    doc:
      "The X of least norm with the least |t X - b|: t (..., m, n), b (..., m, k) or (..., m). Also the columns' squared "
      + "distances (empty unless m > n and t has rank n), the rank, and the singular values of t, of which those "
      + "below rcond times the largest count as 0.",
    example: "local x, residuals, rank = tensor{ {1, 1}, {1, 2}, {1, 3} }:lstsq(tensor{1, 2, 2})",
    returns: [LuaValueType](repeating: .object("Tensor"), count: 4)
  ) { (a: Tensor, b: Tensor, rcond: Double?) -> Results in
    let found = try a.lstsq(b, rcond: rcond)
    return Results([found.solution, found.residuals, found.rank, found.singularValues])
  }
}

private func declareDeterminants(_ c: LuaMembers<Tensor>) {
  c.method(
    "det", doc: "Determinants (...) of matrices (..., n, n).", example: "local d = tensor{ {2, 1}, {1, 3} }:det()"
  ) { (t: Tensor) in try t.det() }
  c.method(
    "logdet", doc: "Logarithms of determinants: -inf of a singular matrix, nan where one is negative.",
    example: "local d = tensor{ {2, 1}, {1, 3} }:logdet()"
  ) { (t: Tensor) in try t.logdet() }
  c.method(
    "slogdet", doc: "Signs of determinants (-1, 0 or 1) and the logarithms of their magnitudes.",
    example: "local sign, log = tensor{ {2, 1}, {1, 3} }:slogdet()"
  ) { (t: Tensor) -> (Tensor, Tensor) in try t.slogdet() }
}

private func declareDecompositions(_ c: LuaMembers<Tensor>) {
  c.method(
    "eigh", .option("UPLO", Triangle.L),
    doc:
      "Eigenvalues (..., n), ascending, and eigenvectors, the columns of (..., n, n), of symmetric matrices, of which "
      + "one triangle is read.", example: "local values, vectors = tensor{ {2, 1}, {1, 3} }:eigh()"
  ) { (t: Tensor, triangle: Triangle) -> (Tensor, Tensor) in try t.eigh(upper: triangle == .U) }
  c.method(
    "eigvalsh", .option("UPLO", Triangle.L), doc: "The eigenvalues of symmetric matrices alone, ascending.",
    example: "local values = tensor{ {2, 1}, {1, 3} }:eigvalsh()"
  ) { (t: Tensor, triangle: Triangle) in try t.eigvalsh(upper: triangle == .U) }
  c.method(
    "svd", .option("full_matrices", true),
    doc: "U (..., m, m), the singular values (..., k), descending, and Vᵀ (..., n, n) with U diag(S) Vᵀ the tensor "
      + "(..., m, n), k = min(m, n); without full_matrices U (..., m, k) and Vᵀ (..., k, n).",
    example: "local u, s, vh = tensor{ {1, 2}, {3, 4}, {5, 6} }:svd({full_matrices=false})"
  ) { (t: Tensor, full: Bool) -> (Tensor, Tensor, Tensor) in try t.svd(fullMatrices: full) }
  c.method(
    "svdvals", doc: "The singular values alone, descending.", example: "local s = tensor{ {1, 2}, {3, 4} }:svdvals()"
  ) { (t: Tensor) in try t.svdvals() }
  c.method(
    "qr", .option("mode", QRMode.reduced),
    doc:
      "Q with orthonormal columns and R upper triangular, Q R the tensor (..., m, n), k = min(m, n): Q (..., m, k) and R "
      + "(..., k, n); with mode=\"complete\" (..., m, m) and (..., m, n); with mode=\"r\" only R.",
    example: "local q, r = tensor{ {1, 2}, {3, 4}, {5, 6} }:qr()"
  ) { (t: Tensor, mode: QRMode) -> (Tensor, Tensor) in try t.qr(mode) }
  c.method(
    "matrix_norm", .value("ord", as: MatrixOrder?.self), .option("keepdim", false),
    doc:
      "A norm of matrices (..., m, n): \"fro\", \"nuc\", math.huge and 1 (the largest sum of magnitudes of a row, of a "
      + "column), 2 (the largest singular value); negative numbers take the smallest.",
    example: "local y = tensor{ {1, 2}, {3, 4} }:matrix_norm(\"nuc\")"
  ) { (t: Tensor, order: MatrixOrder?, keepdim: Bool) in
    try t.matrixNorm(order?.norm ?? .frobenius, keepdim: keepdim)
  }
}

private func declareDiagonals(_ c: LuaMembers<Tensor>) {
  c.method(
    "trace", doc: "The sum of a matrix's diagonal.", example: "assert(tensor.eye(3):trace():item() == 3)"
  ) { (t: Tensor) in try t.trace() }
  c.method(
    "diag", .integer("diagonal", 0),
    doc:
      "Of a vector the matrix with it on a diagonal, of a matrix that diagonal, so many columns to the right; a copy.",
    example: "local y = tensor{1, 2}:diag()"
  ) { (t: Tensor, offset: Int) in try t.diag(offset) }
  c.method(
    "diagonal", .integer("offset", 0), .value("dim1", LuaIndex(zeroBased: 0)), .value("dim2", LuaIndex(zeroBased: 1)),
    doc: "The diagonal of the matrices in dimensions dim1 and dim2, as a new last dimension; a view.",
    example: "local y = tensor.ones(5, 3, 3):diagonal(0, 2, 3)"
  ) { (t: Tensor, offset: Int, first: LuaIndex, second: LuaIndex) -> Tensor in
    try t.diagonal(offset: offset, try position(first, in: t), try position(second, in: t))
  }
  for (name, doc, cut) in [
    ("tril", "below", { (t: Tensor, offset: Int) in try t.tril(offset) }),
    ("triu", "above", { (t: Tensor, offset: Int) in try t.triu(offset) }),
  ] {
    c.method(
      name, .integer("diagonal", 0),
      doc:
        "What stands on and \(doc) a diagonal of each matrix, zeros elsewhere; the diagonal moved so many columns right.",
      example: "local y = tensor.ones(3, 3):\(name)(-1)"
    ) { (t: Tensor, offset: Int) in try cut(t, offset) }
  }
}
