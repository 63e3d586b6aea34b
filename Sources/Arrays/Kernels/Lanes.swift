/// Loops with a choice in them, written over vectors: as scalar code they compile to a branch for each number, which
/// mispredicts on real data. The vector types must be concrete: over a generic element they compile to lane by lane.
enum Lanes {
  // MARK: Float

  /// y = max(y + shift, 0); nan stays nan.
  static func rectify(_ y: UnsafeMutablePointer<Float>, adding shift: Float, count: Int) {
    let (zero, shifts) = (SIMD16<Float>(repeating: 0), SIMD16<Float>(repeating: shift))
    var i = 0
    while i &+ 16 <= count {
      let value = load(y + i) + shifts
      store(value.replacing(with: zero, where: value .< zero), y + i)
      i &+= 16
    }
    while i < count {
      let value = y[i] + shift
      y[i] = value < 0 ? 0 : value
      i &+= 1
    }
  }

  /// y = max(y + b, 0); nan stays nan.
  static func rectify(_ y: UnsafeMutablePointer<Float>, adding b: UnsafePointer<Float>, count: Int) {
    let zero = SIMD16<Float>(repeating: 0)
    var i = 0
    while i &+ 16 <= count {
      let value = load(y + i) + load(b + i)
      store(value.replacing(with: zero, where: value .< zero), y + i)
      i &+= 16
    }
    while i < count {
      let value = y[i] + b[i]
      y[i] = value < 0 ? 0 : value
      i &+= 1
    }
  }

  /// result = 0 where y <= 0, else g: nan lets the gradient pass.
  static func mask(
    _ g: UnsafePointer<Float>, open y: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>, count: Int
  ) {
    let zero = SIMD16<Float>(repeating: 0)
    var i = 0
    while i &+ 16 <= count {
      store(load(g + i).replacing(with: zero, where: load(y + i) .<= zero), result + i)
      i &+= 16
    }
    while i < count {
      result[i] = y[i] <= 0 ? 0 : g[i]
      i &+= 1
    }
  }

  /// The largest of count > 0 numbers; nan when there is one.
  static func largest(_ x: UnsafePointer<Float>, count: Int) -> Float {
    var i = 0
    var best = x[0]
    if count >= 32 {
      // Two chains of comparisons side by side.
      var (a, b) = (load(x), load(x + 16))
      i = 32
      while i &+ 32 <= count {
        let (c, d) = (load(x + i), load(x + i + 16))
        a.replace(with: c, where: (c .> a) .| (c .!= c))
        b.replace(with: d, where: (d .> b) .| (d .!= d))
        i &+= 32
      }
      a.replace(with: b, where: (b .> a) .| (b .!= b))
      best = a[0]
      for lane in 1..<16 where a[lane] > best || a[lane] != a[lane] { best = a[lane] }
    }
    while i < count {
      if x[i] > best || x[i] != x[i] { best = x[i] }
      i &+= 1
    }
    return best
  }

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<Float>.self)
  }

  @inline(__always)
  private static func store(_ value: SIMD16<Float>, _ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD16<Float>.self)
  }

  // MARK: Double

  /// y = max(y + shift, 0); nan stays nan.
  static func rectify(_ y: UnsafeMutablePointer<Double>, adding shift: Double, count: Int) {
    let (zero, shifts) = (SIMD8<Double>(repeating: 0), SIMD8<Double>(repeating: shift))
    var i = 0
    while i &+ 8 <= count {
      let value = load(y + i) + shifts
      store(value.replacing(with: zero, where: value .< zero), y + i)
      i &+= 8
    }
    while i < count {
      let value = y[i] + shift
      y[i] = value < 0 ? 0 : value
      i &+= 1
    }
  }

  /// y = max(y + b, 0); nan stays nan.
  static func rectify(_ y: UnsafeMutablePointer<Double>, adding b: UnsafePointer<Double>, count: Int) {
    let zero = SIMD8<Double>(repeating: 0)
    var i = 0
    while i &+ 8 <= count {
      let value = load(y + i) + load(b + i)
      store(value.replacing(with: zero, where: value .< zero), y + i)
      i &+= 8
    }
    while i < count {
      let value = y[i] + b[i]
      y[i] = value < 0 ? 0 : value
      i &+= 1
    }
  }

  /// result = 0 where y <= 0, else g: nan lets the gradient pass.
  static func mask(
    _ g: UnsafePointer<Double>, open y: UnsafePointer<Double>, _ result: UnsafeMutablePointer<Double>, count: Int
  ) {
    let zero = SIMD8<Double>(repeating: 0)
    var i = 0
    while i &+ 8 <= count {
      store(load(g + i).replacing(with: zero, where: load(y + i) .<= zero), result + i)
      i &+= 8
    }
    while i < count {
      result[i] = y[i] <= 0 ? 0 : g[i]
      i &+= 1
    }
  }

  /// The largest of count > 0 numbers; nan when there is one.
  static func largest(_ x: UnsafePointer<Double>, count: Int) -> Double {
    var i = 0
    var best = x[0]
    if count >= 16 {
      // Two chains of comparisons side by side.
      var (a, b) = (load(x), load(x + 8))
      i = 16
      while i &+ 16 <= count {
        let (c, d) = (load(x + i), load(x + i + 8))
        a.replace(with: c, where: (c .> a) .| (c .!= c))
        b.replace(with: d, where: (d .> b) .| (d .!= d))
        i &+= 16
      }
      a.replace(with: b, where: (b .> a) .| (b .!= b))
      best = a[0]
      for lane in 1..<8 where a[lane] > best || a[lane] != a[lane] { best = a[lane] }
    }
    while i < count {
      if x[i] > best || x[i] != x[i] { best = x[i] }
      i &+= 1
    }
    return best
  }

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
  }

  @inline(__always)
  private static func store(_ value: SIMD8<Double>, _ pointer: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Double>.self)
  }
}
