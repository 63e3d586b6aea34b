import Arrays

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

/// What an operation is called in messages.
enum OperationName: CustomStringConvertible {
  case fixed(StaticString)
  case custom(String)

  var description: String {
    switch self {
    case .fixed(let name): "\(name)"
    case .custom(let name): name
    }
  }
}

/// One recorded operation: where its inputs came from, and how a gradient of its output becomes gradients of them.
final class Node {
  /// Gradient of the output → gradient of each input (nil where none is needed), in the order of `edges`.
  /// An input's gradient has its shape and dtype.
  typealias Pullback = (NDArray) throws -> [NDArray?]

  let operation: OperationName
  /// Creation order; what a node uses always comes before it.
  let sequence: Int
  /// Where the program recorded it, and where the graph was freed; 0 where nobody can tell.
  private let place: Int32
  private var freedAt: Int32 = 0
  private(set) var edges: [Edge]
  private var pullback: Pullback?
  /// Storages the pullback reads, with their versions when they were recorded.
  private var saved: [(storage: Storage, version: Int)]
  /// An input that was already out of date: its memory had been rewritten through another tensor.
  private let staleInput: Storage?
  /// Sum of the gradients that have arrived during a backward pass.
  var incoming: NDArray?
  /// The backward pass that holds this node in its list; 0 for none.
  var pass = 0

  convenience init(_ operation: StaticString, inputs: [Tensor], saving saved: [NDArray], pullback: @escaping Pullback) {
    self.init(.fixed(operation), inputs: inputs, saving: saved, pullback: pullback)
  }

  init(_ operation: OperationName, inputs: [Tensor], saving saved: [NDArray], pullback: @escaping Pullback) {
    self.operation = operation
    edges = inputs.map(Edge.init)
    var stale: Storage?
    for input in inputs where input.isStale { stale = input.array.storage }
    staleInput = stale
    self.pullback = pullback
    self.saved = saved.map { array in
      // From now on it matters who writes.
      if array.storage.writer == 0 { array.storage.writer = -1 }
      return (array.storage, array.storage.version)
    }
    let state = TapeState.current
    sequence = state.takeSequence()
    place = state.place
  }

  /// One of several results of an operation.
  init(part operation: OperationName, of whole: Node, pullback: @escaping Pullback) {
    self.operation = operation
    edges = [.node(whole)]
    staleInput = nil
    self.pullback = pullback
    saved = []
    sequence = TapeState.current.takeSequence()
    place = whole.place
  }

  /// The operation and where the program has it: `mul at train.lua:12`.
  var name: String { "\(operation)" + TapeState.current.text(ofPlace: place) }

  /// - Throws: `TensorError.graphFreed`, `.modifiedInPlace` or `.staleView`.
  func pull(_ gradient: NDArray) throws -> [NDArray?] {
    let state = TapeState.current
    guard let pullback else {
      throw TensorError.graphFreed(operation: name, freedBy: "backward" + state.text(ofPlace: freedAt))
    }
    if let staleInput { throw TensorError.staleView(operation: name, writer: state.writer(of: staleInput)) }
    for (storage, version) in saved where storage.version != version {
      throw TensorError.modifiedInPlace(operation: name, writer: state.writer(of: storage))
    }
    return try pullback(gradient)
  }

  /// Lets go of everything the pullback holds.
  func free(at place: Int32) {
    freedAt = place
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

/// Whether operations are recorded, on this thread.
public enum Tape {
  public static var isRecording: Bool { TapeState.current.isRecording }

  /// From now on operations recorded on this thread remember their lines; nil for no longer.
  public static func notePlaces(_ places: TapePlaces?) { TapeState.current.places = places }

  /// To be called after a write that did not come by a tensor's own operations: who it was, for messages.
  package static func noteWrite(_ operation: StaticString, _ storage: Storage) {
    TapeState.current.noteWrite(operation, storage)
  }

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

  /// The operation that this tensor is the result of and where the program has it, `mul at train.lua:12`; nil for a
  /// leaf.
  public var gradientFunction: String? { node?.name }

  /// The result of an operation on this tensor that may be a window on its memory.
  func recordView(_ operation: StaticString, _ window: NDArray, pullback: @escaping (NDArray) throws -> NDArray)
    -> Tensor
  {
    let result = Tensor.record(operation, window, inputs: [self]) { [try pullback($0)] }
    if Tape.isRecording, window.storage === array.storage {
      result.base = base ?? self
      if array.storage.writer == 0 { array.storage.writer = -1 }
    }
    return result
  }
}
