/// A kernel's positive numbers as they are given: one for each input dimension, or a single one for all.
enum PerDimension {
  /// As many as the kernel learns: `dimension` of them, or one where not `isARD`.
  /// - Throws: `GaussianProcessError` for another count, or a number that is not positive and finite.
  static func positive(_ values: [Double], _ what: String, _ dimension: Int, isARD: Bool) throws -> [Double] {
    guard values.count == 1 || (isARD && values.count == dimension) else {
      throw GaussianProcessError.wrongCount(what: what + "s", wanted: dimension, got: values.count)
    }
    for value in values where !(value > 0 && value.isFinite) {
      throw GaussianProcessError.notPositive(what: what, value)
    }
    return (0..<(isARD ? dimension : 1)).map { values[values.count == 1 ? 0 : $0] }
  }
}
