import CSleef

/// Elementary functions over contiguous buffers, on one thread, by SLEEF's vector code: at most 1 ulp
/// of error (1.5 for `erfc`, 2 for the composed `sigmoid` and `softplus`), IEEE's values at infinities,
/// nan and signed zeros.
///
/// `x` and `y` hold `count` numbers each and may be the same buffer. The bits of a result depend on its
/// argument alone, not on its place, so that work may be cut anywhere.
public enum VectorMath {
  // MARK: Float

  /// e^x
  @inlinable public static func exp(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_exp_f32(x, y, max(count, 0))
  }
  /// e^(x - shift)
  @inlinable public static func exp(
    _ x: UnsafePointer<Float>, minus shift: Float, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    sleef_exp_shifted_f32(x, shift, y, max(count, 0))
  }
  /// 2^x
  @inlinable public static func exp2(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_exp2_f32(x, y, max(count, 0))
  }
  /// e^x - 1, exact near 0
  @inlinable public static func expm1(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_expm1_f32(x, y, max(count, 0))
  }
  /// natural logarithm
  @inlinable public static func log(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_log_f32(x, y, max(count, 0))
  }
  /// logarithm to base 2
  @inlinable public static func log2(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_log2_f32(x, y, max(count, 0))
  }
  /// logarithm to base 10
  @inlinable public static func log10(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_log10_f32(x, y, max(count, 0))
  }
  /// log(1 + x), exact near 0
  @inlinable public static func log1p(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_log1p_f32(x, y, max(count, 0))
  }
  /// square root
  @inlinable public static func sqrt(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_sqrt_f32(x, y, max(count, 0))
  }
  /// cube root
  @inlinable public static func cbrt(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_cbrt_f32(x, y, max(count, 0))
  }
  /// sine, radians
  @inlinable public static func sin(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_sin_f32(x, y, max(count, 0))
  }
  /// cosine, radians
  @inlinable public static func cos(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_cos_f32(x, y, max(count, 0))
  }
  /// tangent, radians
  @inlinable public static func tan(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_tan_f32(x, y, max(count, 0))
  }
  /// arc sine
  @inlinable public static func asin(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_asin_f32(x, y, max(count, 0))
  }
  /// arc cosine
  @inlinable public static func acos(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_acos_f32(x, y, max(count, 0))
  }
  /// arc tangent
  @inlinable public static func atan(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_atan_f32(x, y, max(count, 0))
  }
  /// hyperbolic sine
  @inlinable public static func sinh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_sinh_f32(x, y, max(count, 0))
  }
  /// hyperbolic cosine
  @inlinable public static func cosh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_cosh_f32(x, y, max(count, 0))
  }
  /// hyperbolic tangent
  @inlinable public static func tanh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_tanh_f32(x, y, max(count, 0))
  }
  /// inverse hyperbolic sine
  @inlinable public static func asinh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_asinh_f32(x, y, max(count, 0))
  }
  /// inverse hyperbolic cosine
  @inlinable public static func acosh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_acosh_f32(x, y, max(count, 0))
  }
  /// inverse hyperbolic tangent
  @inlinable public static func atanh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_atanh_f32(x, y, max(count, 0))
  }
  /// error function
  @inlinable public static func erf(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_erf_f32(x, y, max(count, 0))
  }
  /// 1 - erf(x), exact for large x
  @inlinable public static func erfc(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_erfc_f32(x, y, max(count, 0))
  }
  /// log |Γ(x)|
  @inlinable public static func lgamma(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_lgamma_f32(x, y, max(count, 0))
  }
  /// 1 / (1 + e^-x)
  @inlinable public static func sigmoid(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_sigmoid_f32(x, y, max(count, 0))
  }
  /// log(1 + e^x)
  @inlinable public static func softplus(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_softplus_f32(x, y, max(count, 0))
  }
  /// x Phi(x), Phi the normal distribution function (Hendrycks and Gimpel 2016)
  @inlinable public static func gelu(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_gelu_f32(x, y, max(count, 0))
  }
  /// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
  @inlinable public static func geluTanh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
    sleef_gelu_tanh_f32(x, y, max(count, 0))
  }
  /// g times the derivative of `gelu`, or of `geluTanh`, at x
  @inlinable public static func geluGradient(
    _ g: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, tanh: Bool, count: Int
  ) {
    if tanh {
      sleef_gelu_tanh_gradient_f32(g, x, y, max(count, 0))
    } else {
      sleef_gelu_gradient_f32(g, x, y, max(count, 0))
    }
  }
  /// a^b
  @inlinable public static func pow(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    sleef_pow_f32(a, b, y, max(count, 0))
  }
  /// angle of the point (b, a), radians
  @inlinable public static func atan2(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    sleef_atan2_f32(a, b, y, max(count, 0))
  }
  /// sqrt(a² + b²)
  @inlinable public static func hypot(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    sleef_hypot_f32(a, b, y, max(count, 0))
  }

  // MARK: Double

  /// e^x
  @inlinable public static func exp(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_exp_f64(x, y, max(count, 0))
  }
  /// e^(x - shift)
  @inlinable public static func exp(
    _ x: UnsafePointer<Double>, minus shift: Double, _ y: UnsafeMutablePointer<Double>, count: Int
  ) {
    sleef_exp_shifted_f64(x, shift, y, max(count, 0))
  }
  /// 2^x
  @inlinable public static func exp2(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_exp2_f64(x, y, max(count, 0))
  }
  /// e^x - 1, exact near 0
  @inlinable public static func expm1(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_expm1_f64(x, y, max(count, 0))
  }
  /// natural logarithm
  @inlinable public static func log(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_log_f64(x, y, max(count, 0))
  }
  /// logarithm to base 2
  @inlinable public static func log2(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_log2_f64(x, y, max(count, 0))
  }
  /// logarithm to base 10
  @inlinable public static func log10(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_log10_f64(x, y, max(count, 0))
  }
  /// log(1 + x), exact near 0
  @inlinable public static func log1p(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_log1p_f64(x, y, max(count, 0))
  }
  /// square root
  @inlinable public static func sqrt(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_sqrt_f64(x, y, max(count, 0))
  }
  /// cube root
  @inlinable public static func cbrt(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_cbrt_f64(x, y, max(count, 0))
  }
  /// sine, radians
  @inlinable public static func sin(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_sin_f64(x, y, max(count, 0))
  }
  /// cosine, radians
  @inlinable public static func cos(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_cos_f64(x, y, max(count, 0))
  }
  /// tangent, radians
  @inlinable public static func tan(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_tan_f64(x, y, max(count, 0))
  }
  /// arc sine
  @inlinable public static func asin(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_asin_f64(x, y, max(count, 0))
  }
  /// arc cosine
  @inlinable public static func acos(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_acos_f64(x, y, max(count, 0))
  }
  /// arc tangent
  @inlinable public static func atan(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_atan_f64(x, y, max(count, 0))
  }
  /// hyperbolic sine
  @inlinable public static func sinh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_sinh_f64(x, y, max(count, 0))
  }
  /// hyperbolic cosine
  @inlinable public static func cosh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_cosh_f64(x, y, max(count, 0))
  }
  /// hyperbolic tangent
  @inlinable public static func tanh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_tanh_f64(x, y, max(count, 0))
  }
  /// inverse hyperbolic sine
  @inlinable public static func asinh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_asinh_f64(x, y, max(count, 0))
  }
  /// inverse hyperbolic cosine
  @inlinable public static func acosh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_acosh_f64(x, y, max(count, 0))
  }
  /// inverse hyperbolic tangent
  @inlinable public static func atanh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_atanh_f64(x, y, max(count, 0))
  }
  /// error function
  @inlinable public static func erf(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_erf_f64(x, y, max(count, 0))
  }
  /// 1 - erf(x), exact for large x
  @inlinable public static func erfc(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_erfc_f64(x, y, max(count, 0))
  }
  /// log |Γ(x)|
  @inlinable public static func lgamma(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_lgamma_f64(x, y, max(count, 0))
  }
  /// 1 / (1 + e^-x)
  @inlinable public static func sigmoid(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_sigmoid_f64(x, y, max(count, 0))
  }
  /// log(1 + e^x)
  @inlinable public static func softplus(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_softplus_f64(x, y, max(count, 0))
  }
  /// x Phi(x), Phi the normal distribution function (Hendrycks and Gimpel 2016)
  @inlinable public static func gelu(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_gelu_f64(x, y, max(count, 0))
  }
  /// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
  @inlinable public static func geluTanh(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int) {
    sleef_gelu_tanh_f64(x, y, max(count, 0))
  }
  /// g times the derivative of `gelu`, or of `geluTanh`, at x
  @inlinable public static func geluGradient(
    _ g: UnsafePointer<Double>, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, tanh: Bool, count: Int
  ) {
    if tanh {
      sleef_gelu_tanh_gradient_f64(g, x, y, max(count, 0))
    } else {
      sleef_gelu_gradient_f64(g, x, y, max(count, 0))
    }
  }
  /// a^b
  @inlinable public static func pow(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int
  ) {
    sleef_pow_f64(a, b, y, max(count, 0))
  }
  /// angle of the point (b, a), radians
  @inlinable public static func atan2(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int
  ) {
    sleef_atan2_f64(a, b, y, max(count, 0))
  }
  /// sqrt(a² + b²)
  @inlinable public static func hypot(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>, count: Int
  ) {
    sleef_hypot_f64(a, b, y, max(count, 0))
  }
}
