/// Swift objects in full userdata.
#pragma once
#include <lua5.4/lua.h>
#include <stdint.h>

/// A userdata of ours is known by its size and its first word, whatever `debug.setmetatable` did to it. It stands at the
/// end of Lua's block, and when Lua frees the block the allocator lets the object go: that costs a comparison where a
/// finaliser costs a protected call and keeps the block for another cycle.
typedef struct wb_object {
  uint64_t mark;
  /// Identifies the class; compared by address.
  const void *type;
  /// A retained Swift object; NULL once released.
  void *object;
} wb_object;

/// Drawn anew in each process, so that no bytes that a script writes into a block of Lua's can pass for an object.
extern uint64_t wb_secret;
static inline uint64_t wb_mark(const wb_object *object) { return wb_secret ^ (uintptr_t)object; }

static inline wb_object *wb_toobject(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(wb_object)) return NULL;
  wb_object *found = (wb_object *)lua_touserdata(L, index);
  return found->mark == wb_mark(found) ? found : NULL;
}

/// Called to let go of a retained Swift object.
typedef void (*wb_releaser)(void *object);
void wb_set_releaser(wb_releaser releaser);

#define WB_NOCLASS (-2)

/// Protected: pushes a userdata of class `type`, whose metatable is in the registry under that address, and
/// gives it `object`. `WB_NOCLASS`, with nothing pushed, when the metatable is not there yet.
int wb_pushobject(lua_State *L, const void *type, void *object, int uservalues);

/// `__close` and `free`: releases the object at once; later use of it is an error.
int wb_release(lua_State *L);

/// `__eq` of classes that have no other: the same Swift object.
int wb_sameobject(lua_State *L);

/// `__index`. Upvalues: methods table; table of property name → box of its getter; box that answers other keys.
int wb_index(lua_State *L);
/// `__newindex`. Upvalues: anything; table of property name → box of its setter; box that answers other keys.
int wb_newindex(lua_State *L);
