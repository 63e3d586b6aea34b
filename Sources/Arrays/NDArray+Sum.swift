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
    try runs.spread(mean, result, scale)
    return result
  }

  /// Sum of |x|^p to the power 1/p; `p` 0 counts what is not 0, ±infinity take the extreme magnitudes.
  public func norm(_ p: Double = 2, _ dimensions: [Int]? = nil, keepdim: Bool = false) throws -> NDArray {
    try checkFloating("norm")
    switch p {
    case .infinity: return try map(.abs).maximum(dimensions, keepdim: keepdim)
    case -.infinity: return try map(.abs).minimum(dimensions, keepdim: keepdim)
    case 0: return try ne(.scalar(0, dtype: dtype)).cast(to: dtype).sum(dimensions, keepdim: keepdim)
    case 1: return try map(.abs).sum(dimensions, keepdim: keepdim)
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
    guard runs.array.count > 0 else { return result }
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
      try reduce(Float.self, result, scale, Plain())
    } else {
      try reduce(Double.self, result, scale, Plain())
    }
    return result
  }

  fileprivate func squareSum() throws -> NDArray {
    let result = try NDArray(empty: shape, dtype: array.dtype)
    if array.dtype == .float32 {
      try reduce(Float.self, result, 1, Squares())
    } else {
      try reduce(Double.self, result, 1, Squares())
    }
    return result
  }

  /// scale · sum of (x - mean)².
  fileprivate func spread(_ mean: NDArray, _ result: NDArray, _ scale: Double) throws {
    if array.dtype == .float32 {
      try reduce(Float.self, result, scale, Spread(centers: mean.pointer(as: Float.self)))
    } else {
      try reduce(Double.self, result, scale, Spread(centers: mean.pointer(as: Double.self)))
    }
    withExtendedLifetime(mean.storage) {}
  }

  @inline(__always)
  private func reduce<T: RealElement, Terms: SumTerms>(
    _ type: T.Type, _ result: NDArray, _ scale: Double, _ terms: Terms
  ) throws where Terms.Term.T == T {
    try SumKernel.reduce(self, array.pointer(as: T.self), result.pointer(as: T.self), scale: scale, terms)
    withExtendedLifetime((array.storage, result.storage)) {}
  }
}
