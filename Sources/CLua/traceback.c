#include "CLua.h"
#include "dispatch.h"

// The registry keeps, under the addresses of these, the traceback of the error value that was last seen by the handler,
// and that value, at 1 in a weak table, so that nothing lives longer for having been an error. `travelling` tells whether
// the value is on its way again after having passed through Swift.
static const char valuekey, tracekey;
static _Thread_local bool travelling;

static void pushvalue(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &valuekey);
  lua_rawgeti(L, -1, 1);
  lua_remove(L, -2);
}

// Keeps the value on top, which stays there. The place exists, so nothing can raise.
static void keepvalue(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &valuekey);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, 1);
  lua_pop(L, 1);
}

static int trace(lua_State *L) {
  luaL_traceback(L, L, NULL, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_pushvalue(L, 1);
  keepvalue(L);
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
    pushvalue(L);
    if (lua_rawequal(L, 1, 2)) {
      lua_settop(L, 1);
      return 1;
    }
    lua_settop(L, 1);
  }
  return trace(L);
}

int wb_call(lua_State *L, int arguments, int results) {
  if (!lua_checkstack(L, 6)) {
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
  keepvalue(L);
  lua_pop(L, 1);
  travelling = false;
}

void wb_keeptraceback(lua_State *L, int traceback) {
  lua_pushvalue(L, traceback);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  keepvalue(L);
  travelling = true;
}

int wb_preparetraceback(lua_State *L) {
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tracekey);
  lua_createtable(L, 1, 0);
  lua_pushboolean(L, 0);
  lua_rawseti(L, -2, 1);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "v");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &valuekey);
  return 0;
}
