#include <stdio.h>
#include <string.h>

#include "CLua.h"

void wb_describefunction(lua_State *L, int index, wb_function *told) {
  memset(told, 0, sizeof *told);
  lua_Debug about;
  if (!lua_checkstack(L, 2)) return;
  lua_pushvalue(L, index);
  size_t used = 0;
  const char *name;
  // With the function on top and no frame, the names are its parameters'.
  for (int i = 1; (name = lua_getlocal(L, NULL, i)); i++) {
    int wrote = snprintf(told->parameters + used, sizeof told->parameters - used, "%s%s", i > 1 ? ", " : "", name);
    if (wrote < 0 || (size_t)wrote >= sizeof told->parameters - used) break;
    used += (size_t)wrote;
  }
  if (!lua_getinfo(L, ">Su", &about)) return;
  told->isnative = *about.what == 'C';
  told->isvararg = about.isvararg;
  told->line = about.linedefined;
  snprintf(told->place, sizeof told->place, "%s", about.short_src);
}
