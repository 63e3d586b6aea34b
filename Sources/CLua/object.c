#include <unistd.h>

#include "CLua.h"
#include "dispatch.h"

static wb_releaser releaser;
void wb_set_releaser(wb_releaser wanted) { releaser = wanted; }

uint64_t wb_secret;

__attribute__((constructor)) static void drawsecret(void) {
  if (getentropy(&wb_secret, sizeof wb_secret) != 0) wb_secret = (uintptr_t)&wb_secret * UINT64_C(0x9e3779b97f4a7c15);
}

wb_object *wb_newobject(lua_State *L, int uservalues) {
  wb_object *made = lua_newuserdatauv(L, sizeof(wb_object), uservalues);
  made->mark = wb_mark(made);
  made->type = NULL;
  made->object = NULL;
  return made;
}

static void letgo(wb_object *box) {
  void *object = box->object;
  box->object = NULL;
  if (object) releaser(object);
}

void wb_blockfreed(void *block, size_t size) {
  if (size <= sizeof(wb_object)) return;
  wb_object *box = (wb_object *)((char *)block + size - sizeof(wb_object));
  if (box->mark != wb_mark(box)) return;
  box->mark = 0;
  letgo(box);
}

typedef struct {
  const void *type;
  void *object;
  int uservalues;
  bool hasclass;
} request;

static int pushobject(lua_State *L) {
  request *wanted = lua_touserdata(L, 1);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, wanted->type) != LUA_TTABLE) {
    wanted->hasclass = false;
    return 0;
  }
  wb_object *made = wb_newobject(L, wanted->uservalues);
  made->type = wanted->type;
  lua_rotate(L, -2, 1);
  lua_setmetatable(L, -2);
  made->object = wanted->object;
  return 1;
}

int wb_pushobject(lua_State *L, const void *type, void *object, int uservalues) {
  if (!lua_checkstack(L, 4)) return WB_NOSTACK;
  request wanted = {type, object, uservalues, true};
  lua_pushcfunction(L, pushobject);
  lua_pushlightuserdata(L, &wanted);
  int status = lua_pcall(L, 1, 1, 0);
  if (status == LUA_OK && !wanted.hasclass) {
    lua_pop(L, 1);
    return WB_NOCLASS;
  }
  return status;
}

int wb_release(lua_State *L) {
  wb_object *self = wb_toobject(L, 1);
  if (self) letgo(self);
  return 0;
}

int wb_sameobject(lua_State *L) {
  wb_object *left = wb_toobject(L, 1), *right = wb_toobject(L, 2);
  lua_pushboolean(L, left && right && left->object && left->object == right->object);
  return 1;
}

// What a key stands for: the box at upvalue `boxes`[key], else the fallback box at upvalue 3.
static int dispatch(lua_State *L) {
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TLIGHTUSERDATA) {
    lua_pop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(3));
  }
  void *box = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return wb_dispatch(L, box);
}

int wb_index(lua_State *L) {
  lua_settop(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pop(L, 1);
  }
  return dispatch(L);
}

int wb_newindex(lua_State *L) {
  lua_settop(L, 3);
  return dispatch(L);
}
