import CLua
import Synchronization

/// How objects of a Swift class look in Lua: methods, properties, operators. Declared once as a constant; its address
/// is the class's identity.
public final class LuaClass: LuaDeclaring {
  public let name: String
  public let doc: String
  public let base: LuaClass?
  public let swiftType: ObjectIdentifier
  /// Values that each userdata can hold, for Lua-side fields.
  public let userValues: Int32
  public private(set) var methods: [NativeFunction] = []
  public private(set) var getters: [NativeFunction] = []
  public private(set) var setters: [NativeFunction] = []
  public private(set) var metamethods: [NativeFunction] = []
  /// Answers `object[key]` and takes `object[key] = value` for keys that are neither methods nor properties.
  public internal(set) var indexer: NativeFunction?
  public internal(set) var newIndexer: NativeFunction?
  /// Answer keys that are neither methods nor properties. Made at once: lazily made members would race where several
  /// states share the class.
  private(set) var indexFallback = NativeFunction("[]") { _ in 0 }
  private(set) var newIndexFallback = NativeFunction("[]=") { _ in 0 }

  /// - Parameters:
  ///   - base: the class whose methods, properties and operators this one has too.
  ///   - declare: declares the members.
  public init<T: AnyObject>(
    _ type: T.Type, _ name: String, base: LuaClass? = nil, userValues: Int32 = 0, doc: String,
    _ declare: (LuaMembers<T>) -> Void
  ) {
    self.name = name
    self.doc = doc
    self.base = base
    self.userValues = max(userValues, base?.userValues ?? 0)
    swiftType = ObjectIdentifier(type)
    indexer = base?.indexer
    newIndexer = base?.newIndexer
    declare(LuaMembers(self))
    makeFallbacks()
    LuaClass.bySwiftType.withLock { $0[swiftType] = Unmanaged.passRetained(self) }
  }

  public func add(_ function: NativeFunction) {
    switch function.kind {
    case .getter: getters.append(function)
    case .setter: setters.append(function)
    case .metamethod: metamethods.append(function)
    default: methods.append(function)
    }
  }

  // Declared classes live for ever; a plain address needs no reference counting.
  private static let bySwiftType = Mutex<[ObjectIdentifier: Unmanaged<LuaClass>]>([:])

  /// The class declared for a Swift type, if it was.
  static func declared(for type: ObjectIdentifier) -> LuaClass? {
    bySwiftType.withLock { $0[type]?.takeUnretainedValue() }
  }

  @usableFromInline var identity: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }

  @usableFromInline static func at(_ identity: UnsafeRawPointer) -> LuaClass {
    Unmanaged<LuaClass>.fromOpaque(identity).takeUnretainedValue()
  }

  /// Own and inherited ones; own ones win.
  public func all(_ members: KeyPath<LuaClass, [NativeFunction]>) -> [NativeFunction] {
    let own = self[keyPath: members]
    let names = Set(own.map(\.name))
    return own + (base?.all(members).filter { !names.contains($0.name) } ?? [])
  }

  private func makeFallbacks() {
    indexFallback = NativeFunction("[]", owner: name, kind: .hidden) { [unowned self] arguments in
      let results = try indexer?.body(&arguments) ?? 0
      if results > 0 { return results }
      throw unknownMember(arguments.stack)
    }
    newIndexFallback = NativeFunction("[]=", owner: name, kind: .hidden) { [unowned self] arguments in
      if try newIndexer?.body(&arguments) ?? 0 > 0 { return 0 }
      let key = arguments.stack.string(2) ?? ""
      if all(\.getters).contains(where: { $0.name == key }) { throw BindingError.readOnly(class: name, name: key) }
      throw unknownMember(arguments.stack)
    }
  }

  private func unknownMember(_ stack: LuaStack) -> BindingError {
    .unknownMember(class: name, name: stack.describe(2), known: memberNames)
  }

  var memberNames: [String] { all(\.methods).map(\.name) + all(\.getters).map(\.name) + ["free"] }
}

/// Declares the members of a class whose objects are `T`.
public struct LuaMembers<T: AnyObject> {
  public let type: LuaClass
  init(_ type: LuaClass) { self.type = type }
}
