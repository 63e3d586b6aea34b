import Foundation
import TestSupport
import Testing

/// What refusing a hostile file takes, seen from outside; `benchmarks/hostile_files.lua` measures it.
@Suite(.enabled(if: Program.isBuilt && Reference.isAvailable)) struct HostileFilesTests {
  @Test func everyHostileFileIsALuaErrorInLittleMemory() throws {
    let folder = (Reference.folder ?? "") + "/formats/malformed"
    let result = try Program.run([Reference.packageRoot + "/benchmarks/hostile_files.lua", folder])
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    for line in lines.dropLast() {
      let megabytes = line.split(separator: " ").dropFirst(3).first.flatMap { Double($0) }
      #expect(try #require(megabytes, "\(line)") < 64, "\(line)")
      // The one that may be read: not gzip, in spite of its name.
      #expect(line.hasSuffix("accepted") == line.hasPrefix("idx_not_gzip"), "\(line)")
    }
    #expect(lines.last?.hasPrefix("82 refused, 1 accepted; ") == true)
  }
}
