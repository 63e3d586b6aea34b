import Arrays
import Formats
import Glibc
import Tensors

/// Models with the weights that come with the program, by name, in evaluation mode.
///
/// Folders searched, in this order: `$WORKBENCH_WEIGHTS`; `weights` beside the program or in a folder above it, and
/// `share/workbench/weights` beside its `bin`; `weights` in the current folder.
public enum Pretrained {
  /// Names and what they make; sizes follow the weights where a model has a choice.
  public static let names = ["mnist_vae", "mnist_cnn", "mnist_referee"]

  /// - Throws: `NetworkError.unknownWeights`, `.weightsNotFound`, `.stateMismatch`, `FormatError`.
  public static func load(_ name: String) throws -> Module {
    guard names.contains(name) else { throw NetworkError.unknownWeights(name: name, known: names) }
    return try load(name, path: try path(name))
  }

  /// The model of that name with weights from a given file.
  public static func load(_ name: String, path: String) throws -> Module {
    let state = try NamedArrays.read(path: path).arrays
    let model: Module
    switch name {
    case "mnist_vae":
      let (first, second) = (state["fc1.weight"]?.shape, state["fc21.weight"]?.shape)
      if let first, let second, first.rank == 2, second.rank == 2 {
        model = try VAE(latent: second[0], hidden: first[0], input: first[1])
      } else {
        model = try VAE()
      }
    case "mnist_cnn": model = try MNISTCNN()
    case "mnist_referee": model = try MNISTReferee()
    default: throw NetworkError.unknownWeights(name: name, known: names)
    }
    try model.loadStateDict(state)
    model.eval()
    return model
  }

  public static func path(_ name: String) throws -> String {
    let candidates = folders().map { "\($0)/\(name).safetensors" }
    guard let found = candidates.first(where: { access($0, R_OK) == 0 }) else {
      throw NetworkError.weightsNotFound(name: name, searched: candidates)
    }
    return found
  }

  private static func folders() -> [String] {
    var folders: [String] = []
    if let chosen = getenv("WORKBENCH_WEIGHTS") { folders.append(String(cString: chosen)) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    if readlink("/proc/self/exe", &buffer, Int(PATH_MAX)) > 0 {
      var parts = String(cString: buffer).split(separator: "/").dropLast()
      folders.append("/" + parts.joined(separator: "/") + "/../share/workbench/weights")
      // A build stands some folders below the checkout.
      for _ in 0..<5 where !parts.isEmpty {
        folders.append("/" + parts.joined(separator: "/") + "/weights")
        parts = parts.dropLast()
      }
    }
    folders.append("weights")
    return folders
  }
}
