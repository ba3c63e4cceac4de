#ifndef TESTS_PBF_BYTES_H
#define TESTS_PBF_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* A tiny writer of PBF files for tests: messages as bytes, by the wire rules of protobuf. */

/** Bytes being written; zeroed is empty. */
struct pbf_bytes {
    unsigned char data[16384];
    size_t size;
};

/** Adds a base-128 number. */
void pbf_varint(struct pbf_bytes *bytes, uint64_t number);

/** Adds a field with a number; signed ones (sint64) go through pbf_zigzag first. */
void pbf_number(struct pbf_bytes *bytes, int field, uint64_t number);

/** Adds a field of raw bytes. */
void pbf_field(struct pbf_bytes *bytes, int field, const void *data, size_t size);

/** Adds a field that is another message. */
void pbf_message(struct pbf_bytes *bytes, int field, const struct pbf_bytes *message);

/** Adds a field of packed numbers. */
void pbf_packed(struct pbf_bytes *bytes, int field, const uint64_t *numbers, size_t count);

/** Adds a field of packed signed numbers, as differences from one to the next. */
void pbf_deltas(struct pbf_bytes *bytes, int field, const int64_t *numbers, size_t count);

/** A signed number as sint64 has it. */
uint64_t pbf_zigzag(int64_t number);

/** How a blob is packed. */
enum pbf_packing { PBF_RAW, PBF_ZLIB, PBF_LZ4, PBF_WRONG_SIZE, PBF_BROKEN };

/** Adds a blob of a file: its header of `type` and its body. */
void pbf_blob(struct pbf_bytes *file, const char *type, const struct pbf_bytes *body,
              enum pbf_packing packing);

/** Adds a blob whose body is packed already. */
void pbf_wrapped(struct pbf_bytes *file, const char *type, const struct pbf_bytes *blob);

/** Adds the first blob of a file, with these required features (ends with NULL). */
void pbf_file_header(struct pbf_bytes *file, const char *const *features);

/** Adds a string table of these texts (ends with NULL) to a block; number 0 is "". */
void pbf_strings(struct pbf_bytes *block, const char *const *texts);

#endif
