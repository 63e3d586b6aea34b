import COpenBLAS

extension BLAS {
  /// What the library says of itself: its version and how it was built.
  public static var library: String { openblas_get_config().map { String(cString: $0) } ?? "unknown" }

  /// The kind of processor that its kernels were chosen for.
  public static var core: String { openblas_get_corename().map { String(cString: $0) } ?? "unknown" }

  /// Threads that the library itself uses; work is divided above it.
  public static var ownThreads: Int { Int(openblas_get_num_threads()) }
}
