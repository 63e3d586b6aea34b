/// Sizes of LAPACK's working memory, which it counts in 32 bits.
enum LAPACKSize {
  /// - Throws: `ArrayError.invalidArgument` when LAPACK could not count that far.
  static func checked(_ count: Double, _ operation: String) throws -> Int {
    guard count <= Double(Int32.max) else {
      throw ArrayError.invalidArgument(
        operation: operation, message: "a matrix is too large: LAPACK cannot count the numbers that it would work with")
    }
    return Int(count)
  }

  /// What a routine answered that was asked for its best size, of at least `least` numbers. A float's digits may have
  /// rounded it down.
  static func answered(_ answer: some BinaryFloatingPoint, least: Double, _ operation: String) throws -> Int {
    try checked(Swift.max(Double(answer) * 1.000001 + 1, least), operation)
  }

  /// In place of `info`: the matrix holds nan or infinities and was not given to LAPACK.
  static let notFinite = Int32.max
}

extension FactorizationStatus {
  /// - Throws: `ArrayError.invalidArgument` for a matrix that is not finite, `NotConverged`.
  func checkConverged(_ operation: String) throws {
    try check(operation) { order, matrix in
      guard order == LAPACKSize.notFinite else { return NotConverged(operation: operation, matrix: matrix) }
      return ArrayError.invalidArgument(operation: operation, message: "nan or infinite elements in the matrix")
    }
  }
}
