/// Relations of two numbers.
public enum Comparison: UInt8, Sendable {
  case eq, ne, lt, le, gt, ge
}

private protocol Relation {
  static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool
}

private enum Equal: Relation {
  @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a == b }
}
private enum Unequal: Relation {
  @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a != b }
}
private enum Less: Relation {
  @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a < b }
}
private enum LessOrEqual: Relation {
  @inline(__always) static func holds<T: Comparable>(_ a: T, _ b: T) -> Bool { a <= b }
}

/// out = a ? b as bools; `a` and `b` have one dtype and `out`'s shape (strides may be 0), `out` is contiguous.
enum ComparisonKernel {
  static func run(_ comparison: Comparison, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    switch a.dtype {
    case .float32: run(comparison, a, b, out, Float.self)
    case .float64: run(comparison, a, b, out, Double.self)
    case .int64: run(comparison, a, b, out, Int64.self)
    case .bool: break
    }
    withExtendedLifetime((a.storage, b.storage, out.storage)) {}
  }

  private static func run<T: Number>(
    _ comparison: Comparison, _ a: NDArray, _ b: NDArray, _ out: NDArray, _ type: T.Type
  ) {
    switch comparison {
    case .eq: loop(Equal.self, a, b, out, type)
    case .ne: loop(Unequal.self, a, b, out, type)
    case .lt: loop(Less.self, a, b, out, type)
    case .le: loop(LessOrEqual.self, a, b, out, type)
    case .gt: loop(Less.self, b, a, out, type)
    case .ge: loop(LessOrEqual.self, b, a, out, type)
    }
  }

  @inline(__always)
  private static func loop<T: Number, R: Relation>(
    _ relation: R.Type, _ a: NDArray, _ b: NDArray, _ out: NDArray, _ type: T.Type
  ) {
    let (x, y, z) = (a.pointer(as: T.self), b.pointer(as: T.self), out.pointer(as: Bool.self))
    let plan = StridedLoop(out.shape, a.strides, b.strides)
    let (stepA, stepB, _) = plan.rowStrides
    plan.forEachRow { atA, atB, _, position, count in
      let (x, y, z) = (x + atA, y + atB, z + position)
      if stepA == 1, stepB == 1 {
        for i in 0..<count { z[i] = R.holds(x[i], y[i]) }
      } else if stepA == 1, stepB == 0 {
        let b = y[0]
        for i in 0..<count { z[i] = R.holds(x[i], b) }
      } else {
        for i in 0..<count { z[i] = R.holds(x[i &* stepA], y[i &* stepB]) }
      }
    }
  }
}
