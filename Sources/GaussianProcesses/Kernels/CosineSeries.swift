import Arrays
import Glibc

/// The distribution of whole numbers j with probability e^-a I_|j|(a), I_j the modified Bessel functions: the weights of
/// exp(a (cos t - 1)) as a series of cosines (Abramowitz and Stegun 9.6.34).
struct CosineSeries: Sendable {
  /// Probability of |j| <= its index; empty where a is so large that j is normal with variance a to within rounding.
  private let cumulative: [Double]
  private let deviation: Double

  /// - Parameter a: positive.
  init(a given: Double) {
    // Smaller ones are 0 to within rounding.
    let a = max(given, 1e-12)
    deviation = a.squareRoot()
    guard a <= 1e6 else {
      cumulative = []
      return
    }
    // Miller's backward recurrence I_(j-1) = I_(j+1) + (2 j / a) I_j, from where nothing is left.
    let top = 30 + Int(12 * deviation)
    var terms = [Double](repeating: 0, count: top + 2)
    terms[top] = 1e-280
    var j = top
    while j > 0 {
      terms[j - 1] = terms[j + 1] + 2 * Double(j) / a * terms[j]
      if terms[j - 1] > 1e250 { for index in terms.indices { terms[index] *= 1e-250 } }
      j -= 1
    }
    let total = terms[0] + 2 * terms.dropFirst().reduce(0, +)
    var sum = 0.0
    cumulative = terms.enumerated().map { index, term in
      sum += (index == 0 ? term : 2 * term) / total
      return sum
    }
  }

  func draw(_ stream: inout RandomStream) -> Double {
    guard !cumulative.isEmpty else { return (deviation * stream.normal()).rounded() }
    let u = stream.uniform()
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > u { high = middle } else { low = middle + 1 }
    }
    return stream.uniform() < 0.5 ? Double(low) : -Double(low)
  }
}
