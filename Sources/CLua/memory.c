#include "CLua.h"
#include "dispatch.h"

#include <stdint.h>
#include <stdlib.h>

// Read by other threads, written by the script's alone.
static void setused(wb_memory *memory, size_t used) { __atomic_store_n(&memory->used, used, __ATOMIC_RELAXED); }

static void *allocate(void *context, void *block, size_t before, size_t wanted) {
  wb_memory *memory = context;
  // For a new block `before` tells its kind, not a size.
  size_t held = block ? before : 0;
  if (wanted == 0) {
    if (block) wb_blockfreed(block, before);
    free(block);
    setused(memory, memory->used - held);
    return NULL;
  }
  if (wanted > held && memory->limit < PTRDIFF_MAX) {
    size_t used = memory->used + (memory->others ? __atomic_load_n(memory->others, __ATOMIC_RELAXED) : 0);
    if (used >= memory->limit || wanted - held > memory->limit - used) return NULL;
  }
  void *result = realloc(block, wanted);
  if (result) setused(memory, memory->used + (wanted - held));
  return result;
}

lua_State *wb_newstate(wb_memory *memory) { return lua_newstate(allocate, memory); }
