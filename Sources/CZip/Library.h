/// libzip's functions, found in the library when they are first needed.
#pragma once
#include <zip.h>

#define CZIP_FUNCTIONS(each)                                                                                         \
  each(zip_close) each(zip_discard) each(zip_error_strerror) each(zip_error_init) each(zip_error_fini)               \
  each(zip_error_set) each(zip_error_to_data) each(zip_fclose) each(zip_file_add) each(zip_file_get_error)           \
  each(zip_file_set_mtime) each(zip_fopen_index) each(zip_fread) each(zip_get_error) each(zip_get_num_entries)       \
  each(zip_open_from_source) each(zip_set_file_compression) each(zip_source_free) each(zip_source_function_create)   \
  each(zip_source_seek_compute_offset) each(zip_stat_index) each(zip_stat_init)

#define CZIP_MEMBER(name) __typeof__(&name) name;
typedef struct {
  CZIP_FUNCTIONS(CZIP_MEMBER)
} CZipLibrary;
#undef CZIP_MEMBER

/// NULL where the library is missing; `message` (of CZIP_MESSAGE_SIZE) says so.
const CZipLibrary *czip_library(char *message);
void czip_say(char *message, const char *text);
