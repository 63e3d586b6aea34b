import CLua

/// A Swift class whose objects scripts can hold. A conforming class names its `LuaClass`:
///
///     extension Tensor: LuaObject {
///       public static let luaClass = LuaClass(Tensor.self, "Tensor", doc: "…") { c in … }
///     }
///
/// A subclass needs no conformance of its own: declare a `LuaClass` for it, with `base:`, and its objects get it.
public protocol LuaObject: AnyObject, LuaReadable, LuaPushable {
  static var luaClass: LuaClass { get }
}

extension LuaObject {
  public static var luaType: LuaValueType { .object(declaredClass.name) }

  @usableFromInline static var declaredClass: LuaClass {
    let own = luaClass
    if own.swiftType == ObjectIdentifier(Self.self) { return own }
    return LuaClass.declared(for: ObjectIdentifier(Self.self)) ?? own
  }

  /// - Throws: `BindingError.released` for an object that `free` or `__close` let go.
  @inlinable public static func read(_ stack: LuaStack, _ index: Int32) throws -> Self? {
    guard let found = wb_toobject(stack.L, index), let type = found.pointee.type else { return nil }
    guard let object = found.pointee.object else { throw released(type) }
    let own = luaClass
    // The exact class is the usual case, known by its address alone.
    if type == own.identity, own.swiftType == ObjectIdentifier(Self.self) {
      return unsafeDowncast(Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue(), to: Self.self)
    }
    return Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue() as? Self
  }

  /// The object at `index` without counting a reference: for operands, which stay on the stack while they are used. Nil
  /// for everything but a living object of this very class.
  @inlinable public static func operand(_ stack: LuaStack, _ index: Int32) -> Unmanaged<Self>? {
    guard let found = wb_toobject(stack.L, index), let object = found.pointee.object else { return nil }
    let own = luaClass
    guard found.pointee.type == own.identity, own.swiftType == ObjectIdentifier(Self.self) else { return nil }
    return .fromOpaque(object)
  }

  @usableFromInline static func released(_ type: UnsafeRawPointer) -> BindingError {
    .released(class: LuaClass.at(type).name)
  }

  /// Pushes a new userdata that holds the object.
  public func push(_ stack: LuaStack) throws {
    var declared = Self.luaClass
    let exact = ObjectIdentifier(Swift.type(of: self))
    if declared.swiftType != exact, let own = LuaClass.declared(for: exact) { declared = own }
    try declared.push(self, stack)
  }
}

extension LuaClass {
  func push(_ object: AnyObject, _ stack: LuaStack) throws {
    let held = Unmanaged.passRetained(object)
    var status = wb_pushobject(stack.L, identity, held.toOpaque(), userValues)
    if status == WB_NOCLASS {
      do { try makeMetatable(stack) } catch {
        held.release()
        throw error
      }
      status = wb_pushobject(stack.L, identity, held.toOpaque(), userValues)
    }
    if status != LUA_OK {
      held.release()
      throw stack.failure(status)
    }
  }

  // MARK: Metatable

  private func makeMetatable(_ stack: LuaStack) throws {
    try stack.reserve(10)
    let before = stack.top
    defer { stack.truncate(to: before) }
    try stack.pushTable(fields: 12)
    let metatable = stack.top

    // Methods in a plain table, which `wb_index` looks in first.
    let methods = all(\.methods)
    try stack.pushTable(fields: methods.count + 1)
    try pushReleaser(stack)
    try stack.setField(-2, "free")
    for method in methods {
      try method.pushForever(stack)
      try stack.setField(-2, method.name)
    }
    let methodTable = stack.top
    stack.push(copyOf: methodTable)
    try pushBoxes(all(\.getters), stack)
    lua_pushlightuserdata(stack.L, Unmanaged.passUnretained(indexFallback).toOpaque())
    try stack.check(wb_pushclosure(stack.L, wb_index, 3))
    try stack.setField(metatable, "__index")
    stack.push(copyOf: methodTable)
    try pushBoxes(all(\.setters), stack)
    lua_pushlightuserdata(stack.L, Unmanaged.passUnretained(newIndexFallback).toOpaque())
    try stack.check(wb_pushclosure(stack.L, wb_newindex, 3))
    try stack.setField(metatable, "__newindex")
    stack.pop()

    try stack.check(wb_pushclosure(stack.L, wb_sameobject, 0))
    try stack.setField(metatable, "__eq")
    for metamethod in all(\.metamethods) {
      if let operation = metamethod.operation?.takeUnretainedValue(), operation.identity == identity, userValues == 0 {
        lua_pushlightuserdata(stack.L, Unmanaged.passUnretained(metamethod).toOpaque())
        stack.push(copyOf: metatable)
        try stack.check(wb_pushclosure(stack.L, wb_maker, 2))
      } else {
        try metamethod.pushForever(stack)
      }
      try stack.setField(metatable, metamethod.name)
    }
    try stack.push(name)
    try stack.setField(metatable, "__name")
    try pushReleaser(stack)
    try stack.setField(metatable, "__close")
    try stack.push("locked")
    try stack.setField(metatable, "__metatable")
    try stack.check(wb_rawsetp(stack.L, wb_registryindex(), identity))
  }

  private func pushReleaser(_ stack: LuaStack) throws { try stack.check(wb_pushclosure(stack.L, wb_release, 0)) }

  private func pushBoxes(_ functions: [NativeFunction], _ stack: LuaStack) throws {
    try stack.pushTable(fields: functions.count)
    for function in functions {
      lua_pushlightuserdata(stack.L, Unmanaged.passUnretained(function).toOpaque())
      try stack.setField(-2, function.name)
    }
  }
}
