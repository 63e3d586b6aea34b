#include "CSleef.h"

#include <math.h>
#include <sleef.h>
#include <string.h>

#if defined(__AVX512F__)
typedef __m512 vf;
typedef __m512d vd;
#define F(name, ulp) Sleef_##name##f16_##ulp##avx512f
#define D(name, ulp) Sleef_##name##d8_##ulp##avx512f
#elif defined(__AVX2__)
typedef __m256 vf;
typedef __m256d vd;
#define F(name, ulp) Sleef_##name##f8_##ulp##avx2
#define D(name, ulp) Sleef_##name##d4_##ulp##avx2
#elif defined(__x86_64__)
typedef __m128 vf;
typedef __m128d vd;
#define F(name, ulp) Sleef_##name##f4_##ulp##sse2
#define D(name, ulp) Sleef_##name##d2_##ulp##sse2
#else
typedef float32x4_t vf;
typedef float64x2_t vd;
#define F(name, ulp) Sleef_##name##f4_##ulp##advsimd
#define D(name, ulp) Sleef_##name##d2_##ulp##advsimd
#endif

#define LOOP1(suffix, scalar, vector, name, expression)                             \
  void sleef_##name##_##suffix(const scalar *x, scalar *y, size_t count) {          \
    enum { width = sizeof(vector) / sizeof(scalar) };                               \
    size_t i = 0;                                                                   \
    for (; i + width <= count; i += width) {                                        \
      vector v;                                                                     \
      memcpy(&v, x + i, sizeof v);                                                  \
      v = expression;                                                               \
      memcpy(y + i, &v, sizeof v);                                                  \
    }                                                                               \
    if (i < count) {                                                                \
      vector v = {0};                                                               \
      memcpy(&v, x + i, (count - i) * sizeof(scalar));                              \
      v = expression;                                                               \
      memcpy(y + i, &v, (count - i) * sizeof(scalar));                              \
    }                                                                               \
  }

#define LOOP2(suffix, scalar, vector, name, expression)                                        \
  void sleef_##name##_##suffix(const scalar *a, const scalar *b, scalar *y, size_t count) {    \
    enum { width = sizeof(vector) / sizeof(scalar) };                                          \
    size_t i = 0;                                                                              \
    for (; i + width <= count; i += width) {                                                   \
      vector v, w;                                                                             \
      memcpy(&v, a + i, sizeof v);                                                             \
      memcpy(&w, b + i, sizeof w);                                                             \
      v = expression;                                                                          \
      memcpy(y + i, &v, sizeof v);                                                             \
    }                                                                                          \
    if (i < count) {                                                                           \
      vector v = {0}, w = {0};                                                                 \
      memcpy(&v, a + i, (count - i) * sizeof(scalar));                                         \
      memcpy(&w, b + i, (count - i) * sizeof(scalar));                                         \
      v = expression;                                                                          \
      memcpy(y + i, &v, (count - i) * sizeof(scalar));                                         \
    }                                                                                          \
  }

#define UNARY(name, ulp)                      \
  LOOP1(f32, float, vf, name, F(name, ulp)(v)) \
  LOOP1(f64, double, vd, name, D(name, ulp)(v))
#define BINARY(name, ulp)                        \
  LOOP2(f32, float, vf, name, F(name, ulp)(v, w)) \
  LOOP2(f64, double, vd, name, D(name, ulp)(v, w))

UNARY(exp, u10)
UNARY(exp2, u10)
UNARY(expm1, u10)
UNARY(log, u10)
UNARY(log2, u10)
UNARY(log10, u10)
UNARY(cbrt, u10)
UNARY(sin, u10)
UNARY(cos, u10)
UNARY(tan, u10)
UNARY(asin, u10)
UNARY(acos, u10)
UNARY(atan, u10)
UNARY(tanh, u10)
UNARY(atanh, u10)
UNARY(erf, u10)
UNARY(erfc, u15)
UNARY(lgamma, u10)
BINARY(pow, u10)
BINARY(atan2, u10)
BINARY(hypot, u05)

// The instruction is exact; the library's version is made of several.
LOOP1(f32, float, vf, sqrt, __builtin_elementwise_sqrt(v))
LOOP1(f64, double, vd, sqrt, __builtin_elementwise_sqrt(v))

// exp(-x) overflows to infinity for very negative x, where 1 / (1 + inf) is the right 0.
LOOP1(f32, float, vf, sigmoid, 1.0f / (1.0f + F(exp, u10)(-v)))
LOOP1(f64, double, vd, sigmoid, 1.0 / (1.0 + D(exp, u10)(-v)))

// exp(x - shift), as the two steps round.
#define SHIFTED(suffix, scalar, vector, function)                                                 \
  void sleef_exp_shifted_##suffix(const scalar *x, scalar shift, scalar *y, size_t count) {       \
    enum { width = sizeof(vector) / sizeof(scalar) };                                             \
    for (size_t i = 0; i < count; i += width) {                                                   \
      size_t bytes = (count - i < width ? count - i : width) * sizeof(scalar);                    \
      vector v = {0};                                                                             \
      if (bytes == sizeof v) {                                                                    \
        memcpy(&v, x + i, sizeof v);                                                              \
        v = function(v - shift);                                                                  \
        memcpy(y + i, &v, sizeof v);                                                              \
      } else {                                                                                    \
        memcpy(&v, x + i, bytes);                                                                 \
        v = function(v - shift);                                                                  \
        memcpy(y + i, &v, bytes);                                                                 \
      }                                                                                           \
    }                                                                                             \
  }

SHIFTED(f32, float, vf, F(exp, u10))
SHIFTED(f64, double, vd, D(exp, u10))

// max(x, 0) + log1p(exp(-|x|)): neither part overflows, and the small one is not lost for x < 0.
static inline vf softplus_f(vf x) {
  vf zero = {0};
  return F(fmax, )(x, zero) + F(log1p, u10)(F(exp, u10)(-F(fabs, )(x)));
}

static inline vd softplus_d(vd x) {
  vd zero = {0};
  return D(fmax, )(x, zero) + D(log1p, u10)(D(exp, u10)(-D(fabs, )(x)));
}

LOOP1(f32, float, vf, softplus, softplus_f(v))
LOOP1(f64, double, vd, softplus, softplus_d(v))

// Phi, the normal distribution function: in double precision by erfc, which keeps its digits for negative x; in single
// precision by Abramowitz and Stegun 7.1.26, whose error below 1e-7 is single precision's own, twelve times as fast.
static inline vf normal_f(vf x) {
  vf z = F(fabs, )(x) * 0.70710678118654752440f;
  vf t = 1.0f / (1.0f + 0.3275911f * z);
  vf series = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
  vf tail = 0.5f * series * F(exp, u10)(-z * z);
  vf head = 1.0f - tail;
  __typeof__(x > 0) isPositive = x > 0;
  return (vf)((isPositive & (__typeof__(isPositive))head) | (~isPositive & (__typeof__(isPositive))tail));
}
static inline vd normal_d(vd x) { return D(erfc, u15)(x * -0.70710678118654752440) * 0.5; }

// x Phi(x); where Phi is 0 so is the limit. Its derivative, times g, is g (Phi(x) + x phi(x)).
#define GELU(s, scalar, vector, P)                                                                        \
  static inline vector gelu_##s(vector x) {                                                               \
    vector phi = normal_##s(x);                                                                           \
    vector y = x * phi;                                                                                   \
    __typeof__(phi == 0) isZero = phi == 0;                                                               \
    return (vector)((__typeof__(isZero))y & ~isZero);                                                     \
  }                                                                                                       \
  static inline vector gelu_gradient_##s(vector g, vector x) {                                            \
    vector phi = normal_##s(x);                                                                           \
    vector density = P(exp, u10)(x * x * (scalar)-0.5) * (scalar)0.39894228040143267794;                  \
    return g * (phi + x * density);                                                                       \
  }                                                                                                       \
  static inline vector gelu_tanh_##s(vector x) {                                                          \
    vector inner = (x * x * x * (scalar)0.044715 + x) * (scalar)0.79788456080286535588;                   \
    return x * (scalar)0.5 * (P(tanh, u10)(inner) + (scalar)1);                                           \
  }                                                                                                       \
  static inline vector gelu_tanh_gradient_##s(vector g, vector x) {                                       \
    vector t = P(tanh, u10)((x * x * x * (scalar)0.044715 + x) * (scalar)0.79788456080286535588);         \
    vector slope = (x * x * (scalar)0.134145 + (scalar)1) * (scalar)0.79788456080286535588;               \
    return g * (t + (scalar)1 + ((scalar)1 - t * t) * slope * x) * (scalar)0.5;                           \
  }

GELU(f, float, vf, F)
GELU(d, double, vd, D)
LOOP1(f32, float, vf, gelu, gelu_f(v))
LOOP1(f64, double, vd, gelu, gelu_d(v))
LOOP1(f32, float, vf, gelu_tanh, gelu_tanh_f(v))
LOOP1(f64, double, vd, gelu_tanh, gelu_tanh_d(v))
LOOP2(f32, float, vf, gelu_gradient, gelu_gradient_f(v, w))
LOOP2(f64, double, vd, gelu_gradient, gelu_gradient_d(v, w))
LOOP2(f32, float, vf, gelu_tanh_gradient, gelu_tanh_gradient_f(v, w))
LOOP2(f64, double, vd, gelu_tanh_gradient, gelu_tanh_gradient_d(v, w))

// SLEEF's versions overflow before their results do; beyond the limit the C library takes over.
#define GUARDED(name, limit_f, limit_d)                                        \
  static inline vf name##_guarded_f(vf x) {                                    \
    vf y = F(name, u10)(x);                                                    \
    for (size_t lane = 0; lane < sizeof x / sizeof(float); lane++) {           \
      if (fabsf(x[lane]) > limit_f) y[lane] = name##f(x[lane]);                \
    }                                                                          \
    return y;                                                                  \
  }                                                                            \
  static inline vd name##_guarded_d(vd x) {                                    \
    vd y = D(name, u10)(x);                                                    \
    for (size_t lane = 0; lane < sizeof x / sizeof(double); lane++) {          \
      if (fabs(x[lane]) > limit_d) y[lane] = name(x[lane]);                    \
    }                                                                          \
    return y;                                                                  \
  }                                                                            \
  LOOP1(f32, float, vf, name, name##_guarded_f(v))                             \
  LOOP1(f64, double, vd, name, name##_guarded_d(v))

GUARDED(log1p, 1e37f, 1e300)
GUARDED(sinh, 80.0f, 700.0)
GUARDED(cosh, 80.0f, 700.0)
GUARDED(asinh, 1e15f, 1e150)
GUARDED(acosh, 1e15f, 1e150)
