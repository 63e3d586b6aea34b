#pragma once
#include <lua5.4/lua.h>
#include <stdbool.h>

#include "object.h"

/// Calls Swift and, once its frame is gone, raises what it left on the stack.
int wb_dispatch(lua_State *L, void *function);

/// Pushes a new userdata of no class and without an object. May raise.
wb_object *wb_newobject(lua_State *L, int uservalues);

/// Told of every block that Lua frees: lets the object go that the block held.
void wb_blockfreed(void *block, size_t size);

/// Whether the function at `index` is one of those that call Swift.
bool wb_isbound(lua_State *L, int index);

/// Whether the state was made to take binary chunks.
bool wb_takesbytecode(lua_State *L);

/// Makes `load`, `loadfile`, `dofile` and `require` refuse binary chunks, `os.exit` close the state, and hides the
/// upvalues of C functions.
int wb_openloading(lua_State *L);

/// Sets where `warn` writes: standard error, once it was turned on.
void wb_openwarnings(lua_State *L);

/// Makes the registry's slots for tracebacks.
int wb_preparetraceback(lua_State *L);
