/// CMA-ES, the evolution strategy with covariance matrix adaptation, from pagmo behind plain C, by ask and tell in the unit
/// cube; no C++ exception leaves this target.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cmaes cmaes;

/// A strategy that minimises in [0, 1]^dimension with `count` (at least 5) points a generation and first step `sigma`. NULL
/// where it cannot be had.
cmaes *cmaes_create(size_t dimension, size_t count, double sigma, uint32_t seed);
void cmaes_free(cmaes *strategy);

/// The first generation, evaluated: `points` (count, dimension), finite `values` (count). Returns 0, or 1 on failure.
int cmaes_start(cmaes *strategy, const double *points, const double *values);

/// The next generation into `points` (count, dimension). Asking again gives the same. Returns 0, or 1 on failure.
int cmaes_ask(cmaes *strategy, double *points);

/// The finite values (count) of what `cmaes_ask` gave. Returns 0, or 1 on failure.
int cmaes_tell(cmaes *strategy, const double *values);

#ifdef __cplusplus
}
#endif
