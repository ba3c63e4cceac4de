#include "tests/pbf_bytes.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

static void add(struct pbf_bytes *bytes, const void *data, size_t size)
{
    if (size > sizeof bytes->data - bytes->size)
        abort();
    if (size)
        memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

void pbf_varint(struct pbf_bytes *bytes, uint64_t number)
{
    do {
        unsigned char byte = (unsigned char)((number & 0x7f) | (number > 0x7f ? 0x80 : 0));
        add(bytes, &byte, 1);
        number >>= 7;
    } while (number);
}

void pbf_number(struct pbf_bytes *bytes, int field, uint64_t number)
{
    pbf_varint(bytes, (uint64_t)field << 3);
    pbf_varint(bytes, number);
}

void pbf_field(struct pbf_bytes *bytes, int field, const void *data, size_t size)
{
    pbf_varint(bytes, (uint64_t)field << 3 | 2);
    pbf_varint(bytes, size);
    add(bytes, data, size);
}

void pbf_message(struct pbf_bytes *bytes, int field, const struct pbf_bytes *message)
{
    pbf_field(bytes, field, message->data, message->size);
}

uint64_t pbf_zigzag(int64_t number)
{
    return (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0);
}

void pbf_packed(struct pbf_bytes *bytes, int field, const uint64_t *numbers, size_t count)
{
    struct pbf_bytes packed = {.size = 0};
    for (size_t i = 0; i < count; i++)
        pbf_varint(&packed, numbers[i]);
    pbf_message(bytes, field, &packed);
}

void pbf_deltas(struct pbf_bytes *bytes, int field, const int64_t *numbers, size_t count)
{
    struct pbf_bytes packed = {.size = 0};
    uint64_t last = 0;
    for (size_t i = 0; i < count; i++) {
        pbf_varint(&packed, pbf_zigzag((int64_t)((uint64_t)numbers[i] - last)));
        last = (uint64_t)numbers[i];
    }
    pbf_message(bytes, field, &packed);
}

/* The body of a blob, packed as asked. */
static void pack(struct pbf_bytes *blob, const struct pbf_bytes *body, enum pbf_packing packing)
{
    unsigned char packed[32768];
    uLongf size = sizeof packed;
    if (packing == PBF_RAW || packing == PBF_LZ4) {
        pbf_message(blob, packing == PBF_RAW ? 1 : 6, body);
        return;
    }
    if (compress(packed, &size, body->data, body->size) != Z_OK)
        abort();
    if (packing == PBF_BROKEN)
        packed[size / 2] ^= 0xff;
    pbf_number(blob, 2, body->size + (packing == PBF_WRONG_SIZE));
    pbf_field(blob, 3, packed, size);
}

void pbf_wrapped(struct pbf_bytes *file, const char *type, const struct pbf_bytes *blob)
{
    struct pbf_bytes header = {.size = 0};
    pbf_field(&header, 1, type, strlen(type));
    pbf_number(&header, 3, blob->size);
    const unsigned char length[4] = {0, 0, (unsigned char)(header.size >> 8),
                                     (unsigned char)header.size};
    add(file, length, sizeof length);
    add(file, header.data, header.size);
    add(file, blob->data, blob->size);
}

void pbf_blob(struct pbf_bytes *file, const char *type, const struct pbf_bytes *body,
              enum pbf_packing packing)
{
    struct pbf_bytes blob = {.size = 0};
    pack(&blob, body, packing);
    pbf_wrapped(file, type, &blob);
}

void pbf_file_header(struct pbf_bytes *file, const char *const *features)
{
    struct pbf_bytes header = {.size = 0};
    for (; *features; features++)
        pbf_field(&header, 4, *features, strlen(*features));
    pbf_field(&header, 16, "trajet tests", 12);
    pbf_blob(file, "OSMHeader", &header, PBF_ZLIB);
}

void pbf_strings(struct pbf_bytes *block, const char *const *texts)
{
    struct pbf_bytes table = {.size = 0};
    pbf_field(&table, 1, "", 0);
    for (; *texts; texts++)
        pbf_field(&table, 1, *texts, strlen(*texts));
    pbf_message(block, 1, &table);
}
