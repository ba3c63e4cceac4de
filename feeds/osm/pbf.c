#include "feeds/osm/pbf.h"

#include <errno.h>
#include <string.h>

#include <fileformat.pb-c.h>
#include <osmformat.pb-c.h>
#include <zlib.h>

#include "engine/base/memory.h"

/* Bytes of the blob at hand, packed and inflated. */
struct buffers {
    unsigned char *packed, *plain;
    size_t packed_room, plain_room;
};

static void *take(void *context, size_t size)
{
    const struct pbf_room *room = context;
    size_t taken = 0;
    for (int layer = 0; layer < LAYERS; layer++)
        taken += room->pbf->arenas[layer].total;
    if (size > PBF_UNPACKED_MAX || taken > PBF_UNPACKED_MAX - size)
        return NULL;
    return arena_alloc(&room->pbf->arenas[room->layer], size);
}

/* What is unpacked goes with its arena. */
static void give_back(void *context, void *memory)
{
    (void)context;
    (void)memory;
}

static void begin(struct pbf *pbf, struct osm_reader *reader)
{
    *pbf = (struct pbf){.reader = reader};
    for (int layer = 0; layer < LAYERS; layer++) {
        pbf->rooms[layer] = (struct pbf_room){.pbf = pbf, .layer = (enum pbf_layer)layer};
        pbf->allocators[layer] = (ProtobufCAllocator){
            .alloc = take, .free = give_back, .allocator_data = &pbf->rooms[layer]};
    }
}

static void finish(struct pbf *pbf)
{
    for (int layer = 0; layer < LAYERS; layer++)
        arena_finish(&pbf->arenas[layer]);
}

void pbf_forget(struct pbf *pbf, enum pbf_layer layer)
{
    arena_reset(&pbf->arenas[layer]);
}

bool pbf_fail(const struct pbf *pbf, enum error_kind kind, const char *text)
{
    return error_set(pbf->reader->error, kind, pbf->reader->path, "block %u at byte %llu: %s",
                     pbf->number, (unsigned long long)pbf->start, text);
}

void *pbf_unpack(struct pbf *pbf, enum pbf_layer layer, const ProtobufCMessageDescriptor *kind,
                 ProtobufCBinaryData bytes)
{
    void *message = protobuf_c_message_unpack(kind, &pbf->allocators[layer], bytes.len, bytes.data);
    if (!message)
        pbf_fail(pbf, ERROR_CORRUPT, "damaged, or more than a block may hold");
    return message;
}

/* Reads exactly `size` bytes. */
static bool read_bytes(const struct pbf *pbf, FILE *file, unsigned char *bytes, size_t size)
{
    if (fread(bytes, 1, size, file) == size)
        return true;
    if (ferror(file))
        return error_set(pbf->reader->error, ERROR_SYSTEM, pbf->reader->path, "cannot read: %s",
                         strerror(errno));
    return pbf_fail(pbf, ERROR_CORRUPT, "the file ends in the middle of it; fetch it again");
}

static unsigned char *make_room(unsigned char **buffer, size_t *room, size_t size)
{
    if (size > *room) {
        memory_free(*buffer);
        *buffer = memory_resize(NULL, size, 1);
        *room = size;
    }
    return *buffer;
}

/* Reads the length and header of the next blob; `*header` is NULL at the end of the file. */
static bool read_header(struct pbf *pbf, FILE *file, OsmBlobHeader **header)
{
    unsigned char length[4], bytes[PBF_HEADER_MAX];
    *header = NULL;
    pbf->start = (uint64_t)ftello(file);
    pbf->number++;
    int first = fgetc(file);
    if (first == EOF && !ferror(file))
        return true;
    length[0] = (unsigned char)first;
    if (!read_bytes(pbf, file, length + 1, 3))
        return false;
    uint32_t size = (uint32_t)length[0] << 24 | (uint32_t)length[1] << 16 |
                    (uint32_t)length[2] << 8 | length[3];
    if (size > PBF_HEADER_MAX)
        return pbf_fail(pbf, ERROR_LIMIT, "its header is longer than 64 KiB");
    if (!read_bytes(pbf, file, bytes, size))
        return false;
    pbf_forget(pbf, LAYER_BLOB);
    *header = pbf_unpack(pbf, LAYER_BLOB, &osm_blob_header__descriptor,
                         (ProtobufCBinaryData){.len = size, .data = bytes});
    if (!*header)
        return false;
    if ((*header)->datasize < 0 || (*header)->datasize > PBF_BLOB_MAX)
        return pbf_fail(pbf, ERROR_LIMIT, "it is larger than 32 MiB");
    return true;
}

static bool inflate_blob(struct pbf *pbf, const OsmBlob *blob, struct buffers *buffers,
                         ProtobufCBinaryData *plain)
{
    if (!blob->has_raw_size || blob->raw_size < 0 || blob->raw_size > PBF_BLOB_MAX)
        return pbf_fail(pbf, ERROR_LIMIT, "its unpacked size is not given, or above 32 MiB");
    uLongf size = (uLongf)blob->raw_size;
    plain->data = make_room(&buffers->plain, &buffers->plain_room, size + 1);
    plain->len = size;
    int state = uncompress(plain->data, &size, blob->zlib_data.data, blob->zlib_data.len);
    if (state != Z_OK || size != plain->len)
        return pbf_fail(pbf, ERROR_CORRUPT, "it cannot be unpacked: damaged; fetch the file again");
    return true;
}

static bool open_blob(struct pbf *pbf, const OsmBlob *blob, struct buffers *buffers,
                      ProtobufCBinaryData *plain)
{
    if (blob->has_zlib_data)
        return inflate_blob(pbf, blob, buffers, plain);
    if (blob->has_lzma_data || blob->has_bzip2_data || blob->has_lz4_data || blob->has_zstd_data)
        return pbf_fail(pbf, ERROR_INPUT,
                        "packed with lzma, bzip2, lz4 or zstd; only zlib can be read: convert the "
                        "file first");
    if (!blob->has_raw)
        return pbf_fail(pbf, ERROR_CORRUPT, "it holds no data");
    if (blob->has_raw_size && (size_t)blob->raw_size != blob->raw.len)
        return pbf_fail(pbf, ERROR_CORRUPT, "its size is not the one it says");
    *plain = blob->raw;
    return true;
}

static bool check_feature(const struct pbf *pbf, const char *feature)
{
    static const char *const known[] = {"OsmSchema-V0.6", "DenseNodes"};
    char text[160];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(feature, known[i]) == 0)
            return true;
    if (strcmp(feature, "HistoricalInformation") == 0)
        return pbf_fail(pbf, ERROR_INPUT,
                        "the file holds old versions of objects (HistoricalInformation); cut the "
                        "present state out of it first");
    snprintf(text, sizeof text, "the file needs a reader with the feature \"%.60s\"", feature);
    return pbf_fail(pbf, ERROR_INPUT, text);
}

static bool read_features(struct pbf *pbf, ProtobufCBinaryData bytes)
{
    OsmHeaderBlock *header = pbf_unpack(pbf, LAYER_BLOCK, &osm_header_block__descriptor, bytes);
    for (size_t i = 0; header && i < header->n_required_features; i++)
        if (!check_feature(pbf, header->required_features[i]))
            return false;
    return header != NULL;
}

/* Reads the body of a blob whose header was just read. */
static bool read_blob(struct pbf *pbf, FILE *file, const OsmBlobHeader *header,
                      struct buffers *buffers)
{
    bool data = strcmp(header->type, "OSMData") == 0;
    bool known = data || strcmp(header->type, "OSMHeader") == 0;
    size_t size = (size_t)header->datasize;
    unsigned char *bytes = make_room(&buffers->packed, &buffers->packed_room, size + 1);
    if (!known)
        osm_report_text(pbf->reader, ODD_BLOCK_UNKNOWN, 0, header->type, strlen(header->type));
    if (!read_bytes(pbf, file, bytes, size))
        return false;
    if (!known)
        return true;
    pbf_forget(pbf, LAYER_BLOB);
    OsmBlob *blob = pbf_unpack(pbf, LAYER_BLOB, &osm_blob__descriptor,
                               (ProtobufCBinaryData){.len = size, .data = bytes});
    ProtobufCBinaryData plain;
    if (!blob || !open_blob(pbf, blob, buffers, &plain))
        return false;
    pbf_forget(pbf, LAYER_BLOCK);
    return data ? pbf_block_read(pbf, plain) : read_features(pbf, plain);
}

/* One blob after the other; the first has to be the header of the file. */
static bool read_blobs(struct pbf *pbf, FILE *file, struct buffers *buffers)
{
    OsmBlobHeader *header;
    for (;;) {
        off_t at = ftello(file);
        if (at >= 0 && (uint64_t)at >= pbf->reader->run.end)
            return true;
        if (!read_header(pbf, file, &header))
            return false;
        if (!header)
            return pbf->number > 1 || pbf_fail(pbf, ERROR_CORRUPT, "the file is empty");
        if (pbf->number == 1 && strcmp(header->type, "OSMHeader") != 0)
            return pbf_fail(pbf, ERROR_INPUT, "the first block is no OSMHeader");
        if (!read_blob(pbf, file, header, buffers))
            return false;
    }
}

bool osm_read_pbf(struct osm_reader *reader, FILE *file)
{
    struct pbf pbf;
    struct buffers buffers = {0};
    begin(&pbf, reader);
    pbf.number = reader->run.blocks;
    bool read = (fseeko(file, (off_t)reader->run.start, SEEK_SET) == 0 &&
                 read_blobs(&pbf, file, &buffers)) ||
                reader->stopped;
    finish(&pbf);
    memory_free(buffers.packed);
    memory_free(buffers.plain);
    return read;
}

bool osm_runs_pbf(struct osm_reader *reader, FILE *file, uint64_t bytes, struct vec *runs)
{
    struct pbf pbf;
    OsmBlobHeader *header = NULL;
    struct osm_run *run = NULL;
    begin(&pbf, reader);
    bool read;
    while ((read = read_header(&pbf, file, &header)) && header) {
        if (!run || pbf.start - run->start >= bytes) {
            if (run)
                run->end = pbf.start;
            run = vec_add(runs);
            *run = (struct osm_run){pbf.start, UINT64_MAX, pbf.number - 1};
        }
        read = fseeko(file, header->datasize, SEEK_CUR) == 0;
        if (!read)
            break;
    }
    finish(&pbf);
    return read;
}
