import Arrays
import Bindings
import Foundation
import LuaBridge
import Tensors

/// A Lua state with all modules and a folder of its own, for scripts that read and write files.
final class DataScript {
  let state: LuaState
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/workbench-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    state = try LuaState()
    try state.preload(modules)
    try folder.push(state.stack)
    try state.setGlobal("folder")
  }

  deinit {
    state.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Makes a float32 tensor a global: element i, row-major, is `value(i)`.
  func set(_ name: String, _ sizes: [Int], _ value: (Int) -> Float) throws {
    let array = try NDArray(empty: Shape(sizes))
    for index in 0..<array.count { array.pointer(as: Float.self)[index] = value(index) }
    try Tensor(array).push(state.stack)
    try state.setGlobal(name)
  }

  /// Runs the script; what fails in it is thrown.
  func run(_ source: String) throws { try state.run(source, name: "=test") }

  /// The message of the error that the script must end in.
  func failure(_ source: String) -> String? {
    do { try run(source) } catch { return "\(error)" }
    return nil
  }

  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: folder + "/" + name) }
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
}
