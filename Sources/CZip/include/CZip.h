/// Zip archives over libzip, from and into whatever the caller has: a read and a write function with positions.
///
/// libzip is loaded when the first archive is touched. It brings OpenSSL along, and linking it would make every start
/// of the program pay for that.
///
/// A function that can fail returns 0 or NULL then, with the reason in `message`.
#pragma once
#include <stddef.h>
#include <stdint.h>

#define CZIP_MESSAGE_SIZE 160

/// Fills `bytes` from `offset` on, whole; 1 on success.
typedef int (*CZipRead)(void *context, void *bytes, size_t count, uint64_t offset);
/// Writes at `offset`, whole; 1 on success.
typedef int (*CZipWrite)(void *context, const void *bytes, size_t count, uint64_t offset);

typedef struct CZipReader CZipReader;
typedef struct CZipWriter CZipWriter;

typedef struct {
  /// UTF-8; the archive's own memory.
  const char *name;
  uint64_t size, packed_size;
  /// As in the format: 0 stored, 8 deflated.
  uint16_t method;
  int is_encrypted;
} CZipEntry;

/// Opens an archive of `size` bytes and compares its directory with the headers in front of the entries. `context`
/// must last until `czip_close`.
CZipReader *czip_open(CZipRead read, void *context, uint64_t size, char message[CZIP_MESSAGE_SIZE]);
void czip_close(CZipReader *reader);
uint64_t czip_count(CZipReader *reader);
int czip_entry(CZipReader *reader, uint64_t index, CZipEntry *entry, char message[CZIP_MESSAGE_SIZE]);

/// Begins to read an entry; one that was being read is given up.
int czip_begin(CZipReader *reader, uint64_t index, char message[CZIP_MESSAGE_SIZE]);
/// Unpacks at most `count` bytes; returns how many, 0 at the end, where the checksum has been found right, or -1.
int64_t czip_read(CZipReader *reader, void *bytes, size_t count, char message[CZIP_MESSAGE_SIZE]);
/// Where the packed bytes of the entry that is being read begin; known after its first `czip_read`.
uint64_t czip_data_offset(CZipReader *reader);

/// Begins an archive that goes out through `write`.
CZipWriter *czip_create(CZipWrite write, void *context, char message[CZIP_MESSAGE_SIZE]);
/// Announces an entry of `size` bytes, which `read` gives when `czip_finish` asks for them.
int czip_add(
    CZipWriter *writer, const char *name, uint64_t size, CZipRead read, void *context, int deflates,
    char message[CZIP_MESSAGE_SIZE]);
/// Writes everything and frees the writer, also on failure.
int czip_finish(CZipWriter *writer, char message[CZIP_MESSAGE_SIZE]);
/// Frees the writer; nothing is written.
void czip_abandon(CZipWriter *writer);
