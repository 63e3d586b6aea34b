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
    for (leaf, gradient) in leaves {
      leaf.grad = Tensor(try leaf.grad.map { try $0.array.add(gradient) } ?? gradient)
    }
  }

  /// Gradients of a single number with respect to `inputs` (leaves or results), without touching any `grad`.
  /// - Throws: `TensorError.unreachable` for an input that the output does not depend on.
  public static func gradients(
    of output: Tensor, withRespectTo inputs: [Tensor], gradient: NDArray? = nil, retainGraph: Bool = false
  ) throws -> [NDArray] {
    var found: [ObjectIdentifier: NDArray] = [:]
    let wanted = Set(inputs.map(ObjectIdentifier.init))
    try output.propagate(gradient, retainGraph: retainGraph, watching: wanted) { tensor, gradient in
      guard wanted.contains(ObjectIdentifier(tensor)) else { return }
      found[ObjectIdentifier(tensor)] =
        try found[ObjectIdentifier(tensor)].map { try $0.add(gradient) } ?? gradient
    }
    return try inputs.enumerated().map { position, input in
      guard let gradient = found[ObjectIdentifier(input)] else { throw TensorError.unreachable(position: position) }
      return gradient
    }
  }

  /// Walks the graph from `self` towards the leaves and reports what arrives at each leaf and each watched tensor.
  private func propagate(
    _ gradient: NDArray?, retainGraph: Bool, watching: Set<ObjectIdentifier> = [],
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
    if watching.contains(ObjectIdentifier(self)) || node == nil { try arrived(self, seed) }
    guard let root = node else { return }

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
      let inputs = node.inputs
      for (input, part) in zip(inputs, try node.pull(gradient)) {
        guard let part, input.requiresGrad else { continue }
        if input.node == nil || watching.contains(ObjectIdentifier(input)) { try arrived(input, part) }
        if let producer = input.node {
          producer.incoming = try producer.incoming.map { try $0.add(part) } ?? part
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
      for input in found[next].inputs {
        if let producer = input.node, !producer.visited {
          producer.visited = true
          found.append(producer)
        }
      }
      next += 1
    }
    return found.sorted { $0.sequence > $1.sequence }
  }
}
