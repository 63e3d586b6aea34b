import Arrays

/// One recorded operation: its inputs, and how a gradient of its output becomes gradients of its inputs.
final class Node {
  /// Gradient of the output → gradient of each input (nil where none is needed), in the order of `inputs`.
  /// An input's gradient has its shape and dtype.
  typealias Pullback = (NDArray) throws -> [NDArray?]

  let operation: StaticString
  /// Creation order; an input always comes before the nodes that use it.
  let sequence: Int
  private(set) var inputs: [Tensor]
  private var pullback: Pullback?
  /// Storages the pullback reads, with their versions when they were recorded.
  private var saved: [(storage: Storage, version: Int)]
  /// Sum of the gradients that have arrived during a backward pass.
  var incoming: NDArray?
  /// Set while a backward pass holds this node in its list.
  var visited = false

  private static var nextSequence = 0

  init(_ operation: StaticString, inputs: [Tensor], saving saved: [NDArray], pullback: @escaping Pullback) {
    self.operation = operation
    self.inputs = inputs
    self.pullback = pullback
    self.saved = saved.map { ($0.storage, $0.storage.version) }
    sequence = Node.nextSequence
    Node.nextSequence += 1
  }

  /// - Throws: `TensorError.graphFreed` or `.modifiedInPlace`.
  func pull(_ gradient: NDArray) throws -> [NDArray?] {
    guard let pullback else { throw TensorError.graphFreed(operation: "\(operation)") }
    for (storage, version) in saved where storage.version != version {
      throw TensorError.modifiedInPlace(operation: "\(operation)")
    }
    return try pullback(gradient)
  }

  /// Lets go of everything the pullback holds.
  func free() {
    pullback = nil
    saved = []
    Node.release(&inputs)
  }

  deinit { Node.release(&inputs) }

  // A chain of a million operations must not be freed by a million nested deinits, which would overflow
  // the stack: tensors on their way out queue here and the outermost call empties the queue.
  private static var leaving: [[Tensor]] = []
  private static var isDraining = false

  private static func release(_ inputs: inout [Tensor]) {
    if inputs.isEmpty { return }
    leaving.append(inputs)
    inputs = []
    if isDraining { return }
    isDraining = true
    while let batch = leaving.popLast() { _ = batch }
    isDraining = false
  }
}

/// Whether operations are recorded; the state of the thread that runs scripts.
public enum Tape {
  public private(set) static var isRecording = true

  /// Runs `body` without recording (PyTorch's `no_grad`); restored also when `body` throws.
  public static func paused<T>(_ body: () throws -> T) rethrows -> T {
    let before = isRecording
    isRecording = false
    defer { isRecording = before }
    return try body()
  }
}

extension Tensor {
  /// The result of an operation: recorded when an input needs gradients, a plain leaf otherwise.
  ///
  /// - Parameters:
  ///   - saving: arrays whose *values* the pullback reads; changing one in place before `backward` is an error there.
  ///   - pullback: see `Node.Pullback`; not kept when nothing is recorded.
  package static func record(
    _ operation: StaticString, _ result: NDArray, inputs: [Tensor], saving: [NDArray] = [],
    pullback: @escaping (NDArray) throws -> [NDArray?]
  ) -> Tensor {
    guard Tape.isRecording, result.dtype.isFloatingPoint, inputs.contains(where: \.requiresGrad) else {
      return Tensor(result)
    }
    return Tensor(result, node: Node(operation, inputs: inputs, saving: saving, pullback: pullback))
  }
}
