import Bindings
import Glibc
import LuaBridge

/// The program: reads the command line, runs what it says, answers with an exit status.
public enum Shell {
  public static let version = workbenchVersion

  /// - Parameter arguments: with the program's name first.
  public static func main(_ arguments: [String]) -> Int32 {
    BatchChild.prepare()
    let program = arguments.first ?? "workbench"
    var options: Options
    do {
      options = try Options(Array(arguments.dropFirst()))
    } catch {
      writeError("workbench: \(error)\nTry 'workbench --help'.\n")
      return ExitStatus.badUsage
    }
    if options.showsHelp {
      writeOutput(Usage.text + "\n")
      return ExitStatus.success
    }
    if options.showsVersion { writeOutput("workbench \(version) (Lua 5.4)\n") }
    if let help = options.help { return help.run() }
    if Doctor.isAsked(options) { return Doctor().run() }
    if let rest = Batch.arguments(options) { return Batch.main(options, rest) }

    let isIdle = options.script == nil && options.steps.isEmpty
    let hasTerminal = isatty(0) != 0
    if isIdle, !options.showsVersion, !options.isInteractive, !hasTerminal { options.script = .standardInput }
    let wantsPrompt = options.isInteractive || (isIdle && options.script == nil && !options.showsVersion)
    return run(options, program, Array(arguments.dropFirst()), prompt: wantsPrompt)
  }

  private static func run(_ options: Options, _ program: String, _ arguments: [String], prompt: Bool) -> Int32 {
    do {
      let host = try Host(options, program: program, arguments: arguments)
      var status = ExitStatus.success
      do { try host.run() } catch {
        let report = ErrorReport(error)
        writeError(report.text)
        status = report.status
      }
      if prompt {
        if !options.showsVersion, isatty(0) != 0 {
          writeOutput("workbench \(version) (Lua 5.4). x? explains x, :help the prompt; Ctrl-D leaves.\n")
        }
        if !REPL(state: host.state).run() { status = max(status, ExitStatus.scriptFailed) }
      }
      fflush(stdout)
      host.state.close()
      return fflush(stdout) == 0 ? status : max(status, ExitStatus.scriptFailed)
    } catch {
      writeError(ErrorReport(error).text)
      return ExitStatus.scriptFailed
    }
  }
}
