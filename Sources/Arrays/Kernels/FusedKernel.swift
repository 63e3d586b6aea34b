import Glibc

/// Chains of arithmetic on one or two numbers done in one pass over memory: activations with a parameter, and
/// gradients g · f'(…) of pointwise functions.
package protocol FusedOperation {
  func apply<T: RealElement>(_ a: T, _ b: T) -> T
}

/// g (1 - y²): the gradient of tanh by its result.
package struct TanhGradient: FusedOperation {
  package init() {}
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ y: T) -> T { g * (1 - y * y) }
}

/// g y (1 - y): the gradient of the logistic function by its result.
package struct SigmoidGradient: FusedOperation {
  package init() {}
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ y: T) -> T { g * (y * (1 - y)) }
}

/// g where x > 0, slope · g elsewhere.
package struct SlopeGradient: FusedOperation {
  let slope: Double
  package init(slope: Double) { self.slope = slope }
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ x: T) -> T { x > 0 ? g : g * T(slope) }
}

/// x where positive, slope · x elsewhere; give x twice.
package struct LeakyRectifier: FusedOperation {
  let slope: Double
  package init(slope: Double) { self.slope = slope }
  @inline(__always) package func apply<T: RealElement>(_ x: T, _: T) -> T { x > 0 ? x : x * T(slope) }
}

/// g / (2 y): the gradient of a square root by its result.
package struct SquareRootGradient: FusedOperation {
  package init() {}
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ y: T) -> T { g / (2 * y) }
}

/// -g y²: the gradient of 1/x by its result.
package struct ReciprocalGradient: FusedOperation {
  package init() {}
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ y: T) -> T { -g * y * y }
}

/// g sign(x), 0 at 0.
package struct MagnitudeGradient: FusedOperation {
  package init() {}
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ x: T) -> T { x > 0 ? g : x < 0 ? -g : g * 0 }
}

/// g where low <= x <= high, 0 elsewhere.
package struct ClampGradient: FusedOperation {
  let low: Double
  let high: Double
  package init(low: Double, high: Double) { (self.low, self.high) = (low, high) }
  @inline(__always) package func apply<T: RealElement>(_ g: T, _ x: T) -> T { x >= T(low) && x <= T(high) ? g : 0 }
}

extension NDArray {
  /// f(a, b) for float arrays of one dtype; `b` is broadcast to `a`'s shape.
  ///
  /// Callers stand in other modules, which would run the generic code a hundred times slower: every operation has its
  /// own version here.
  @specialized(where Operation == TanhGradient)
  @specialized(where Operation == SigmoidGradient)
  @specialized(where Operation == SlopeGradient)
  @specialized(where Operation == LeakyRectifier)
  @specialized(where Operation == SquareRootGradient)
  @specialized(where Operation == ReciprocalGradient)
  @specialized(where Operation == MagnitudeGradient)
  @specialized(where Operation == ClampGradient)
  package static func fused<Operation: FusedOperation>(
    _ operation: Operation, _ a: NDArray, _ b: NDArray
  ) throws -> NDArray {
    let out = try NDArray(emptyLike: a, dtype: a.dtype)
    let (x, y) = (try a.contiguous(), try b.cast(to: a.dtype).expand(to: a.shape).contiguous())
    if a.dtype == .float32 {
      fuse(operation, x.pointer(as: Float.self), y.pointer(as: Float.self), out.pointer(as: Float.self), out.count)
    } else if a.dtype == .float64 {
      fuse(operation, x.pointer(as: Double.self), y.pointer(as: Double.self), out.pointer(as: Double.self), out.count)
    } else {
      throw ArrayError.wrongDType(operation: "gradient", wanted: "floats", got: a.dtype)
    }
    withExtendedLifetime((x.storage, y.storage)) {}
    return out
  }

  @inline(__always)
  private static func fuse<T: RealElement, Operation: FusedOperation>(
    _ operation: Operation, _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ z: UnsafeMutablePointer<T>, _ count: Int
  ) {
    Threads.forEach(count: count, grain: 1 << 15) { range in
      for i in range { z[i] = operation.apply(x[i], y[i]) }
    }
  }

  /// g times the derivative of `gelu` at x, float arrays of one dtype.
  package static func geluGradient(_ g: NDArray, _ x: NDArray, tanh: Bool) throws -> NDArray {
    let out = try NDArray(emptyLike: x, dtype: x.dtype)
    let (g, x) = (try g.cast(to: x.dtype).expand(to: x.shape).contiguous(), try x.contiguous())
    Threads.forEach(count: out.count, grain: 1 << 14) { range in
      let (i, count) = (range.lowerBound, range.count)
      if x.dtype == .float32 {
        let (g, x, y) = (g.pointer(as: Float.self), x.pointer(as: Float.self), out.pointer(as: Float.self))
        VectorMath.geluGradient(g + i, x + i, y + i, tanh: tanh, count: count)
      } else {
        let (g, x, y) = (g.pointer(as: Double.self), x.pointer(as: Double.self), out.pointer(as: Double.self))
        VectorMath.geluGradient(g + i, x + i, y + i, tanh: tanh, count: count)
      }
    }
    withExtendedLifetime((g.storage, x.storage)) {}
    return out
  }
}
