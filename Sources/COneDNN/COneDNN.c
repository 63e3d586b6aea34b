#include "COneDNN.h"

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The functions that are used, found when the library is opened.
#define FUNCTIONS(X)                                                                                                  \
  X(engine_create) X(stream_create) X(stream_destroy) X(memory_create) X(memory_destroy) X(memory_desc_equal)         \
  X(memory_desc_get_size) X(memory_desc_init_by_strides) X(primitive_attr_create) X(primitive_attr_destroy)           \
  X(primitive_attr_set_scratchpad_mode) X(primitive_create) X(primitive_desc_create) X(primitive_desc_destroy)        \
  X(primitive_desc_query_md) X(primitive_destroy) X(primitive_execute) X(reorder_primitive_desc_create)               \
  X(set_primitive_cache_capacity) X(dilated_convolution_forward_desc_init)                                            \
  X(dilated_convolution_backward_data_desc_init) X(dilated_convolution_backward_weights_desc_init)

#define POINTER(name) static __typeof__(&dnnl_##name) lib_##name;
FUNCTIONS(POINTER)

static void (*set_threads)(int);
static dnnl_engine_t engine;
static int is_open;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  const char *choice = getenv("WORKBENCH_ONEDNN");
  if (choice && strcmp(choice, "off") == 0) return;
  void *library = dlopen("libdnnl.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define FIND(name) \
  if (!(lib_##name = (__typeof__(lib_##name))dlsym(library, "dnnl_" #name))) return;
  FUNCTIONS(FIND)
  // Found in the library's own OpenMP.
  set_threads = (void (*)(int))dlsym(library, "omp_set_num_threads");
  if (lib_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) return;
  // The table below keeps what is used.
  lib_set_primitive_cache_capacity(0);
  is_open = 1;
}

int onednn_is_available(void) {
  pthread_once(&once, open_library);
  return is_open;
}

// Work is divided above this layer; OpenMP's number of threads is each thread's own setting.
static void use_one_thread(void) {
  if (set_threads) set_threads(1);
}

/// One of x, w, y: as the caller has it, as the library wants it, and the way between.
typedef struct {
  dnnl_memory_desc_t plain, own;
  dnnl_primitive_t reorder;
  size_t bytes, scratch;
  int argument, is_result;
} operand;

struct onednn_convolution {
  onednn_shape shape;
  dnnl_primitive_t primitive;
  dnnl_memory_desc_t scratchpad;
  size_t scratch;
  operand operands[3];
  int users;
  unsigned long used;
};

enum { x_place, w_place, y_place };

static size_t padded(size_t bytes) { return (bytes + 63) & ~(size_t)63; }

static size_t size_of(const dnnl_memory_desc_t *description) {
  return description ? lib_memory_desc_get_size(description) : 0;
}

static void destroy(onednn_convolution *c) {
  for (int i = 0; i < 3; i++) {
    if (c->operands[i].reorder) lib_primitive_destroy(c->operands[i].reorder);
  }
  if (c->primitive) lib_primitive_destroy(c->primitive);
  free(c);
}

static int describe(onednn_convolution *c, dnnl_memory_desc_t any[3]) {
  const onednn_shape *s = &c->shape;
  const int64_t *in = s->input, *out = s->output, *k = s->kernel;
  int64_t g = s->groups, inputs = s->inputs / g;
  int grouped = g > 1;
  dnnl_dims_t x = {s->images, s->inputs, in[0], in[1]}, x_steps = {s->x_step, in[0] * in[1], in[1], 1};
  dnnl_dims_t y = {s->images, s->outputs, out[0], out[1]}, y_steps = {s->y_step, out[0] * out[1], out[1], 1};
  dnnl_dims_t w = {s->outputs, inputs, k[0], k[1]}, w_steps = {inputs * k[0] * k[1], k[0] * k[1], k[1], 1};
  dnnl_dims_t wg = {g, s->outputs / g, inputs, k[0], k[1]};
  dnnl_dims_t wg_steps = {s->outputs / g * w_steps[0], w_steps[0], w_steps[1], k[1], 1};
  int rank[3] = {4, 4 + grouped, 4};
  dnnl_dim_t *dims[3] = {x, grouped ? wg : w, y}, *steps[3] = {x_steps, grouped ? wg_steps : w_steps, y_steps};
  for (int i = 0; i < 3; i++) {
    if (lib_memory_desc_init_by_strides(&c->operands[i].plain, rank[i], dims[i], dnnl_f32, steps[i]) != dnnl_success)
      return 0;
    // The library is free to choose.
    any[i] = (dnnl_memory_desc_t){.ndims = rank[i], .data_type = dnnl_f32, .format_kind = dnnl_format_kind_any};
    memcpy(any[i].dims, dims[i], sizeof(dnnl_dims_t));
    memcpy(any[i].padded_dims, dims[i], sizeof(dnnl_dims_t));
  }
  return 1;
}

static dnnl_primitive_desc_t choose(const onednn_convolution *c, dnnl_memory_desc_t any[3], dnnl_primitive_attr_t attr) {
  const onednn_shape *s = &c->shape;
  dnnl_dims_t stride = {s->stride[0], s->stride[1]}, padding = {s->padding[0], s->padding[1]};
  // The library counts the gaps.
  dnnl_dims_t gaps = {s->dilation[0] - 1, s->dilation[1] - 1};
  dnnl_convolution_desc_t d;
  dnnl_primitive_desc_t forward = NULL, result = NULL;
  dnnl_prop_kind_t kind = s->pass == onednn_forward ? dnnl_forward_inference : dnnl_forward_training;
  if (lib_dilated_convolution_forward_desc_init(&d, kind, dnnl_convolution_direct, &any[x_place], &any[w_place], NULL,
                                                &any[y_place], stride, gaps, padding, padding) != dnnl_success ||
      lib_primitive_desc_create(&forward, &d, attr, engine, NULL) != dnnl_success)
    return NULL;
  if (s->pass == onednn_forward) return forward;
  dnnl_status_t status =
      s->pass == onednn_input_gradient
          ? lib_dilated_convolution_backward_data_desc_init(&d, dnnl_convolution_direct, &any[x_place], &any[w_place],
                                                            &any[y_place], stride, gaps, padding, padding)
          : lib_dilated_convolution_backward_weights_desc_init(&d, dnnl_convolution_direct, &any[x_place],
                                                               &any[w_place], NULL, &any[y_place], stride, gaps, padding,
                                                               padding);
  if (status == dnnl_success && lib_primitive_desc_create(&result, &d, attr, engine, forward) != dnnl_success)
    result = NULL;
  lib_primitive_desc_destroy(forward);
  return result;
}

/// How an operand gets from the caller's order into the library's, or back.
static int connect(operand *o, const dnnl_memory_desc_t *own, dnnl_primitive_attr_t attr) {
  if (!own) return 0;
  o->own = *own;
  if (lib_memory_desc_equal(&o->plain, own)) return 1;
  o->bytes = size_of(own);
  const dnnl_memory_desc_t *from = o->is_result ? own : &o->plain, *to = o->is_result ? &o->plain : own;
  dnnl_primitive_desc_t way = NULL;
  if (lib_reorder_primitive_desc_create(&way, from, engine, to, engine, attr) != dnnl_success) return 0;
  o->scratch = size_of(lib_primitive_desc_query_md(way, dnnl_query_scratchpad_md, 0));
  dnnl_status_t status = lib_primitive_create(&o->reorder, way);
  lib_primitive_desc_destroy(way);
  return status == dnnl_success;
}

static int build(onednn_convolution *c) {
  static const dnnl_query_t queries[3][3] = {
      {dnnl_query_src_md, dnnl_query_weights_md, dnnl_query_dst_md},
      {dnnl_query_diff_src_md, dnnl_query_weights_md, dnnl_query_diff_dst_md},
      {dnnl_query_src_md, dnnl_query_diff_weights_md, dnnl_query_diff_dst_md},
  };
  static const int arguments[3][3] = {
      {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST},
      {DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_DST},
      {DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST},
  };
  static const int results[3] = {y_place, x_place, w_place};
  int pass = (int)c->shape.pass, done = 0;
  dnnl_memory_desc_t any[3];
  dnnl_primitive_attr_t attr = NULL;
  dnnl_primitive_desc_t chosen = NULL;
  // The scratchpad is the caller's: the library's own would belong to one thread at a time.
  if (describe(c, any) && lib_primitive_attr_create(&attr) == dnnl_success &&
      lib_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user) == dnnl_success &&
      (chosen = choose(c, any, attr)) != NULL) {
    done = lib_primitive_create(&c->primitive, chosen) == dnnl_success;
    const dnnl_memory_desc_t *scratchpad = lib_primitive_desc_query_md(chosen, dnnl_query_scratchpad_md, 0);
    if (scratchpad) c->scratchpad = *scratchpad;
    c->scratch = size_of(scratchpad);
    for (int i = 0; i < 3 && done; i++) {
      operand *o = &c->operands[i];
      o->argument = arguments[pass][i];
      o->is_result = i == results[pass];
      done = connect(o, lib_primitive_desc_query_md(chosen, queries[pass][i], 0), attr);
      if (o->scratch > c->scratch) c->scratch = o->scratch;
    }
  }
  if (chosen) lib_primitive_desc_destroy(chosen);
  if (attr) lib_primitive_attr_destroy(attr);
  return done;
}

// What was prepared lately; the one that was not used for longest goes first.
enum { capacity = 128 };
static onednn_convolution *table[capacity];
static unsigned long uses;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static onednn_convolution *find(const onednn_shape *shape, int *place) {
  *place = -1;
  for (int i = 0; i < capacity; i++) {
    onednn_convolution *c = table[i];
    if (c && memcmp(&c->shape, shape, sizeof *shape) == 0) return c;
    int is_better = !c || (c->users == 0 && (*place < 0 || (table[*place] && c->used < table[*place]->used)));
    if (is_better && (*place < 0 || table[*place])) *place = i;
  }
  return NULL;
}

onednn_convolution *onednn_prepare(const onednn_shape *shape) {
  if (!onednn_is_available()) return NULL;
  use_one_thread();
  pthread_mutex_lock(&lock);
  int place;
  onednn_convolution *c = find(shape, &place);
  if (!c && place >= 0 && (c = calloc(1, sizeof *c)) != NULL) {
    c->shape = *shape;
    if (build(c)) {
      if (table[place]) destroy(table[place]);
      table[place] = c;
    } else {
      destroy(c);
      c = NULL;
    }
  }
  if (c) {
    c->users++;
    c->used = ++uses;
  }
  pthread_mutex_unlock(&lock);
  return c;
}

void onednn_release(onednn_convolution *c) {
  pthread_mutex_lock(&lock);
  c->users--;
  pthread_mutex_unlock(&lock);
}

static int is_packed_ahead(const onednn_convolution *c, int place) {
  return place == w_place && !c->operands[w_place].is_result;
}

size_t onednn_packed_bytes(const onednn_convolution *c) {
  return is_packed_ahead(c, w_place) ? c->operands[w_place].bytes : 0;
}

size_t onednn_memory_bytes(const onednn_convolution *c) {
  size_t bytes = padded(c->scratch);
  for (int i = 0; i < 3; i++) {
    if (!is_packed_ahead(c, i)) bytes += padded(c->operands[i].bytes);
  }
  return bytes;
}

static int reorder(const operand *o, dnnl_stream_t stream, float *plain, void *own, void *scratch) {
  dnnl_memory_t a = NULL, b = NULL, pad = NULL;
  dnnl_memory_desc_t bytes = {0};
  dnnl_dims_t count = {(int64_t)(o->scratch ? o->scratch : 1)}, step = {1};
  int done = lib_memory_create(&a, &o->plain, engine, plain) == dnnl_success &&
             lib_memory_create(&b, &o->own, engine, own) == dnnl_success &&
             lib_memory_desc_init_by_strides(&bytes, 1, count, dnnl_u8, step) == dnnl_success &&
             lib_memory_create(&pad, &bytes, engine, scratch) == dnnl_success;
  if (done) {
    dnnl_exec_arg_t arguments[3] = {
        {DNNL_ARG_FROM, o->is_result ? b : a}, {DNNL_ARG_TO, o->is_result ? a : b}, {DNNL_ARG_SCRATCHPAD, pad}};
    done = lib_primitive_execute(o->reorder, stream, o->scratch ? 3 : 2, arguments) == dnnl_success;
  }
  if (a) lib_memory_destroy(a);
  if (b) lib_memory_destroy(b);
  if (pad) lib_memory_destroy(pad);
  return done;
}

int onednn_pack(const onednn_convolution *c, const float *w, float *packed, void *memory) {
  use_one_thread();
  dnnl_stream_t stream = NULL;
  if (lib_stream_create(&stream, engine, dnnl_stream_default_flags) != dnnl_success) return 1;
  // What is read is not written: the library's handles know no const.
  int done = reorder(&c->operands[w_place], stream, (float *)w, packed, memory);
  lib_stream_destroy(stream);
  return !done;
}

int onednn_run(const onednn_convolution *c, float *x, float *w, float *y, void *memory) {
  use_one_thread();
  float *plain[3] = {x, w, y}, *own[3];
  char *next = (char *)memory + padded(c->scratch);
  for (int i = 0; i < 3; i++) {
    const operand *o = &c->operands[i];
    own[i] = plain[i];
    if (!o->reorder || is_packed_ahead(c, i)) continue;
    own[i] = (float *)next;
    next += padded(o->bytes);
  }
  dnnl_stream_t stream = NULL;
  dnnl_memory_t memories[4] = {NULL};
  dnnl_exec_arg_t arguments[4];
  int done = lib_stream_create(&stream, engine, dnnl_stream_default_flags) == dnnl_success;
  for (int i = 0; i < 3 && done; i++) {
    const operand *o = &c->operands[i];
    if (own[i] != plain[i] && !o->is_result) done = reorder(o, stream, plain[i], own[i], memory);
    done = done && lib_memory_create(&memories[i], &o->own, engine, own[i]) == dnnl_success;
    arguments[i] = (dnnl_exec_arg_t){o->argument, memories[i]};
  }
  int count = 3;
  if (done && size_of(&c->scratchpad) > 0) {
    done = lib_memory_create(&memories[3], &c->scratchpad, engine, memory) == dnnl_success;
    arguments[count++] = (dnnl_exec_arg_t){DNNL_ARG_SCRATCHPAD, memories[3]};
  }
  done = done && lib_primitive_execute(c->primitive, stream, count, arguments) == dnnl_success;
  for (int i = 0; i < 3 && done; i++) {
    const operand *o = &c->operands[i];
    if (own[i] != plain[i] && o->is_result) done = reorder(o, stream, plain[i], own[i], memory);
  }
  for (int i = 0; i < 4; i++) {
    if (memories[i]) lib_memory_destroy(memories[i]);
  }
  if (stream) lib_stream_destroy(stream);
  return !done;
}
