/// Sums and moments over `dimensions` (all when nil or empty). Integers and bools are summed as int64.
extension NDArray {
  public func sum(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    guard dtype.isFloatingPoint else { return try integerSum(dimensions, keepdim: keepdim) }
    let runs = try runs(dimensions, keepdim: keepdim, of: "sum")
    return try runs.summed(scale: 1)
  }

  /// nan where there is nothing to average. Floats only.
  public func mean(_ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    try checkFloating("mean")
    let runs = try runs(dimensions, keepdim: keepdim, of: "mean")
    return try runs.summed(scale: 1 / Double(runs.n))
  }

  /// Mean squared distance from the mean, by two passes; divided by n - `correction` (nan where that is not positive,
  /// as n = 1 with correction 1). Floats only.
  public func variance(_ dimensions: [Int]? = nil, correction: Double = 1, keepdim: Bool = false) throws -> NDArray {
    try checkFloating("var")
    let runs = try runs(dimensions, keepdim: keepdim, of: "var")
    let mean = try runs.summed(scale: 1 / Double(runs.n))
    let result = try NDArray(empty: runs.shape, dtype: dtype)
    // 0 / 0 for a single number, as PyTorch has it.
    let scale = 1 / max(Double(runs.n) - correction, 0)
    if dtype == .float32 {
      try runs.spread(Float.self, mean, result, scale)
    } else {
      try runs.spread(Double.self, mean, result, scale)
    }
    return result
  }

  /// Sum of |x|^p to the power 1/p; `p` 0 counts what is not 0, ±infinity take the extreme magnitudes.
  public func norm(_ p: Double = 2, _ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    try checkFloating("norm")
    switch p {
    case .infinity: return try map(.abs).maximum(dimensions, keepdim: keepdim)
    case -.infinity: return try map(.abs).minimum(dimensions, keepdim: keepdim)
    case 0: return try ne(.scalar(0, dtype: dtype)).cast(to: dtype).sum(dimensions, keepdim: keepdim)
    case 1: return try runs(dimensions, keepdim: keepdim, of: "norm").absoluteSum()
    case 2: return try runs(dimensions, keepdim: keepdim, of: "norm").squareSum().map(.sqrt)
    default: return try map(.abs).pow(.real(p)).sum(dimensions, keepdim: keepdim).pow(.real(1 / p))
    }
  }

  func checkFloating(_ operation: String) throws {
    guard dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: operation, wanted: "float32 or float64", got: dtype)
    }
  }

  private func integerSum(_ dimensions: [Int]?, keepdim: Bool) throws -> NDArray {
    let runs = try cast(to: .int64).runs(dimensions, keepdim: keepdim, of: "sum")
    let result = try NDArray.zeros(runs.shape, dtype: .int64)
    let (x, y) = (runs.array.pointer(as: Int64.self), result.pointer(as: Int64.self))
    for o in 0..<runs.outer {
      for i in 0..<runs.n {
        let source = x + (o &* runs.n &+ i) &* runs.inner
        for j in 0..<runs.inner { y[o &* runs.inner &+ j] &+= source[j] }
      }
    }
    withExtendedLifetime(runs.array.storage) {}
    return result
  }
}

extension Runs {
  func summed(scale: Double) throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: array.dtype)
    if array.dtype == .float32 {
      try reduce(Float.self, result, scale) { _ in Itself() }
    } else {
      try reduce(Double.self, result, scale) { _ in Itself() }
    }
    return result
  }

  fileprivate func absoluteSum() throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: array.dtype)
    if array.dtype == .float32 {
      try reduce(Float.self, result, 1) { _ in Absolute() }
    } else {
      try reduce(Double.self, result, 1) { _ in Absolute() }
    }
    return result
  }

  fileprivate func squareSum() throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: array.dtype)
    if array.dtype == .float32 {
      try reduce(Float.self, result, 1) { _ in SquaredDistance(center: 0) }
    } else {
      try reduce(Double.self, result, 1) { _ in SquaredDistance(center: 0) }
    }
    return result
  }

  @inline(__always)
  fileprivate func spread<T: RealElement>(_ type: T.Type, _ mean: NDArray, _ result: NDArray, _ scale: Double) throws {
    let center = mean.pointer(as: T.self)
    try reduce(type, result, scale) { SquaredDistance(center: center[$0]) }
    withExtendedLifetime(mean.storage) {}
  }

  @inline(__always)
  private func reduce<T: RealElement, Term: SumTerm>(
    _ type: T.Type, _ result: NDArray, _ scale: Double, _ term: (Int) -> Term
  ) throws where Term.T == T {
    try SumKernel.reduce(self, array.pointer(as: T.self), result.pointer(as: T.self), scale: scale, term)
    withExtendedLifetime((array.storage, result.storage)) {}
  }
}
