#include <stdio.h>
#include <string.h>

#include "CLua.h"
#include "dispatch.h"

// `warn` as `lua` has it: off until "@on", a message may come in pieces, and standard output is written first.
// The state of a Lua state's warnings is the function that it calls next.

static void off(void *context, const char *text, int more);
static void on(void *context, const char *text, int more);
static void inside(void *context, const char *text, int more);

// A control message is whole and begins with '@'; ours are "@on" and "@off".
static bool control(lua_State *L, const char *text, int more) {
  if (more || text[0] != '@') return false;
  if (strcmp(text, "@on") == 0) lua_setwarnf(L, on, L);
  if (strcmp(text, "@off") == 0) lua_setwarnf(L, off, L);
  return true;
}

static void off(void *context, const char *text, int more) { control(context, text, more); }

static void on(void *context, const char *text, int more) {
  if (control(context, text, more)) return;
  fflush(stdout);
  fputs("Lua warning: ", stderr);
  inside(context, text, more);
}

static void inside(void *context, const char *text, int more) {
  fputs(text, stderr);
  if (!more) fputs("\n", stderr);
  fflush(stderr);
  lua_setwarnf(context, more ? inside : on, context);
}

void wb_openwarnings(lua_State *L) { lua_setwarnf(L, off, L); }
void wb_warningson(lua_State *L) { lua_setwarnf(L, on, L); }
