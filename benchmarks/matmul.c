// Products of two square float32 matrices by OpenBLAS itself; for each line on the input the seconds of one, and of all processors.
//
//   cc -O2 benchmarks/matmul.c -lopenblas -o /tmp/matmul && /tmp/matmul 2048 1

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  const int n = atoi(arguments[1]);
  openblas_set_num_threads(atoi(arguments[2]));
  float *a = malloc(sizeof(float) * n * n), *b = malloc(sizeof(float) * n * n), *c = malloc(sizeof(float) * n * n);
  if (!a || !b || !c) return 1;
  srand(1);
  for (int i = 0; i < n * n; i++) {
    a[i] = rand() / (float)RAND_MAX - 0.5f;
    b[i] = rand() / (float)RAND_MAX - 0.5f;
    c[i] = 0;
  }
  for (int ch; (ch = getchar()) != EOF;) {
    if (ch != '\n') continue;
    const double start = now(CLOCK_MONOTONIC), used = now(CLOCK_PROCESS_CPUTIME_ID);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
    printf("%.9f %.9f\n", now(CLOCK_MONOTONIC) - start, now(CLOCK_PROCESS_CPUTIME_ID) - used);
    fflush(stdout);
  }
}
