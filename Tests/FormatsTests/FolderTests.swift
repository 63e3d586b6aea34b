import Formats
import Foundation
import Testing

struct FolderTests {
  @Test func foldersAboveAreMadeToo() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.file("a/b//c/"))
    try Folder.make(folder.file("a/b/c"))
    var status = stat()
    #expect(stat(folder.file("a/b/c"), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
  }

  @Test func aModeIsForAllThatIsMade() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.file("a/b"), mode: 0o700)
    for name in ["a", "a/b"] {
      var status = stat()
      #expect(stat(folder.file(name), &status) == 0 && status.st_mode & 0o777 == 0o700)
    }
  }

  /// An accent joins with the slash before it to one character of Swift's.
  @Test func aSlashBeforeAnAccentSeparates() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.file("a/\u{301}b"))
    #expect(access(folder.file("a/\u{301}b"), F_OK) == 0)
  }

  @Test func whatIsInTheWayIsAnError() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(folder.file("file"), text: "x")
    for path in ["", "a\0b", folder.file("file"), folder.file("file/a"), "/proc/none/a"] {
      #expect { try Folder.make(path) } throws: { "\($0)".hasPrefix("cannot make '") }
    }
    #expect(folder.names == ["file"])
  }

  @Test func aFileWithoutASizeIsReadToItsEnd() throws {
    #expect(String(decoding: try WholeFile.read(path: "/proc/self/status"), as: UTF8.self).hasPrefix("Name:"))
    #expect(throws: FormatError.self) { try WholeFile.read(path: "/nowhere/x") }
    #expect(throws: FormatError.self) { try WholeFile.read(path: "/") }
  }
}
