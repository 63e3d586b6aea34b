/// Lua's allocator, counted and limited.
#pragma once
#include <lua5.4/lua.h>
#include <stddef.h>

typedef struct wb_memory {
  size_t used;
  /// Lua gets no memory above this; it then raises its "not enough memory" error.
  size_t limit;
  /// What others use, counted into the limit; may be NULL. Other threads may change it.
  const size_t *others;
} wb_memory;

/// A state over `memory`, which must outlive it; NULL without memory.
lua_State *wb_newstate(wb_memory *memory);
