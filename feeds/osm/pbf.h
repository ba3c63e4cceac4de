#ifndef FEEDS_OSM_PBF_H
#define FEEDS_OSM_PBF_H

#include <protobuf-c/protobuf-c.h>

#include "engine/base/arena.h"
#include "feeds/osm/reader.h"

/*
 * What pbf.c (blobs) and pbf_block.c (objects) share. Messages are unpacked into arenas, each with
 * the life of one layer, and all of them together may take PBF_UNPACKED_MAX.
 */

#define PBF_HEADER_MAX (64 * 1024)
#define PBF_BLOB_MAX (32 * 1024 * 1024)
/** With what arenas waste at worst (three bytes of eight) and a blob packed and inflated that makes
 * ten times the largest blob. */
#define PBF_UNPACKED_MAX ((size_t)5 * PBF_BLOB_MAX)

/** The layers of a file, the outer ones first. */
enum pbf_layer { LAYER_BLOB, LAYER_BLOCK, LAYER_GROUP, LAYER_OBJECT, LAYERS };

/** A PBF file under way. */
struct pbf {
    struct osm_reader *reader;
    struct arena arenas[LAYERS];
    ProtobufCAllocator allocators[LAYERS]; /**< give memory of the arenas */
    struct pbf_room {
        struct pbf *pbf;
        enum pbf_layer layer;
    } rooms[LAYERS];
    uint64_t start;  /**< where the blob at hand starts in the file */
    uint32_t number; /**< of the blob at hand, from 1 */
};

/** Unpacks a message into the arena of `layer`, which keeps it until pbf_forget. NULL: it is none,
 * or there is too much of it; the error is set. */
void *pbf_unpack(struct pbf *pbf, enum pbf_layer layer, const ProtobufCMessageDescriptor *kind,
                 ProtobufCBinaryData bytes);

/** Forgets what was unpacked in a layer. */
void pbf_forget(struct pbf *pbf, enum pbf_layer layer);

/** Sets the error, with the blob's place in the file; returns false. */
bool pbf_fail(const struct pbf *pbf, enum error_kind kind, const char *text);

/** Reads a block of objects. False: damaged, or the sink wants no more (reader->stopped). */
MUST_CHECK bool pbf_block_read(struct pbf *pbf, ProtobufCBinaryData bytes);

#endif
