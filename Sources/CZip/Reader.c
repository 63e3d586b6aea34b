#include <stdlib.h>
#include <string.h>

#include "CZip.h"
#include "Library.h"

struct CZipReader {
  CZipRead read;
  void *context;
  uint64_t size, position, data_offset;
  int waits_for_data;
  zip_error_t error;
  const CZipLibrary *lib;
  zip_t *archive;
  zip_file_t *file;
};

static zip_int64_t source(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command) {
  CZipReader *reader = state;
  const CZipLibrary *lib = reader->lib;
  switch (command) {
    case ZIP_SOURCE_OPEN:
      reader->position = 0;
      return 0;
    case ZIP_SOURCE_READ: {
      if (reader->waits_for_data) {
        reader->data_offset = reader->position;
        reader->waits_for_data = 0;
      }
      uint64_t left = reader->size - reader->position;
      if (length > left) length = left;
      if (length && !reader->read(reader->context, data, length, reader->position)) {
        lib->zip_error_set(&reader->error, ZIP_ER_READ, 0);
        return -1;
      }
      reader->position += length;
      return (zip_int64_t)length;
    }
    case ZIP_SOURCE_SEEK: {
      zip_int64_t place =
          lib->zip_source_seek_compute_offset(reader->position, reader->size, data, length, &reader->error);
      if (place < 0) return -1;
      reader->position = (uint64_t)place;
      return 0;
    }
    case ZIP_SOURCE_TELL: return (zip_int64_t)reader->position;
    case ZIP_SOURCE_STAT: {
      zip_stat_t *status = data;
      if (length < sizeof *status) {
        lib->zip_error_set(&reader->error, ZIP_ER_INVAL, 0);
        return -1;
      }
      lib->zip_stat_init(status);
      status->size = reader->size;
      status->valid = ZIP_STAT_SIZE;
      return sizeof *status;
    }
    case ZIP_SOURCE_ERROR: return lib->zip_error_to_data(&reader->error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    default: lib->zip_error_set(&reader->error, ZIP_ER_OPNOTSUPP, 0); return -1;
  }
}

CZipReader *czip_open(CZipRead read, void *context, uint64_t size, char *message) {
  const CZipLibrary *lib = czip_library(message);
  if (!lib) return NULL;
  CZipReader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    czip_say(message, "out of memory");
    return NULL;
  }
  reader->read = read;
  reader->context = context;
  reader->size = size;
  reader->lib = lib;
  lib->zip_error_init(&reader->error);
  zip_error_t error;
  lib->zip_error_init(&error);
  zip_source_t *from = lib->zip_source_function_create(source, reader, &error);
  if (from) reader->archive = lib->zip_open_from_source(from, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (!reader->archive) {
    czip_say(message, lib->zip_error_strerror(&error));
    if (from) lib->zip_source_free(from);
    czip_close(reader);
    reader = NULL;
  }
  lib->zip_error_fini(&error);
  return reader;
}

void czip_close(CZipReader *reader) {
  if (reader->file) reader->lib->zip_fclose(reader->file);
  if (reader->archive) reader->lib->zip_discard(reader->archive);
  reader->lib->zip_error_fini(&reader->error);
  free(reader);
}

uint64_t czip_count(CZipReader *reader) {
  zip_int64_t count = reader->lib->zip_get_num_entries(reader->archive, 0);
  return count < 0 ? 0 : (uint64_t)count;
}

int czip_entry(CZipReader *reader, uint64_t index, CZipEntry *entry, char *message) {
  const zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  zip_stat_t status;
  reader->lib->zip_stat_init(&status);
  if (reader->lib->zip_stat_index(reader->archive, index, 0, &status) < 0) {
    czip_say(message, reader->lib->zip_error_strerror(reader->lib->zip_get_error(reader->archive)));
    return 0;
  }
  if ((status.valid & wanted) != wanted) {
    czip_say(message, "an entry lacks its name or its sizes");
    return 0;
  }
  entry->name = status.name;
  entry->size = status.size;
  entry->packed_size = status.comp_size;
  entry->method = status.comp_method;
  entry->is_encrypted = (status.valid & ZIP_STAT_ENCRYPTION_METHOD) && status.encryption_method != ZIP_EM_NONE;
  return 1;
}

int czip_begin(CZipReader *reader, uint64_t index, char *message) {
  if (reader->file) reader->lib->zip_fclose(reader->file);
  reader->file = reader->lib->zip_fopen_index(reader->archive, index, 0);
  reader->waits_for_data = 1;
  if (!reader->file) czip_say(message, reader->lib->zip_error_strerror(reader->lib->zip_get_error(reader->archive)));
  return reader->file != NULL;
}

int64_t czip_read(CZipReader *reader, void *bytes, size_t count, char *message) {
  if (!reader->file) {
    czip_say(message, "no entry is open");
    return -1;
  }
  zip_int64_t got = reader->lib->zip_fread(reader->file, bytes, count);
  if (got >= 0) return got;
  czip_say(message, reader->lib->zip_error_strerror(reader->lib->zip_file_get_error(reader->file)));
  return -1;
}

uint64_t czip_data_offset(CZipReader *reader) { return reader->data_offset; }
