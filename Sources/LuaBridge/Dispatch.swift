import CLua

/// Swift's side of the trampoline. Registered once for the process.
enum Dispatch {
  static let registered: Void = {
    wb_set_dispatcher { L, function in
      guard let L, let function else { return 0 }
      return Dispatch.call(L, Unmanaged<NativeFunction>.fromOpaque(function))
    }
    wb_set_maker { L, function, object in
      guard let L, let function, let object else { return nil }
      return Dispatch.make(L, Unmanaged<NativeFunction>.fromOpaque(function), object)
    }
    wb_set_releaser { object in
      guard let object else { return }
      Unmanaged<AnyObject>.fromOpaque(object).release()
    }
  }()

  private static func call(_ L: OpaquePointer, _ function: Unmanaged<NativeFunction>) -> Int32 {
    function._withUnsafeGuaranteedRef { function in
      LuaState.unmanaged(L)._withUnsafeGuaranteedRef { state in
        let outer = state.running
        state.running = L
        defer { state.running = outer }
        var arguments = Arguments(L, function)
        do {
          state.memory.beforeCall(L)
          return try function.body(&arguments)
        } catch {
          raise(error, LuaStack(L), function)
          return -1
        }
      }
    }
  }

  private static func make(
    _ L: OpaquePointer, _ function: Unmanaged<NativeFunction>, _ object: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  ) -> UnsafeRawPointer? {
    function._withUnsafeGuaranteedRef { function in
      LuaState.unmanaged(L)._withUnsafeGuaranteedRef { state in
        let outer = state.running
        state.running = L
        defer { state.running = outer }
        do {
          guard let operation = function.operation else { throw BindingError.stateClosed }
          return try operation._withUnsafeGuaranteedRef { operation in
            state.memory.beforeCall(L)
            object.pointee = try operation.make(LuaStack(L)).toOpaque()
            return operation.identity
          }
        } catch {
          raise(error, LuaStack(L), function)
          return nil
        }
      }
    }
  }

  /// Leaves the error value on top.
  private static func raise(_ error: Error, _ stack: LuaStack, _ function: NativeFunction) {
    _ = lua_checkstack(stack.L, 8)
    do {
      let reason = wb_interrupt_take(stack.L)
      if reason != WB_NONE {
        return try stack.push(place(stack) + (reason == WB_TIMEDOUT ? "timed out" : "interrupted"))
      }
      if let error = error as? ScriptError { return try error.push(stack) }
      try stack.push(place(stack) + text(of: error, function))
    } catch {
      // Only memory can have failed, or there are too many calls within calls; this needs neither.
      let failure = error as? ScriptError
      if failure?.isOutOfMemory == true { return wb_pushmemoryerror(stack.L) }
      if let value = failure?.value, (try? value.push(stack)) != nil { return }
      wb_pushdeptherror(stack.L)
    }
  }

  private static func text(of error: Error, _ function: NativeFunction) -> String {
    if let error = error as? BindingError {
      switch error {
      case .argument, .option, .unknownOption, .tooManyArguments, .notAnObject, .unknownMember, .readOnly, .property,
        .undefinedGlobal:
        return error.description
      default: break
      }
    }
    let description = "\(error)"
    if description == "interrupted" { return description }
    // An operator has no name that a script would know.
    if function.kind == .metamethod { return description }
    // Errors of the numeric layers may name the operation themselves.
    let own = function.name + ": "
    let rest = description.hasPrefix(own) ? String(description.dropFirst(own.count)) : description
    return "\(function.kind == .hidden ? function.owner : function.qualifiedName): \(rest)"
  }

  /// `script.lua:12: ` of the innermost Lua function.
  private static func place(_ stack: LuaStack) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      wb_where(stack.L, start, buffer.count)
      return String(cString: start)
    }
  }
}
