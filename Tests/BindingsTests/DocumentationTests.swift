import Bindings
import Foundation
import LuaBridge
import Testing

/// Reference pages and editor stubs, made from the declarations.
@Suite struct DocumentationTests {
  /// The checkout, from this file's place in it.
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test("the pages and stubs in docs/ are what the declarations give; `make docs` writes them")
  func committed() throws {
    for (folder, files) in [("reference", ReferencePages.files(modules)), ("stubs", Stubs.files(modules))] {
      let path = "\(DocumentationTests.root)/docs/\(folder)"
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: path)) == Set(files.map(\.name)))
      for file in files {
        let committed = try String(contentsOfFile: "\(path)/\(file.name)", encoding: .utf8)
        #expect(committed == file.text, "docs/\(folder)/\(file.name) is out of date: run `make docs`")
      }
    }
  }

  @Test func everythingBoundIsOnAPageAndInAStub() {
    let pages = ReferencePages.files(modules).map(\.text).joined()
    let stubs = Stubs.files(modules).map(\.text).joined()
    for function in modules.allFunctions() {
      switch function.kind {
      case .function, .method:
        #expect(stubs.contains("\nfunction \(function.qualifiedName)("), "\(function.qualifiedName)")
        let heading = function.method == nil ? "# \(function.qualifiedName)\n" : "`\(function.qualifiedName)`"
        #expect(pages.contains(heading), "\(function.qualifiedName)")
      case .getter:
        #expect(stubs.contains("\n---@field \(function.name) "), "\(function.qualifiedName)")
        #expect(pages.contains("# \(function.qualifiedName)\n"), "\(function.qualifiedName)")
      case .setter, .metamethod, .hidden: break
      }
    }
  }

  @Test("a stub is Lua that loads and gives a table with every function", arguments: Stubs.files(modules).map(\.name))
  func stubs(name: String) throws {
    let stub = try #require(Stubs.files(modules).first { $0.name == name })
    let module = String(name.dropLast(4))
    let script = try Script()
    try script.state.load(stub.text, name: "=\(name)")
    try script.state.call(results: 1)
    try script.state.setGlobal("stub")
    let missing = try script.values(
      """
      (function()
        local missing = {}
        local function compare(real, stub, path)
          for name, value in pairs(real) do
            if type(value) == "function" and type(stub[name]) ~= "function" then missing[#missing + 1] = path .. name end
            if type(value) == "table" then compare(value, stub[name] or {}, path .. name .. ".") end
          end
        end
        compare(\(module), stub, "")
        return table.concat(missing, " ")
      end)()
      """)
    #expect(missing == [""])
  }

  @Test func stubsTellTypes() throws {
    let stubs = Stubs.files(modules)
    let tensor = try #require(stubs.first { $0.name == "tensor.lua" }).text
    #expect(
      tensor.contains(
        "---@field dtype? \"float32\"|\"float64\"|\"int64\"|\"bool\" Default \"float32\".\n"))
    #expect(tensor.contains("---@operator add(Tensor|number|boolean): Tensor\n"))
    #expect(tensor.contains("---@return Tensor\nfunction Tensor:matmul(u) end\n"))
    #expect(tensor.contains("---@overload fun(self: Tensor, options?: Tensor.sum.options): Tensor\n"))
    #expect(tensor.contains("---@param ... integer|integer[]|tensor.zeros.options\n"))
    let gp = try #require(stubs.first { $0.name == "gp.lua" }).text
    #expect(gp.contains("---@return Tensor\n---@return Tensor\nfunction GP:predict(X, options) end\n"))
    let models = try #require(stubs.first { $0.name == "models.lua" }).text
    #expect(models.contains("---@class VAE: Module\n"))
  }

  @Test func helpTellsTheSameFacts() throws {
    let help = try #require(Help.text(for: "GP:predict", modules))
    #expect(help.contains("GP:predict(X, {noise=false})") && help.contains("Returns: Tensor, Tensor"))
    #expect(Help.text(for: "Tensor.shape", modules)?.contains("Value: table of integers") == true)
    #expect(Help.text(for: "Study", modules)?.contains("Study:ask([q])") == true)
    for entry in modules.entries { #expect(Help.text(for: entry.name, modules)?.contains(entry.load().doc) == true) }
  }
}
