import Foundation
import Testing

/// Which scripts run, when, and beside which others.
@Suite(.enabled(if: Program.isBuilt)) struct BatchOrderTests {
  /// The scripts in the order in which they were started.
  private func started(_ result: Program.Result) -> [String] {
    result.output.split(separator: "\n").filter { $0.hasPrefix("started ") }.map {
      String($0.dropFirst("started".count)).trimmingCharacters(in: .whitespaces)
    }
  }

  @Test func scriptsRunInOrderOfNameThoseTheyNeedFirst() throws {
    let folder = try BatchFolder([
      "b.lua": "", "a.lua": "-- workbench: needs=z\nassert(io.open('../z/made.txt'))", "B.lua": "", "10.lua": "",
      "9.lua": "", "z.lua": "io.open('made.txt', 'w'):close()", "not_lua.txt": "error()",
      ".hidden.lua": "error('hidden')",
      "inner/d.lua": "error('inner')",
    ])
    let result = try folder.run("s")
    #expect(result.status == 0)
    #expect(started(result) == ["10.lua", "9.lua", "B.lua", "b.lua", "z.lua", "a.lua"])
  }

  @Test func whatNeedsAFailedScriptIsSkippedWithTheReason() throws {
    let folder = try BatchFolder([
      "a.lua": "-- workbench: needs=b.lua,d.lua", "b.lua": "-- workbench: needs=c.lua", "c.lua": "error('no')",
      "d.lua": "", "e.lua": "-- workbench: needs=d.lua",
    ])
    let result = try folder.run("s", "--report", "r.json", "--report", "r.xml")
    #expect(result.status == 1)
    #expect(started(result) == ["c.lua", "d.lua", "e.lua"])
    let scripts = try folder.report().scripts
    #expect(scripts["b.lua"]?["message"] as? String == "needs c.lua, which failed")
    #expect(scripts["a.lua"]?["message"] as? String == "needs b.lua, which was skipped")
    let junit = try JUnit(folder.path + "/r.xml")
    #expect(junit.cases["a.lua"]?.verdict == "skipped")
    #expect(junit.suite["skipped"] == "2" && junit.suite["failures"] == "1" && junit.suite["errors"] == "0")
  }

  @Test(
    "a header that cannot be followed is told before anything runs",
    arguments: [
      ("needs=b", "-- workbench: needs=a.lua", "scripts need each other: a.lua needs b.lua needs a.lua\n"),
      ("needs=a", "", "scripts need each other: a.lua needs a.lua\n"),
      ("needs=bb.lua", "", "a.lua needs 'bb.lua', which is not in the batch; did you mean 'b.lua'?\n"),
      ("needs=../b.lua", "", "a.lua needs '../b.lua', which is not in the batch"),
      ("needs=", "", "a.lua:1: 'needs': names of scripts, with commas between wanted, got ''\n"),
      ("timout=3", "", "a.lua:1: unknown setting 'timout'; did you mean 'timeout'?\n"),
      ("colour=red", "", "a.lua:1: unknown setting 'colour' (there are timeout, needs, threads, memory)\n"),
      ("timeout=-1", "", "a.lua:1: 'timeout': seconds wanted, got '-1'\n"),
      ("threads=0", "", "a.lua:1: 'threads': a number of threads from 1 wanted, got '0'\n"),
      ("memory=lots", "", "a.lua:1: 'memory': a size such as 500M or 2G wanted, got 'lots'\n"),
      ("timeout 3", "", "a.lua:1: 'name=value' wanted, got 'timeout'\n"),
      ("needs=\"b.lua", "", "a.lua:1: a closing '\"' wanted"),
    ])
  func badHeaders(header: String, second: String, message: String) throws {
    let folder = try BatchFolder(["a.lua": "-- workbench: \(header)\n", "b.lua": second])
    let result = try folder.run("s")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("workbench: " + message), "\(result.errors)")
    #expect(result.output == "")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
  }

  @Test func aFilterChoosesByNameAndTakesWhatIsNeeded() throws {
    let folder = try BatchFolder([
      "train_a.lua": "", "train_b.lua": "-- workbench: needs=data.lua", "data.lua": "", "other.lua": "",
    ])
    #expect(started(try folder.run("s", "--filter", "train_*")) == ["data.lua", "train_a.lua", "train_b.lua"])
    #expect(started(try folder.run("s", "--filter", "train_a.lua", "--filter=oth??")) == ["other.lua", "train_a.lua"])
    let none = try folder.run("s", "--filter", "train")
    #expect(none.status == 2)
    #expect(none.errors == "workbench: no script matches 'train'\n")
  }

  @Test func jobsOverlap() throws {
    // Each waits for the other.
    func waiting(_ other: String) -> String {
      "io.open('here', 'w'):close()\nfor i = 1, 100 do\nif io.open('../\(other)/here') then return end\n"
        + "os.execute('sleep 0.05')\nend\nerror('alone')"
    }
    let folder = try BatchFolder(["a.lua": waiting("b"), "b.lua": waiting("a")])
    #expect(try folder.run("s", "--jobs", "2").status == 0)
  }

  @Test func moreJobsThanTheSystemHasRoomForWait() throws {
    let names = (10..<40).map { "\($0).lua" }
    let folder = try BatchFolder(Dictionary(uniqueKeysWithValues: names.map { ($0, "os.execute('sleep 0.2')") }))
    let result = try folder.run(
      "-e", "os.execute('ulimit -n 40; exec \"\(Program.path)\" s --jobs 30 --report r.json')")
    #expect(result.errors == "")
    #expect(try folder.results() == Dictionary(uniqueKeysWithValues: names.map { ($0, "passed") }))
  }

  @Test func threadsAreSharedAmongJobs() throws {
    // The folder can be made by one at a time.
    let alone =
      "print(require('workbench').threads())\nassert(os.execute('mkdir ../alone'))\nos.execute('sleep 0.1')\n"
      + "assert(os.execute('rmdir ../alone'))"
    let scripts = ["a.lua", "b.lua", "c.lua"]
    let folder = try BatchFolder(
      Dictionary(uniqueKeysWithValues: scripts.map { ($0, "-- workbench: threads=2\n" + alone) }))
    #expect(try folder.run("s", "--jobs", "3", "--threads", "3").status == 0)
    #expect(folder.text("runs/s/b/batch.log") == "2\n")
    // Without a word of the script's own, each has its share; a script never has more than all.
    let counting = "print(require('workbench').threads())"
    try folder.write("a.lua", "-- workbench: threads=9\n" + counting)
    try folder.write("b.lua", counting)
    try folder.write("c.lua", counting)
    #expect(try folder.run("s", "--jobs", "2", "--threads", "6").status == 0)
    #expect(scripts.map { folder.text("runs/s/\($0.prefix(1))/batch.log") } == ["6\n", "3\n", "3\n"])
  }

  @Test func numbersMayBeAsLargeAsTheyCan() throws {
    let most = "\(Int.max)"
    let folder = try BatchFolder([
      "a.lua": "-- workbench: threads=\(most)", "b.lua": "-- workbench: threads=\(most) timeout=999999999", "c.lua": "",
    ])
    #expect(try folder.run("s", "--jobs", most, "--threads", most, "--memory", "900000T", "--seed", most).status == 0)
    #expect(try folder.run("s", "--jobs", most).status == 0)
    #expect(try folder.run("s", "--jobs", most + "0").status == 2)
  }

  @Test func failFastStopsAtTheFirstFailure() throws {
    let folder = try BatchFolder([
      "a.lua": "os.execute('sleep 1000')", "b.lua": "error('no')", "c.lua": "", "d.lua": "-- workbench: needs=b",
    ])
    let result = try folder.run("s", "--jobs", "2", "--fail-fast", "--report", "r.json")
    #expect(result.status == 1)
    #expect(
      try folder.results() == ["a.lua": "stopped", "b.lua": "failed", "c.lua": "not run", "d.lua": "not run"])
    // Without it one failure stops nothing but what needs it.
    try folder.write("a.lua", "")
    #expect(try folder.run("s", "--report", "r.json").status == 1)
    #expect(try folder.results() == ["a.lua": "passed", "b.lua": "failed", "c.lua": "passed", "d.lua": "skipped"])
  }

  @Test func everyScriptGetsTheArguments() throws {
    let folder = try BatchFolder(["a.lua": "print(arg[0], ...)", "b.lua": "print(#arg, arg[2])"])
    #expect(try folder.run("s", "--jobs=2", "--", "--jobs", "a b", "").status == 0)
    #expect(folder.text("runs/s/a/batch.log") == "\(try real(folder.path))/s/a.lua\t--jobs\ta b\t\n")
    #expect(folder.text("runs/s/b/batch.log") == "3\ta b\n")
  }

  private func real(_ path: String) throws -> String {
    let resolved = try #require(realpath(path, nil))
    defer { free(resolved) }
    return String(cString: resolved)
  }

  @Test func scriptsOfOneNameInTwoFoldersAreTwoScripts() throws {
    let folder = try BatchFolder([
      "a/x.lua": "print('a')", "b/x.lua": "-- workbench: needs=../a/x.lua\nprint('b')", "c/x.lua": "print('c')",
    ])
    let result = try folder.run("batch", "s/a", "s/b/", "s/a/x.lua", "--report", "r.json", "--report", "r.xml")
    #expect(result.status == 0)
    #expect(try folder.results() == ["a/x.lua": "passed", "b/x.lua": "passed"])
    #expect(folder.text("runs/s/a/x/batch.log") == "a\n")
    #expect(folder.text("runs/s/b/x/batch.log") == "b\n")
    #expect(try JUnit(folder.path + "/r.xml").cases["x.lua"]?.attributes["classname"] == "s.b")
    // A pattern with a slash is one of the whole name.
    #expect(started(try folder.run("batch", "s/a", "s/c", "--filter", "c/*")) == ["c/x.lua"])
  }

  @Test func namesThatOnlyLookAlikeAreTwo() throws {
    // An accent with its letter and one after it; one that a slash comes before.
    let names = ["\u{e9}.lua", "e\u{301}.lua", "\u{301}x.lua", "x.lua", "a\r\n.lua"]
    let folder = try BatchFolder(["x.lua": "print('x')"])
    for name in names {
      let file = fopen("\(folder.path)/s/\(name)", "w")
      fputs("print('\(name.utf8.count)')", try #require(file))
      fclose(file)
    }
    let result = try folder.run("batch", "s", "s/\u{301}x.lua")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("5 scripts: 5 passed"))
    for name in names { #expect(folder.text("runs/s/\(name.dropLast(4))/batch.log") == "\(name.utf8.count)\n") }
  }

  @Test func namesMayHaveAnythingInThem() throws {
    let names = ["a b.lua", "it's \"é\" $(x) `y` <&>.lua", "new\nline.lua", "日本.lua"]
    let folder = try BatchFolder(Dictionary(uniqueKeysWithValues: names.map { ($0, "print('ok')") }))
    try folder.write("needing.lua", "-- workbench: needs=\"a b.lua\",日本 threads=1")
    let result = try folder.run("s", "--report", "r.json", "--report", "r.xml", "--runs", "r u'n\"s")
    #expect(result.status == 0, "\(result.errors)")
    #expect(Set(try folder.results().keys) == Set(names + ["needing.lua"]))
    #expect(Set(try JUnit(folder.path + "/r.xml").cases.keys) == Set(names + ["needing.lua"]))
    #expect(folder.text("r u'n\"s/s/new\nline/batch.log") == "ok\n")
    // What would break the table's lines is not printed.
    #expect(result.output.contains("new\u{FFFD}line.lua"))
  }
}
