import CProcess

extension Subprocess {
  /// From now on this process is killed when the one that started it ends, however that ends.
  /// - Returns: false when it has ended already.
  public static func endWithParent(_ parent: Int32) -> Bool { process_end_with_parent(parent) == 0 }
}
