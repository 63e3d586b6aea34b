import CLua

/// A host's native memory, as counters of its own. C function pointers: they are asked before every bound call.
public struct NativeMemory {
  public typealias Counter = @convention(c) (UnsafeMutableRawPointer?) -> Int
  /// Handed to both; must outlive the state.
  public var context: UnsafeMutableRawPointer?
  /// All bytes ever allocated; asked before every bound call, so it should be an atomic load.
  public var allocated: Counter
  /// Bytes held now; asked only where something was allocated.
  public var live: Counter
  /// Where the bytes held now are counted, for a bound of native and Lua's memory together; must outlive the state.
  public var liveCount: UnsafePointer<Int>?

  public init(
    context: UnsafeMutableRawPointer? = nil, allocated: @escaping Counter = { _ in 0 },
    live: @escaping Counter = { _ in 0 }, liveCount: UnsafePointer<Int>? = nil
  ) {
    self.context = context
    self.allocated = allocated
    self.live = live
    self.liveCount = liveCount
  }
}

/// Lets native memory drive Lua's collector, which sees only the few bytes of each userdata.
///
/// Notation: live = native bytes held now; allocated = all ever asked for; limit = the soft limit.
///  - Allocation is debt, paid when the next call begins: by then a script has let go of what the last results took the
///    place of. When it reaches `stepBytes`, the young objects are collected, whatever the size of Lua's heap: the memory of
///    large results comes back while it is still in the CPU's cache.
///  - live > limit forces a full cycle. If live is still over 80 % of the limit after it, the limit grows 1.4-fold.
/// A call that allocates nothing costs one comparison.
public final class MemoryPressure {
  // Read before every call, hence behind a pointer: class properties are checked for exclusive access.
  private struct Hot {
    var native = NativeMemory()
    var seen = 0
  }
  private let hot: UnsafeMutablePointer<Hot>

  public var native: NativeMemory {
    get { hot.pointee.native }
    set {
      hot.pointee = Hot(native: newValue, seen: newValue.allocated(newValue.context))
      luaMemory.pointee.others = newValue.liveCount.map { UnsafeRawPointer($0).assumingMemoryBound(to: Int.self) }
      rest = live
      softLimit = rest + room
    }
  }
  /// Room for garbage over what lives.
  public var room = 64 << 20 { didSet { softLimit = rest + room } }
  /// Bound for Lua's and native memory together. Lua gets no memory above it; the host's allocator is to ask
  /// `luaBytes` for its side.
  public var totalLimit = Int.max {
    didSet {
      luaMemory.pointee.limit = totalLimit == .max ? .max : max(totalLimit, 0)
      boundLimit()
    }
  }
  /// Where Lua's bytes are counted; any thread may read it.
  public var luaBytes: UnsafePointer<Int> {
    UnsafeRawPointer(luaMemory).advanced(by: MemoryLayout.offset(of: \wb_memory.used) ?? 0)
      .assumingMemoryBound(to: Int.self)
  }
  /// Full cycles forced by the soft limit.
  public private(set) var forcedCycles = 0
  public private(set) var softLimit: Int

  /// Writing this much takes some fifty times as long as walking a few young objects.
  private let stepBytes = 1 << 20
  private var debt = 0
  /// Live bytes after the last full cycle.
  private var rest = 0
  private let luaMemory: UnsafeMutablePointer<wb_memory>

  init(_ luaMemory: UnsafeMutablePointer<wb_memory>) {
    self.luaMemory = luaMemory
    softLimit = room
    hot = .allocate(capacity: 1)
    hot.initialize(to: Hot())
  }

  deinit { hot.deallocate() }

  private var live: Int { hot.pointee.native.live(hot.pointee.native.context) }

  @inline(__always) func beforeCall(_ L: OpaquePointer) {
    let allocated = hot.pointee.native.allocated(hot.pointee.native.context)
    if allocated != hot.pointee.seen { pay(allocated, L) }
  }

  @inline(never) private func pay(_ allocated: Int, _ L: OpaquePointer) {
    debt = debt &+ (allocated &- hot.pointee.seen)
    hot.pointee.seen = allocated
    guard debt >= stepBytes, wb_gcisrunning(L) else { return }
    if live > softLimit {
      collect(L)
    } else {
      debt = 0
      _ = wb_gcstep(L)
    }
    boundLimit()
  }

  private func collect(_ L: OpaquePointer) {
    debt = 0
    forcedCycles += 1
    LuaReference.freeDropped(LuaStack(L))
    _ = wb_gccollect(L)
    rest = live
    softLimit = max(softLimit, rest + room)
    if rest > softLimit / 5 * 4 { softLimit = softLimit / 5 * 7 }
    // Fall back after a peak.
    if rest < softLimit / 4 { softLimit = max(rest * 2, rest + room) }
    boundLimit()
  }

  // Native memory may not fill what Lua would need: garbage of ours cannot be collected where Lua finds no room.
  private func boundLimit() {
    guard totalLimit != .max else { return }
    softLimit = min(softLimit, max((totalLimit - luaMemory.pointee.used) / 5 * 4, rest + stepBytes))
  }
}
