import Arrays
import LuaBridge
import Tensors

private let products: [(name: String, doc: String, example: String, function: (Tensor, Tensor) throws -> Tensor)] = [
  (
    "matmul", "The matrix product (..., m, k) × (..., k, n); vectors as rows or columns; leading dimensions broadcast.",
    "tensor.ones(2, 3):matmul(tensor.ones(3, 4))", { try $0.matmul($1) }
  ), ("mm", "(m, k) × (k, n).", "tensor.ones(2, 3):mm(tensor.ones(3, 4))", { try $0.mm($1) }),
  ("bmm", "(b, m, k) × (b, k, n).", "tensor.ones(5, 2, 3):bmm(tensor.ones(5, 3, 4))", { try $0.bmm($1) }),
  ("mv", "(m, k) × (k).", "tensor.ones(2, 3):mv(tensor.ones(3))", { try $0.mv($1) }),
  ("dot", "(k) × (k), a single number.", "tensor.ones(3):dot(tensor.ones(3))", { try $0.dot($1) }),
  ("outer", "(m) × (n) → (m, n).", "tensor.ones(3):outer(tensor.ones(4))", { try $0.outer($1) }),
]

func declareTensorProducts(_ c: LuaMembers<Tensor>) {
  for (name, doc, example, function) in products {
    c.method(name, .value("u", as: Tensor.self), doc: doc, example: "local y = \(example)") {
      (t: Tensor, u: Tensor) in try function(t, u)
    }
  }
}
