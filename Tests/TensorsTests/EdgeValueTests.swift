import Arrays
import Foundation
import Tensors
import Testing

/// All ordered pairs of the numbers at which functions go wrong, in both float dtypes, against Glibc in double.
@Suite struct EdgeValueTests {
  private static let doubles: [Double] = [
    0, -0.0, 1, -1, .leastNormalMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p-1040, 2, -2, 0.5, -0.5, 3, -3,
    1e300,
    -1e300,
  ]
  private static let floats: [Float] = [
    0, -0.0, 1, -1, .leastNormalMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p-140, 2, -2, 0.5, -0.5, 3, -3,
    1e30,
    -1e30,
  ]

  /// Python's and PyTorch's remainder: the sign of the divisor.
  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let r = Foundation.fmod(a, b)
    return r != 0 && (r < 0) != (b < 0) ? r + b : r
  }
  private static func remainder(_ a: Float, _ b: Float) -> Float {
    let r = Foundation.fmodf(a, b)
    return r != 0 && (r < 0) != (b < 0) ? r + b : r
  }

  private struct Pair {
    let name: String
    let function: BinaryFunction
    let inDouble: (Double, Double) -> Double
    /// Where the function of the rounded operands is not the rounded function.
    var inFloat: ((Float, Float) -> Float)?
    /// Units in the last place.
    var tolerance = 0.0
  }

  private static let pairs: [Pair] = [
    Pair(name: "add", function: .add, inDouble: { $0 + $1 }, inFloat: { $0 + $1 }),
    Pair(name: "sub", function: .sub, inDouble: { $0 - $1 }, inFloat: { $0 - $1 }),
    Pair(name: "mul", function: .mul, inDouble: { $0 * $1 }, inFloat: { $0 * $1 }),
    Pair(name: "div", function: .div, inDouble: { $0 / $1 }, inFloat: { $0 / $1 }),
    Pair(name: "remainder", function: .remainder, inDouble: { remainder($0, $1) }, inFloat: { remainder($0, $1) }),
    Pair(name: "pow", function: .pow, inDouble: { Foundation.pow($0, $1) }, tolerance: 1.5),
    Pair(name: "atan2", function: .atan2, inDouble: { Foundation.atan2($0, $1) }, tolerance: 1.5),
    Pair(name: "maximum", function: .maximum, inDouble: { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1) }),
    Pair(name: "minimum", function: .minimum, inDouble: { $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1) }),
  ]

  @Test(arguments: pairs.indices) func everyOrderedPair(index: Int) throws {
    let pair = EdgeValueTests.pairs[index]
    let isExtreme = pair.function == .maximum || pair.function == .minimum
    for a in EdgeValueTests.doubles {
      for b in EdgeValueTests.doubles {
        // Both ways into the kernels: arrays of one shape, and a number beside an array.
        let x = Tensor(try NDArray([a, a, a])), y = Tensor(try NDArray([b, b, b]))
        let wanted = pair.inDouble(a, b)
        for got in try Tensor.binary(pair.function, x, y).doubles
          + Tensor.binary(pair.function, x, y.select(0, 0)).doubles
        {
          #expect(
            agree(got, wanted, pair.tolerance, 0x1p-52, .leastNonzeroMagnitude, isExtreme),
            "\(pair.name)(\(a), \(b)): \(got), not \(wanted)")
        }
      }
    }
    for a in EdgeValueTests.floats {
      for b in EdgeValueTests.floats {
        let x = Tensor(try NDArray([a, a, a])), y = Tensor(try NDArray([b, b, b]))
        let wanted = pair.inFloat?(a, b) ?? Float(pair.inDouble(Double(a), Double(b)))
        for got in try Tensor.binary(pair.function, x, y).doubles {
          #expect(
            agree(got, Double(wanted), pair.tolerance, 0x1p-23, Double(Float.leastNonzeroMagnitude), isExtreme),
            "\(pair.name)(\(a), \(b)) in float32: \(got), not \(wanted)")
        }
      }
    }
  }

  /// nan for nan; signs of zeros too, except among equal zeros of a maximum.
  private func agree(
    _ got: Double, _ wanted: Double, _ tolerance: Double, _ unit: Double, _ least: Double, _ anyZero: Bool
  ) -> Bool {
    if wanted.isNaN { return got.isNaN }
    if wanted == 0, got == 0 { return anyZero || got.sign == wanted.sign }
    if got == wanted { return true }
    return Swift.abs(got - wanted) <= Swift.max(tolerance * unit * Swift.abs(wanted), tolerance > 0 ? least : 0)
  }

  private static let unary: [(UnaryFunction, (Double) -> Double)] = [
    (.neg, { -$0 }), (.abs, { Swift.abs($0) }), (.square, { $0 * $0 }), (.reciprocal, { 1 / $0 }),
    (.sqrt, { $0.squareRoot() }), (.exp, { Foundation.exp($0) }), (.exp2, { Foundation.exp2($0) }),
    (.expm1, { Foundation.expm1($0) }), (.log, { Foundation.log($0) }), (.log2, { Foundation.log2($0) }),
    (.log10, { Foundation.log10($0) }), (.log1p, { Foundation.log1p($0) }), (.sin, { Foundation.sin($0) }),
    (.cos, { Foundation.cos($0) }), (.tan, { Foundation.tan($0) }), (.asin, { Foundation.asin($0) }),
    (.acos, { Foundation.acos($0) }), (.atan, { Foundation.atan($0) }), (.sinh, { Foundation.sinh($0) }),
    (.cosh, { Foundation.cosh($0) }), (.tanh, { Foundation.tanh($0) }), (.asinh, { Foundation.asinh($0) }),
    (.acosh, { Foundation.acosh($0) }), (.atanh, { Foundation.atanh($0) }), (.erf, { Foundation.erf($0) }),
    (.erfc, { Foundation.erfc($0) }), (.floor, { $0.rounded(.down) }), (.ceil, { $0.rounded(.up) }),
    (.round, { $0.rounded(.toNearestOrEven) }), (.trunc, { $0.rounded(.towardZero) }),
    (.relu, { $0.isNaN ? .nan : Swift.max($0, 0) }), (.rsqrt, { 1 / $0.squareRoot() }),
    (.sigmoid, { 1 / (1 + Foundation.exp(-$0)) }), (.sign, { $0.isNaN || $0 == 0 ? 0 : $0 > 0 ? 1 : -1 }),
  ]

  @Test(arguments: unary.indices) func everyFunctionOfOneNumber(index: Int) throws {
    let (function, reference) = EdgeValueTests.unary[index]
    // sign(nan) is 0 in PyTorch.
    let loose = function == .sign || function == .relu || function == .round || function == .ceil || function == .trunc
    for a in EdgeValueTests.doubles {
      let wanted = reference(a)
      for got in try Tensor(NDArray([a, a, a, a, a])).map(function).doubles {
        #expect(
          agree(got, wanted, 4, 0x1p-52, .leastNonzeroMagnitude, loose), "\(function)(\(a)): \(got), not \(wanted)")
      }
    }
    for a in EdgeValueTests.floats {
      let wanted = Double(Float(reference(Double(a))))
      for got in try Tensor(NDArray([a, a, a, a, a])).map(function).doubles {
        #expect(
          agree(got, wanted, 4, 0x1p-23, Double(Float.leastNonzeroMagnitude), loose),
          "\(function)(\(a)) in float32: \(got), not \(wanted)")
      }
    }
  }

  @Test func integersWrapAndNeverTrap() throws {
    let numbers: [Int64] = [0, 1, -1, 2, -2, .max, .min, .max - 1, .min + 1, 1 << 32, -(1 << 32)]
    for a in numbers {
      let x = Tensor(try NDArray([a]))
      #expect(try x.neg().array.values(as: Int64.self) == [0 &- a])
      #expect(try x.abs().array.values(as: Int64.self) == [a == .min ? .min : Swift.abs(a)])
      #expect(try x.square().array.values(as: Int64.self) == [a &* a])
      for b in numbers {
        let y = Tensor(try NDArray([b]))
        func check(_ got: Tensor, _ wanted: Int64, _ name: String) throws {
          #expect(try got.array.values(as: Int64.self) == [wanted], "\(name)(\(a), \(b))")
        }
        try check(x.add(y), a &+ b, "add")
        try check(x.sub(y), a &- b, "sub")
        try check(x.mul(y), a &* b, "mul")
        try check(x.maximum(y), Swift.max(a, b), "maximum")
        #expect(try x.div(y).dtype == .float32)
        if b == 0 {
          #expect(throws: ArrayError.self) { try x.remainder(y) }
          #expect(throws: ArrayError.self) { try x.floorDivide(y) }
          continue
        }
        let (quotient, rest) = a.quotientAndRemainderReporting(b)
        let isBelow = rest != 0 && (rest < 0) != (b < 0)
        try check(x.remainder(y), isBelow ? rest + b : rest, "remainder")
        try check(x.floorDivide(y), isBelow ? quotient - 1 : quotient, "floor_divide")
      }
    }
    #expect(throws: ArrayError.self) { try Tensor(NDArray([2 as Int64])).pow(-1) }
  }

  @Test func castsOfWhatIntegersCannotHold() throws {
    for (value, wanted) in [
      (Double.nan, 0), (.infinity, .max), (-.infinity, .min), (1e300, .max), (-1e300, .min), (0x1p63, .max),
      (-0x1p63, .min),
      (2.9, 2), (-2.9, -2), (-0.0, 0),
    ] as [(Double, Int64)] {
      #expect(try Tensor(NDArray([value])).to(.int64).array.values(as: Int64.self) == [wanted], "\(value)")
      #expect(try Tensor(NDArray([Float(value)])).to(.int64).array.values(as: Int64.self) == [wanted], "\(value)")
      #expect(try Tensor(NDArray([value])).to(.bool).array.values(as: Bool.self) == [value != 0])
    }
    #expect(try Tensor(NDArray([1e300])).to(.float32).array.values(as: Float.self) == [.infinity])
  }
}

extension Int64 {
  fileprivate func quotientAndRemainderReporting(_ b: Int64) -> (Int64, Int64) {
    (dividedReportingOverflow(by: b).partialValue, remainderReportingOverflow(dividingBy: b).partialValue)
  }
}
