/// Special functions and Sobol's direction numbers from Boost, behind plain C; no C++ exception
/// leaves this target.
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

#ifdef __cplusplus
}
#endif
