#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CLua.h"

// A program has few lines that record; one that makes chunks without end must not fill the memory.
enum { MOSTPLACES = 1 << 16, RECENT = 256 };

typedef struct {
  int line;
  char source[LUA_IDSIZE];
} place;

struct wb_places {
  lua_State **running;
  place *entries;
  int count, capacity;
  // Numbers by a hash of what they stand for, 0 where free; twice as many as there is room for places.
  int *slots;
  // Numbers by the address of the chunk's name and the line: a guess that is checked.
  int recent[RECENT];
};

wb_places *wb_places_new(lua_State **running) {
  wb_places *places = calloc(1, sizeof *places);
  if (places) places->running = running;
  return places;
}

void wb_places_detach(wb_places *places) { places->running = NULL; }

void wb_places_free(wb_places *places) {
  if (!places) return;
  free(places->entries);
  free(places->slots);
  free(places);
}

static bool is(const wb_places *places, int number, const char *source, int line) {
  const place *found = &places->entries[number - 1];
  return found->line == line && strcmp(found->source, source) == 0;
}

static uint32_t hash(const char *source, int line) {
  uint32_t value = 2166136261u ^ (uint32_t)line;
  for (; *source; source++) value = (value ^ (unsigned char)*source) * 16777619u;
  return value;
}

static int *slotof(const wb_places *places, uint32_t slot) {
  return &places->slots[slot & ((uint32_t)places->capacity * 2 - 1)];
}

static bool grow(wb_places *places) {
  int capacity = places->capacity ? 2 * places->capacity : 64;
  place *entries = realloc(places->entries, (size_t)capacity * sizeof *entries);
  if (!entries) return false;
  places->entries = entries;
  int *slots = calloc((size_t)capacity * 2, sizeof *slots);
  if (!slots) return false;
  free(places->slots);
  places->slots = slots;
  places->capacity = capacity;
  for (int number = 1; number <= places->count; number++) {
    uint32_t slot = hash(entries[number - 1].source, entries[number - 1].line);
    while (*slotof(places, slot)) slot++;
    *slotof(places, slot) = number;
  }
  return true;
}

static int find(wb_places *places, const char *source, int line) {
  uint32_t slot = hash(source, line);
  if (places->capacity) {
    for (int number; (number = *slotof(places, slot)); slot++) {
      if (is(places, number, source, line)) return number;
    }
  }
  if (places->count == MOSTPLACES) return 0;
  if (places->count == places->capacity) {
    if (!grow(places)) return 0;
    slot = hash(source, line);
    while (*slotof(places, slot)) slot++;
  }
  place *made = &places->entries[places->count++];
  made->line = line;
  snprintf(made->source, sizeof made->source, "%s", source);
  *slotof(places, slot) = places->count;
  return places->count;
}

int wb_places_number(wb_places *places) {
  if (!places->running) return 0;
  lua_State *L = *places->running;
  lua_Debug frame;
  // Level 0 is the C function that asks.
  for (int level = 1; lua_getstack(L, level, &frame); level++) {
    if (!lua_getinfo(L, "Sl", &frame) || frame.currentline <= 0) continue;
    uint32_t guess = ((uint32_t)((uintptr_t)frame.source >> 4) ^ (uint32_t)frame.currentline) % RECENT;
    int number = places->recent[guess];
    if (number && is(places, number, frame.short_src, frame.currentline)) return number;
    return places->recent[guess] = find(places, frame.short_src, frame.currentline);
  }
  return 0;
}

bool wb_places_text(const wb_places *places, int number, char *buffer, size_t size) {
  if (number < 1 || number > places->count) return false;
  const place *found = &places->entries[number - 1];
  snprintf(buffer, size, "%s:%d", found->source, found->line);
  return true;
}
