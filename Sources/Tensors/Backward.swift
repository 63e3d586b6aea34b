import Arrays

extension Tensor {
  /// Accumulates d(sum(gradient · self))/d(leaf) into `grad` of every leaf that requires it.
  ///
  /// - Parameters:
  ///   - gradient: same shape as `self`; 1 by default, for a single number only.
  ///   - retainGraph: keep what the pullbacks hold, for a second call.
  ///   - inputs: only these leaves, all when nil.
  /// - Throws: `TensorError`; no `grad` is changed unless the whole pass succeeds.
  public func backward(_ gradient: NDArray? = nil, retainGraph: Bool = false, inputs: [Tensor]? = nil) throws {
    var leaves: [(leaf: Tensor, gradient: NDArray)] = []
    var positions: [ObjectIdentifier: Int] = [:]
    let wanted = inputs.map { Set($0.map { ObjectIdentifier($0) }) }
    if let other = inputs?.first(where: { !$0.isLeaf }) {
      throw ArrayError.invalidArgument(
        operation: "backward",
        message: "inputs must be leaves, got the result of \(other.gradientFunction ?? "an operation")")
    }
    try Tensor.propagate([(self, seed(gradient))], retainGraph: retainGraph) { leaf, gradient in
      if let position = positions[ObjectIdentifier(leaf)] {
        leaves[position].gradient = try leaves[position].gradient.add(gradient)
      } else if wanted?.contains(ObjectIdentifier(leaf)) ?? true {
        positions[ObjectIdentifier(leaf)] = leaves.count
        leaves.append((leaf, gradient))
      }
    }
    // All sums first: a failure among them leaves every `grad` as it was. A gradient that is a window, or that two
    // leaves or the caller share, is copied: `grad` has memory of its own.
    var taken: Set<ObjectIdentifier> = gradient.map { [ObjectIdentifier($0.storage)] } ?? []
    let sums = try leaves.map { leaf, gradient in
      if let before = leaf.grad { return try before.array.add(gradient) }
      let isOwn = taken.insert(ObjectIdentifier(gradient.storage)).inserted && gradient.isContiguous
      return isOwn ? gradient : try gradient.clone()
    }
    for ((leaf, _), sum) in zip(leaves, sums) { leaf.grad = Tensor(sum) }
  }

  /// Gradients of a single number with respect to `inputs` (leaves or results), without touching any `grad`.
  /// - Throws: `TensorError.unreachable` for an input that the output does not depend on.
  public static func gradients(
    of output: Tensor, withRespectTo inputs: [Tensor], gradient: NDArray? = nil, retainGraph: Bool = false
  ) throws -> [NDArray] {
    let found = try gradients(
      of: [output], withRespectTo: inputs, gradients: [gradient], retainGraph: retainGraph)
    return try found.enumerated().map { position, gradient in
      guard let gradient else { throw TensorError.unreachable(position: position) }
      return gradient
    }
  }

  /// Gradients of sum(gradients[i] · outputs[i]); nil for an input that no output depends on.
  /// - Parameter gradients: one for each output, nil for 1, which single numbers alone may have.
  public static func gradients(
    of outputs: [Tensor], withRespectTo inputs: [Tensor], gradients: [NDArray?], retainGraph: Bool = false
  ) throws -> [NDArray?] {
    guard outputs.count == gradients.count else {
      throw ArrayError.invalidArgument(
        operation: "grad", message: "\(outputs.count) gradients wanted, one for each output, got \(gradients.count)")
    }
    var found: [ObjectIdentifier: NDArray] = [:]
    // A result is known by its node, a leaf by itself.
    let keys = inputs.map { $0.node.map(ObjectIdentifier.init) ?? ObjectIdentifier($0) }
    let wanted = Set(keys)
    try propagate(
      try zip(outputs, gradients).map { output, gradient in (output, try output.seed(gradient)) },
      retainGraph: retainGraph,
      passed: { node, gradient in
        if wanted.contains(ObjectIdentifier(node)) { found[ObjectIdentifier(node)] = gradient }
      },
      arrived: { leaf, gradient in
        let key = ObjectIdentifier(leaf)
        if wanted.contains(key) { found[key] = try found[key].map { try $0.add(gradient) } ?? gradient }
      })
    return keys.map { found[$0] }
  }

  /// What backward begins with.
  private func seed(_ gradient: NDArray?) throws -> NDArray {
    guard requiresGrad else { throw TensorError.nothingToDifferentiate }
    if let gradient {
      guard gradient.shape == shape else { throw TensorError.gradientShape(wanted: shape, got: gradient.shape) }
      return try gradient.cast(to: dtype)
    }
    guard array.count == 1 else { throw TensorError.scalarWanted(shape, operation: gradientFunction) }
    return try NDArray(repeating: 1, shape: shape, dtype: dtype)
  }

  /// Walks the graph from the outputs towards the leaves.
  /// - Parameters:
  ///   - passed: told of every node with the whole gradient of its output.
  ///   - arrived: told of every gradient that comes to a leaf.
  private static func propagate(
    _ outputs: [(Tensor, seed: NDArray)], retainGraph: Bool, passed: (Node, NDArray) throws -> Void = { _, _ in },
    arrived: (Tensor, NDArray) throws -> Void
  ) throws {
    let state = TapeState.current
    var roots: [(Node, NDArray)] = []
    for (output, seed) in outputs {
      guard let root = output.node else {
        try arrived(output, seed)
        continue
      }
      if output.isStale {
        throw TensorError.staleView(operation: "backward", writer: state.writer(of: output.array.storage))
      }
      roots.append((root, seed))
    }
    try state.withPass { pass in
      let nodes = try Node.reachable(from: roots.map(\.0), pass)
      defer {
        for node in nodes {
          node.pass = 0
          node.incoming = nil
        }
      }
      for (root, seed) in roots { root.incoming = try root.incoming.map { try $0.add(seed) } ?? seed }
      let place = retainGraph ? 0 : state.place
      for node in nodes {
        guard let gradient = node.incoming else { continue }
        node.incoming = nil
        try Cancellation.check()
        try passed(node, gradient)
        let edges = node.edges
        for (edge, part) in zip(edges, try node.pull(gradient)) {
          guard let part else { continue }
          switch edge {
          case .nowhere: continue
          case .leaf(let leaf): try arrived(leaf, part)
          case .node(let producer): producer.incoming = try producer.incoming.map { try $0.add(part) } ?? part
          }
        }
        if !retainGraph { node.free(at: place) }
      }
    }
  }
}

extension Node {
  /// The roots and all they depend on, later ones first.
  /// - Throws: `TensorError.graphInUse` where a pass that has not ended, one that this pass runs inside, holds a node.
  fileprivate static func reachable(from roots: [Node], _ pass: Int) throws -> [Node] {
    var found: [Node] = []
    func take(_ node: Node) throws {
      if node.pass == pass { return }
      guard node.pass == 0 else {
        for node in found { node.pass = 0 }
        throw TensorError.graphInUse(operation: node.name)
      }
      node.pass = pass
      found.append(node)
    }
    for root in roots { try take(root) }
    var next = 0
    while next < found.count {
      for case .node(let producer) in found[next].edges where producer.pass != pass { try take(producer) }
      next += 1
    }
    return found.sorted { $0.sequence > $1.sequence }
  }
}
