/// BLAS, LAPACK and the thread control of Debian's OpenBLAS.
///
/// BLAS comes through `cblas.h`. LAPACK's Fortran symbols, which libopenblas itself exports, have no
/// C header in Debian's libopenblas-dev; they are declared here once, with the hidden string lengths
/// of gfortran's calling convention, and wrapped so that arguments go by value and the status
/// (`info`: 0 success, -i argument i is wrong, > 0 as each routine says) is the result.
/// Matrices are column-major: for a row-major symmetric matrix say the other triangle.
#pragma once

#include <cblas.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LAPACK_ROUTINES(T, p, eig, orth)                                                                          \
  void p##potrf_(const char *uplo, const int *n, T *a, const int *lda, int *info, size_t);                        \
  void p##potri_(const char *uplo, const int *n, T *a, const int *lda, int *info, size_t);                        \
  void p##potrs_(const char *uplo, const int *n, const int *nrhs, const T *a, const int *lda, T *b,               \
                 const int *ldb, int *info, size_t);                                                              \
  void p##trtrs_(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs,            \
                 const T *a, const int *lda, T *b, const int *ldb, int *info, size_t, size_t, size_t);            \
  void p##trtri_(const char *uplo, const char *diag, const int *n, T *a, const int *lda, int *info, size_t,       \
                 size_t);                                                                                         \
  void p##getrf_(const int *m, const int *n, T *a, const int *lda, int *pivots, int *info);                       \
  void p##getrs_(const char *trans, const int *n, const int *nrhs, const T *a, const int *lda,                    \
                 const int *pivots, T *b, const int *ldb, int *info, size_t);                                     \
  void p##getri_(const int *n, T *a, const int *lda, const int *pivots, T *work, const int *lwork, int *info);    \
  void p##geqrf_(const int *m, const int *n, T *a, const int *lda, T *tau, T *work, const int *lwork, int *info); \
  void orth##_(const int *m, const int *n, const int *k, T *a, const int *lda, const T *tau, T *work,             \
               const int *lwork, int *info);                                                                      \
  void eig##_(const char *jobz, const char *uplo, const int *n, T *a, const int *lda, T *w, T *work,              \
              const int *lwork, int *iwork, const int *liwork, int *info, size_t, size_t);                        \
  void p##gesdd_(const char *jobz, const int *m, const int *n, T *a, const int *lda, T *s, T *u,                  \
                 const int *ldu, T *vt, const int *ldvt, T *work, const int *lwork, int *iwork, int *info,        \
                 size_t);                                                                                         \
  void p##gelsd_(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b, const int *ldb, T *s,   \
                 const T *rcond, int *rank, T *work, const int *lwork, int *iwork, int *info);                    \
                                                                                                                  \
  static inline int lapack_##p##potrf(char uplo, int n, T *a, int lda) {                                          \
    int info = 0;                                                                                                 \
    p##potrf_(&uplo, &n, a, &lda, &info, 1);                                                                      \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##potri(char uplo, int n, T *a, int lda) {                                          \
    int info = 0;                                                                                                 \
    p##potri_(&uplo, &n, a, &lda, &info, 1);                                                                      \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##potrs(char uplo, int n, int nrhs, const T *a, int lda, T *b, int ldb) {           \
    int info = 0;                                                                                                 \
    p##potrs_(&uplo, &n, &nrhs, a, &lda, b, &ldb, &info, 1);                                                      \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##trtrs(char uplo, char trans, char diag, int n, int nrhs, const T *a, int lda,     \
                                      T *b, int ldb) {                                                            \
    int info = 0;                                                                                                 \
    p##trtrs_(&uplo, &trans, &diag, &n, &nrhs, a, &lda, b, &ldb, &info, 1, 1, 1);                                 \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##trtri(char uplo, char diag, int n, T *a, int lda) {                               \
    int info = 0;                                                                                                 \
    p##trtri_(&uplo, &diag, &n, a, &lda, &info, 1, 1);                                                            \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##getrf(int m, int n, T *a, int lda, int *pivots) {                                 \
    int info = 0;                                                                                                 \
    p##getrf_(&m, &n, a, &lda, pivots, &info);                                                                    \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##getrs(char trans, int n, int nrhs, const T *a, int lda, const int *pivots, T *b,  \
                                      int ldb) {                                                                  \
    int info = 0;                                                                                                 \
    p##getrs_(&trans, &n, &nrhs, a, &lda, pivots, b, &ldb, &info, 1);                                             \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##getri(int n, T *a, int lda, const int *pivots, T *work, int lwork) {              \
    int info = 0;                                                                                                 \
    p##getri_(&n, a, &lda, pivots, work, &lwork, &info);                                                          \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##geqrf(int m, int n, T *a, int lda, T *tau, T *work, int lwork) {                  \
    int info = 0;                                                                                                 \
    p##geqrf_(&m, &n, a, &lda, tau, work, &lwork, &info);                                                         \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##orth(int m, int n, int k, T *a, int lda, const T *tau, T *work, int lwork) {         \
    int info = 0;                                                                                                 \
    orth##_(&m, &n, &k, a, &lda, tau, work, &lwork, &info);                                                       \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##eig(char jobz, char uplo, int n, T *a, int lda, T *w, T *work, int lwork,            \
                                 int *iwork, int liwork) {                                                        \
    int info = 0;                                                                                                 \
    eig##_(&jobz, &uplo, &n, a, &lda, w, work, &lwork, iwork, &liwork, &info, 1, 1);                              \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##gesdd(char jobz, int m, int n, T *a, int lda, T *s, T *u, int ldu, T *vt,         \
                                      int ldvt, T *work, int lwork, int *iwork) {                                 \
    int info = 0;                                                                                                 \
    p##gesdd_(&jobz, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &lwork, iwork, &info, 1);                      \
    return info;                                                                                                  \
  }                                                                                                               \
  static inline int lapack_##p##gelsd(int m, int n, int nrhs, T *a, int lda, T *b, int ldb, T *s, T rcond,        \
                                      int *rank, T *work, int lwork, int *iwork) {                                \
    int info = 0;                                                                                                 \
    p##gelsd_(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rcond, rank, work, &lwork, iwork, &info);                      \
    return info;                                                                                                  \
  }

LAPACK_ROUTINES(double, d, dsyevd, dorgqr)
LAPACK_ROUTINES(float, s, ssyevd, sorgqr)

/// CPUs that this process may run on.
int cpu_available_count(void);

/// Whether the CPU that this is compiled for multiplies and adds in one instruction.
static inline int cpu_fuses(void) {
#if defined(__FMA__) || defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}

/// Copies past the caches, for results too large to be found there again. Other threads see them after `memory_fence`.
static inline void memory_stream(void *to, const void *from, size_t bytes) {
  typedef long long lanes __attribute__((vector_size(32)));
  typedef long long loose __attribute__((vector_size(32), aligned(1)));
  char *z = (char *)to;
  const char *x = (const char *)from;
  size_t i = (size_t)(-(uintptr_t)z & 31);
  if (i > bytes) i = bytes;
  memcpy(z, x, i);
  for (; i + 32 <= bytes; i += 32) __builtin_nontemporal_store(*(const loose *)(x + i), (lanes *)(z + i));
  memcpy(z + i, x + i, bytes - i);
}

/// Lets other threads see what `memory_stream` wrote before they see what this one writes next.
static inline void memory_fence(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#else
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

/// Tells the CPU that this is a waiting loop.
static inline void cpu_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}
