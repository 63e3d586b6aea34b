#include "CLua.h"
#include "dispatch.h"

// A request travels as a light userdata, so that nothing has to be allocated before the protected call.

static int run(lua_State *L, lua_CFunction function, void *request, int arguments, int results) {
  // The function and the request go below the arguments that are on top already.
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, arguments);
    return WB_NOSTACK;
  }
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, request);
  lua_rotate(L, -(arguments + 2), 2);
  return lua_pcall(L, arguments + 1, results, 0);
}

typedef struct {
  const char *bytes;
  size_t length;
} bytes_request;

static int pushbytes(lua_State *L) {
  bytes_request *wanted = lua_touserdata(L, 1);
  lua_pushlstring(L, wanted->bytes, wanted->length);
  return 1;
}
int wb_pushbytes(lua_State *L, const char *bytes, size_t length) {
  bytes_request wanted = {bytes, length};
  return run(L, pushbytes, &wanted, 0, 1);
}

typedef struct {
  int array, fields;
} table_request;

static int pushtable(lua_State *L) {
  table_request *wanted = lua_touserdata(L, 1);
  lua_createtable(L, wanted->array, wanted->fields);
  return 1;
}
int wb_pushtable(lua_State *L, int arrayCount, int fieldCount) {
  table_request wanted = {arrayCount, fieldCount};
  return run(L, pushtable, &wanted, 0, 1);
}

typedef struct {
  void *function, *owner;
} bound_request;

static int pushbound(lua_State *L) {
  bound_request *wanted = lua_touserdata(L, 1);
  lua_pushlightuserdata(L, wanted->function);
  if (!wanted->owner) {
    lua_pushcclosure(L, wb_trampoline, 1);
    return 1;
  }
  wb_object *made = wb_newobject(L, 0);
  lua_pushcclosure(L, wb_trampoline, 2);
  made->object = wanted->owner;
  return 1;
}
int wb_pushbound(lua_State *L, void *function, void *owner) {
  bound_request wanted = {function, owner};
  return run(L, pushbound, &wanted, 0, 1);
}

typedef struct {
  lua_CFunction function;
  int upvalues;
} closure_request;

static int pushclosure(lua_State *L) {
  closure_request *wanted = lua_touserdata(L, 1);
  lua_pushcclosure(L, wanted->function, wanted->upvalues);
  return 1;
}
int wb_pushclosure(lua_State *L, lua_CFunction function, int upvalues) {
  closure_request wanted = {function, upvalues};
  return run(L, pushclosure, &wanted, upvalues, 1);
}

// Arguments of the next ones: request, table, key, value.

static int gettable(lua_State *L) {
  lua_gettable(L, 2);
  return 1;
}
int wb_gettable(lua_State *L, int table) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 1);
    return WB_NOSTACK;
  }
  lua_pushvalue(L, table);
  lua_insert(L, -2);
  return run(L, gettable, NULL, 2, 1);
}

static int settable(lua_State *L) {
  lua_settable(L, 2);
  return 0;
}
int wb_settable(lua_State *L, int table) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 2);
    return WB_NOSTACK;
  }
  lua_pushvalue(L, table);
  lua_insert(L, -3);
  return run(L, settable, NULL, 3, 0);
}

static int rawgetfield(lua_State *L) {
  bytes_request *wanted = lua_touserdata(L, 1);
  lua_pushlstring(L, wanted->bytes, wanted->length);
  lua_rawget(L, 2);
  return 1;
}
int wb_rawgetfield(lua_State *L, int table, const char *key, size_t length) {
  if (!lua_checkstack(L, 4)) return WB_NOSTACK;
  bytes_request wanted = {key, length};
  lua_pushvalue(L, table);
  return run(L, rawgetfield, &wanted, 1, 1);
}

static int rawsetfield(lua_State *L) {
  bytes_request *wanted = lua_touserdata(L, 1);
  lua_pushlstring(L, wanted->bytes, wanted->length);
  lua_insert(L, -2);
  lua_rawset(L, 2);
  return 0;
}
int wb_rawsetfield(lua_State *L, int table, const char *key, size_t length) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 1);
    return WB_NOSTACK;
  }
  bytes_request wanted = {key, length};
  lua_pushvalue(L, table);
  lua_insert(L, -2);
  return run(L, rawsetfield, &wanted, 2, 0);
}

static int rawset(lua_State *L) {
  lua_rawset(L, 2);
  return 0;
}
int wb_rawset(lua_State *L, int table) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 2);
    return WB_NOSTACK;
  }
  lua_pushvalue(L, table);
  lua_insert(L, -3);
  return run(L, rawset, NULL, 3, 0);
}

static int rawseti(lua_State *L) {
  lua_rawseti(L, 2, *(lua_Integer *)lua_touserdata(L, 1));
  return 0;
}
int wb_rawseti(lua_State *L, int table, lua_Integer index) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 1);
    return WB_NOSTACK;
  }
  lua_pushvalue(L, table);
  lua_insert(L, -2);
  return run(L, rawseti, &index, 2, 0);
}

static int rawsetp(lua_State *L) {
  lua_rawsetp(L, 2, lua_touserdata(L, 1));
  return 0;
}
int wb_rawsetp(lua_State *L, int table, const void *key) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 1);
    return WB_NOSTACK;
  }
  lua_pushvalue(L, table);
  lua_insert(L, -2);
  return run(L, rawsetp, (void *)key, 2, 0);
}

static int ref(lua_State *L) {
  *(int *)lua_touserdata(L, 1) = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}
int wb_ref(lua_State *L, int *reference) { return run(L, ref, reference, 1, 0); }

static int next(lua_State *L) {
  bool *found = lua_touserdata(L, 1);
  *found = lua_next(L, 2);
  return *found ? 2 : 0;
}
int wb_next(lua_State *L, int table, bool *found) {
  *found = false;
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, 1);
    return WB_NOSTACK;
  }
  lua_pushvalue(L, table);
  lua_insert(L, -2);
  int status = run(L, next, found, 2, LUA_MULTRET);
  return status;
}

static int tostring(lua_State *L) {
  luaL_tolstring(L, 2, NULL);
  return 1;
}
int wb_tostring(lua_State *L, int index) {
  if (!lua_checkstack(L, 4)) return WB_NOSTACK;
  lua_pushvalue(L, index);
  return run(L, tostring, NULL, 1, 1);
}

static int metafield(lua_State *L) {
  lua_pushboolean(L, luaL_getmetafield(L, 2, lua_touserdata(L, 1)) != LUA_TNIL);
  return 1;
}
bool wb_hasmetafield(lua_State *L, int index, const char *name) {
  if (!lua_checkstack(L, 4)) return false;
  lua_pushvalue(L, index);
  bool found = run(L, metafield, (void *)name, 1, 1) == LUA_OK && lua_toboolean(L, -1);
  lua_pop(L, 1);
  return found;
}

static int length(lua_State *L) {
  *(lua_Integer *)lua_touserdata(L, 1) = luaL_len(L, 2);
  return 0;
}
int wb_length(lua_State *L, int index, lua_Integer *result) {
  if (!lua_checkstack(L, 4)) return WB_NOSTACK;
  lua_pushvalue(L, index);
  return run(L, length, result, 1, 0);
}

static int newthread(lua_State *L) {
  *(lua_State **)lua_touserdata(L, 1) = lua_newthread(L);
  return 1;
}
int wb_newthread(lua_State *L, lua_State **thread) { return run(L, newthread, thread, 0, 1); }

int wb_loadchunk(lua_State *L, const char *bytes, size_t length, const char *name) {
  if (!lua_checkstack(L, 4)) return WB_NOSTACK;
  return luaL_loadbufferx(L, bytes, length, name, wb_takesbytecode(L) ? "bt" : "t");
}

int wb_callc(lua_State *L, lua_CFunction function, int arguments, int results) {
  if (!lua_checkstack(L, 4)) {
    lua_pop(L, arguments);
    return WB_NOSTACK;
  }
  lua_pushcfunction(L, function);
  lua_insert(L, -(arguments + 1));
  return lua_pcall(L, arguments, results, 0);
}
