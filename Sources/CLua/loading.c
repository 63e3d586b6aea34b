#include <string.h>

#include "CLua.h"
#include "dispatch.h"

// Lua does not check bytecode, which can therefore crash the process; text chunks cannot.

// Upvalue 1: the original `load` or `loadfile`. The mode is argument 3 or 2.
static int loadtext(lua_State *L, int modeindex) {
  if (lua_gettop(L) < modeindex) lua_settop(L, modeindex);
  const char *mode = luaL_optstring(L, modeindex, "t");
  if (!strchr(mode, 't')) {
    lua_pushnil(L);
    lua_pushliteral(L, "binary chunks are refused");
    return 2;
  }
  lua_pushliteral(L, "t");
  lua_replace(L, modeindex);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}
// What is wrong with argument 1 is said here: the original, called from C, has no name.
static int load(lua_State *L) {
  if (!lua_isstring(L, 1)) luaL_checktype(L, 1, LUA_TFUNCTION);
  return loadtext(L, 3);
}
static int loadfile(lua_State *L) {
  luaL_optstring(L, 1, NULL);
  return loadtext(L, 2);
}

static int dofile(lua_State *L) {
  const char *name = luaL_optstring(L, 1, NULL);
  lua_settop(L, 1);
  if (luaL_loadfilex(L, name, "t") != LUA_OK) return lua_error(L);
  lua_call(L, 0, LUA_MULTRET);
  return lua_gettop(L) - 1;
}

// Searcher for Lua modules. Upvalue 1: the package table.
static int searchlua(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_getfield(L, lua_upvalueindex(1), "searchpath");
  lua_pushvalue(L, 1);
  lua_getfield(L, lua_upvalueindex(1), "path");
  lua_call(L, 2, 2);
  if (lua_isnil(L, -2)) return 1;
  lua_pop(L, 1);
  const char *file = lua_tostring(L, -1);
  if (luaL_loadfilex(L, file, "t") != LUA_OK)
    return luaL_error(L, "error loading module '%s' from file '%s':\n\t%s", name, file, lua_tostring(L, -1));
  lua_pushvalue(L, -2);
  return 2;
}

// Upvalue 1: the original `os.exit`.
static int quit(lua_State *L) {
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_pushboolean(L, 1);
    lua_replace(L, 2);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 2, 0);
  return 0;
}

// Upvalue 1: the original `debug.getupvalue` or `.setupvalue`. C functions trust their upvalues, ours are addresses: they
// have none for scripts.
static int upvalue(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  if (lua_iscfunction(L, 1)) return 0;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

// Replaces table[name] (table on top) by `wrapper` over the original.
static void wrap(lua_State *L, const char *name, lua_CFunction wrapper) {
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, wrapper, 1);
  lua_setfield(L, -2, name);
}

int wb_openloading(lua_State *L) {
  lua_pushglobaltable(L);
  lua_getfield(L, -1, "os");
  wrap(L, "exit", quit);
  lua_pop(L, 1);
  lua_getfield(L, -1, "debug");
  wrap(L, "getupvalue", upvalue);
  wrap(L, "setupvalue", upvalue);
  lua_pop(L, 1);
  if (wb_takesbytecode(L)) {
    lua_pop(L, 1);
    return 0;
  }
  wrap(L, "load", load);
  wrap(L, "loadfile", loadfile);
  lua_pushcfunction(L, dofile);
  lua_setfield(L, -2, "dofile");
  lua_getfield(L, -1, "package");
  lua_getfield(L, -1, "searchers");
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, searchlua, 1);
  lua_rawseti(L, -2, 2);
  lua_pop(L, 3);
  return 0;
}
