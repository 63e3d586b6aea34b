import Arrays
import Formats
import LuaBridge
import Tensors

/// `tensor.load`, `tensor.save` and `tensor.from_file`.
func declareTensorFiles(_ m: LuaModule) {
  for name in ["load", "from_file"] {
    m.function(
      name, .string("path"),
      doc:
        "What is in a file, by its extension: .npy holds one tensor, .npz a table of them by name, .safetensors that and "
        + "a table of notes, the second result. .pt and .pth (torch.save, new and old form, from any device) hold what "
        + "was saved: a tensor, a table of tensors by name, or a checkpoint of nested tables with numbers, strings and "
        + "bools; its keys stay as they are, None is nothing, in a list json.null. Files that name anything else are "
        + "refused; nothing in them is executed. Floats of 8 and 16 bits become float32, integers int64.",
      example: "local ok, weights = pcall(tensor.\(name), \"weights.safetensors\")",
      returns: [.any, LuaValueType.named(.string).optional]
    ) { (path: String) -> Results in
      switch try kind(path) {
      case .npy: return Results([Tensor(try Npy.read(path: path))])
      case .npz: return Results([try Npz.read(path: path).arrays.mapValues { Tensor($0) }])
      case .safetensors:
        let file = try Safetensors.read(path: path)
        return Results([file.arrays.mapValues { Tensor($0) }, file.metadata])
      case .torch: return Results([try TorchFile.read(path: path)])
      }
    }
  }
  m.function(
    "save", .any("value"), .any("path"), .option("metadata", [String: String]()), .option("compressed", false),
    doc:
      "Writes a tensor (.npy) or a table of tensors by name (.npz, .safetensors) into a file, whole or not at all; the "
      + "path may also come first. metadata are notes in .safetensors; compressed packs an .npz. PyTorch reads "
      + ".safetensors, so there is no writer of .pt.",
    example: "tensor.save({w=tensor.zeros(2, 3)}, \"example.safetensors\", {metadata={epoch=\"3\"}})"
  ) { (first: LuaAny, second: LuaAny, metadata: [String: String], compressed: Bool) in
    let (value, place) = first.type == .string ? (second, first) : (first, second)
    guard let path = try place.read(as: String.self) else {
      throw UserError("a value and a path wanted, got \(first.typeName) and \(second.typeName)")
    }
    let kind = try kind(path)
    guard metadata.isEmpty || kind == .safetensors else {
      throw UserError("'\(path)': only .safetensors has a place for metadata")
    }
    guard !compressed || kind == .npz else { throw UserError("'\(path)': only .npz can be compressed") }
    switch kind {
    case .npy:
      guard let tensor = try value.read(as: Tensor.self) else {
        throw UserError("'\(path)': one tensor wanted for .npy, got \(value.typeName)")
      }
      try Npy.write(tensor.array, path: path)
    case .npz: try Npz.write(try named(value, path, ".npz"), deflates: compressed, path: path)
    case .safetensors:
      var file = try named(value, path, ".safetensors")
      file.metadata = metadata
      try Safetensors.write(file, path: path)
    case .torch: throw UserError("'\(path)': PyTorch's own files are only read; it reads .safetensors, too")
    }
  }
}

private func kind(_ path: String) throws -> ArrayFileKind {
  guard let kind = ArrayFileKind(path) else {
    throw UserError("'\(path)': a name ending in .npy, .npz, .safetensors, .pt or .pth wanted")
  }
  return kind
}

private func named(_ value: LuaAny, _ path: String, _ kind: String) throws -> NamedArrays {
  guard let tensors = try value.read(as: [String: Tensor].self) else {
    throw UserError("'\(path)': a table of tensors by name wanted for \(kind), got \(value.typeName)")
  }
  return NamedArrays(arrays: tensors.mapValues(\.array))
}

extension TorchContents: LuaPushable {
  public static var luaType: LuaValueType { .any }

  /// What the file shares is one table here, too.
  public func push(_ stack: LuaStack) throws {
    try stack.reserve(8)
    let tensors = arrays.map { Tensor($0) }
    // Tables by their place in `containers`, each of which holds earlier ones only, and long strings by theirs below 0.
    try stack.pushTable(array: containers.count)
    let made = stack.top
    for (place, container) in containers.enumerated() {
      switch container {
      case .list(let items):
        try stack.pushTable(array: items.count)
        for (position, item) in items.enumerated() {
          if case .none = item { try JSONNull.shared.push(stack) } else { try push(item, tensors, made, stack) }
          try stack.setItem(made + 1, position + 1)
        }
      case .table(let pairs):
        try stack.pushTable(fields: pairs.count)
        for (key, value) in pairs {
          if case .none = value { continue }
          try push(key, tensors, made, stack)
          try push(value, tensors, made, stack)
          try stack.setPair(made + 1)
        }
      }
      try stack.setItem(made, place + 1)
    }
    try push(root, tensors, made, stack)
    stack.remove(made)
  }

  private func push(_ value: Value, _ tensors: [Tensor], _ made: Int32, _ stack: LuaStack) throws {
    switch value {
    case .none: stack.pushNil()
    case .bool(let flag): stack.push(flag)
    case .integer(let number): stack.push(Int(number))
    case .number(let number): stack.push(number)
    case .string(let place): try push(string: place, made, stack)
    case .array(let place): try tensors[place].push(stack)
    case .container(let place): stack.getItem(made, place + 1)
    }
  }

  /// Lua shares short strings by itself; a long one would be there as often as the file refers to it.
  private func push(string place: Int, _ made: Int32, _ stack: LuaStack) throws {
    let bytes = bytes(place)
    if bytes.count <= 40 { return try bytes.withUnsafeBytes { try stack.push(bytes: $0) } }
    if stack.getItem(made, -place - 1) == .string { return }
    stack.pop()
    try bytes.withUnsafeBytes { try stack.push(bytes: $0) }
    stack.push(copyOf: -1)
    try stack.setItem(made, -place - 1)
  }
}
