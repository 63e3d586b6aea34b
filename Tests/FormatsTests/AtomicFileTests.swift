import Formats
import Foundation
import Testing

struct AtomicFileTests {
  struct Stop: Error {}

  @Test func writesTheWholeContentAndNothingElse() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(folder.file("a.txt"), text: "one\n")
    try AtomicFile.write(folder.file("a.txt"), text: "two\n")
    #expect(folder.names == ["a.txt"])
    #expect(folder.bytes("a.txt") == Data("two\n".utf8))
  }

  @Test func aWriterThatThrowsLeavesTheFolderAsItWas() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(folder.file("a.txt"), text: "old")
    #expect(throws: Stop.self) {
      try AtomicFile.write(folder.file("a.txt")) { file in
        try file.write("half")
        throw Stop()
      }
    }
    #expect(folder.names == ["a.txt"])
    #expect(folder.bytes("a.txt") == Data("old".utf8))
  }

  @Test func keepsPermissionsOfAnExistingFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.txt")
    try AtomicFile.write(path, text: "old")
    chmod(path, 0o640)
    try AtomicFile.write(path, text: "new")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
  }

  @Test func aSymbolicLinkStaysAndItsTargetIsReplaced() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(folder.file("target"), text: "old")
    symlink("target", folder.file("link"))
    try AtomicFile.write(folder.file("link"), text: "new")
    #expect(folder.bytes("target") == Data("new".utf8))
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link"))) == "target")
  }

  @Test func devicesAreWrittenDirectly() throws {
    try AtomicFile.write("/dev/null", text: "gone")
  }

  @Test(arguments: ["", "missing/a.txt", ".", "a\u{0}b/c"])
  func whatCannotBeWrittenIsAnErrorWithPathAndReason(name: String) throws {
    let folder = try TemporaryFolder()
    #expect {
      try AtomicFile.write(name.isEmpty ? "" : folder.file(name), text: "x")
    } throws: { error in
      "\(error)".hasPrefix("cannot write '")
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aMissingFileIsAnErrorWithPathAndReason() {
    #expect {
      try Npy.read(path: "/nowhere/x.npy")
    } throws: { error in
      "\(error)" == "cannot open '/nowhere/x.npy': No such file or directory"
    }
    #expect(throws: FormatError.self) { try PNG.read(path: "/") }
    #expect(throws: FormatError.self) { try Idx.read(path: "/dev/zero") }
  }
}
