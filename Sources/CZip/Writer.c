#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CZip.h"
#include "Library.h"

/// What goes into one entry.
typedef struct Part {
  CZipRead read;
  void *context;
  uint64_t size, position;
  zip_error_t error;
  const CZipLibrary *lib;
  struct Part *next;
} Part;

struct CZipWriter {
  CZipWrite write;
  void *context;
  uint64_t position;
  zip_error_t error;
  const CZipLibrary *lib;
  zip_t *archive;
  Part *parts;
};

static zip_int64_t stat_of(uint64_t size, const CZipLibrary *lib, zip_error_t *error, void *data, zip_uint64_t length) {
  zip_stat_t *status = data;
  if (length < sizeof *status) {
    lib->zip_error_set(error, ZIP_ER_INVAL, 0);
    return -1;
  }
  lib->zip_stat_init(status);
  status->size = size;
  status->valid = ZIP_STAT_SIZE;
  return sizeof *status;
}

static zip_int64_t target(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command) {
  CZipWriter *writer = state;
  const CZipLibrary *lib = writer->lib;
  switch (command) {
    case ZIP_SOURCE_STAT: return stat_of(0, lib, &writer->error, data, length);
    case ZIP_SOURCE_BEGIN_WRITE: writer->position = 0; return 0;
    case ZIP_SOURCE_WRITE:
      if (!writer->write(writer->context, data, length, writer->position)) {
        lib->zip_error_set(&writer->error, ZIP_ER_WRITE, 0);
        return -1;
      }
      writer->position += length;
      return (zip_int64_t)length;
    case ZIP_SOURCE_SEEK_WRITE: {
      // From the beginning or from here is all that a writer of archives asks for.
      const zip_source_args_seek_t *wanted = data;
      int64_t place = -1;
      if (length >= sizeof *wanted && wanted->whence != SEEK_END) {
        place = wanted->offset + (wanted->whence == SEEK_SET ? 0 : (int64_t)writer->position);
      }
      if (place < 0) {
        lib->zip_error_set(&writer->error, ZIP_ER_INVAL, 0);
        return -1;
      }
      writer->position = (uint64_t)place;
      return 0;
    }
    case ZIP_SOURCE_TELL_WRITE: return (zip_int64_t)writer->position;
    case ZIP_SOURCE_ERROR: return lib->zip_error_to_data(&writer->error, data, length);
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_WRITABLE;
    default: lib->zip_error_set(&writer->error, ZIP_ER_OPNOTSUPP, 0); return -1;
  }
}

static zip_int64_t part_source(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command) {
  Part *part = state;
  const CZipLibrary *lib = part->lib;
  switch (command) {
    case ZIP_SOURCE_OPEN: part->position = 0; return 0;
    case ZIP_SOURCE_READ:
      if (length > part->size - part->position) length = part->size - part->position;
      if (length && !part->read(part->context, data, length, part->position)) {
        lib->zip_error_set(&part->error, ZIP_ER_READ, 0);
        return -1;
      }
      part->position += length;
      return (zip_int64_t)length;
    case ZIP_SOURCE_STAT: return stat_of(part->size, lib, &part->error, data, length);
    case ZIP_SOURCE_ERROR: return lib->zip_error_to_data(&part->error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_READABLE;
    default: lib->zip_error_set(&part->error, ZIP_ER_OPNOTSUPP, 0); return -1;
  }
}

static void free_writer(CZipWriter *writer) {
  for (Part *part = writer->parts; part;) {
    Part *next = part->next;
    writer->lib->zip_error_fini(&part->error);
    free(part);
    part = next;
  }
  writer->lib->zip_error_fini(&writer->error);
  free(writer);
}

CZipWriter *czip_create(CZipWrite write, void *context, char *message) {
  const CZipLibrary *lib = czip_library(message);
  if (!lib) return NULL;
  CZipWriter *writer = calloc(1, sizeof *writer);
  if (!writer) {
    czip_say(message, "out of memory");
    return NULL;
  }
  writer->write = write;
  writer->context = context;
  writer->lib = lib;
  lib->zip_error_init(&writer->error);
  zip_error_t error;
  lib->zip_error_init(&error);
  zip_source_t *into = lib->zip_source_function_create(target, writer, &error);
  if (into) writer->archive = lib->zip_open_from_source(into, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (!writer->archive) {
    czip_say(message, lib->zip_error_strerror(&error));
    if (into) lib->zip_source_free(into);
    free_writer(writer);
    writer = NULL;
  }
  lib->zip_error_fini(&error);
  return writer;
}

/// The first time that the format knows, so that the same entries give the same bytes.
static time_t first_time(void) {
  struct tm parts = {.tm_year = 80, .tm_mday = 1, .tm_isdst = -1};
  return mktime(&parts);
}

int czip_add(
    CZipWriter *writer, const char *name, uint64_t size, CZipRead read, void *context, int deflates, char *message) {
  const CZipLibrary *lib = writer->lib;
  Part *part = calloc(1, sizeof *part);
  if (!part) {
    czip_say(message, "out of memory");
    return 0;
  }
  *part = (Part){.read = read, .context = context, .size = size, .lib = lib, .next = writer->parts};
  lib->zip_error_init(&part->error);
  writer->parts = part;
  zip_source_t *from = lib->zip_source_function_create(part_source, part, NULL);
  zip_int64_t index = from ? lib->zip_file_add(writer->archive, name, from, ZIP_FL_ENC_UTF_8) : -1;
  if (index < 0 && from) lib->zip_source_free(from);
  if (index >= 0 && !lib->zip_file_set_mtime(writer->archive, (zip_uint64_t)index, first_time(), 0) &&
      !lib->zip_set_file_compression(
          writer->archive, (zip_uint64_t)index, deflates ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0))
    return 1;
  czip_say(message, lib->zip_error_strerror(lib->zip_get_error(writer->archive)));
  return 0;
}

int czip_finish(CZipWriter *writer, char *message) {
  int succeeded = writer->lib->zip_close(writer->archive) == 0;
  if (!succeeded) {
    czip_say(message, writer->lib->zip_error_strerror(writer->lib->zip_get_error(writer->archive)));
    writer->lib->zip_discard(writer->archive);
  }
  free_writer(writer);
  return succeeded;
}

void czip_abandon(CZipWriter *writer) {
  writer->lib->zip_discard(writer->archive);
  free_writer(writer);
}
