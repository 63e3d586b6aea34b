import Arrays
import Formats
import Tensors

extension Module {
  /// Parameters and buffers by name, in order; the arrays are the module's own, not copies.
  public final func stateDict() -> [(name: String, array: NDArray)] {
    (namedParameters() + namedBuffers()).map { ($0.name, $0.value.tensor.array) }
  }

  /// Copies arrays into parameters and buffers of the same names, cast to their dtypes.
  ///
  /// - Parameter strict: whether every name must have its counterpart; otherwise only common names are loaded. Shapes
  ///   must fit in any case.
  /// - Throws: `NetworkError.stateMismatch` with every name that does not fit; nothing is changed then.
  public final func loadStateDict(_ state: [String: NDArray], strict: Bool = true) throws {
    let own = namedParameters() + namedBuffers()
    let names = Set(own.map(\.name))
    let missing = strict ? own.map(\.name).filter { state[$0] == nil } : []
    let unexpected = strict ? state.keys.filter { !names.contains($0) }.sorted() : []
    let misshapen = own.compactMap { name, parameter -> NetworkError.Misshapen? in
      guard let array = state[name], array.shape != parameter.tensor.shape else { return nil }
      return .init(name: name, wanted: parameter.tensor.shape, got: array.shape)
    }
    guard missing.isEmpty, unexpected.isEmpty, misshapen.isEmpty else {
      throw NetworkError.stateMismatch(missing: missing, unexpected: unexpected, misshapen: misshapen)
    }
    // Casting may need memory: all of it before the first write.
    let ready = try own.compactMap { name, parameter -> (NDArray, NDArray)? in
      guard let array = state[name] else { return nil }
      return (parameter.tensor.array, try array.cast(to: parameter.tensor.dtype).contiguous())
    }
    for (target, source) in ready { try target.copy(from: source) }
  }

  /// Writes the state as safetensors.
  public final func save(_ path: String, metadata: [String: String] = [:]) throws {
    let arrays = Dictionary(stateDict().map { ($0.name, $0.array) }, uniquingKeysWith: { first, _ in first })
    try Safetensors.write(NamedArrays(arrays: arrays, metadata: metadata), path: path)
  }

  /// Loads a file of arrays by name, `.safetensors`, `.npz`, `.pt` or `.pth`, as `loadStateDict`.
  public final func load(_ path: String, strict: Bool = true) throws {
    try loadStateDict(try NamedArrays.read(path: path).arrays, strict: strict)
  }
}
