/// SLEEF's vector functions with an error of at most 1 ulp (1.5 for erfc), over contiguous buffers.
///
/// Each function reads `count` numbers from `x` and writes as many to `y`; the two may be the same
/// buffer. The last, incomplete vector goes through the same code, so a value does not depend on its
/// place. The width (SSE2, AVX2, AVX-512) is that of the CPU flags this file is compiled with.
#pragma once

#include <stddef.h>

#define SLEEF_UNARY(name)                                      \
  void sleef_##name##_f32(const float *x, float *y, size_t count); \
  void sleef_##name##_f64(const double *x, double *y, size_t count);
#define SLEEF_BINARY(name)                                                        \
  void sleef_##name##_f32(const float *a, const float *b, float *y, size_t count); \
  void sleef_##name##_f64(const double *a, const double *b, double *y, size_t count);

SLEEF_UNARY(exp)
SLEEF_UNARY(exp2)
SLEEF_UNARY(expm1)
SLEEF_UNARY(log)
SLEEF_UNARY(log2)
SLEEF_UNARY(log10)
SLEEF_UNARY(log1p)
SLEEF_UNARY(sqrt)
SLEEF_UNARY(cbrt)
SLEEF_UNARY(sin)
SLEEF_UNARY(cos)
SLEEF_UNARY(tan)
SLEEF_UNARY(asin)
SLEEF_UNARY(acos)
SLEEF_UNARY(atan)
SLEEF_UNARY(sinh)
SLEEF_UNARY(cosh)
SLEEF_UNARY(tanh)
SLEEF_UNARY(asinh)
SLEEF_UNARY(acosh)
SLEEF_UNARY(atanh)
SLEEF_UNARY(erf)
SLEEF_UNARY(erfc)
SLEEF_UNARY(lgamma)
/// exp(x - shift)
void sleef_exp_shifted_f32(const float *x, float shift, float *y, size_t count);
void sleef_exp_shifted_f64(const double *x, double shift, double *y, size_t count);
/// 1 / (1 + exp(-x))
SLEEF_UNARY(sigmoid)
/// log(1 + exp(x)), without overflow
SLEEF_UNARY(softplus)
/// x Phi(x), Phi the normal distribution function, and x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
SLEEF_UNARY(gelu)
SLEEF_UNARY(gelu_tanh)
/// g times their derivatives at x; g comes first
SLEEF_BINARY(gelu_gradient)
SLEEF_BINARY(gelu_tanh_gradient)
SLEEF_BINARY(pow)
SLEEF_BINARY(atan2)
SLEEF_BINARY(hypot)

#undef SLEEF_UNARY
#undef SLEEF_BINARY
