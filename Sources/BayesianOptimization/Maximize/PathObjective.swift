import GaussianProcesses

/// A function drawn from a posterior, to be climbed; any number of threads may share it.
final class PathObjective: BatchFunction {
  private let path: PathwiseSample

  init(_ path: PathwiseSample) { self.path = path }

  func value(_ x: UnsafePointer<Double>) -> Double { path.value(x) }

  func value(_ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
    path.value(x, gradient: gradient)
  }
}
