#include <stdlib.h>

#include "CLua.h"
#include "dispatch.h"

static wb_releaser releaser;
void wb_set_releaser(wb_releaser wanted) { releaser = wanted; }

static wb_memory *memoryof(lua_State *L) {
  void *memory;
  lua_getallocf(L, &memory);
  return memory;
}

// Lua no longer finalises what is made while it closes.
static void keeplate(wb_memory *memory, void *object) {
  if (memory->latecount == memory->latecapacity) {
    size_t capacity = memory->latecapacity ? 2 * memory->latecapacity : 16;
    void **grown = realloc(memory->late, capacity * sizeof *grown);
    if (!grown) return;
    memory->late = grown;
    memory->latecapacity = capacity;
  }
  memory->late[memory->latecount++] = object;
}

static void forgetlate(wb_memory *memory, void *object) {
  for (size_t i = memory->latecount; i-- > 0;) {
    if (memory->late[i] != object) continue;
    memory->late[i] = memory->late[--memory->latecount];
    return;
  }
}

void wb_hold(lua_State *L, wb_object *box, void *object) {
  box->object = object;
  wb_memory *memory = memoryof(L);
  if (memory->closing) keeplate(memory, object);
}

void wb_close(lua_State *L, wb_memory *memory) {
  memory->closing = true;
  lua_close(L);
  memory->closing = false;
  for (size_t i = 0; i < memory->latecount; i++) releaser(memory->late[i]);
  free(memory->late);
  memory->late = NULL;
  memory->latecount = memory->latecapacity = 0;
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
  wb_object *made = lua_newuserdatauv(L, sizeof(wb_object), wanted->uservalues);
  made->magic = WB_OBJECT_MAGIC;
  made->type = wanted->type;
  made->object = NULL;
  lua_rotate(L, -2, 1);
  lua_setmetatable(L, -2);
  wb_hold(L, made, wanted->object);
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
  if (self && self->object) {
    void *object = self->object;
    self->object = NULL;
    wb_memory *memory = memoryof(L);
    if (memory->closing) forgetlate(memory, object);
    releaser(object);
  }
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
