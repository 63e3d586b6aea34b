#include "CLua.h"
#include "dispatch.h"

// The registry keeps, under the addresses of these, the error value that was last seen by the handler, its traceback,
// and whether the value is on its way again after having passed through Swift.
static const char valuekey, tracekey;
static _Thread_local bool travelling;

static int trace(lua_State *L) {
  luaL_traceback(L, L, NULL, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &valuekey);
  return 1;
}

static int handler(lua_State *L) {
  lua_settop(L, 1);
  if (travelling) {
    travelling = false;
    // Raised again by a bound function just now; not the like of it, raised later by a script that caught the first.
    lua_Debug frame;
    bool isbound = lua_getstack(L, 1, &frame) && lua_getinfo(L, "f", &frame) && wb_isbound(L, -1);
    lua_settop(L, 1);
    if (!isbound) return trace(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &valuekey);
    if (lua_rawequal(L, 1, 2)) {
      lua_settop(L, 1);
      return 1;
    }
    lua_settop(L, 1);
  }
  return trace(L);
}

int wb_call(lua_State *L, int arguments, int results) {
  if (!lua_checkstack(L, 2)) {
    lua_pop(L, arguments + 1);
    return WB_NOSTACK;
  }
  int base = lua_gettop(L) - arguments;
  lua_pushcfunction(L, handler);
  lua_insert(L, base);
  int status = lua_pcall(L, arguments, results, base);
  lua_remove(L, base);
  return status;
}

// Only existing keys of the registry are written here (see `wb_preparetraceback`), so nothing can raise.
void wb_taketraceback(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &valuekey);
  travelling = false;
}

void wb_keeptraceback(lua_State *L, int traceback) {
  lua_pushvalue(L, traceback);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &valuekey);
  travelling = true;
}

int wb_preparetraceback(lua_State *L) {
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &valuekey);
  return 0;
}
