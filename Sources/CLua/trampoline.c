#include <stdio.h>

#include "CLua.h"
#include "dispatch.h"

static wb_dispatcher dispatcher;
void wb_set_dispatcher(wb_dispatcher wanted) { dispatcher = wanted; }

static wb_makerdispatcher maker;
void wb_set_maker(wb_makerdispatcher wanted) { maker = wanted; }

bool wb_chunkname(lua_State *L, char *buffer, size_t size) {
  lua_Debug frame;
  if (!lua_getstack(L, 1, &frame) || !lua_getinfo(L, "S", &frame)) return false;
  snprintf(buffer, size, "%s", frame.source);
  return true;
}

int wb_dispatch(lua_State *L, void *function) {
  int results = dispatcher(L, function);
  return results < 0 ? lua_error(L) : results;
}

int wb_trampoline(lua_State *L) { return wb_dispatch(L, lua_touserdata(L, lua_upvalueindex(1))); }

// Upvalue 1: the function's box; 2: the metatable of its result. The userdata is made before Swift runs: what may raise
// needs no protection here.
int wb_maker(lua_State *L) {
  lua_settop(L, 2);
  wb_object *made = wb_newobject(L, 0);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_setmetatable(L, -2);
  void *object = NULL;
  made->type = maker(L, lua_touserdata(L, lua_upvalueindex(1)), &object);
  if (!made->type) return lua_error(L);
  made->object = object;
  return 1;
}

bool wb_isbound(lua_State *L, int index) {
  lua_CFunction function = lua_tocfunction(L, index);
  return function == wb_trampoline || function == wb_maker || function == wb_index || function == wb_newindex;
}

void *wb_boundfunction(lua_State *L, int index) {
  lua_CFunction found = lua_tocfunction(L, index);
  if (found != wb_trampoline && found != wb_maker) return NULL;
  if (!lua_getupvalue(L, index, 1)) return NULL;
  void *function = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return function;
}

void wb_where(lua_State *L, char *buffer, size_t size) {
  lua_Debug frame;
  buffer[0] = 0;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    if (!lua_getinfo(L, "Sl", &frame) || frame.currentline <= 0) continue;
    snprintf(buffer, size, "%s:%d: ", frame.short_src, frame.currentline);
    return;
  }
}

static const char bytecodekey, memorykey, depthkey;

bool wb_takesbytecode(lua_State *L) {
  if (!lua_checkstack(L, 1)) return false;
  bool takes = lua_rawgetp(L, LUA_REGISTRYINDEX, &bytecodekey) == LUA_TBOOLEAN;
  lua_pop(L, 1);
  return takes;
}

void wb_pushmemoryerror(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &memorykey); }
void wb_pushdeptherror(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &depthkey); }

int wb_openlibraries(lua_State *L) {
  lua_Integer flags = lua_tointeger(L, 1);
  lua_settop(L, 0);
  wb_preparetraceback(L);
  lua_pushliteral(L, "not enough memory");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &memorykey);
  lua_pushliteral(L, "stack overflow");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &depthkey);
  if (flags & WB_NOENVIRONMENT) {
    // As `lua` does it for -E.
    lua_pushboolean(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
  }
  if (flags & WB_BYTECODE) {
    lua_pushboolean(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &bytecodekey);
  }
  luaL_openlibs(L);
  wb_opencoroutine(L);
  wb_openloading(L);
  wb_openwarnings(L);
  return 0;
}
