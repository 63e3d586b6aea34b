import Arrays

/// Class targets of a loss: positions in the class dimension, or a probability for each class.
public enum ClassTarget {
  /// int64, 0-based, shape of the input without its class dimension.
  case classes(NDArray)
  /// Float, shape of the input; takes gradients.
  case probabilities(Tensor)
}

extension Tensor {
  /// Cross-entropy of logits x [N, C], [N, C, d1, ...] or [C] with their targets.
  ///
  /// With p = softmax(x), class weights w and smoothing s: l = -Σ_c w_c q_c log p_c, where q is the target
  /// distribution (1 at the class, or the given probabilities) moved towards 1/C by s. dx = p Σ w q - w q.
  /// The mean of class targets divides by their total weight, of probabilities by their number.
  /// - Parameter ignored: a class index whose elements count for nothing.
  /// - Throws: `ArrayError` when shapes do not fit or a class is out of range.
  public static func crossEntropy(
    _ x: Tensor, _ target: ClassTarget, weight: NDArray? = nil, ignored: Int = -100, labelSmoothing: Double = 0,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    guard labelSmoothing >= 0, labelSmoothing <= 1 else {
      throw ArrayError.invalidArgument(
        operation: "cross_entropy", message: "label_smoothing must lie in 0...1, got \(labelSmoothing)")
    }
    let loss = try ClassLoss(
      "cross_entropy", x.array, target, weight, ignored: ignored, smoothing: labelSmoothing, takesLogits: true)
    return try loss.record(x, reduction)
  }

  /// Negative log-likelihood: l = -w_t x_t for log-probabilities x [N, C], [N, C, d1, ...] or [C] and classes t.
  ///
  /// The mean divides by the total weight of the targets.
  /// - Throws: `ArrayError` when shapes do not fit or a class is out of range.
  public static func nllLoss(
    _ x: Tensor, _ classes: NDArray, weight: NDArray? = nil, ignored: Int = -100, reduction: Reduction = .mean
  ) throws -> Tensor {
    let loss = try ClassLoss(
      "nll_loss", x.array, .classes(classes), weight, ignored: ignored, smoothing: 0, takesLogits: false)
    return try loss.record(x, reduction)
  }
}

/// Both losses over classes.
///
/// Notation: x is seen as [outer, C, inner]; an element is one (outer, inner); q [outer, C, inner] is the weighted
/// target distribution and Q = Σ_c q its mass.
private struct ClassLoss {
  let operation: StaticString
  let outer: Int
  let classes: Int
  let inner: Int
  let elementShape: Shape
  let target: Target
  /// Probabilities as they were given, which may take gradients.
  let given: Tensor?
  let weight: [Double]?
  let ignored: Int
  let smoothing: Double
  let takesLogits: Bool
  var elements: Int { outer &* inner }

  enum Target {
    case classes(NDArray)
    case probabilities(NDArray)

    var array: NDArray {
      switch self {
      case .classes(let array), .probabilities(let array): array
      }
    }
  }

  init(
    _ operation: StaticString, _ x: NDArray, _ target: ClassTarget, _ weight: NDArray?, ignored: Int, smoothing: Double,
    takesLogits: Bool
  ) throws {
    let name = "\(operation)"
    guard x.rank >= 1 else { throw ArrayError.wrongShape(operation: name, wanted: "(N, C, ...)", got: x.shape) }
    let sizes = x.shape.array
    let dimension = x.rank == 1 ? 0 : 1
    outer = x.rank == 1 ? 1 : sizes[0]
    classes = sizes[dimension]
    inner = sizes.dropFirst(dimension + 1).reduce(1, *)
    var rest = sizes
    rest.remove(at: dimension)
    elementShape = try Shape(rest)
    guard classes > 0 else { throw ArrayError.wrongShape(operation: name, wanted: "at least one class", got: x.shape) }
    switch target {
    case .classes(let indices):
      guard indices.dtype == .int64 else {
        throw ArrayError.wrongDType(operation: name, wanted: "int64 class indices", got: indices.dtype)
      }
      guard indices.shape == elementShape else {
        throw ArrayError.wrongShape(operation: name, wanted: "targets of shape \(elementShape)", got: indices.shape)
      }
      let dense = try indices.contiguous()
      for class_ in try dense.values(as: Int64.self) where class_ != Int64(ignored) {
        guard class_ >= 0, class_ < Int64(classes) else {
          throw ArrayError.indexOutOfRange(operation: name, index: Int(class_), size: classes)
        }
      }
      self.target = .classes(dense)
      given = nil
    case .probabilities(let q):
      self.target = .probabilities(try q.array.dense(name, like: x.dtype, shape: x.shape))
      given = q
    }
    let classes = classes
    self.weight = try weight.map { weight in
      guard weight.shape == (try Shape(classes)), weight.dtype.isFloatingPoint else {
        throw ArrayError.wrongShape(operation: name, wanted: "a weight (\(classes),) of floats", got: weight.shape)
      }
      return try weight.cast(to: .float64).values(as: Double.self)
    }
    self.operation = operation
    self.ignored = ignored
    self.smoothing = smoothing
    self.takesLogits = takesLogits
  }

  func record(_ x: Tensor, _ reduction: Reduction) throws -> Tensor {
    try withReal(x.dtype, { try run(x, reduction, Float.self) }, { try run(x, reduction, Double.self) })
  }

  private func run<T: RealElement>(_ x: Tensor, _ reduction: Reduction, _ type: T.Type) throws -> Tensor {
    let source = try x.array.dense("\(operation)", like: x.dtype)
    // Log-probabilities, then, where wanted, their gradient in the same place.
    let logs = takesLogits ? try logSoftmax(source, T.self) : source
    let losses = try NDArray(empty: elementShape, dtype: x.dtype)
    let (l, values) = (losses.pointer(as: T.self), logs.pointer(as: T.self))
    var mass = 0.0
    for element in 0..<elements {
      var loss = 0.0
      mass += visit(element, T.self) { place, q in loss -= q == 0 ? 0 : Double(values[place]) * q }
      l[element] = T(loss)
    }
    if case .probabilities = target { mass = Double(elements) }
    let scale = reduction == .mean ? 1 / mass : 1
    let result: NDArray
    if reduction == .none {
      result = losses
    } else {
      result = try NDArray(empty: .scalar, dtype: x.dtype)
      var total = 0.0
      for element in 0..<elements { total += Double(l[element]) }
      result.pointer(as: T.self)[0] = T(total * scale)
    }
    withExtendedLifetime((source, losses)) {}
    let saved = (takesLogits ? [] : [source]) + [target.array]
    guard let given else {
      return .record(operation, result, inputs: [x], saving: saved) { g in
        [try pull(g, logs, scale: scale, reduction, T.self)]
      }
    }
    let wanted = (x.requiresGrad, given.requiresGrad)
    return .record(operation, result, inputs: [x, given], saving: saved) { g in
      [
        wanted.0 ? try pull(g, logs, scale: scale, reduction, T.self) : nil,
        wanted.1 ? try pullTarget(g, logs, scale: scale, reduction, T.self) : nil,
      ]
    }
  }

  /// Of the probabilities: -w (1 - smoothing) log p.
  private func pullTarget<T: RealElement>(
    _ g: NDArray, _ logs: NDArray, scale: Double, _ reduction: Reduction, _ type: T.Type
  ) throws -> NDArray {
    let g = try g.dense("\(operation)", like: logs.dtype)
    let dq = try NDArray(empty: logs.shape, dtype: logs.dtype)
    let (gradients, values, d) = (g.pointer(as: T.self), logs.pointer(as: T.self), dq.pointer(as: T.self))
    for element in 0..<elements {
      let factor = Double(gradients[reduction == .none ? element : 0]) * scale * (smoothing - 1)
      for class_ in 0..<classes {
        let place = place(element) &+ class_ &* inner
        d[place] = T(factor * (weight?[class_] ?? 1) * Double(values[place]))
      }
    }
    withExtendedLifetime((g, logs)) {}
    return dq
  }

  private func pull<T: RealElement>(
    _ g: NDArray, _ logs: NDArray, scale: Double, _ reduction: Reduction, _ type: T.Type
  ) throws -> NDArray {
    let g = try g.dense("\(operation)", like: logs.dtype)
    let gradients = g.pointer(as: T.self)
    let dx = try NDArray(empty: logs.shape, dtype: logs.dtype)
    let d = dx.pointer(as: T.self)
    if takesLogits {
      T.exp(logs.pointer(as: T.self), d, count: dx.count)
    } else {
      d.update(repeating: 0, count: dx.count)
    }
    for element in 0..<elements {
      let factor = Double(gradients[reduction == .none ? element : 0]) * scale
      if takesLogits {
        var sum = 0.0
        _ = visit(element, T.self) { _, q in sum += q }
        let (share, start) = (T(factor * sum), place(element))
        for class_ in 0..<classes { d[start &+ class_ &* inner] *= share }
      }
      _ = visit(element, T.self) { place, q in d[place] -= T(factor * q) }
    }
    withExtendedLifetime((g, logs)) {}
    return dx
  }

  /// Of an element's class 0 in x.
  @inline(__always)
  private func place(_ element: Int) -> Int { element / inner &* classes &* inner &+ element % inner }

  /// Hands every place of an element with its q to `body`; returns the element's weight in the mean.
  @inline(__always)
  private func visit<T: RealElement>(_ element: Int, _ type: T.Type, _ body: (_ place: Int, _ q: Double) -> Void)
    -> Double
  {
    let start = place(element)
    let even = smoothing / Double(classes)
    switch target {
    case .classes(let indices):
      let class_ = Int(truncatingIfNeeded: indices.pointer(as: Int64.self)[element])
      if class_ == ignored { return 0 }
      let own = weight?[class_] ?? 1
      body(start &+ class_ &* inner, own * (1 - smoothing))
      if smoothing > 0 {
        for other in 0..<classes { body(start &+ other &* inner, (weight?[other] ?? 1) * even) }
      }
      return own
    case .probabilities(let q):
      let given = q.pointer(as: T.self)
      for class_ in 0..<classes {
        let place = start &+ class_ &* inner
        body(place, (weight?[class_] ?? 1) * (Double(given[place]) * (1 - smoothing) + even))
      }
      return 1
    }
  }

  /// x - log Σ_c e^x, stable: the largest logit is taken out first.
  private func logSoftmax<T: RealElement>(_ x: NDArray, _ type: T.Type) throws -> NDArray {
    let result = try NDArray(empty: x.shape, dtype: x.dtype)
    let shifted = try NDArray(empty: x.shape, dtype: x.dtype)
    let (source, y, e) = (x.pointer(as: T.self), result.pointer(as: T.self), shifted.pointer(as: T.self))
    for element in 0..<elements {
      let start = place(element)
      var largest = source[start]
      for class_ in 1..<max(classes, 1) where source[start &+ class_ &* inner] > largest {
        largest = source[start &+ class_ &* inner]
      }
      if !largest.isFinite { largest = largest > 0 ? largest : 0 }
      for class_ in 0..<classes { y[start &+ class_ &* inner] = source[start &+ class_ &* inner] - largest }
    }
    T.exp(y, e, count: x.count)
    for element in 0..<elements {
      let start = place(element)
      var sum: T = 0
      for class_ in 0..<classes { sum += e[start &+ class_ &* inner] }
      var log: T = 0
      withUnsafePointer(to: sum) { T.log($0, &log, count: 1) }
      for class_ in 0..<classes { y[start &+ class_ &* inner] -= log }
    }
    return result
  }
}
