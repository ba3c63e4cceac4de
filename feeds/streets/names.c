#include "feeds/streets/names.h"

/* The first of these that is said. */
static uint32_t first_of(struct map *map, const struct tags *tags, const enum tag *keys,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (tag_said(tags, keys[i]))
            return map_text(map, tags->values[keys[i]].text, tags->values[keys[i]].length);
    return 0;
}

uint32_t name_of_street(struct map *map, const struct tags *tags)
{
    static const enum tag keys[] = {TAG_NAME, TAG_REF, TAG_IS_SIDEPATH_NAME};
    return first_of(map, tags, keys, sizeof keys / sizeof *keys);
}

struct map_label label_of(struct map *map, const struct tags *tags)
{
    static const enum tag names[] = {TAG_NAME}, refs[] = {TAG_REF}, local[] = {TAG_LOCAL_REF};
    static const enum tag stops[] = {TAG_GTFS_STOP_ID, TAG_GTFS_STOP_ID_OLD, TAG_REF_IFOPT,
                                     TAG_UIC_REF, TAG_REF};
    return (struct map_label){
        .name = first_of(map, tags, names, 1),
        .ref = first_of(map, tags, refs, 1),
        .local_ref = first_of(map, tags, local, 1),
        .stop_id = first_of(map, tags, stops, sizeof stops / sizeof *stops),
    };
}
