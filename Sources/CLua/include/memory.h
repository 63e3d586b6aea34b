/// Lua's allocator, counted and limited.
#pragma once
#include <lua5.4/lua.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct wb_memory {
  size_t used;
  /// Lua gets no memory above this; it then raises its "not enough memory" error.
  size_t limit;
  /// Whether the state is being closed.
  bool closing;
  /// Objects that finalisers made while it was, in userdata that Lua will not finalise any more.
  void **late;
  size_t latecount, latecapacity;
  /// What others use, counted into the limit; may be NULL. Other threads may change it.
  const size_t *others;
} wb_memory;

/// A state over `memory`, which must outlive it; NULL without memory.
lua_State *wb_newstate(wb_memory *memory);

/// `lua_close`, which also lets go of what finalisers make on the way.
void wb_close(lua_State *L, wb_memory *memory);
