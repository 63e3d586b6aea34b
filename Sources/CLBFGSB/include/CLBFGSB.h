/// L-BFGS-B 3.0 (Byrd, Lu, Nocedal, Zhu 1995; Morales, Nocedal 2011) of Debian's liblbfgsb, by
/// reverse communication. Prints nothing, holds no state outside `lbfgsb_state` and the caller's
/// arrays, so that several minimisations can advance side by side and on several threads.
#pragma once

#include <stdint.h>
#include <string.h>

/// Fortran's default INTEGER and LOGICAL are four bytes.
typedef struct {
  char task[60];
  char csave[60];
  int32_t lsave[4];
  int32_t isave[44];
  double dsave[29];
} lbfgsb_state;

/// What the minimiser wants next.
enum {
  LBFGSB_EVALUATE = 0,
  LBFGSB_NEW_ITERATE = 1,
  LBFGSB_CONVERGED = 2,
  LBFGSB_FAILED = 3,
};

/// Numbers of work space.
static inline int64_t lbfgsb_work_count(int64_t n, int64_t m) { return 2 * m * n + 5 * n + 11 * m * m + 8 * m; }

void lbfgsb_start(lbfgsb_state *state);

/// Advances to the next request. `nbd`: 0 free, 1 lower bound, 2 both, 3 upper bound; `work` has
/// `lbfgsb_work_count` numbers, `iwork` 3n.
int lbfgsb_advance(lbfgsb_state *state, int32_t n, int32_t m, double *x, const double *lower, const double *upper,
                   const int32_t *nbd, double *f, double *g, double factr, double pgtol, double *work,
                   int32_t *iwork);
