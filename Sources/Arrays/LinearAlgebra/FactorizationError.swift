/// A matrix is not positive definite: its leading minor of this order is not positive.
public struct NotPositiveDefinite: Error, Equatable, CustomStringConvertible {
  /// From 1.
  public let order: Int
  public let size: Int
  /// Its position in a stack of several, from 0.
  public let matrix: Int?

  public init(order: Int, size: Int, matrix: Int? = nil) {
    self.order = order
    self.size = size
    self.matrix = matrix
  }

  public var description: String {
    "\(named(matrix)) is not positive definite: the leading minor of order \(order) of \(size) is not positive"
  }
}

/// A square matrix has no inverse: elimination found no pivot at this order.
public struct SingularMatrix: Error, Equatable, CustomStringConvertible {
  public let operation: String
  /// From 1.
  public let order: Int
  public let size: Int
  /// Its position in a stack of several, from 0.
  public let matrix: Int?

  public init(operation: String, order: Int, size: Int, matrix: Int? = nil) {
    self.operation = operation
    self.order = order
    self.size = size
    self.matrix = matrix
  }

  public var description: String {
    "\(operation): \(named(matrix)) is singular: no pivot other than 0 at order \(order) of \(size)"
  }
}

/// An iteration for eigenvalues or singular values came to no end.
public struct NotConverged: Error, Equatable, CustomStringConvertible {
  public let operation: String
  /// Its position in a stack of several, from 0.
  public let matrix: Int?

  public var description: String { "\(operation): the iteration for \(named(matrix)) did not converge" }
}

private func named(_ matrix: Int?) -> String { matrix.map { "matrix #\($0 + 1) of the stack" } ?? "the matrix" }

/// What LAPACK's `info` says of each matrix of a stack: 0 success, -i that argument i was refused, i > 0 what the
/// routine's page says.
struct FactorizationStatus {
  let info: [Int32]

  /// - Parameter failure: the error for a positive `info`, told it and the matrix's position (nil of only one).
  /// - Throws: for the first matrix that failed.
  func check(_ operation: String, _ failure: (_ order: Int, _ matrix: Int?) -> any Error) throws {
    for (matrix, status) in info.enumerated() where status != 0 {
      guard status > 0 else {
        throw ArrayError.invalidArgument(operation: operation, message: "LAPACK refused its argument \(-Int(status))")
      }
      throw failure(Int(status), info.count > 1 ? matrix : nil)
    }
  }
}
