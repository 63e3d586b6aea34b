import COpenBLAS
import Glibc

/// Functions of two numbers of one type.
public enum BinaryFunction: UInt8, Sendable {
  case add, sub, mul, div, remainder, pow, maximum, minimum, atan2
}

/// A function of two numbers as a type, so that each gets its own compiled loops.
private protocol BinaryOperation {
  static func apply<T: Number>(_ a: T, _ b: T) -> T
}

private enum Plus: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.plus(a, b) }
}
private enum Minus: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.minus(a, b) }
}
private enum Times: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.times(a, b) }
}
private enum Quotient: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.quotient(a, b) }
}
private enum Remainder: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.remainder(a, b) }
}
private enum Power: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.power(a, b) }
}
private enum Larger: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.larger(a, b) }
}
private enum Smaller: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.smaller(a, b) }
}
private enum ArcTangent: BinaryOperation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.arcTangent(a, b) }
}

/// out = f(a, b) element by element; `a` and `b` have `out`'s dtype and shape (strides may be 0), `out` is
/// contiguous and may be `a` or `b` itself but not overlap them otherwise. Once a cancellation is requested a new
/// `out` is left undone, and the caller checks; work in place is always done whole.
enum BinaryKernel {
  static func run(_ function: BinaryFunction, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    if out.dtype.isFloatingPoint, a.isContiguous, b.isContiguous, function == .pow || function == .atan2 {
      return vector(function, a, b, out)
    }
    switch out.dtype {
    case .float32: run(function, a, b, out, Float.self)
    case .float64: run(function, a, b, out, Double.self)
    case .int64: run(function, a, b, out, Int64.self)
    case .bool: break
    }
    // One by one: a tuple would hold, and let go of, every storage.
    extendLifetime(a)
    extendLifetime(b)
    extendLifetime(out)
  }

  private static func run<T: Number>(
    _ function: BinaryFunction, _ a: NDArray, _ b: NDArray, _ out: NDArray, _ type: T.Type
  ) {
    switch function {
    case .add: loop(Plus.self, a, b, out, type)
    case .sub: loop(Minus.self, a, b, out, type)
    case .mul: loop(Times.self, a, b, out, type)
    case .div: loop(Quotient.self, a, b, out, type)
    case .remainder: loop(Remainder.self, a, b, out, type)
    case .pow: loop(Power.self, a, b, out, type)
    case .maximum: loop(Larger.self, a, b, out, type)
    case .minimum: loop(Smaller.self, a, b, out, type)
    case .atan2: loop(ArcTangent.self, a, b, out, type)
    }
  }

  /// The functions that SLEEF has for whole vectors.
  private static func vector(_ function: BinaryFunction, _ a: NDArray, _ b: NDArray, _ out: NDArray) {
    let isNew = out.storage !== a.storage && out.storage !== b.storage
    Threads.forEach(count: out.count, grain: 1 << 13) { range in
      if isNew, Cancellation.isRequested { return }
      let (i, count) = (range.lowerBound, range.count)
      if out.dtype == .float32 {
        let (x, y, z) = (a.pointer(as: Float.self), b.pointer(as: Float.self), out.pointer(as: Float.self))
        if function == .atan2 { return VectorMath.atan2(x + i, y + i, z + i, count: count) }
        VectorMath.pow(x + i, y + i, z + i, count: count)
      } else {
        let (x, y, z) = (a.pointer(as: Double.self), b.pointer(as: Double.self), out.pointer(as: Double.self))
        if function == .atan2 { return VectorMath.atan2(x + i, y + i, z + i, count: count) }
        // The vector function is infinite one step too early; Glibc is asked again. In place the operands are gone then.
        if !isNew { return row(Power.self, x + i, y + i, z + i, 1, 1, count, .inPlace) }
        VectorMath.pow(x + i, y + i, z + i, count: count)
        for place in i..<range.upperBound where z[place].isInfinite && x[place].isFinite && y[place].isFinite {
          z[place] = Glibc.pow(x[place], y[place])
        }
      }
    }
    extendLifetime(a)
    extendLifetime(b)
    extendLifetime(out)
  }

  @inline(__always)
  private static func loop<T: Number, Operation: BinaryOperation>(
    _ operation: Operation.Type, _ a: NDArray, _ b: NDArray, _ out: NDArray, _ type: T.Type
  ) {
    let (x, y, z) = (a.pointer(as: T.self), b.pointer(as: T.self), out.pointer(as: T.self))
    if out.count <= 4096, a.isContiguous, b.isContiguous {
      return row(operation, x, y, z, 1, 1, out.count, x == z || y == z ? .inPlace : .new)
    }
    let plan = StridedLoop(out.shape, a.strides, b.strides)
    let (stepA, stepB, _) = plan.rowStrides
    let isNew = out.storage !== a.storage && out.storage !== b.storage
    let target: Target = !isNew ? .inPlace : out.count &* MemoryLayout<T>.stride >= streamedBytes ? .streamed : .new
    plan.forEachRow { atA, atB, _, position, count in
      if isNew, Cancellation.isRequested { return }
      row(operation, x + atA, y + atB, z + position, stepA, stepB, count, target)
    }
  }

  /// How results reach memory.
  private enum Target {
    case new
    /// Into an operand's own memory.
    case inPlace
    /// Past the caches.
    case streamed
  }

  /// Results from here on go past the caches, which hold nothing of them when they are written, nor when they are read:
  /// a line that is not streamed is read before it is written.
  private static let streamedBytes = 16 << 20

  @inline(__always)
  private static func row<T: Number, Operation: BinaryOperation>(
    _ operation: Operation.Type, _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>,
    _ z: UnsafeMutablePointer<T>, _ stepA: Int, _ stepB: Int, _ count: Int, _ target: Target
  ) {
    if target == .new { return row(operation, x, y, z, stepA, stepB, count) }
    // By way of a block on the stack: a loop that overwrites what it reads would not be made of vectors.
    let size = 512
    withUnsafeTemporaryAllocation(of: T.self, capacity: size) { memory in
      guard let block = memory.baseAddress else { return }
      var start = 0
      while start < count {
        let length = min(size, count &- start)
        row(operation, x + start &* stepA, y + start &* stepB, block, stepA, stepB, length)
        if target == .streamed {
          memory_stream(z + start, block, length &* MemoryLayout<T>.stride)
        } else {
          (z + start).update(from: block, count: length)
        }
        start &+= length
      }
    }
  }

  @inline(__always)
  private static func row<T: Number, Operation: BinaryOperation>(
    _ operation: Operation.Type, _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>,
    _ z: UnsafeMutablePointer<T>, _ stepA: Int, _ stepB: Int, _ count: Int
  ) {
    switch (stepA, stepB) {
    case (1, 1): for i in 0..<count { z[i] = Operation.apply(x[i], y[i]) }
    case (1, 0):
      let b = y[0]
      for i in 0..<count { z[i] = Operation.apply(x[i], b) }
    case (0, 1):
      let a = x[0]
      for i in 0..<count { z[i] = Operation.apply(a, y[i]) }
    default: for i in 0..<count { z[i] = Operation.apply(x[i &* stepA], y[i &* stepB]) }
    }
  }
}
