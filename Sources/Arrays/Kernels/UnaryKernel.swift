import CSpecial
import Glibc

/// Functions of one number.
public enum UnaryFunction: UInt8, Sendable, CaseIterable {
  case neg, abs, sign, square, relu, floor, ceil, round, trunc
  case reciprocal, sqrt, rsqrt, exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, logSigmoid, softplus, silu, gelu, geluTanh, erf, erfc
  case lgamma, digamma, trigamma

  /// Whether integers stay integers; elsewhere they become float32.
  var keepsIntegers: Bool { rawValue <= UnaryFunction.trunc.rawValue }
}

/// A function of one number as a type, so that each gets its own compiled loop.
private protocol UnaryOperation {
  static func apply<T: RealElement>(_ x: T) -> T
}

private enum Negative: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { -x }
}
private enum Magnitude: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x.magnitude }
}
private enum Sign: UnaryOperation {
  // 0 of nan, too: PyTorch's.
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? -1 : 0 }
}
private enum Square: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x * x }
}
private enum Rectify: UnaryOperation {
  // Written so that nan stays nan.
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x <= 0 ? 0 : x }
}
private enum Floor: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x.rounded(.down) }
}
private enum Ceiling: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x.rounded(.up) }
}
private enum Round: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x.rounded(.toNearestOrEven) }
}
private enum Truncate: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { x.rounded(.towardZero) }
}
private enum Reciprocal: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { 1 / x }
}
private enum InverseSquareRoot: UnaryOperation {
  @inline(__always) static func apply<T: RealElement>(_ x: T) -> T { 1 / x.squareRoot() }
}

/// y = f(x) over contiguous arrays of one dtype; `y` may be `x`. Once a cancellation is requested a new `y` is left
/// undone, and the caller checks; work in place is always done whole.
enum UnaryKernel {
  private typealias Vector<T> = (UnsafePointer<T>, UnsafeMutablePointer<T>, Int) -> Void

  /// One function for both float types; the compiler picks VectorMath's overload by type.
  private struct Pair {
    let float: Vector<Float>
    let double: Vector<Double>
    init(_ float: @escaping Vector<Float>, _ double: @escaping Vector<Double>) {
      self.float = float
      self.double = double
    }
  }

  static func run(_ function: UnaryFunction, _ x: NDArray, into y: NDArray) {
    let isNew = x.storage !== y.storage
    switch x.dtype {
    case .float32:
      let vector = pair(function).float
      let (from, to) = (x.pointer(as: Float.self), y.pointer(as: Float.self))
      Threads.forEach(count: x.count, grain: 1 << 14) {
        if isNew, Cancellation.isRequested { return }
        vector(from + $0.lowerBound, to + $0.lowerBound, $0.count)
      }
    case .float64:
      let vector = pair(function).double
      let (from, to) = (x.pointer(as: Double.self), y.pointer(as: Double.self))
      Threads.forEach(count: x.count, grain: 1 << 13) {
        if isNew, Cancellation.isRequested { return }
        vector(from + $0.lowerBound, to + $0.lowerBound, $0.count)
      }
    case .int64:
      integers(function, x.pointer(as: Int64.self), y.pointer(as: Int64.self), x.count)
    case .bool: break
    }
    withExtendedLifetime((x.storage, y.storage)) {}
  }

  private static func pair(_ function: UnaryFunction) -> Pair {
    switch function {
    case .neg: Pair({ loop(Negative.self, $0, $1, $2) }, { loop(Negative.self, $0, $1, $2) })
    case .abs: Pair({ loop(Magnitude.self, $0, $1, $2) }, { loop(Magnitude.self, $0, $1, $2) })
    case .sign: Pair({ loop(Sign.self, $0, $1, $2) }, { loop(Sign.self, $0, $1, $2) })
    case .square: Pair({ loop(Square.self, $0, $1, $2) }, { loop(Square.self, $0, $1, $2) })
    case .relu: Pair({ loop(Rectify.self, $0, $1, $2) }, { loop(Rectify.self, $0, $1, $2) })
    case .floor: Pair({ loop(Floor.self, $0, $1, $2) }, { loop(Floor.self, $0, $1, $2) })
    case .ceil: Pair({ loop(Ceiling.self, $0, $1, $2) }, { loop(Ceiling.self, $0, $1, $2) })
    case .round: Pair({ loop(Round.self, $0, $1, $2) }, { loop(Round.self, $0, $1, $2) })
    case .trunc: Pair({ loop(Truncate.self, $0, $1, $2) }, { loop(Truncate.self, $0, $1, $2) })
    case .reciprocal: Pair({ loop(Reciprocal.self, $0, $1, $2) }, { loop(Reciprocal.self, $0, $1, $2) })
    case .sqrt: Pair(VectorMath.sqrt, VectorMath.sqrt)
    case .rsqrt: Pair({ loop(InverseSquareRoot.self, $0, $1, $2) }, { loop(InverseSquareRoot.self, $0, $1, $2) })
    case .exp: Pair(VectorMath.exp, VectorMath.exp)
    case .exp2: Pair(VectorMath.exp2, VectorMath.exp2)
    case .expm1: Pair(VectorMath.expm1, VectorMath.expm1)
    case .log: Pair(VectorMath.log, VectorMath.log)
    case .log2: Pair(VectorMath.log2, VectorMath.log2)
    case .log10: Pair(VectorMath.log10, VectorMath.log10)
    case .log1p: Pair(VectorMath.log1p, VectorMath.log1p)
    case .sin: Pair(VectorMath.sin, VectorMath.sin)
    case .cos: Pair(VectorMath.cos, VectorMath.cos)
    case .tan: Pair(VectorMath.tan, VectorMath.tan)
    case .asin: Pair(VectorMath.asin, VectorMath.asin)
    case .acos: Pair(VectorMath.acos, VectorMath.acos)
    case .atan: Pair(VectorMath.atan, VectorMath.atan)
    case .sinh: Pair(VectorMath.sinh, VectorMath.sinh)
    case .cosh: Pair(VectorMath.cosh, VectorMath.cosh)
    case .tanh: Pair(VectorMath.tanh, VectorMath.tanh)
    case .asinh: Pair(VectorMath.asinh, VectorMath.asinh)
    case .acosh: Pair(VectorMath.acosh, VectorMath.acosh)
    case .atanh: Pair(VectorMath.atanh, VectorMath.atanh)
    case .sigmoid: Pair(VectorMath.sigmoid, VectorMath.sigmoid)
    case .softplus: Pair(VectorMath.softplus, VectorMath.softplus)
    // log sigmoid(x) = -softplus(-x); silu(x) = x sigmoid(x), 0 at -inf.
    case .logSigmoid: Pair(logSigmoid(VectorMath.softplus), logSigmoid(VectorMath.softplus))
    case .silu: Pair(silu(VectorMath.sigmoid), silu(VectorMath.sigmoid))
    case .gelu: Pair(VectorMath.gelu, VectorMath.gelu)
    case .geluTanh: Pair(VectorMath.geluTanh, VectorMath.geluTanh)
    case .erf: Pair(VectorMath.erf, VectorMath.erf)
    case .erfc: Pair(VectorMath.erfc, VectorMath.erfc)
    case .lgamma: Pair(each(Glibc.lgamma), each(Glibc.lgamma))
    case .digamma: Pair(each(digamma), each(digamma))
    case .trigamma: Pair(each(trigamma), each(trigamma))
    }
  }

  @inline(__always)
  private static func loop<T: RealElement, Operation: UnaryOperation>(
    _ operation: Operation.Type, _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ count: Int
  ) {
    for i in 0..<count { y[i] = Operation.apply(x[i]) }
  }

  private static func logSigmoid<T: RealElement>(_ softplus: @escaping Vector<T>) -> Vector<T> {
    { x, y, count in
      loop(Negative.self, x, y, count)
      softplus(y, y, count)
      loop(Negative.self, y, y, count)
    }
  }

  private static func silu<T: RealElement>(_ sigmoid: @escaping Vector<T>) -> Vector<T> {
    { x, y, count in
      // Piece by piece on the stack, since `y` may be `x`.
      withUnsafeTemporaryAllocation(of: T.self, capacity: 1024) { buffer in
        guard let s = buffer.baseAddress else { return }
        var start = 0
        while start < count {
          let length = min(1024, count &- start)
          sigmoid(x + start, s, length)
          for i in 0..<length { y[start &+ i] = s[i] == 0 ? -0.0 : x[start &+ i] * s[i] }
          start &+= length
        }
      }
    }
  }

  /// A function that only exists for one double at a time.
  private static func each<T: RealElement>(_ function: @escaping (Double) -> Double) -> Vector<T> {
    { x, y, count in
      for i in 0..<count { y[i] = T(function(Double(x[i]))) }
    }
  }

  /// With PyTorch's value at 0: -inf on the side from which the pole is reached.
  private static func digamma(_ x: Double) -> Double {
    x == 0 ? (x.sign == .minus ? .infinity : -.infinity) : special_digamma(x)
  }

  /// 1/x² + pi²/6 next to the pole at 0.
  private static func trigamma(_ x: Double) -> Double {
    Swift.abs(x) < 1e-8 ? 1 / (x * x) + 1.64493406684822643647 : special_trigamma(x)
  }

  private static func integers(
    _ function: UnaryFunction, _ x: UnsafePointer<Int64>, _ y: UnsafeMutablePointer<Int64>, _ count: Int
  ) {
    switch function {
    case .neg: for i in 0..<count { y[i] = 0 &- x[i] }
    case .abs: for i in 0..<count { y[i] = x[i] < 0 ? 0 &- x[i] : x[i] }
    case .sign: for i in 0..<count { y[i] = x[i].signum() }
    case .square: for i in 0..<count { y[i] = x[i] &* x[i] }
    case .relu: for i in 0..<count { y[i] = max(x[i], 0) }
    default: for i in 0..<count { y[i] = x[i] }
    }
  }
}
