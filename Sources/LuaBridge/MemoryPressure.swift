import CLua

/// Lets native memory drive Lua's collector, which sees only the few bytes of each userdata.
///
/// Notation: live = native bytes held now; allocated = all ever asked for; limit = the soft limit.
///  - Allocation is debt. When it reaches `stepBytes`, the collector does the share of a cycle that the debt is of
///    the room between the live bytes after the last cycle and the limit.
///  - live > limit forces a full cycle. If live is still over 80 % of the limit after it, the limit grows 1.4-fold.
/// A call that allocates nothing costs one comparison.
public final class MemoryPressure {
  /// All bytes ever allocated natively; asked after every bound call, so it should be an atomic load.
  public var allocatedBytes: () -> Int = { 0 } { didSet { seen = allocatedBytes() } }
  /// Native bytes held now; asked only after a call that allocated.
  public var liveBytes: () -> Int = { 0 } { didSet { rest = liveBytes() } }
  /// Room for garbage over what lives.
  public var room = 64 << 20
  /// Bound for Lua's and native memory together.
  public var totalLimit = Int.max { didSet { shareLimit() } }
  /// Full cycles forced by the soft limit.
  public private(set) var forcedCycles = 0
  public private(set) lazy var softLimit = rest + room

  private let stepBytes = 4 << 20
  private var seen = 0
  private var debt = 0
  /// Live bytes after the last full cycle.
  private var rest = 0
  private let luaMemory: UnsafeMutablePointer<wb_memory>

  init(_ luaMemory: UnsafeMutablePointer<wb_memory>) { self.luaMemory = luaMemory }

  @inline(__always) func afterCall(_ L: OpaquePointer) {
    let allocated = allocatedBytes()
    if allocated != seen { pay(allocated, L) }
  }

  @inline(never) private func pay(_ allocated: Int, _ L: OpaquePointer) {
    debt += allocated &- seen
    seen = allocated
    guard debt >= stepBytes, wb_gcisrunning(L) else { return }
    let live = liveBytes()
    if live > softLimit {
      collect(L)
    } else {
      // A cycle's work is about Lua's own heap; spread it over the room.
      let share = Double(debt) / Double(max(softLimit - rest, stepBytes))
      let work = min(share * Double(luaMemory.pointee.used) / 1024 + 1, 1_048_576)
      debt = 0
      _ = wb_gcstep(L, Int32(work))
    }
    shareLimit()
  }

  private func collect(_ L: OpaquePointer) {
    debt = 0
    forcedCycles += 1
    _ = wb_gccollect(L)
    rest = liveBytes()
    softLimit = max(softLimit, rest + room)
    if rest > softLimit / 5 * 4 { softLimit = softLimit / 5 * 7 }
    // Fall back after a peak.
    if rest < softLimit / 4 { softLimit = max(rest * 2, rest + room) }
    if totalLimit != .max { softLimit = min(softLimit, max(totalLimit / 5 * 4, rest + stepBytes)) }
  }

  private func shareLimit() {
    guard totalLimit != .max else { return }
    luaMemory.pointee.limit = Int(max(totalLimit - liveBytes(), 1 << 20))
  }
}
