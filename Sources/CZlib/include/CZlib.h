/// zlib, with its macros as functions.
#pragma once
#include <zlib.h>

/// `inflateInit2` for gzip streams only (window bits 15 + 16).
static inline int czlib_gunzip_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
