/// Pictures as sixels, the bitmap graphics of DEC's terminals, over libsixel's encoder.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Encodes rows of RGB bytes from the top with at most 256 colours. Returns 1, and in `*bytes` what to send to the
/// terminal, to be given back by `free`; 0 when there is no memory or libsixel refuses.
int csixel_encode(const uint8_t *rgb, int width, int height, char **bytes, size_t *count);
