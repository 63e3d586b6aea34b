import Foundation
import Testing

/// `make install` into a folder of its own, run from elsewhere through a symbolic link on the PATH.
@Suite(.enabled(if: Program.isBuilt)) struct InstallTests {
  private static let checkout: String? = {
    var folder = Program.path
    while folder.count > 1 {
      folder = (folder as NSString).deletingLastPathComponent
      if FileManager.default.fileExists(atPath: folder + "/Makefile") { return folder }
    }
    return nil
  }()

  @Test func theInstalledProgramFindsItsOwn() throws {
    let checkout = try #require(InstallTests.checkout)
    let prefix = try Program.Folder()
    // The program as it is: -o build keeps make from building it anew.
    let made = try Program.run(
      ["-s", "-o", "build", "-C", checkout, "install", "PREFIX=\(prefix.path)/usr", "WORKBENCH=\(Program.path)"],
      program: "/usr/bin/make")
    #expect(made.status == 0, "\(made.errors)")
    let elsewhere = try Program.Folder()
    let link = elsewhere.path + "/bin/workbench"
    try FileManager.default.createDirectory(atPath: elsewhere.path + "/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: prefix.path + "/usr/bin/workbench")
    let result = try Program.run(
      [
        "-c",
        "workbench -e 'print(package.path)' -e 'models.pretrained \"mnist_cnn\"' -e 'print(type(require \"checkpoint\"))'; workbench doctor",
      ], environment: ["PATH": elsewhere.path + "/bin:/usr/bin:/bin"], folder: "/", program: "/bin/bash")
    let share = prefix.path.replacingOccurrences(of: "//", with: "/") + "/usr/share/workbench"
    #expect(result.output.hasPrefix(share + "/lib/?.lua;"), "\(result.output) \(result.errors)")
    #expect(result.output.contains("\ntable\n"), "\(result.errors)")
    #expect(result.output.contains("ok       modules        \(share)/lib\n"))
    #expect(result.output.contains("ok       mnist_vae"))
  }
}
