import Bindings
import Foundation
import LuaBridge
import Testing

/// Random calls of every binding, made from the declarations. `make fuzz` is the long form:
///
///     make fuzz SEED=7 CALLS=1000000
///
/// A crash leaves the call that ended the process in `.build/fuzz/MODULE.lua`, a script that repeats it.
@Suite(.serialized) struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let calls = environment["WORKBENCH_FUZZ_CALLS"].flatMap { Int($0) }
  private static let seed = environment["WORKBENCH_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
  private static let only = environment["WORKBENCH_FUZZ_ONLY"]
  private static let shortCalls = 1500
  /// Calls in one Lua state.
  private static let segment = 2000

  @Test("a random call gives a value as declared or a Lua error, and leaves nothing behind", arguments: modules.names)
  func calls(of module: String) throws {
    if let only = FuzzTests.only, only != module { return }
    let folder = try FuzzFolder()
    let fuzzer = try Fuzzer(module: module, log: FuzzTests.environment["WORKBENCH_FUZZ_LOG"] ?? folder.path)
    let total = FuzzTests.calls.map { ($0 + modules.names.count - 1) / modules.names.count } ?? FuzzTests.shortCalls
    var report = Fuzzer.Report()
    try folder.working {
      var segment: UInt64 = 0
      while report.calls < total {
        try folder.spoil(seed: segment)
        try fuzzer.run(
          seed: FuzzTests.seed &* 1_000_003 &+ segment, calls: min(FuzzTests.segment, total - report.calls),
          into: &report)
        segment += 1
      }
    }
    if FuzzTests.calls != nil {
      print(
        "fuzz: \(module): \(report.calls) calls, \(report.values) values, \(report.errors) errors, "
          + "slowest \(Int(report.slowest.seconds * 1000)) ms")
    }
    for finding in report.findings.prefix(20) { Issue.record("\(finding)") }
    #expect(report.findings.isEmpty)
    // A run that never gets past the argument checks would find nothing.
    #expect(report.values * (FuzzPrelude.seldomFitting.contains(module) ? 1000 : 8) > report.calls)
  }

  @Test func everyClassCanBeMade() throws {
    let script = try Script()
    try script.run(FuzzPrelude.source)
    for type in modules.outline().flatMap(\.classes) {
      let ways = FuzzPrelude.objects[type.name] ?? []
      #expect(!ways.isEmpty, "FuzzPrelude.objects has no way to make a \(type.name)")
      for way in ways { #expect(throws: Never.self, "\(way)") { try script.run("local object = \(way)") } }
    }
  }

  @Test func whatIsNamedExists() {
    let names = Set(modules.allFunctions().map(\.qualifiedName))
    for name in Array(FuzzPrelude.excluded.keys) + Array(FuzzPrelude.slow.keys) {
      #expect(names.contains(name), "\(name)")
    }
  }
}
