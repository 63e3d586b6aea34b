import Arrays
import Glibc

/// Where a gradient goes: as the graph stood when the operation was recorded, for a tensor may be rewritten in place
/// later.
enum Edge {
  case nowhere
  case leaf(Tensor)
  case node(Node)

  init(_ tensor: Tensor) {
    if let node = tensor.node {
      self = .node(node)
    } else {
      self = tensor.requiresGrad ? .leaf(tensor) : .nowhere
    }
  }
}

/// One recorded operation: where its inputs came from, and how a gradient of its output becomes gradients of them.
final class Node {
  /// Gradient of the output → gradient of each input (nil where none is needed), in the order of `edges`.
  /// An input's gradient has its shape and dtype.
  typealias Pullback = (NDArray) throws -> [NDArray?]

  let operation: StaticString
  /// Creation order; what a node uses always comes before it.
  let sequence: Int
  private(set) var edges: [Edge]
  private var pullback: Pullback?
  /// Storages the pullback reads, with their versions when they were recorded.
  private var saved: [(storage: Storage, version: Int)]
  /// An input was already out of date: its memory had been rewritten through another tensor.
  private let hasStaleInput: Bool
  /// Sum of the gradients that have arrived during a backward pass.
  var incoming: NDArray?
  /// Set while a backward pass holds this node in its list.
  var visited = false

  init(_ operation: StaticString, inputs: [Tensor], saving saved: [NDArray], pullback: @escaping Pullback) {
    self.operation = operation
    edges = inputs.map(Edge.init)
    hasStaleInput = inputs.contains(where: \.isStale)
    self.pullback = pullback
    self.saved = saved.map { ($0.storage, $0.storage.version) }
    sequence = TapeState.current.takeSequence()
  }

  /// - Throws: `TensorError.graphFreed`, `.modifiedInPlace` or `.staleView`.
  func pull(_ gradient: NDArray) throws -> [NDArray?] {
    guard let pullback else { throw TensorError.graphFreed(operation: "\(operation)") }
    if hasStaleInput { throw TensorError.staleView(operation: "\(operation)") }
    for (storage, version) in saved where storage.version != version {
      throw TensorError.modifiedInPlace(operation: "\(operation)")
    }
    return try pullback(gradient)
  }

  /// Lets go of everything the pullback holds.
  func free() {
    pullback = nil
    saved = []
    Node.release(&edges)
  }

  deinit { Node.release(&edges) }

  private static func release(_ edges: inout [Edge]) {
    if edges.isEmpty { return }
    // The queue must be the last owner before it is emptied.
    let state = TapeState.current
    state.leaving.append(edges)
    edges = []
    state.drain()
  }
}

/// What recording needs to remember; each thread has its own, so that graphs on different threads do not meet.
final class TapeState {
  var isRecording = true
  private var nextSequence = 0
  // A chain of a million operations must not be freed by a million nested deinits, which would overflow
  // the stack: edges on their way out queue here and the outermost call empties the queue.
  var leaving: [[Edge]] = []
  private var isDraining = false

  func takeSequence() -> Int {
    defer { nextSequence += 1 }
    return nextSequence
  }

  func drain() {
    if isDraining { return }
    isDraining = true
    while let batch = leaving.popLast() { _ = batch }
    isDraining = false
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { state in
      if let state { Unmanaged<TapeState>.fromOpaque(state).release() }
    }
    return key
  }()

  static var current: TapeState {
    if let found = pthread_getspecific(key) { return Unmanaged<TapeState>.fromOpaque(found).takeUnretainedValue() }
    let state = TapeState()
    pthread_setspecific(key, Unmanaged.passRetained(state).toOpaque())
    return state
  }
}

/// Whether operations are recorded, on this thread.
public enum Tape {
  public static var isRecording: Bool { TapeState.current.isRecording }

  /// Runs `body` without recording (PyTorch's `no_grad`); restored also when `body` throws.
  public static func paused<T>(_ body: () throws -> T) rethrows -> T { try with(recording: false, body) }

  /// Runs `body` with recording on inside a pause (PyTorch's `enable_grad`).
  public static func resumed<T>(_ body: () throws -> T) rethrows -> T { try with(recording: true, body) }

  private static func with<T>(recording: Bool, _ body: () throws -> T) rethrows -> T {
    let state = TapeState.current
    let before = state.isRecording
    state.isRecording = recording
    defer { state.isRecording = before }
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
    guard result.dtype.isFloatingPoint, inputs.contains(where: \.requiresGrad), Tape.isRecording else {
      return Tensor(result)
    }
    return Tensor(result, node: Node(operation, inputs: inputs, saving: saving, pullback: pullback))
  }

  /// The result of an operation on this tensor that may be a window on its memory.
  func recordView(_ operation: StaticString, _ window: NDArray, pullback: @escaping (NDArray) throws -> NDArray)
    -> Tensor
  {
    let result = Tensor.record(operation, window, inputs: [self]) { [try pullback($0)] }
    if Tape.isRecording, window.storage === array.storage { result.base = base ?? self }
    return result
  }
}
