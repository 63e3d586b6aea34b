#include <stdio.h>

#include "CLua.h"
#include "dispatch.h"

static wb_dispatcher dispatcher;
void wb_set_dispatcher(wb_dispatcher wanted) { dispatcher = wanted; }

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

bool wb_isbound(lua_State *L, int index) {
  lua_CFunction function = lua_tocfunction(L, index);
  return function == wb_trampoline || function == wb_index || function == wb_newindex;
}

void *wb_boundfunction(lua_State *L, int index) {
  if (lua_tocfunction(L, index) != wb_trampoline) return NULL;
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

int wb_openlibraries(lua_State *L) {
  wb_preparetraceback(L);
  luaL_openlibs(L);
  wb_opencoroutine(L);
  wb_openloading(L);
  return 0;
}
