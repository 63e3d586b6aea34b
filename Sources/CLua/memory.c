#include "CLua.h"

#include <stdlib.h>

static void *allocate(void *context, void *block, size_t before, size_t wanted) {
  wb_memory *memory = context;
  // For a new block `before` tells its kind, not a size.
  size_t held = block ? before : 0;
  if (wanted == 0) {
    free(block);
    memory->used -= held;
    return NULL;
  }
  if (wanted > held && (memory->used >= memory->limit || wanted - held > memory->limit - memory->used)) return NULL;
  void *result = realloc(block, wanted);
  if (result) memory->used += wanted - held;
  return result;
}

lua_State *wb_newstate(wb_memory *memory) { return lua_newstate(allocate, memory); }
