/// What the process answers its caller.
enum ExitStatus {
  static let success: Int32 = 0
  static let scriptFailed: Int32 = 1
  static let badUsage: Int32 = 2
  static let timedOut: Int32 = 124
  static let interrupted: Int32 = 130
}
