/// 8-bit PNG pictures in memory, over libpng's simplified interface, which keeps its `setjmp` and
/// `longjmp` inside the library: no jump ever passes a caller's frame.
///
/// Every function returns 1 on success and 0 on failure with the reason in `message`.
#pragma once
#include <stddef.h>
#include <stdint.h>

#define CPNG_MESSAGE_SIZE 96

typedef struct {
  uint32_t width, height;
  /// 1 grey, 2 grey with opacity, 3 RGB, 4 RGBA: what `cpng_decode` will give.
  uint32_t channels;
} CPNGHeader;

/// Reads the picture's size without decoding it.
int cpng_inspect(const void *bytes, size_t count, CPNGHeader *header, char message[CPNG_MESSAGE_SIZE]);

/// Decodes to 8 bits a channel, rows from the top, channels innermost. Palettes become RGB(A), 16 bits become 8.
/// `pixels` has room for exactly width x height x channels bytes.
int cpng_decode(const void *bytes, size_t count, void *pixels, size_t pixels_count, char message[CPNG_MESSAGE_SIZE]);

/// The most bytes that `cpng_encode` can need for such a picture.
size_t cpng_encoded_bound(CPNGHeader header);

/// Encodes into `bytes`, whose capacity is `*count`; `*count` becomes the bytes used. The same pixels always
/// give the same bytes.
int cpng_encode(CPNGHeader header, const void *pixels, void *bytes, size_t *count, char message[CPNG_MESSAGE_SIZE]);
