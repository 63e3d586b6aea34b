#include "CSpecial.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>

namespace {

using namespace boost::math::policies;
/// Answers nan or infinity in place of throwing, and stays in double.
using Quiet = policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
                     underflow_error<ignore_error>, denorm_error<ignore_error>, rounding_error<ignore_error>,
                     evaluation_error<ignore_error>, indeterminate_result_error<ignore_error>,
                     promote_double<false>>;

using Engine = boost::random::sobol_engine<uint32_t, 32>;

template <typename Body> double guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

} // namespace

size_t special_sobol_max_dimension(void) { return boost::random::default_sobol_table::max_dimension; }

int special_sobol(size_t dimension, uint32_t start, size_t count, uint32_t *out) {
  if (dimension == 0 || count == 0) return 0;
  if (dimension > special_sobol_max_dimension() || count > UINT32_MAX - start) return 1;
  try {
    Engine engine(dimension);
    size_t row = 0;
    if (start == 0) {
      // Boost leaves out the origin.
      for (size_t k = 0; k < dimension; ++k) out[k] = 0;
      row = 1;
    } else {
      engine.seed(start - 1);
    }
    for (size_t i = row * dimension; i < count * dimension; ++i) out[i] = engine();
    return 0;
  } catch (...) {
    return 1;
  }
}

double special_normal_quantile(double p) {
  if (p == 0) return -std::numeric_limits<double>::infinity();
  if (p == 1) return std::numeric_limits<double>::infinity();
  return guarded([=] { return -M_SQRT2 * boost::math::erfc_inv(2 * p, Quiet()); });
}

double special_erf_inv(double x) {
  if (x == 1 || x == -1) return x * std::numeric_limits<double>::infinity();
  return guarded([=] { return boost::math::erf_inv(x, Quiet()); });
}

double special_lgamma(double x) {
  int sign = 0;
  return lgamma_r(x, &sign);
}

double special_digamma(double x) {
  return guarded([=] { return boost::math::digamma(x, Quiet()); });
}

double special_trigamma(double x) {
  return guarded([=] { return boost::math::trigamma(x, Quiet()); });
}

double special_gamma_p(double a, double x) {
  return guarded([=] { return boost::math::gamma_p(a, x, Quiet()); });
}

double special_gamma_p_inv(double a, double p) {
  return guarded([=] { return boost::math::gamma_p_inv(a, p, Quiet()); });
}

double special_beta_i(double a, double b, double x) {
  return guarded([=] { return boost::math::ibeta(a, b, x, Quiet()); });
}

double special_beta_i_inv(double a, double b, double p) {
  return guarded([=] { return boost::math::ibeta_inv(a, b, p, Quiet()); });
}

double special_gamma_q(double a, double x) {
  return guarded([=] { return boost::math::gamma_q(a, x, Quiet()); });
}

double special_beta_ic(double a, double b, double x) {
  return guarded([=] { return boost::math::ibetac(a, b, x, Quiet()); });
}

double special_beta_i_inv_pair(double a, double b, double p, double *complement) {
  *complement = std::numeric_limits<double>::quiet_NaN();
  return guarded([=] { return boost::math::ibeta_inv(a, b, p, complement, Quiet()); });
}
