import Glibc

/// Counts in equal intervals.
///
/// Notation: n values, iqr their interquartile range, h the intervals' width.
struct Histogram {
  private(set) var centres: [Double] = []
  private(set) var heights: [Double] = []
  private(set) var width = 1.0

  /// Without a number of bins: the narrower of Freedman and Diaconis (1981), h = 2 iqr n^(-1/3), and
  /// Sturges (1926), h = (max - min) / (log2 n + 1), as NumPy's `auto`; at most 500.
  init(_ values: [Double], bins: Int?) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else { return }
    let span = high - low
    let count = span > 0 && span.isFinite ? bins ?? Histogram.count(sorted, span: span) : 1
    // Neighbouring numbers have no intervals between them that numbers could tell.
    guard span.isFinite, span / Double(count) >= .leastNormalMagnitude else {
      (centres, heights) = ([low], [Double(sorted.count)])
      return
    }
    width = span / Double(count)
    centres = (0..<count).map { low + (Double($0) + 0.5) * width }
    heights = [Double](repeating: 0, count: count)
    // The last interval takes the largest value.
    for value in sorted { heights[min(Int((value - low) / width), count - 1)] += 1 }
  }

  private static func count(_ sorted: [Double], span: Double) -> Int {
    let n = Double(sorted.count)
    let iqr = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    let sturges = log2(n) + 1
    let freedman = iqr > 0 ? span / (2 * iqr / cbrt(n)) : 0
    return Int(min(max(sturges, freedman).rounded(.up), 500))
  }
}
