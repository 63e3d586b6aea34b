/// Lines of scripts as numbers, cheap enough to ask for at every operation that is recorded.
#pragma once
#include <lua5.4/lua.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct wb_places wb_places;

/// `running` is where the coroutine that runs stands; it must last until `wb_places_detach`. NULL without memory.
wb_places *wb_places_new(lua_State **running);
/// The state goes; the numbers that were given keep their text.
void wb_places_detach(wb_places *places);
void wb_places_free(wb_places *places);

/// A number from 1 for the line that the innermost Lua function runs, the same for the same line; 0 where there is
/// none or no room for another.
int wb_places_number(wb_places *places);

/// Writes `script.lua:12`; false for a number that was not given.
bool wb_places_text(const wb_places *places, int number, char *buffer, size_t size);
