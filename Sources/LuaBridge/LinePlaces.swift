import CLua

/// Lines of a state's scripts as numbers: for hosts that note at every step where they are and tell it only when
/// something goes wrong. Outlives its state; used by the state's thread.
public final class LinePlaces {
  private let places: OpaquePointer?

  init(_ running: UnsafeMutablePointer<OpaquePointer>) {
    places = running.withMemoryRebound(to: OpaquePointer?.self, capacity: 1) { wb_places_new($0) }
  }

  deinit { wb_places_free(places) }

  func detach() { if let places { wb_places_detach(places) } }

  /// A function that gives for `context` the line that the innermost Lua function runs, as a number from 1, the same
  /// for the same line; 0 where there is none. Plain C, for it may be asked a million times a second.
  public typealias Current = @convention(c) (OpaquePointer?) -> Int32
  public var current: Current { { $0 == nil ? 0 : wb_places_number($0) } }
  /// Lasts as long as this object.
  public var context: OpaquePointer? { places }

  /// `script.lua:12`; nil for a number that `current` did not give.
  public func text(_ number: Int32) -> String? {
    guard let places else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress, wb_places_text(places, number, start, buffer.count) else { return nil }
      return String(cString: start)
    }
  }
}
