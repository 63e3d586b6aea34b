import LuaBridge
import Testing

@Suite struct DeclarationTests {
  let bench: Bench
  init() throws { bench = try Bench() }

  @Test("a signature shows defaults and options")
  func signature() throws {
    let train = try #require(bench.registry.allFunctions().first { $0.qualifiedName == "kit.train" })
    #expect(train.signature == "kit.train(x, {lr=0.1, momentum=0, steps=3, name=, must=})")
    let size = try #require(bench.registry.allFunctions().first { $0.qualifiedName == "Block:size" })
    #expect(size.signature == "Block:size([unit])")
  }

  @Test("help knows functions, objects, modules and names")
  func help() throws {
    let stack = bench.state.stack
    try bench.state.load(
      "return kit.train, kit.block(), kit, 'kit.inner', 'Block:rename', 'nothing', print", name: "=t")
    try bench.state.call(results: 7)
    let texts = try (1...7).map { try Help.text(stack, Int32($0), bench.registry) }
    #expect(texts[0]?.contains("{momentum=}: number (default 0)") == true)
    #expect(texts[0]?.contains("kit.train(1, {lr=2})") == true)
    #expect(texts[1]?.contains("A block of memory.") == true)
    #expect(texts[2]?.contains("Things to test with.") == true)
    #expect(texts[3]?.contains("Inside.") == true)
    #expect(texts[4]?.contains("Block:rename(label, {upper=false})") == true)
    #expect(texts[5] == nil)
    #expect(texts[6] == nil)
    stack.truncate(to: 0)
  }

  @Test("every declared function is listed with its words")
  func listed() {
    let names = Set(bench.registry.allFunctions().map(\.qualifiedName))
    #expect(names.isSuperset(of: ["kit.train", "kit.inner.one", "Block:size", "Block.label", "Narrow:only"]))
  }

  @Test("modules are loaded once, by require")
  func require() throws {
    #expect(try bench.run("return require('kit') == kit, package.loaded.kit == kit") == ["true", "true"])
  }
}
