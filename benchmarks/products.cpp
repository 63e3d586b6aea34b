// Matrix products of dense layers by OpenBLAS and by oneDNN, in float32 on one thread; prints a table of GFLOP/s by CPU time,
// the fastest of several rounds.
//
//   g++ -O2 -o /tmp/products benchmarks/products.cpp -ldnnl -lopenblas && OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /tmp/products

#include <cblas.h>
#include <dnnl.h>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

static double seconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

template <class F> static double fastest(F body) {
  double best = 1e9;
  for (int round = 0; round < 25; round++) {
    double start = seconds();
    body();
    best = std::min(best, seconds() - start);
  }
  return best;
}

int main() {
  struct Product {
    const char *what;
    int m, n, k;
    bool turnA, turnB;
  };
  const Product products[] = {
      {"VAE 784 to 400, batch 128", 128, 400, 784, false, true},
      {"its weight gradient", 400, 784, 128, true, false},
      {"VAE 400 to 784, batch 128", 128, 784, 400, false, true},
      {"its input gradient", 128, 400, 784, false, false},
      {"its weight gradient", 784, 400, 128, true, false},
      {"CNN 800 to 500, batch 64", 64, 500, 800, false, true},
      {"AlexNet 9216 to 4096, batch 16", 16, 4096, 9216, false, true},
      {"its input gradient", 16, 9216, 4096, false, false},
      {"its weight gradient", 4096, 9216, 16, true, false},
      {"1024 squared", 1024, 1024, 1024, false, false},
  };
  std::printf("| product | OpenBLAS (%s) | oneDNN |\n| --- | --- | --- |\n", openblas_get_corename());
  for (const Product &p : products) {
    std::vector<float> a((size_t)p.m * p.k, 0.5f), b((size_t)p.n * p.k, 0.25f), c((size_t)p.m * p.n);
    int lda = p.turnA ? p.m : p.k, ldb = p.turnB ? p.k : p.n;
    double work = 2.0 * p.m * p.n * p.k / 1e9;
    double blas = fastest([&] {
      cblas_sgemm(CblasRowMajor, p.turnA ? CblasTrans : CblasNoTrans, p.turnB ? CblasTrans : CblasNoTrans, p.m, p.n, p.k, 1,
                  a.data(), lda, b.data(), ldb, 0, c.data(), p.n);
    });
    double dnnl = fastest([&] {
      dnnl_sgemm(p.turnA ? 'T' : 'N', p.turnB ? 'T' : 'N', p.m, p.n, p.k, 1, a.data(), lda, b.data(), ldb, 0, c.data(), p.n);
    });
    std::printf("| %s | %.0f | %.0f |\n", p.what, work / blas, work / dnnl);
  }
}
