import Foundation
import Subprocesses
import Testing

struct JobTests {
  private func job(_ script: String, folder: String = "/", environment: [String: String] = [:]) throws -> Job {
    try Job("sh", as: "a shell", ["-c", script], environment: environment, folder: folder)
  }

  /// What a job prints until it ends, and how.
  private func finish(_ job: Job) throws -> (output: [UInt8], end: Job.End) {
    var output: [UInt8] = []
    for _ in 0..<1000 {
      job.read(atMost: .max) { output += $0 }
      if let end = try job.end() {
        job.read(atMost: .max) { output += $0 }
        return (output, end)
      }
      Job.wait(for: [job], seconds: 0.1)
    }
    throw CancellationError()
  }

  @Test func bothOutputsComeInTheOrderWritten() throws {
    let (output, end) = try finish(job("echo one; echo two >&2; echo three; exit 3"))
    #expect(String(decoding: output, as: UTF8.self) == "one\ntwo\nthree\n")
    #expect(end.ending == .exited(3))
  }

  @Test func megabytesArrive() throws {
    #expect(try finish(job("head -c 3000000 /dev/zero")).output == [UInt8](repeating: 0, count: 3_000_000))
  }

  @Test func itHasAFolderAVariableANameAndNothingToRead() throws {
    let (output, _) = try finish(job("pwd; echo $X $0; cat", folder: "/usr", environment: ["X": "7"]))
    #expect(String(decoding: output, as: UTF8.self) == "/usr\n7 a shell\n")
    #expect(throws: SubprocessError.notFound(program: "no-such-program")) {
      try Job("no-such-program", as: "x", [], environment: [:], folder: "/")
    }
  }

  @Test func aSignalReachesAllThatItStarted() throws {
    let start = ContinuousClock.now
    let running = try job("sleep 100 & sleep 100; echo never")
    #expect(try running.end() == nil)
    running.signal(SIGTERM)
    let (output, end) = try finish(running)
    #expect(end.ending == .killed(signal: SIGTERM) && output.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func whatItLeavesBehindIsKilledAtItsEnd() throws {
    let (output, end) = try finish(job("sleep 100 & echo $!"))
    #expect(end.ending == .exited(0))
    let id = try #require(Int32(String(decoding: output, as: UTF8.self).dropLast()))
    func isRunning() -> Bool {
      let text = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ") Z"
      return text.split(separator: ")").last?.split(separator: " ").first != "Z"
    }
    for _ in 0..<500 where isRunning() { usleep(10_000) }
    #expect(!isRunning())
  }

  @Test func peakMemoryIsMeasured() throws {
    // dd has its block in memory. A new process counts what its parent held when it was made.
    var own = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &own)
    let peak = try finish(job("dd if=/dev/zero of=/dev/null bs=400M count=1 2>&1")).end.peakBytes
    #expect(peak > 400 << 20 && peak < max(500 << 20, own.ru_maxrss * 1024 + (16 << 20)))
  }

  @Test func aWaitEndsWhenTheJobDoes() throws {
    let start = ContinuousClock.now
    // Its outputs are closed long before.
    let running = try job("exec >&- 2>&-; sleep 0.3")
    running.read(atMost: .max) { _ in }
    while try running.end() == nil { Job.wait(for: [running], seconds: 30) }
    #expect(ContinuousClock.now - start < .seconds(10))
  }
}
