#include "feeds/streets/rings.h"

static int64_t last_of(const struct vec *nodes)
{
    return ((const int64_t *)nodes->data)[nodes->count - 1];
}

/* Appends a part without its first node, in the order that starts at its `from` end. */
static void append(struct vec *nodes, const int64_t *refs, const struct ring_part *part,
                   bool turned)
{
    for (uint32_t i = 1; i < part->count; i++)
        vec_push(nodes, &refs[part->first + (turned ? part->count - 1 - i : i)]);
}

/* The next part that begins or ends at `end`, appended. False: there is none. */
static bool go_on(const int64_t *refs, struct vec *parts, struct vec *nodes)
{
    struct ring_part *part = parts->data;
    int64_t end = last_of(nodes);
    for (uint32_t i = 0; i < parts->count; i++) {
        if (part[i].used || part[i].count < 2)
            continue;
        bool head = refs[part[i].first] == end;
        bool tail = refs[part[i].first + part[i].count - 1] == end;
        if (!head && !tail)
            continue;
        append(nodes, refs, &part[i], !head);
        part[i].used = true;
        return true;
    }
    return false;
}

bool rings_join(const int64_t *refs, struct vec *parts, struct vec *nodes, struct vec *lengths)
{
    struct ring_part *part = parts->data;
    bool closed = true;
    for (uint32_t i = 0; i < parts->count; i++) {
        if (part[i].used || part[i].count < 2)
            continue;
        uint32_t first = nodes->count;
        int64_t start = refs[part[i].first];
        part[i].used = true;
        vec_push(nodes, &start);
        append(nodes, refs, &part[i], false);
        while (last_of(nodes) != start && go_on(refs, parts, nodes))
            continue;
        if (last_of(nodes) == start && nodes->count - first >= 4) {
            vec_push_number(lengths, nodes->count - first);
        } else {
            nodes->count = first;
            closed = false;
        }
    }
    return closed;
}
