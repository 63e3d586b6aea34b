#include "CLua.h"

// `coroutine.resume`, `wrap` and `close` as Lua's own, which do not tell what runs: an interrupt could not reach a loop
// inside a coroutine.

// Moves `arguments` values from L to the coroutine and resumes it. Returns the number of results moved to L, or -1 with
// the error value moved.
static int resume(lua_State *L, lua_State *thread, int arguments) {
  if (!lua_checkstack(thread, arguments)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, thread, arguments);
  lua_State *outer = wb_interrupt_running(L, thread);
  int results;
  int status = lua_resume(thread, L, arguments, &results);
  wb_interrupt_running(L, outer);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(thread, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(thread, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(thread, L, results);
  return results;
}

// Closes the to-be-closed variables of a coroutine, whose code runs on the coroutine's own stack.
static int reset(lua_State *L, lua_State *thread) {
  lua_State *outer = wb_interrupt_running(L, thread);
  int status = lua_resetthread(thread);
  wb_interrupt_running(L, outer);
  return status;
}

static int coresume(lua_State *L) {
  lua_State *thread = lua_tothread(L, 1);
  luaL_argexpected(L, thread, 1, "coroutine");
  int results = resume(L, thread, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  if (results < 0) results = 1;
  lua_insert(L, -(results + 1));
  return results + 1;
}

static int wrapped(lua_State *L) {
  lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, thread, lua_gettop(L));
  if (results >= 0) return results;
  // An error in the body closes its to-be-closed variables and travels on.
  int status = lua_status(thread);
  if (status != LUA_OK && status != LUA_YIELD) {
    status = reset(L, thread);
    if (status != LUA_OK) {
      lua_settop(L, lua_gettop(L) - 1);
      lua_xmove(thread, L, 1);
    }
  }
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int cowrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *thread = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, thread, 1);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

static int coclose(lua_State *L) {
  lua_State *thread = lua_tothread(L, 1);
  luaL_argexpected(L, thread, 1, "coroutine");
  lua_Debug frame;
  // Suspended in a yield, ended by an error, returned, or not yet begun: everything else runs or has resumed another.
  bool isactive = thread == L || (lua_status(thread) == LUA_OK && lua_getstack(thread, 0, &frame));
  if (isactive) {
    const char *what = thread == L ? "running" : "normal";
    return luaL_error(L, "cannot close a %s coroutine", what);
  }
  if (reset(L, thread) == LUA_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_xmove(thread, L, 1);
  return 2;
}

int wb_opencoroutine(lua_State *L) {
  if (lua_getglobal(L, "coroutine") == LUA_TTABLE) {
    lua_pushcfunction(L, coresume);
    lua_setfield(L, -2, "resume");
    lua_pushcfunction(L, cowrap);
    lua_setfield(L, -2, "wrap");
    lua_pushcfunction(L, coclose);
    lua_setfield(L, -2, "close");
  }
  lua_pop(L, 1);
  return 0;
}
