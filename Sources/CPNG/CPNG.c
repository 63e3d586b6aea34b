#include "CPNG.h"

#include <png.h>
#include <string.h>

static png_uint_32 format_of(uint32_t channels) {
  switch (channels) {
    case 1: return PNG_FORMAT_GRAY;
    case 2: return PNG_FORMAT_GA;
    case 3: return PNG_FORMAT_RGB;
    default: return PNG_FORMAT_RGBA;
  }
}

static uint32_t channels_of(png_uint_32 format) {
  return ((format & PNG_FORMAT_FLAG_COLOR) ? 3 : 1) + ((format & PNG_FORMAT_FLAG_ALPHA) ? 1 : 0);
}

static int fail(png_image *image, char *message) {
  strncpy(message, image->message, CPNG_MESSAGE_SIZE - 1);
  message[CPNG_MESSAGE_SIZE - 1] = 0;
  png_image_free(image);
  return 0;
}

static void prepare(png_image *image) {
  memset(image, 0, sizeof *image);
  image->version = PNG_IMAGE_VERSION;
}

int cpng_inspect(const void *bytes, size_t count, CPNGHeader *header, char *message) {
  png_image image;
  prepare(&image);
  if (!png_image_begin_read_from_memory(&image, bytes, count)) return fail(&image, message);
  header->width = image.width;
  header->height = image.height;
  header->channels = channels_of(image.format);
  png_image_free(&image);
  return 1;
}

int cpng_decode(const void *bytes, size_t count, void *pixels, size_t pixels_count, char *message) {
  png_image image;
  prepare(&image);
  if (!png_image_begin_read_from_memory(&image, bytes, count)) return fail(&image, message);
  image.format = format_of(channels_of(image.format));
  if (PNG_IMAGE_SIZE(image) != pixels_count) {
    strcpy(image.message, "the picture is not of the announced size");
    return fail(&image, message);
  }
  if (!png_image_finish_read(&image, NULL, pixels, 0, NULL)) return fail(&image, message);
  // libpng only warns of pixels that are too many.
  if ((image.warning_or_error & PNG_IMAGE_WARNING) && !strncmp(image.message, "IDAT: ", 6)) return fail(&image, message);
  return 1;
}

static void describe(png_image *image, CPNGHeader header) {
  prepare(image);
  image->width = header.width;
  image->height = header.height;
  image->format = format_of(header.channels);
}

size_t cpng_encoded_bound(CPNGHeader header) {
  png_image image;
  describe(&image, header);
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}

int cpng_encode(CPNGHeader header, const void *pixels, void *bytes, size_t *count, char *message) {
  png_image image;
  describe(&image, header);
  png_alloc_size_t used = *count;
  if (!png_image_write_to_memory(&image, bytes, &used, 0, pixels, 0, NULL)) return fail(&image, message);
  *count = used;
  return 1;
}
