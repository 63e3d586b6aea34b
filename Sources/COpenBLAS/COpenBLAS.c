#define _GNU_SOURCE
#include "COpenBLAS.h"

#include <sched.h>

// The library's own threads cut a product differently for each thread count, which changes bits, and
// spin against the caller's threads. Work is divided above this layer; the library stays on one thread.
__attribute__((constructor)) static void use_one_thread(void) { openblas_set_num_threads(1); }

int cpu_available_count(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}
