import Arrays

/// How the losses of single elements become the result.
public enum Reduction: String, Sendable, CaseIterable {
  /// Divided by their number (or total weight); nan when there is none.
  case mean
  case sum
  /// One loss for each element.
  case none
}

/// Element-wise losses l(x, t), computed together with their derivatives by blocks that stay in the cache.
///
/// Notation: x prediction, t target, both of one shape; l the loss, dx = ∂l/∂x, dt = ∂l/∂t. Sums run over fixed
/// blocks in double precision, then over blocks in order: the bits do not depend on the number of threads.
enum PointwiseLoss {
  static let block = 2048

  /// Fills l, dx and dt (nil where not wanted) for `count` elements that start at `start`.
  typealias Body<T> = (
    _ x: UnsafePointer<T>, _ t: UnsafePointer<T>, _ l: UnsafeMutablePointer<T>, _ dx: UnsafeMutablePointer<T>?,
    _ dt: UnsafeMutablePointer<T>?, _ start: Int, _ count: Int
  ) -> Void

  /// - Parameters:
  ///   - extra: arrays that `body` reads besides, checked against changes in place.
  @inline(__always)
  static func record<T: RealElement>(
    _ operation: StaticString, _ x: Tensor, _ t: Tensor, _ reduction: Reduction, extra: [NDArray] = [],
    _ type: T.Type, _ body: @escaping Body<T>
  ) throws -> Tensor {
    let name = "\(operation)"
    guard x.shape == t.shape else {
      throw ArrayError.shapeMismatch(operation: name, left: x.shape, right: t.shape)
    }
    let (source, target) = (try x.array.dense(name, like: x.dtype), try t.array.dense(name, like: x.dtype))
    let recording = Tape.isRecording
    let dx = recording && x.requiresGrad ? try NDArray(empty: x.shape, dtype: x.dtype) : nil
    let dt = recording && t.requiresGrad ? try NDArray(empty: x.shape, dtype: x.dtype) : nil
    let count = source.count
    let scale: Double = reduction == .mean ? 1 / Double(count) : 1
    let result = try NDArray(empty: reduction == .none ? x.shape : .scalar, dtype: x.dtype)
    let sums = try NDArray(empty: Shape(count / block + 1), dtype: .float64)
    let (xs, ts, total) = (source.pointer(as: T.self), target.pointer(as: T.self), sums.pointer(as: Double.self))
    let (dxs, dts) = (dx?.pointer(as: T.self), dt?.pointer(as: T.self))
    let values = result.pointer(as: T.self)
    Threads.forEach(count: count, grain: block) { range in
      let start = range.lowerBound
      withUnsafeTemporaryAllocation(of: T.self, capacity: reduction == .none ? 1 : block) { buffer in
        guard let base = buffer.baseAddress else { return }
        let l = reduction == .none ? values + start : base
        body(xs + start, ts + start, l, dxs.map { $0 + start }, dts.map { $0 + start }, start, range.count)
        if reduction != .none { total[start / block] = sum(l, range.count) }
        if reduction == .mean {
          let factor = T(scale)
          if let dxs { for i in range { dxs[i] *= factor } }
          if let dts { for i in range { dts[i] *= factor } }
        }
      }
    }
    if reduction != .none {
      var all = 0.0
      for i in 0..<(count &+ block &- 1) / block { all += total[i] }
      values[0] = T(all * scale)
    }
    withExtendedLifetime((source, target, sums, extra)) {}
    let saved = [dx, dt].compactMap { $0 }
    return .record(operation, result, inputs: [x, t], saving: saved) { g in
      [try dx.map { try $0.scaled(by: g) }, try dt.map { try $0.scaled(by: g) }]
    }
  }

  @inline(__always)
  static func sum<T: RealElement>(_ values: UnsafePointer<T>, _ count: Int) -> Double {
    laneSum(count) { Double(values[$0]) }
  }
}

extension NDArray {
  /// A derivative times the gradient that arrives: one number, or one for each element. Usually the number is 1.
  func scaled(by g: NDArray) throws -> NDArray {
    if g.count == 1, count != 1 || g.rank == 0 {
      let factor = try g.item().double
      return factor == 1 ? self : try mul(.real(factor))
    }
    return try mul(g)
  }
}

/// Runs `float32` or `float64` code for a dtype that has been checked to be one of them.
@inline(__always)
func withReal<R>(_ dtype: DType, _ float: () throws -> R, _ double: () throws -> R) rethrows -> R {
  dtype == .float32 ? try float() : try double()
}

/// Σ term(i) for i in 0..<n, in eight lanes of fixed order, so that it is vector code.
@inline(__always)
func laneSum(_ n: Int, _ term: (Int) -> Double) -> Double {
  var lanes = SIMD8<Double>(repeating: 0)
  var i = 0
  while i &+ 8 <= n {
    for lane in 0..<8 { lanes[lane] += term(i &+ lane) }
    i &+= 8
  }
  var total = 0.0
  for lane in 0..<8 { total += lanes[lane] }
  while i < n {
    total += term(i)
    i &+= 1
  }
  return total
}
