/// A stack of matrices that routines may overwrite: [..., rows, columns], row-major without gaps.
///
/// Notation in this folder: [..., m, n] is a stack; its leading dimensions are the batch, its matrices are
/// numbered from 0 in row-major order.
struct MatrixStack {
  let array: NDArray
  let batch: Shape
  let rows: Int
  let columns: Int

  /// How many matrices.
  var count: Int { batch.count }
  /// Elements of one matrix.
  var area: Int { rows &* columns }

  /// A copy of `source`.
  /// - Throws: as `MatrixStack.check`, and `ArrayError.outOfMemory`.
  init(copying source: NDArray, _ operation: String, square: Bool = false) throws {
    try MatrixStack.check(source, operation, square: square)
    try self.init(source.clone())
  }

  /// Uninitialised matrices.
  init(empty batch: Shape, _ rows: Int, _ columns: Int, dtype: DType) throws {
    try self.init(NDArray(empty: Shape(batch.array + [rows, columns]), dtype: dtype))
  }

  /// - Parameter array: of at least two dimensions, contiguous, checked.
  init(_ array: NDArray) throws {
    self.array = array
    batch = try array.shape.batch
    rows = array.shape[array.rank - 2]
    columns = array.shape[array.rank - 1]
  }

  /// - Throws: `ArrayError.wrongDType`, `.wrongShape`, or `.invalidArgument` for a side beyond 32 bits.
  static func check(_ source: NDArray, _ operation: String, square: Bool = false) throws {
    guard source.dtype.isFloatingPoint else {
      throw ArrayError.wrongDType(operation: operation, wanted: "a float tensor", got: source.dtype)
    }
    guard source.rank >= 2 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "at least 2 dimensions", got: source.shape)
    }
    let (rows, columns) = (source.shape[source.rank - 2], source.shape[source.rank - 1])
    guard !square || rows == columns else {
      throw ArrayError.wrongShape(operation: operation, wanted: "square matrices", got: source.shape)
    }
    let longest = max(rows, columns)
    guard longest <= Int(Int32.max) else {
      throw ArrayError.invalidArgument(operation: operation, message: "a side of \(longest) is too long")
    }
  }

  /// The first element of matrix `index`, which exists, as does the dtype.
  func matrix<T: Element>(_ index: Int, as type: T.Type) -> UnsafeMutablePointer<T> {
    array.pointer(as: type) + index &* area
  }

  /// Calls `body` once for each matrix, on several threads where that pays, a long call so that it can be interrupted.
  ///
  /// - Parameters:
  ///   - work: multiplications for one matrix, roughly.
  ///   - scratch: elements of working memory that a call needs; `integers` likewise.
  ///   - body: returns LAPACK's `info`; must own what it touches (see `Interruptible`).
  /// - Throws: `ArrayError.interrupted`, `.outOfMemory`.
  func forEach<T: LAPACKElement>(
    work: Double, scratch: Int = 0, integers: Int = 0, _ type: T.Type,
    _ body:
      @escaping (_ matrix: Int, _ scratch: UnsafeMutablePointer<T>, _ integers: UnsafeMutablePointer<Int32>) ->
      Int32
  ) throws -> FactorizationStatus {
    guard area > 0, count > 0 else { return FactorizationStatus(info: []) }
    let grain = Int(max(1, min(1e9, MatrixStack.pieceWork / max(work, 1))))
    let workers = Threads.workers(pieces: (count &- 1) / grain &+ 1)
    let memory = WorkingMemory(
      numbers: try Scratch(T.self, count: scratch, slots: workers),
      integers: try Scratch(Int32.self, count: integers, slots: workers))
    var info = [Int32](repeating: 0, count: count)
    info.withUnsafeMutableBufferPointer { info in
      Threads.forEach(count: count, grain: grain, workers: workers) { range, worker in
        for i in range {
          if Cancellation.isRequested { return }
          if work < MatrixStack.mostWork {
            info[i] = body(i, memory.numbers[worker], memory.integers[worker])
          } else {
            // Interrupted: seen below.
            info[i] = (try? Interruptible.call { body(i, memory.numbers[worker], memory.integers[worker]) }) ?? 0
          }
        }
      }
    }
    try Cancellation.check()
    return FactorizationStatus(info: info)
  }

  /// Multiplications worth a piece of their own, and those beyond which a call must be interruptible (some 50
  /// milliseconds).
  private static let pieceWork = 1e6
  private static let mostWork = 1e9
}

/// Held by every call that uses it, also by one that nobody waits for any more.
private final class WorkingMemory<T>: @unchecked Sendable {
  let numbers: Scratch<T>
  let integers: Scratch<Int32>
  init(numbers: consuming Scratch<T>, integers: consuming Scratch<Int32>) {
    self.numbers = numbers
    self.integers = integers
  }
}

extension Shape {
  /// Without the last two dimensions.
  var batch: Shape { get throws { try Shape(array.dropLast(2)) } }
}

extension NDArray {
  /// The last two dimensions exchanged; a window.
  package func matrixTransposed() throws -> NDArray { try transpose(-1, -2) }

  /// - Throws: `ArrayError.wrongDType` unless `other` has this array's dtype.
  func checkSameDType(as other: NDArray, _ operation: String) throws {
    guard other.dtype == dtype else {
      throw ArrayError.wrongDType(operation: operation, wanted: "\(dtype.name) for both", got: other.dtype)
    }
  }

  /// Stacks of matrices (vectors with `matrixRank` 1) repeated to one batch, as windows.
  /// - Throws: `ArrayError.shapeMismatch`.
  static func broadcastBatches(_ a: NDArray, _ b: NDArray, _ operation: String) throws -> (NDArray, NDArray, Shape) {
    let batch = try Shape.broadcast(a.shape.batch, b.shape.batch, of: operation)
    return (
      try a.expand(to: Shape(batch.array + a.shape.array.suffix(2))),
      try b.expand(to: Shape(batch.array + b.shape.array.suffix(2))), batch
    )
  }
}

extension UnsafeMutablePointer where Pointee: BinaryFloatingPoint {
  /// Whether none of the numbers is nan or infinite.
  func areFinite(_ count: Int) -> Bool {
    var sum: Pointee = 0
    // Zero times anything else is nan, which stays.
    for i in 0..<count { sum += self[i] * 0 }
    return sum == 0
  }
}
