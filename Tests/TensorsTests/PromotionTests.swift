import Arrays
import Tensors
import Testing

/// The dtypes of results, as PyTorch 2.15 gives them; "-" is an error there. Rows are the left operand's dtype, columns
/// the right one's, both in the order float32, float64, int64, bool.
@Suite struct PromotionTests {
  static let types: [DType] = [.float32, .float64, .int64, .bool]
  static let short: [String: DType] = ["f": .float32, "d": .float64, "i": .int64, "b": .bool]

  typealias Operation = (Tensor, Tensor) throws -> Tensor

  static let usual = "fdff dddd fdii fdib"
  static let pairs: [(name: String, table: String, withNumber: String, operation: Operation)] = [
    // withNumber: the right operand has no dimensions.
    ("add", usual, "ffff dddd fdii fdib", { try $0.add($1) }),
    ("mul", usual, "ffff dddd fdii fdib", { try $0.mul($1) }),
    ("sub", "fdf- ddd- fdi- ----", "fff- ddd- fdi- ----", { try $0.sub($1) }),
    ("div", "fdff dddd fdff fdff", "ffff dddd fdff fdff", { try $0.div($1) }),
    ("pow", "fdff dddd fdii fdi-", "ffff dddd fdii fdi-", { try $0.pow($1) }),
    ("remainder", "fdff dddd fdii fdi-", "ffff dddd fdii fdi-", { try $0.remainder($1) }),
    ("floor_divide", "fdff dddd fdii fdi-", "ffff dddd fdii fdi-", { try $0.floorDivide($1) }),
    ("maximum", usual, "ffff dddd fdii fdib", { try $0.maximum($1) }),
    ("minimum", usual, "ffff dddd fdii fdib", { try $0.minimum($1) }),
    ("atan2", "fdff dddd fdff fdff", "ffff dddd fdff fdff", { try $0.atan2($1) }),
    ("eq", "bbbb bbbb bbbb bbbb", "bbbb bbbb bbbb bbbb", { try $0.eq($1) }),
    ("lt", "bbbb bbbb bbbb bbbb", "bbbb bbbb bbbb bbbb", { try $0.lt($1) }),
    ("logical_and", "bbbb bbbb bbbb bbbb", "bbbb bbbb bbbb bbbb", { try $0.logicalAnd($1) }),
    ("where", usual, "ffff dddd fdii fdib", { try .where(condition.get(), $0, $1) }),
    ("cat", usual, "", { try .cat([$0, $1]) }), ("stack", usual, "", { try .stack([$0, $1]) }),
    // In place: what the left operand cannot hold is an error.
    ("add_", "ffff dddd --ii ---b", "ffff dddd --ii ---b", { try $0.add_($1) }),
    ("mul_", "ffff dddd --ii ---b", "ffff dddd --ii ---b", { try $0.mul_($1) }),
    ("sub_", "fff- ddd- --i- ----", "fff- ddd- --i- ----", { try $0.sub_($1) }),
    ("div_", "ffff dddd ---- ----", "ffff dddd ---- ----", { try $0.div_($1) }),
    ("copy_", "ffff dddd iiii bbbb", "ffff dddd iiii bbbb", { try $0.copy_($1) }),
  ]

  @Test(arguments: pairs.indices) func twoTensors(index: Int) throws {
    let (name, table, withNumber, operation) = PromotionTests.pairs[index]
    for (expected, isNumber) in [(table, false), (withNumber, true)] where !expected.isEmpty {
      let cells = expected.filter { $0 != " " }.map { PromotionTests.short[String($0)] }
      for (row, left) in PromotionTests.types.enumerated() {
        for (column, right) in PromotionTests.types.enumerated() {
          let a = Tensor(try .ones(shape(3), dtype: left))
          let b = Tensor(try .ones(isNumber ? .scalar : shape(3), dtype: right))
          let found = try? operation(a, b).dtype
          #expect(
            found == cells[row * 4 + column], "\(name) of \(left.name) and \(right.name)\(isNumber ? " number" : "")")
          if found == nil { #expect(try a.doubles == [1, 1, 1], "\(name) changed what it refused") }
        }
      }
    }
  }

  /// Beside an integer and beside a real number.
  @Test func numbersBesideTensors() throws {
    let functions: [(String, (Tensor, Scalar) throws -> Tensor)] = [
      ("fdif fdff", { try $0.add($1) }), ("fdif fdff", { try $0.mul($1) }), ("fdif fdff", { try $0.remainder($1) }),
    ]
    for (_, function) in functions {
      for (number, wanted) in [(Scalar.integer(2), "fdii"), (.real(2.5), "fdff")] {
        for (type, cell) in zip(PromotionTests.types, wanted) {
          #expect(
            try function(Tensor(.ones(shape(3), dtype: type)), number).dtype == PromotionTests.short[String(cell)])
        }
      }
    }
    for (type, cell) in zip(PromotionTests.types, "fdff") {
      let t = Tensor(try .ones(shape(3), dtype: type))
      #expect(try t.div(2).dtype == PromotionTests.short[String(cell)])
      #expect(try t.rdiv(2).dtype == PromotionTests.short[String(cell)])
      #expect(try t.compare(.eq, 2.5).dtype == .bool)
    }
  }

  @Test func functionsOfOneTensor() throws {
    let functions: [(String, String, (Tensor) throws -> Tensor)] = [
      ("sum", "fdii", { try $0.sum() }), ("prod", "fdii", { try $0.prod() }), ("mean", "fd--", { try $0.mean() }),
      ("var", "fd--", { try $0.variance() }), ("std", "fd--", { try $0.std() }), ("max", "fdib", { try $0.max() }),
      ("amin", "fdib", { try $0.amin(nil) }), ("any", "bbbb", { try $0.any() }), ("all", "bbbb", { try $0.all() }),
      ("cumsum", "fdii", { try $0.cumsum(0) }), ("cumprod", "fdii", { try $0.cumprod(0) }),
      ("logsumexp", "fdff", { try $0.logsumexp([0]) }), ("norm", "fd--", { try $0.norm() }),
      ("quantile", "fd--", { try $0.quantile(0.5) }), ("sort", "fdib", { try $0.sort().values }),
      ("softmax", "fd--", { try $0.softmax(0) }), ("exp", "fdff", { try $0.exp() }), ("abs", "fdi-", { try $0.abs() }),
      ("neg", "fdi-", { try $0.neg() }), ("sign", "fdib", { try $0.sign() }), ("square", "fdii", { try $0.square() }),
      ("floor", "fdi-", { try $0.floor() }), ("round", "fdi-", { try $0.round() }),
      ("trunc", "fdi-", { try $0.trunc() }),
      ("relu", "fdi-", { try $0.relu() }), ("sqrt", "fdff", { try $0.sqrt() }),
      ("sigmoid", "fdff", { try $0.sigmoid() }),
      ("clamp", "fdii", { try $0.clamp(min: 0, max: 2) }), ("clamp", "fdff", { try $0.clamp(min: 0.5, max: 2) }),
      ("lgamma", "fdff", { try $0.lgamma() }), ("reciprocal", "fdff", { try $0.reciprocal() }),
      ("isnan", "bbbb", { try $0.isnan() }), ("logical_not", "bbbb", { try $0.logicalNot() }),
      ("exp_", "fd--", { try $0.map_(.exp) }), ("abs_", "fdi-", { try $0.map_(.abs) }),
      ("masked_fill", "fdib", { try $0.maskedFill(PromotionTests.condition.get(), 2.5) }),
      ("fill_", "fdib", { try $0.fill_(2.5) }),
    ]
    for (name, wanted, function) in functions {
      for (type, cell) in zip(PromotionTests.types, wanted) {
        let found = try? function(Tensor(.ones(shape(3), dtype: type))).dtype
        #expect(found == PromotionTests.short[String(cell)], "\(name) of \(type.name)")
      }
    }
  }

  private static var condition: Result<Tensor, Error> { Result { Tensor(try NDArray([true, false, true])) } }
}
