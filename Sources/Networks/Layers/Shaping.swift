import Arrays
import Tensors

/// Returns its input.
public final class Identity: Module {
  public override func forward(_ x: Tensor) throws -> Tensor { x }
}

/// Joins dimensions `start`...`end` (0-based, negative from the end) into one; by default all but the first.
public final class Flatten: Module {
  public let start: Int
  public let end: Int
  public init(_ start: Int = 1, _ end: Int = -1) { (self.start, self.end) = (start, end) }
  public override func forward(_ x: Tensor) throws -> Tensor { try x.flatten(start, end) }
}

/// Cuts one dimension (0-based, negative from the end) into several.
public final class Unflatten: Module {
  public let dimension: Int
  public let sizes: [Int]
  public init(_ dimension: Int, _ sizes: [Int]) { (self.dimension, self.sizes) = (dimension, sizes) }
  public override var details: String { "\(dimension), \(sizes)" }

  public override func forward(_ x: Tensor) throws -> Tensor { try x.unflatten(dimension, sizes) }
}

/// Zeroes elements at random in training, scaled so that the mean stays; does nothing in evaluation.
public final class Dropout: Module {
  public let p: Double

  /// - Throws: `NetworkError.invalidOption` unless 0 <= p <= 1.
  public init(_ p: Double = 0.5) throws {
    guard p >= 0, p <= 1 else {
      throw NetworkError.invalidOption(owner: "Dropout", message: "p must lie in 0...1, got \(p)")
    }
    self.p = p
  }

  public override var details: String { "\(p)" }
  public override func forward(_ x: Tensor) throws -> Tensor { isTraining ? try Tensor.dropout(x, p: p) : x }
}
