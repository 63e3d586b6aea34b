#include "CSixel.h"

#include <sixel/sixel.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char *bytes;
  size_t count, room;
  int failed;
} sink;

static int collect(char *data, int size, void *context) {
  sink *out = context;
  if (out->failed || size <= 0) return size;
  if (out->room - out->count < (size_t)size) {
    size_t room = 2 * out->room + (size_t)size + 4096;
    char *larger = realloc(out->bytes, room);
    if (!larger) {
      out->failed = 1;
      return size;
    }
    out->bytes = larger;
    out->room = room;
  }
  memcpy(out->bytes + out->count, data, (size_t)size);
  out->count += (size_t)size;
  return size;
}

int csixel_encode(const uint8_t *rgb, int width, int height, char **bytes, size_t *count) {
  sink out = {0};
  sixel_output_t *output = NULL;
  sixel_dither_t *dither = NULL;
  // libsixel takes its input as writable.
  size_t size = (size_t)width * (size_t)height * 3;
  unsigned char *pixels = malloc(size);
  if (pixels) memcpy(pixels, rgb, size);
  int isdone =
      pixels && SIXEL_SUCCEEDED(sixel_output_new(&output, collect, &out, NULL)) &&
      SIXEL_SUCCEEDED(sixel_dither_new(&dither, 256, NULL)) &&
      SIXEL_SUCCEEDED(sixel_dither_initialize(dither, pixels, width, height, SIXEL_PIXELFORMAT_RGB888,
                                              SIXEL_LARGE_AUTO, SIXEL_REP_AUTO, SIXEL_QUALITY_HIGH)) &&
      SIXEL_SUCCEEDED(sixel_encode(pixels, width, height, 3, dither, output)) && !out.failed;
  if (dither) sixel_dither_unref(dither);
  if (output) sixel_output_unref(output);
  free(pixels);
  if (!isdone) {
    free(out.bytes);
    return 0;
  }
  *bytes = out.bytes;
  *count = out.count;
  return 1;
}
