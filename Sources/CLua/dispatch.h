#pragma once
#include <lua5.4/lua.h>

/// Calls Swift and, once its frame is gone, raises what it left on the stack.
int wb_dispatch(lua_State *L, void *function);

/// Makes the registry's slots for tracebacks.
int wb_preparetraceback(lua_State *L);
