import Arrays
import Foundation
import Testing

/// Against the C library, whose functions are within an ulp or two.
@Suite struct VectorMathTests {
  typealias Wide = (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  typealias Narrow = (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  private let edges: [Double] = [
    0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-310, 1e-300, 1e300, -1e300, .infinity,
    -.infinity, .nan, 0.5, 2, 3, 20, -20, 30, 88, -87, -103, 100, 700, 709, 710, -745, -750, 1e-5, 1e5, 1e16, -0.3,
  ]

  private func check(
    _ name: String, _ wide: Wide, _ reference: (Double) -> Double, _ narrow: Narrow, _ narrowReference: (Float) -> Float
  ) {
    var stream = RandomStream(seed: 1, stream: "test")
    let xs = edges + (0..<501).map { _ in stream.normal() * 5 }
    var ys = [Double](repeating: 0, count: xs.count)
    wide(xs, &ys, xs.count)
    for (x, y) in zip(xs, ys) {
      let wanted = reference(x)
      if y == wanted || (y.isNaN && wanted.isNaN) { continue }
      #expect(
        abs(y - wanted) <= max(4 * wanted.magnitude.ulp, .leastNormalMagnitude), "\(name)(\(x)) = \(y), not \(wanted)")
    }
    let fs = xs.map { Float($0) } + [1e38, -1e38, 1e-20, .leastNonzeroMagnitude, 85, 90]
    var gs = [Float](repeating: 0, count: fs.count)
    narrow(fs, &gs, fs.count)
    for (x, y) in zip(fs, gs) {
      let wanted = narrowReference(x)
      if y == wanted || (y.isNaN && wanted.isNaN) { continue }
      #expect(
        abs(y - wanted) <= max(4 * wanted.magnitude.ulp, .leastNormalMagnitude),
        "\(name)(\(x)) = \(y), not \(wanted), float")
    }
    // A number's place changes no bit.
    for start in 0..<17 {
      var part = [Double](repeating: 0, count: 3)
      Array(xs[start..<start + 3]).withUnsafeBufferPointer { source in
        if let base = source.baseAddress { wide(base, &part, 3) }
      }
      for (a, b) in zip(part, ys[start..<start + 3]) { #expect(a == b || (a.isNaN && b.isNaN), "\(name) at \(start)") }
    }
  }

  @Test func exponentialsAndLogarithms() {
    check("exp", VectorMath.exp, exp, VectorMath.exp, expf)
    check("exp2", VectorMath.exp2, exp2, VectorMath.exp2, exp2f)
    check("expm1", VectorMath.expm1, expm1, VectorMath.expm1, expm1f)
    check("log", VectorMath.log, log, VectorMath.log, logf)
    check("log2", VectorMath.log2, log2, VectorMath.log2, log2f)
    check("log10", VectorMath.log10, log10, VectorMath.log10, log10f)
    check("log1p", VectorMath.log1p, log1p, VectorMath.log1p, log1pf)
    check("sqrt", VectorMath.sqrt, sqrt, VectorMath.sqrt, sqrtf)
    check("cbrt", VectorMath.cbrt, cbrt, VectorMath.cbrt, cbrtf)
  }

  @Test func trigonometry() {
    check("sin", VectorMath.sin, sin, VectorMath.sin, sinf)
    check("cos", VectorMath.cos, cos, VectorMath.cos, cosf)
    check("tan", VectorMath.tan, tan, VectorMath.tan, tanf)
    check("asin", VectorMath.asin, asin, VectorMath.asin, asinf)
    check("acos", VectorMath.acos, acos, VectorMath.acos, acosf)
    check("atan", VectorMath.atan, atan, VectorMath.atan, atanf)
  }

  @Test func hyperbolics() {
    check("sinh", VectorMath.sinh, sinh, VectorMath.sinh, sinhf)
    check("cosh", VectorMath.cosh, cosh, VectorMath.cosh, coshf)
    check("tanh", VectorMath.tanh, tanh, VectorMath.tanh, tanhf)
    check("asinh", VectorMath.asinh, asinh, VectorMath.asinh, asinhf)
    check("acosh", VectorMath.acosh, acosh, VectorMath.acosh, acoshf)
    check("atanh", VectorMath.atanh, atanh, VectorMath.atanh, atanhf)
  }

  @Test func errorFunctionsAndActivations() {
    check("erf", VectorMath.erf, erf, VectorMath.erf, erff)
    check("erfc", VectorMath.erfc, erfc, VectorMath.erfc, erfcf)
    check("sigmoid", VectorMath.sigmoid, { 1 / (1 + exp(-$0)) }, VectorMath.sigmoid, { 1 / (1 + expf(-$0)) })
    check(
      "softplus", VectorMath.softplus, { $0.isNaN ? $0 : max($0, 0) + log1p(exp(-abs($0))) }, VectorMath.softplus,
      { $0.isNaN ? $0 : max($0, 0) + log1pf(expf(-abs($0))) })
  }

  @Test func powersOfAllPairs() {
    for a in edges {
      for b in edges {
        var y = [0.0]
        VectorMath.pow([a], [b], &y, count: 1)
        let wanted = pow(a, b)
        #expect(
          y[0] == wanted || (y[0].isNaN && wanted.isNaN)
            || abs(y[0] - wanted) <= max(4 * wanted.magnitude.ulp, .leastNormalMagnitude), "pow(\(a), \(b))")
      }
    }
  }
}
