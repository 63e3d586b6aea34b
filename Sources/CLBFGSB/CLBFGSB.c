#include "CLBFGSB.h"

#include <stddef.h>

/// The two lengths at the end are those of `task` and `csave`.
void setulb_(const int32_t *n, const int32_t *m, double *x, const double *l, const double *u, const int32_t *nbd,
             double *f, double *g, const double *factr, const double *pgtol, double *wa, int32_t *iwa, char *task,
             const int32_t *iprint, char *csave, int32_t *lsave, int32_t *isave, double *dsave, size_t, size_t);

static int starts_with(const lbfgsb_state *state, const char *word) {
  return strncmp(state->task, word, strlen(word)) == 0;
}

void lbfgsb_start(lbfgsb_state *state) {
  memset(state, 0, sizeof *state);
  memset(state->task, ' ', sizeof state->task);
  memset(state->csave, ' ', sizeof state->csave);
  memcpy(state->task, "START", 5);
}

int lbfgsb_advance(lbfgsb_state *state, int32_t n, int32_t m, double *x, const double *lower, const double *upper,
                   const int32_t *nbd, double *f, double *g, double factr, double pgtol, double *work,
                   int32_t *iwork) {
  const int32_t silent = -1;
  setulb_(&n, &m, x, lower, upper, nbd, f, g, &factr, &pgtol, work, iwork, state->task, &silent, state->csave,
          state->lsave, state->isave, state->dsave, sizeof state->task, sizeof state->csave);
  if (starts_with(state, "FG")) return LBFGSB_EVALUATE;
  if (starts_with(state, "NEW_X")) return LBFGSB_NEW_ITERATE;
  if (starts_with(state, "CONV")) return LBFGSB_CONVERGED;
  return LBFGSB_FAILED;
}

/// The library times its own phases, several system calls an iteration, for prints that are switched off. The
/// program's definition takes the place of the library's, and costs nothing.
void timer_(double *seconds) { *seconds = 0; }
