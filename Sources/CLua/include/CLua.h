/// Lua 5.4 as Swift may use it.
///
/// Three kinds of names:
///  - Lua's own functions, of which Swift calls only those that cannot raise (marked `-` in Lua's manual);
///  - `lua_…`/`luaL_…` macros of the headers, here as `wb_…` inline functions;
///  - protected helpers, which run what may raise in a protected call and return a status: `LUA_OK`, or
///    another with the error value pushed.
///
/// `lua_error` and `luaL_error` occur in this target only, never under a Swift frame.
#pragma once
#include <lua5.4/lauxlib.h>
#include <lua5.4/lua.h>
#include <lua5.4/lualib.h>
#include <stdbool.h>
#include <stdint.h>

#include "describe.h"
#include "interrupt.h"
#include "memory.h"
#include "object.h"
#include "place.h"
#include "protected.h"

// Macros as functions.
static inline void wb_pop(lua_State *L, int n) { lua_settop(L, -n - 1); }
static inline double wb_tonumber(lua_State *L, int index) { return lua_tonumberx(L, index, NULL); }
static inline bool wb_isnoneornil(lua_State *L, int index) { return lua_type(L, index) <= LUA_TNIL; }
static inline void wb_insert(lua_State *L, int index) { lua_rotate(L, index, 1); }
static inline void wb_remove(lua_State *L, int index) { lua_rotate(L, index, -1); lua_settop(L, -2); }
static inline void wb_replace(lua_State *L, int index) { lua_copy(L, -1, index); lua_settop(L, -2); }
static inline int wb_upvalueindex(int i) { return lua_upvalueindex(i); }
static inline int wb_registryindex(void) { return LUA_REGISTRYINDEX; }

/// Lua's version, as the headers have it: "Lua 5.4.4".
static inline const char *wb_luarelease(void) { return LUA_RELEASE; }

/// The address of a string value's bytes; NULL when the value is not a string (numbers are left as they are).
static inline const char *wb_stringbytes(lua_State *L, int index, size_t *length) {
  return lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, length) : NULL;
}

/// What the host keeps beside a state; all coroutines of the state share it.
static inline void *wb_host(lua_State *L) { return *(void **)lua_getextraspace(L); }
static inline void wb_sethost(lua_State *L, void *host) { *(void **)lua_getextraspace(L) = host; }

/// Answers a call of a bound function: the number of results on the stack, or -1 with the error value on top.
typedef int (*wb_dispatcher)(lua_State *L, void *function);
void wb_set_dispatcher(wb_dispatcher dispatcher);

/// The one C function behind every bound function; upvalue 1 is a light userdata, the function's box.
int wb_trampoline(lua_State *L);

/// Answers a call of an operator: the class of its result and, retained, the object; NULL with the error value on top.
typedef const void *(*wb_makerdispatcher)(lua_State *L, void *function, void **object);
void wb_set_maker(wb_makerdispatcher maker);

/// The C function behind operators whose result is an object: arguments 1 and 2 are the operands. Upvalue 1 is the
/// function's box, upvalue 2 the result's metatable.
int wb_maker(lua_State *L);

/// The box behind the function at `index`; NULL when it is not one of ours.
void *wb_boundfunction(lua_State *L, int index);

/// Writes `chunk:line: ` of the innermost Lua function on the stack, or an empty string.
void wb_where(lua_State *L, char *buffer, size_t size);

/// Writes the chunk name of the function that called the bound function.
bool wb_chunkname(lua_State *L, char *buffer, size_t size);

enum {
  /// LUA_PATH and LUA_CPATH are not looked at.
  WB_NOENVIRONMENT = 1,
  /// Binary chunks are loaded: they can crash the process.
  WB_BYTECODE = 2,
};

/// Lua's standard libraries, without bytecode (unless argument 1, an integer of the flags above, has it), with an
/// `os.exit` that closes the state, with coroutines that tell the interrupt which of them runs, and with warnings.
int wb_openlibraries(lua_State *L);

/// As `warn("@on")`.
void wb_warningson(lua_State *L);

/// Push Lua's message for a lack of memory, and one for calls nested too deep, without needing either.
void wb_pushmemoryerror(lua_State *L);
void wb_pushdeptherror(lua_State *L);

// The collector; `lua_gc` takes a variable number of arguments, which Swift cannot call.
static inline int wb_gccollect(lua_State *L) { return lua_gc(L, LUA_GCCOLLECT); }
static inline int wb_gcgenerational(lua_State *L) { return lua_gc(L, LUA_GCGEN, 0, 0); }
static inline bool wb_gcisrunning(lua_State *L) { return lua_gc(L, LUA_GCISRUNNING) > 0; }
/// In the generational mode a collection of the young objects.
static inline int wb_gcstep(lua_State *L) { return lua_gc(L, LUA_GCSTEP, 0); }
