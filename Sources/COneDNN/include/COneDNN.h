#pragma once

#include <stddef.h>
#include <stdint.h>

/// Convolutions of oneDNN in float32, on the caller's thread.
///
/// The library (40 MB) is opened at the first use, so that programs that never convolve do not pay for it. Where it is
/// missing, or the environment says WORKBENCH_ONEDNN=off, every preparation returns NULL.
///
/// Notation: images x [n, C, H, W], weights w [O, C/g, kh, kw] in g groups, results y [n, O, Ho, Wo], all dense, except that
/// `x_step` and `y_step` numbers lie between two images, which may be cut out of wider ones.

typedef enum {
  /// y from x and w
  onednn_forward,
  /// dL/dx from w and dL/dy
  onednn_input_gradient,
  /// dL/dw from x and dL/dy
  onednn_weight_gradient,
} onednn_pass;

typedef struct {
  int64_t pass, images, groups, inputs, outputs;
  /// Rows, then columns.
  int64_t input[2], kernel[2], stride[2], padding[2], dilation[2], output[2];
  int64_t x_step, y_step;
} onednn_shape;

typedef struct onednn_convolution onednn_convolution;

/// Whether the library is there.
int onednn_is_available(void);

/// A convolution prepared for one shape, kept for the next call with the same; NULL where the library has none.
/// To be given back by `onednn_release`. May be used by several threads at once.
onednn_convolution *onednn_prepare(const onednn_shape *shape);
void onednn_release(onednn_convolution *convolution);

/// Bytes of the weights in the library's own order; 0 where that is the usual one (and for weight gradients).
size_t onednn_packed_bytes(const onednn_convolution *convolution);
/// Bytes of working memory for one `onednn_run`, 64-byte aligned.
size_t onednn_memory_bytes(const onednn_convolution *convolution);

/// Puts weights into the library's order; `memory` as for `onednn_run`. Returns 0 when done.
int onednn_pack(const onednn_convolution *convolution, const float *w, float *packed, void *memory);
/// Computes the one of x, w, y that the pass gives from the other two; `w` is packed where `onednn_packed_bytes` is
/// not 0. Returns 0 when done.
int onednn_run(const onednn_convolution *convolution, float *x, float *w, float *y, void *memory);
