import Foundation
import Subprocesses
import Testing

struct SubprocessTests {
  @Test func feedsInputAndGathersBothOutputs() throws {
    let result = try Subprocess.run("sh", ["-c", "cat; echo wrong >&2; exit 3"], input: Array("hello".utf8))
    #expect(result.output == Array("hello".utf8))
    #expect(result.errorText == "wrong\n")
    #expect(result.ending == .exited(3))
  }

  @Test func megabytesBothWaysDoNotBlock() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let result = try Subprocess.run("sh", ["-c", "tee /dev/stderr"], input: input)
    #expect(result.output == input && result.errors == input)
  }

  @Test func aProgramThatReadsNothingIsNoError() throws {
    let result = try Subprocess.run("true", input: [UInt8](repeating: 0, count: 1_000_000))
    #expect(result.succeeded)
  }

  @Test func argumentsAreNotTakenForCommands() throws {
    let text = "a b; $(echo x) `y` 'z' \"\n*"
    #expect(try Subprocess.run("printf", ["%s", text]).output == Array(text.utf8))
  }

  @Test func variablesAreSetAndInherited() throws {
    let result = try Subprocess.run("sh", ["-c", "echo $WORKBENCH_X ${PATH:+yes}"], environment: ["WORKBENCH_X": "7"])
    #expect(result.output == Array("7 yes\n".utf8))
  }

  @Test func aMissingProgramIsAnError() {
    #expect(throws: SubprocessError.notFound(program: "no-such-program")) { try Subprocess.run("no-such-program") }
  }

  @Test func aSignalIsReported() throws {
    #expect(try Subprocess.run("sh", ["-c", "kill -9 $$"]).ending == .killed(signal: 9))
  }

  @Test(arguments: ["sleep 100", "exec >&- 2>&-; sleep 100", "sleep 100 & sleep 100"])
  func aProgramThatTakesTooLongIsKilledWithItsChildren(script: String) throws {
    let start = ContinuousClock.now
    #expect(throws: SubprocessError.timedOut(program: "sh", seconds: 0.2)) {
      try Subprocess.run("sh", ["-c", script], timeout: 0.2)
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func stopsWhenAskedTo() throws {
    var asked = 0
    #expect(throws: SubprocessError.interrupted(program: "sleep")) {
      try Subprocess.run("sleep", ["100"]) {
        asked += 1
        return asked > 2
      }
    }
  }
}
