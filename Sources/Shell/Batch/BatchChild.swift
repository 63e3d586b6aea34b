import Glibc
import Subprocesses

/// What the program does differently where a batch started it to run a script.
enum BatchChild {
  /// The batch's process number, in the environment of the scripts' processes.
  static let variable = "WORKBENCH_BATCH_PARENT"

  /// A script does not outlive its batch, not even one that was killed: a resumed batch would meet it in its folder.
  /// And its log has each line when it is printed: nothing is lost with a script that is killed.
  static func prepare() {
    guard let value = getenv(variable) else { return }
    let parent = Int32(String(cString: value))
    // The processes that the script starts are not the batch's.
    unsetenv(variable)
    guard let parent else { return }
    if !Subprocess.endWithParent(parent) { exit(ExitStatus.interrupted) }
    setvbuf(stdout, nil, _IOLBF, 0)
  }
}
