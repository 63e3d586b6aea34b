import Arrays

extension Tensor {
  /// Accumulates d(sum(gradient · self))/d(leaf) into `grad` of every leaf that requires it.
  ///
  /// - Parameters:
  ///   - gradient: same shape as `self`; 1 by default, for a single number only.
  ///   - retainGraph: keep what the pullbacks hold, for a second call.
  /// - Throws: `TensorError`; no `grad` is changed unless the whole pass succeeds.
  public func backward(_ gradient: NDArray? = nil, retainGraph: Bool = false) throws {
    var leaves: [(leaf: Tensor, gradient: NDArray)] = []
    var positions: [ObjectIdentifier: Int] = [:]
    try propagate(gradient, retainGraph: retainGraph) { leaf, gradient in
      if let position = positions[ObjectIdentifier(leaf)] {
        leaves[position].gradient = try leaves[position].gradient.add(gradient)
      } else {
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
    var found: [ObjectIdentifier: NDArray] = [:]
    // A result is known by its node, a leaf by itself.
    let keys = inputs.map { $0.node.map(ObjectIdentifier.init) ?? ObjectIdentifier($0) }
    let wanted = Set(keys)
    try output.propagate(
      gradient, retainGraph: retainGraph,
      passed: { node, gradient in
        if wanted.contains(ObjectIdentifier(node)) { found[ObjectIdentifier(node)] = gradient }
      },
      arrived: { leaf, gradient in
        let key = ObjectIdentifier(leaf)
        if wanted.contains(key) { found[key] = try found[key].map { try $0.add(gradient) } ?? gradient }
      })
    return try keys.enumerated().map { position, key in
      guard let gradient = found[key] else { throw TensorError.unreachable(position: position) }
      return gradient
    }
  }

  /// Walks the graph from `self` towards the leaves.
  /// - Parameters:
  ///   - passed: told of every node with the whole gradient of its output.
  ///   - arrived: told of every gradient that comes to a leaf.
  private func propagate(
    _ gradient: NDArray?, retainGraph: Bool, passed: (Node, NDArray) throws -> Void = { _, _ in },
    arrived: (Tensor, NDArray) throws -> Void
  ) throws {
    guard requiresGrad else { throw TensorError.nothingToDifferentiate }
    let seed: NDArray
    if let gradient {
      guard gradient.shape == shape else { throw TensorError.gradientShape(wanted: shape, got: gradient.shape) }
      seed = try gradient.cast(to: dtype)
    } else {
      guard array.count == 1 else { throw TensorError.scalarWanted(shape) }
      seed = try NDArray(repeating: 1, shape: shape, dtype: dtype)
    }
    guard let root = node else { return try arrived(self, seed) }
    if isStale { throw TensorError.staleView(operation: "backward") }

    let nodes = root.reachable()
    defer {
      for node in nodes {
        node.visited = false
        node.incoming = nil
      }
    }
    root.incoming = seed
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
      if !retainGraph { node.free() }
    }
  }
}

extension Node {
  /// This node and all it depends on, later ones first.
  fileprivate func reachable() -> [Node] {
    var found: [Node] = [self]
    var next = 0
    visited = true
    while next < found.count {
      for case .node(let producer) in found[next].edges where !producer.visited {
        producer.visited = true
        found.append(producer)
      }
      next += 1
    }
    return found.sorted { $0.sequence > $1.sequence }
  }
}
