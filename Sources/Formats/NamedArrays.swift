import Arrays

/// Named arrays in a file, with the file's own notes.
public struct NamedArrays: Sendable {
  public var arrays: [String: NDArray]
  public var metadata: [String: String]

  public init(arrays: [String: NDArray] = [:], metadata: [String: String] = [:]) {
    self.arrays = arrays
    self.metadata = metadata
  }

  /// In the order of their bytes, the same on every machine.
  public var names: [String] { arrays.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) } }
}

extension NamedArrays {
  /// What a file of weights holds, by its extension: `.safetensors`, `.npz`, `.pt` or `.pth`.
  /// - Throws: `FormatError`; `.unsupported` for other extensions and for a PyTorch file of another structure.
  public static func read(path: String) throws -> NamedArrays {
    switch ArrayFileKind(path) {
    case .safetensors: return try Safetensors.read(path: path)
    case .npz: return try Npz.read(path: path)
    case .torch: return NamedArrays(arrays: try TorchFile.read(path: path).stateDict(path: path))
    case .npy, nil:
      throw FormatError.unsupported(
        format: "weights", what: "a name that does not end in .safetensors, .npz, .pt or .pth", path: path)
    }
  }
}

/// The formats of arrays, told by a file's extension.
public enum ArrayFileKind {
  case npy, npz, safetensors, torch

  public init?(_ path: String) {
    if path.hasSuffix(".npy") {
      self = .npy
    } else if path.hasSuffix(".npz") {
      self = .npz
    } else if path.hasSuffix(".safetensors") {
      self = .safetensors
    } else if path.hasSuffix(".pt") || path.hasSuffix(".pth") {
      self = .torch
    } else {
      return nil
    }
  }
}
