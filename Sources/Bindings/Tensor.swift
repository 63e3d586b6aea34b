import Arrays
import LuaBridge
import Tensors

extension Tensor: LuaObject {
  public static let luaClass = LuaClass(Tensor.self, "Tensor", doc: "An n-dimensional array of numbers.") { c in
    c.property("shape", doc: "Sizes of all dimensions, a table.") { $0.shape.array }
    c.property("dtype", doc: "\"float32\", \"float64\", \"int64\" or \"bool\".") { $0.dtype.name }
  }
}
