import Arrays
import Tensors

extension ReferenceTests {
  static let linearAlgebra: [String: Operation] = [
    "torch.linalg.cholesky": { i, _ in
      let l = try i.a.cholesky()
      return ["y": l, "reconstruction": try l.matmul(l.transpose(-1, -2))]
    },
    "torch.linalg.solve_triangular": { i, p in
      [
        "y": try i.a.solveTriangular(
          i.b, upper: p.flag("upper"), left: p.flag("left", true), transpose: p.flag("transpose"),
          unitriangular: p.flag("unitriangular"))
      ]
    },
    "torch.linalg.solve": { i, p in ["y": try i.a.solve(i.b, left: p.flag("left", true))] },
    "torch.cholesky_solve": { i, _ in ["y": try i.b.choleskySolve(i.a.cholesky())] },
    "torch.logdet": { i, _ in ["y": try i.a.logdet()] },
    "torch.linalg.slogdet": { i, _ in
      let (sign, logAbsolute) = try i.a.slogdet()
      return ["sign": sign, "y": logAbsolute]
    },
    "torch.linalg.det": { i, _ in ["y": try i.a.det()] },
    "torch.linalg.inv": { i, _ in ["y": try i.a.inverse()] },
    "torch.linalg.eigvalsh": { i, _ in ["y": try i.a.eigvalsh()] },
    "torch.linalg.eigh": { i, _ in
      let (values, vectors) = try i.a.eigh()
      let rows = try vectors.transpose(-1, -2)
      return ["values": values, "projectors": try rows.unsqueeze(-1).mul(rows.unsqueeze(-2))]
    },
    "torch.linalg.svdvals": { i, _ in ["y": try i.a.svdvals()] },
    "torch.linalg.qr": { i, p in
      let (q, r) = try i.a.qr(p["mode"] as? String == "complete" ? .complete : .reduced)
      let signs = Tensor(try r.array.diagonal(offset: 0, -2, -1).map(.sign))
      return ["Q": try q.mul(signs.unsqueeze(-2)), "R": try r.mul(signs.unsqueeze(-1))]
    },
  ]
}

extension [String: Any] {
  fileprivate func flag(_ name: String, _ other: Bool = false) -> Bool { self[name] as? Bool ?? other }
}
