import Bindings
import Glibc
import LuaBridge

// Names of files, and of modules that are files.
extension Completion {
  /// Names in the folder that is typed from `start` on.
  func files(_ text: [UInt8], from start: Int) -> Answer {
    let typed = text[start...]
    let slash = typed.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(decoding: typed[...$0], as: UTF8.self) } ?? ""
    let nameStart = slash.map { $0 + 1 } ?? start
    let isHidden = nameStart < text.count && text[nameStart] == UInt8(ascii: ".")
    let entries = Completion.entries(of: folder.isEmpty ? "." : Command.path(folder))
    return answer(text, from: nameStart, entries.filter { isHidden || !$0.hasPrefix(".") })
  }

  /// The files of a folder; folders end in a slash.
  private static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name == "." || name == ".." { continue }
      names.append(Path.kind("\(folder)/\(name)") == S_IFDIR ? name + "/" : name)
    }
    return names
  }

  /// Modules that `require` would find: ours, those in `package.preload` and `.loaded`, and files on the paths. Of
  /// `a.b.c` the folder `a/b` is looked into.
  func moduleNames(_ typed: String) throws -> [String] {
    let stack = state.stack
    var names = modules.names
    try stack.pushGlobals()
    guard try stack.getField(-1, "package") == .table else { return names }
    let package = stack.top
    for field in ["loaded", "preload"] where try stack.getField(package, field) == .table {
      names += try LuaTable(stack, stack.top).names()
    }
    let parent = typed.lastIndex(of: ".").map { String(typed[...$0]) } ?? ""
    for field in ["path", "cpath"] {
      try stack.getField(package, field)
      for template in (stack.string(-1) ?? "").split(separator: ";") {
        names += Completion.moduleFiles(matching: String(template), in: parent)
      }
    }
    return names.filter { !$0.isEmpty }
  }

  /// Names for which `folder/?.lua` or `folder/?/init.lua` is a file.
  private static func moduleFiles(matching template: String, in parent: String) -> [String] {
    guard let mark = template.firstIndex(of: "?") else { return [] }
    let ending = template[template.index(after: mark)...]
    let folder = template[..<mark] + parent.map { $0 == "." ? "/" : $0 }
    guard folder.hasSuffix("/"), !ending.contains("?") else { return [] }
    return entries(of: String(folder)).compactMap { entry in
      if ending.hasPrefix("/") {
        guard entry.hasSuffix("/"), access("\(folder)\(entry.dropLast())\(ending)", R_OK) == 0 else { return nil }
        return parent + entry.dropLast()
      }
      if entry.hasSuffix("/") { return nil }
      return entry.hasSuffix(ending) && entry.count > ending.count ? parent + entry.dropLast(ending.count) : nil
    }
  }
}
