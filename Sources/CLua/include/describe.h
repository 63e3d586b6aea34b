/// What Lua knows of a function.
#pragma once
#include <lua5.4/lua.h>
#include <stdbool.h>

typedef struct wb_function {
  /// Names, with commas between them.
  char parameters[256];
  /// The chunk that it was defined in, and the line.
  char place[LUA_IDSIZE];
  int line;
  bool isvararg, isnative;
} wb_function;

void wb_describefunction(lua_State *L, int index, wb_function *told);
