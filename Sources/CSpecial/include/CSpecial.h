/// Special functions and Sobol's sequence from Boost, behind plain C; no C++ exception leaves this
/// target. Where a function has no value the result is nan or an infinity, as C99's libm does.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#else
/// Square roots without `errno`, so that a loop over them becomes vector code.
static inline double special_sqrt(double x) { return __builtin_elementwise_sqrt(x); }
static inline float special_sqrtf(float x) { return __builtin_elementwise_sqrt(x); }
#endif

/// Largest dimension that `special_sobol` has direction numbers for.
size_t special_sobol_max_dimension(void);

/// Points `start` to `start + count - 1` of Sobol's sequence in Gray-code order, point 0 being the
/// origin, as fractions of 2^32; `out` is row-major (count, dimension). Returns 0, or 1 where the
/// dimension or the range is outside what 32 bits hold or memory ran out.
int special_sobol(size_t dimension, uint32_t start, size_t count, uint32_t *out);

/// Inverse of the standard normal distribution function; -inf at 0, inf at 1.
double special_normal_quantile(double p);
/// Inverse of erf on [-1, 1].
double special_erf_inv(double x);
/// log |Gamma(x)|.
double special_lgamma(double x);
/// d/dx log Gamma(x); nan at the poles 0, -1, -2, ...
double special_digamma(double x);
/// Second derivative of log Gamma.
double special_trigamma(double x);
/// Regularised lower incomplete gamma function P(a, x).
double special_gamma_p(double a, double x);
/// Inverse of P(a, .) at p.
double special_gamma_p_inv(double a, double p);
/// Regularised incomplete beta function I_x(a, b).
double special_beta_i(double a, double b, double x);
/// Inverse of I_.(a, b) at p.
double special_beta_i_inv(double a, double b, double p);
/// Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x).
double special_gamma_q(double a, double x);
/// 1 - I_x(a, b).
double special_beta_ic(double a, double b, double x);
/// Inverse of I_.(a, b) at p, and 1 minus it with all its digits.
double special_beta_i_inv_pair(double a, double b, double p, double *complement);

#ifdef __cplusplus
}
#endif
