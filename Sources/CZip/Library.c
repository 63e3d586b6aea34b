#include "Library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#include "CZip.h"

static CZipLibrary library;
static char failure[CZIP_MESSAGE_SIZE];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // The version of the interface that the header describes.
  void *handle = dlopen("libzip.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(failure, sizeof failure, "libzip cannot be loaded (Debian's package libzip4): %s", dlerror());
    return;
  }
#define CZIP_FIND(name)                                                              \
  if (!(library.name = (__typeof__(&name))dlsym(handle, #name))) {                   \
    snprintf(failure, sizeof failure, "libzip has no function " #name);              \
    return;                                                                          \
  }
  CZIP_FUNCTIONS(CZIP_FIND)
#undef CZIP_FIND
}

const CZipLibrary *czip_library(char *message) {
  pthread_once(&once, load);
  if (!failure[0]) return &library;
  czip_say(message, failure);
  return NULL;
}

void czip_say(char *message, const char *text) { snprintf(message, CZIP_MESSAGE_SIZE, "%s", text); }
