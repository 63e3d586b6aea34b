/// Jansson, with its macros as functions.
#pragma once
#include <jansson.h>

static inline json_type cjansson_type(const json_t *value) { return json_typeof(value); }
static inline int cjansson_is_true(const json_t *value) { return json_is_true(value); }
