import Arrays
import Formats
import LuaBridge
import Tensors

/// `tensor.load`, `tensor.save` and `tensor.from_file`.
func declareTensorFiles(_ m: LuaModule) {
  let kinds = ".npy holds one tensor, .safetensors a table of them by name with notes."
  for name in ["load", "from_file"] {
    m.function(
      name, .string("path"),
      doc:
        "What is in a file, by its extension: a tensor, or a table of tensors by name and a table of the file's notes. "
        + kinds,
      example: "local ok, weights = pcall(tensor.\(name), \"weights.safetensors\")",
      returns: [
        .either([.object("Tensor"), .named(.object("Tensor"))]), LuaValueType.named(.string).optional,
      ]
    ) { (path: String) -> Results in
      switch try TensorFileKind(path) {
      case .npy: return Results([Tensor(try Npy.read(path: path))])
      case .safetensors:
        let file = try Safetensors.read(path: path)
        return Results([file.arrays.mapValues { Tensor($0) }, file.metadata])
      }
    }
  }
  m.function(
    "save", .any("value"), .any("path"), .option("metadata", [String: String]()),
    doc:
      "Writes a tensor or a table of tensors by name into a file, whole or not at all; the path may also come first. "
      + kinds,
    example: "tensor.save({w=tensor.zeros(2, 3)}, \"example.safetensors\", {metadata={epoch=\"3\"}})"
  ) { (first: LuaAny, second: LuaAny, metadata: [String: String]) in
    let (value, place) = first.type == .string ? (second, first) : (first, second)
    guard let path = try place.read(as: String.self) else {
      throw UserError("a value and a path wanted, got \(first.typeName) and \(second.typeName)")
    }
    switch try TensorFileKind(path) {
    case .npy:
      guard let tensor = try value.read(as: Tensor.self) else {
        throw UserError("'\(path)': one tensor wanted for .npy, got \(value.typeName)")
      }
      guard metadata.isEmpty else { throw UserError("'\(path)': .npy has no place for metadata") }
      try Npy.write(tensor.array, path: path)
    case .safetensors:
      guard let tensors = try value.read(as: [String: Tensor].self) else {
        throw UserError("'\(path)': a table of tensors by name wanted for .safetensors, got \(value.typeName)")
      }
      try Safetensors.write(NamedArrays(arrays: tensors.mapValues(\.array), metadata: metadata), path: path)
    }
  }
}

private enum TensorFileKind {
  case npy, safetensors

  init(_ path: String) throws {
    if path.hasSuffix(".npy") {
      self = .npy
    } else if path.hasSuffix(".safetensors") {
      self = .safetensors
    } else {
      throw UserError("'\(path)': a name ending in .npy or .safetensors wanted")
    }
  }
}
