/// What may raise, run in a protected call. Each returns `LUA_OK`, or another status with the error value pushed
/// in the place of the result. Indices may be relative.
#pragma once
#include <lua5.4/lua.h>
#include <stdbool.h>
#include <stddef.h>

/// No room on Lua's stack; nothing was pushed.
#define WB_NOSTACK (-1)

int wb_pushbytes(lua_State *L, const char *bytes, size_t length);
int wb_pushtable(lua_State *L, int arrayCount, int fieldCount);
/// A bound function; `owner` (a retained Swift object or NULL) lives as long as it.
int wb_pushbound(lua_State *L, void *function, void *owner);
/// A C closure over the `upvalues` values on top, which it pops.
int wb_pushclosure(lua_State *L, lua_CFunction function, int upvalues);

/// Pushes t[key], with metamethods; the key is popped.
int wb_gettable(lua_State *L, int table);
/// t[key] = value, with metamethods; pops the value (top) and the key below it, also on failure.
int wb_settable(lua_State *L, int table);
/// The same with a string key, without metamethods. `rawgetfield` pushes nil where there is nothing.
int wb_rawgetfield(lua_State *L, int table, const char *key, size_t length);
/// Pops the value, also on failure.
int wb_rawsetfield(lua_State *L, int table, const char *key, size_t length);
/// t[key] = value; pops both, also on failure.
int wb_rawset(lua_State *L, int table);
int wb_rawseti(lua_State *L, int table, lua_Integer index);
int wb_rawsetp(lua_State *L, int table, const void *key);
/// Pops the value and makes a reference to it.
int wb_ref(lua_State *L, int *reference);
/// As `next`: pops a key; pushes a key and its value, or nothing with `*found` false.
int wb_next(lua_State *L, int table, bool *found);

/// Pushes `tostring(value)`.
int wb_tostring(lua_State *L, int index);
/// Whether the value has a metatable with that field; false also where there is no memory to ask.
bool wb_hasmetafield(lua_State *L, int index, const char *name);
/// The length that `#value` gives, as a number.
int wb_length(lua_State *L, int index, lua_Integer *length);
/// Pushes a coroutine.
int wb_newthread(lua_State *L, lua_State **thread);

/// Compiles a chunk; binary ones are refused unless the state was made to take them.
int wb_loadchunk(lua_State *L, const char *bytes, size_t length, const char *name);
/// Calls the function below `arguments` values, with a message handler that keeps the traceback of the place where
/// the error arose. Error values of any type arrive unchanged.
int wb_call(lua_State *L, int arguments, int results);
/// Runs a C function with the `arguments` values on top.
int wb_callc(lua_State *L, lua_CFunction function, int arguments, int results);

/// Pushes the traceback kept by the last failing `wb_call`, a string or nil, and forgets it.
void wb_taketraceback(lua_State *L);
/// The error value on top is about to be raised again: its traceback stays that of its first place.
/// `traceback` is the index of that traceback.
void wb_keeptraceback(lua_State *L, int traceback);
