/// out = condition ? a : b; all of `out`'s shape (strides may be 0), `a`, `b` and `out` of one dtype, `out` contiguous.
enum SelectionKernel {
  static func run(_ condition: NDArray, _ a: NDArray, _ b: NDArray, into out: NDArray) {
    switch out.dtype.itemSize {
    case 1: run(condition, a, b, out, as: UInt8.self)
    case 4: run(condition, a, b, out, as: UInt32.self)
    default: run(condition, a, b, out, as: UInt64.self)
    }
    withExtendedLifetime((condition.storage, a.storage, b.storage, out.storage)) {}
  }

  @inline(__always)
  private static func run<Bits>(
    _ condition: NDArray, _ a: NDArray, _ b: NDArray, _ out: NDArray, as bits: Bits.Type
  ) {
    let c = condition.pointer(as: Bool.self)
    let x = a.storage.pointer.assumingMemoryBound(to: Bits.self) + a.offset
    let y = b.storage.pointer.assumingMemoryBound(to: Bits.self) + b.offset
    let z = out.storage.pointer.assumingMemoryBound(to: Bits.self) + out.offset
    let plan = StridedLoop(out.shape, condition.strides, a.strides, b.strides)
    let (stepC, stepA, stepB) = plan.rowStrides
    plan.forEachRow { atC, atA, atB, position, count in
      let (c, x, y, z) = (c + atC, x + atA, y + atB, z + position)
      if stepC == 1, stepA == 1, stepB == 1 {
        for i in 0..<count { z[i] = c[i] ? x[i] : y[i] }
      } else {
        for i in 0..<count { z[i] = c[i &* stepC] ? x[i &* stepA] : y[i &* stepB] }
      }
    }
  }
}
