#include "CCMAES.h"

// Debian's pagmo is built for SSE2: matrices that cross the border must be aligned and let go as there, whatever the
// machine has. Nothing is computed with them here.
#undef __AVX__
#undef __AVX2__
#undef __AVX512F__
#undef __FMA__

#include <algorithm>
#include <memory>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <utility>

namespace {

/// What the problem answers with while a generation is replayed.
struct Tape {
  pagmo::vector_double points;
  const double *values = nullptr;
  size_t asked = 0;
};

/// A problem that writes down where it is asked and answers from the tape.
struct Recorded {
  size_t dimension = 1;
  std::shared_ptr<Tape> tape;

  pagmo::vector_double fitness(const pagmo::vector_double &x) const {
    const size_t index = tape->asked++;
    if (tape->values) return {tape->values[index]};
    tape->points.insert(tape->points.end(), x.begin(), x.end());
    return {0.0};
  }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    return {pagmo::vector_double(dimension, 0.0), pagmo::vector_double(dimension, 1.0)};
  }
};

} // namespace

/// pagmo evolves a population and calls the objective itself. One generation draws all its points before it looks at a
/// value, from a state that copies: a copy is evolved to learn the points, then the original with the values told.
struct cmaes {
  size_t dimension;
  size_t count;
  std::shared_ptr<Tape> tape;
  pagmo::cmaes strategy;
  pagmo::population population;

  cmaes(size_t dimension, size_t count, double sigma, uint32_t seed)
      : dimension(dimension), count(count), tape(std::make_shared<Tape>()),
        strategy(1, -1, -1, -1, -1, sigma, 0.0, 0.0, true, true, seed),
        population(pagmo::problem{Recorded{dimension, tape}}, 0u, seed) {}
};

cmaes *cmaes_create(size_t dimension, size_t count, double sigma, uint32_t seed) {
  if (dimension == 0 || count < 5) return nullptr;
  try {
    return new cmaes(dimension, count, sigma, seed);
  } catch (...) {
    return nullptr;
  }
}

void cmaes_free(cmaes *strategy) { delete strategy; }

int cmaes_start(cmaes *s, const double *points, const double *values) {
  try {
    for (size_t i = 0; i < s->count; ++i) {
      const double *row = points + i * s->dimension;
      s->population.push_back(pagmo::vector_double(row, row + s->dimension), {values[i]});
    }
    return 0;
  } catch (...) {
    return 1;
  }
}

int cmaes_ask(cmaes *s, double *points) {
  try {
    *s->tape = Tape{};
    pagmo::cmaes copy = s->strategy;
    copy.evolve(s->population);
    if (s->tape->points.size() != s->count * s->dimension) return 1;
    std::copy(s->tape->points.begin(), s->tape->points.end(), points);
    return 0;
  } catch (...) {
    return 1;
  }
}

int cmaes_tell(cmaes *s, const double *values) {
  try {
    *s->tape = Tape{{}, values, 0};
    s->population = s->strategy.evolve(s->population);
    const bool complete = s->tape->asked == s->count;
    *s->tape = Tape{};
    return complete ? 0 : 1;
  } catch (...) {
    return 1;
  }
}
