import Foundation
import Testing

/// Batches that are stopped, and what happens after.
@Suite(.enabled(if: Program.isBuilt)) struct BatchResumeTests {
  /// Counts its runs, and is slow enough to be met.
  private static let counting = "io.open('runs.txt', 'a'):write('x'):close()\n"

  private func runs(_ folder: BatchFolder, _ names: String) -> [Int] {
    names.map { folder.text("runs/s/\($0)/runs.txt")?.count ?? 0 }
  }

  @Test func aKilledBatchResumedRunsOnlyWhatHasNotSucceeded() throws {
    let slow =
      Self.counting + "io.open('pid', 'w'):write((io.open('/proc/self/stat'):read('n'))):close()\nos.execute('sleep 2')"
    let folder = try BatchFolder([
      "a.lua": Self.counting, "b.lua": Self.counting + "error('no')", "c.lua": slow, "d.lua": Self.counting,
    ])
    let batch = try folder.start("s")
    BatchFolder.wait { folder.text("runs/s/c/pid")?.isEmpty == false }
    let script = try #require(folder.text("runs/s/c/pid").flatMap { Int32($0) })
    #expect(BatchFolder.runs(script))
    kill(batch.processIdentifier, SIGKILL)
    batch.waitUntilExit()
    // The script goes with its batch.
    BatchFolder.wait { !BatchFolder.runs(script) }
    #expect(!BatchFolder.runs(script))
    #expect(runs(folder, "abcd") == [1, 1, 1, 0])

    let result = try folder.run("s", "--resume", "--report", "r.json")
    #expect(result.status == 1)
    #expect(runs(folder, "abcd") == [1, 2, 2, 1])
    #expect(try folder.results() == ["a.lua": "passed", "b.lua": "failed", "c.lua": "passed", "d.lua": "passed"])
    #expect(try folder.report().scripts["a.lua"]?["earlier"] as? Bool == true)
    #expect(try folder.report().scripts["c.lua"]?["earlier"] == nil)
    #expect(result.output.contains("  in an earlier batch\n"))
  }

  @Test func aChangedScriptAndWhatNeedsItHaveNotSucceeded() throws {
    let folder = try BatchFolder([
      "a.lua": Self.counting, "b.lua": "-- workbench: needs=a\n" + Self.counting, "c.lua": Self.counting,
    ])
    #expect(try folder.run("s").status == 0)
    #expect(try folder.run("s", "--resume").status == 0)
    #expect(runs(folder, "abc") == [1, 1, 1])
    try folder.write("a.lua", Self.counting + "-- changed")
    #expect(try folder.run("s", "--resume").status == 0)
    #expect(runs(folder, "abc") == [2, 2, 1])
    // Arguments and seed change what a script does.
    #expect(try folder.run("s", "--resume", "--", "x").status == 0)
    #expect(runs(folder, "abc") == [3, 3, 2])
    #expect(try folder.run("s", "--resume", "--seed", "1", "--", "x").status == 0)
    #expect(runs(folder, "abc") == [4, 4, 3])
    #expect(try folder.run("s").status == 0)
    #expect(runs(folder, "abc") == [5, 5, 4])
  }

  @Test func whatAnEarlierBatchDidDoesNotCountForAnUnfinishedOne() throws {
    let folder = try BatchFolder(["a.lua": Self.counting + "os.execute('sleep 2')", "b.lua": Self.counting])
    #expect(try folder.run("s", "--filter", "b").status == 0)
    let batch = try folder.start("s")
    BatchFolder.wait { runs(folder, "a") == [1] }
    kill(batch.processIdentifier, SIGKILL)
    batch.waitUntilExit()
    #expect(try folder.run("s", "--resume").status == 0)
    #expect(runs(folder, "ab") == [2, 2])
  }

  @Test func aStatusFileThatIsNoneCountsForNothing() throws {
    let folder = try BatchFolder(["a.lua": Self.counting])
    #expect(try folder.run("s").status == 0)
    for text in ["", "{", "[1]", "{\"result\": 3}", "{\"result\": \"passed\"}"] {
      try text.write(toFile: folder.path + "/runs/s/a/batch.json", atomically: false, encoding: .utf8)
      #expect(try folder.run("s", "--resume").status == 0)
    }
    #expect(runs(folder, "a") == [6])
    // Figures are shown as they are.
    let status = try #require(folder.text("runs/s/a/batch.json"))
    let tampered = status.replacing(#/"(peak_bytes|seconds)": [0-9.]+/#) { "\"\($0.1)\": \(Int.max)" }
    #expect(tampered != status)
    try tampered.write(toFile: folder.path + "/runs/s/a/batch.json", atomically: false, encoding: .utf8)
    #expect(try folder.run("s", "--resume", "--report", "r.xml").status == 0)
    #expect(runs(folder, "a") == [6])
  }

  @Test func controlCStopsTheScriptsAndTellsWhatIsKnown() throws {
    let saving =
      "io.open('here', 'w'):close()\nlocal ok, e = pcall(function() while true do end end)\n"
      + "io.open('saved', 'w'):write(e):close()\nerror(e, 0)"
    let folder = try BatchFolder([
      "a.lua": "", "b.lua": saving, "c.lua": "os.execute('sleep 1000 & echo $! > pid; wait')", "d.lua": "",
    ])
    let batch = try folder.start("s", "--jobs", "2", "--report", "r.json", "--report", "r.xml")
    BatchFolder.wait { folder.text("runs/s/b/here") != nil && folder.text("runs/s/c/pid")?.isEmpty == false }
    let id = try #require(folder.text("runs/s/c/pid").flatMap { Int32($0.dropLast()) })
    #expect(BatchFolder.runs(id))
    let start = ContinuousClock.now
    batch.interrupt()
    batch.waitUntilExit()
    #expect(ContinuousClock.now - start < .seconds(4))
    #expect(batch.terminationStatus == 130)
    #expect(
      try folder.results() == ["a.lua": "passed", "b.lua": "stopped", "c.lua": "stopped", "d.lua": "not run"])
    #expect(try folder.report().whole["status"] as? Int == 130)
    #expect(folder.text("runs/s/b/saved")?.hasSuffix("interrupted") == true)
    BatchFolder.wait { !BatchFolder.runs(id) }
    #expect(!BatchFolder.runs(id))
    #expect(try JUnit(folder.path + "/r.xml").cases["d.lua"]?.detail["message"] == "not run")
    #expect(folder.text("output")?.contains("4 scripts: 1 passed, 2 stopped, 1 not run, in ") == true)
  }

  @Test func aScriptThatDoesNotHearTheInterruptIsKilled() throws {
    let folder = try BatchFolder([
      "a.lua": "io.open('here', 'w'):close()\nwhile true do pcall(function() while true do end end) end"
    ])
    let batch = try folder.start("s", "--report", "r.json")
    BatchFolder.wait { folder.text("runs/s/a/here") != nil }
    let start = ContinuousClock.now
    batch.interrupt()
    batch.waitUntilExit()
    #expect(batch.terminationStatus == 130)
    #expect(ContinuousClock.now - start > .seconds(4))
    #expect(ContinuousClock.now - start < .seconds(9))
    #expect(try folder.results() == ["a.lua": "stopped"])
  }

  @Test func aSecondSignalEndsItAtOnceAndTerminationIsHeardToo() throws {
    let folder = try BatchFolder(["a.lua": "io.open('here', 'w'):close()\nos.execute('kill -STOP $PPID')"])
    let batch = try folder.start("s", "--report", "r.json")
    BatchFolder.wait { folder.text("runs/s/a/here") != nil }
    let start = ContinuousClock.now
    kill(batch.processIdentifier, SIGTERM)
    usleep(300_000)
    kill(batch.processIdentifier, SIGTERM)
    batch.waitUntilExit()
    #expect(batch.terminationStatus == 143)
    #expect(ContinuousClock.now - start < .seconds(3))
    #expect(try folder.results() == ["a.lua": "stopped"])
  }

  @Test func twoBatchesDoNotShareAFolder() throws {
    let folder = try BatchFolder(["a.lua": "io.open('here', 'w'):close()\nos.execute('sleep 5')"])
    let first = try folder.start("s")
    BatchFolder.wait { folder.text("runs/s/a/here") != nil }
    let second = try folder.run("s")
    #expect(second.status == 2)
    #expect(second.errors.contains("another batch is running in '"))
    let elsewhere = try BatchFolder(["b.lua": ""])
    #expect(try elsewhere.run("s", "--runs", folder.path + "/other").status == 0)
    first.interrupt()
    first.waitUntilExit()
    #expect(first.terminationStatus == 130)
  }
}
