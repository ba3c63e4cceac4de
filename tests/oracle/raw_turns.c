#include "tests/oracle/raw_streets.h"

/*
 * Turn restrictions as sequences of pieces: the last one before the node, those of the ways
 * between, the first one after it. Read from what feeds/streets/map.h says of them, for cars.
 */

/* A piece of a way as it is driven. */
struct step {
    uint32_t piece;
    node_ix tail, head;
};

static bool cars_go(const struct raw *raw, const struct map_way *way, bool against)
{
    return map_trait_at(raw->map, against ? way->back : way->trait)->car != ACCESS_NO;
}

/* The pieces by which cars come to a node along a way, or leave it; at most four. */
static uint32_t steps_at(const struct raw *raw, way_ix index, node_ix node, bool coming,
                         struct step steps[4])
{
    const struct map_way *way = map_way_at(raw->map, index);
    const node_ix *nodes = map_way_nodes(raw->map, index);
    uint32_t count = 0;
    for (uint32_t i = 0; i + 1 < way->ref_count; i++)
        for (uint32_t against = 0; against < 2; against++) {
            struct step step = {(way->first_ref + i) << 1 | against, nodes[i + against],
                                nodes[i + !against]};
            if ((coming ? step.head : step.tail) == node && count < 4 && cars_go(raw, way, against))
                steps[count++] = step;
        }
    return count;
}

static uint32_t index_in(const struct raw *raw, way_ix way, node_ix node)
{
    const node_ix *nodes = map_way_nodes(raw->map, way);
    for (uint32_t i = 0; i < map_way_at(raw->map, way)->ref_count; i++)
        if (nodes[i] == node)
            return i;
    return NO_IX;
}

/* Where one way meets another: at an end of the first if it does, else at one of the other. */
static node_ix meeting(const struct raw *raw, way_ix one, way_ix two)
{
    const node_ix *nodes = map_way_nodes(raw->map, one);
    uint32_t last = map_way_at(raw->map, one)->ref_count - 1;
    if (index_in(raw, two, nodes[0]) != NO_IX)
        return nodes[0];
    if (index_in(raw, two, nodes[last]) != NO_IX)
        return nodes[last];
    const node_ix *other = map_way_nodes(raw->map, two);
    for (uint32_t i = 1; i < last; i++)
        if (nodes[i] == other[0] || nodes[i] == other[map_way_at(raw->map, two)->ref_count - 1])
            return nodes[i];
    return NO_IX;
}

static bool add_between(const struct raw *raw, way_ix way, node_ix from, node_ix to,
                        struct raw_word *word)
{
    uint32_t a = index_in(raw, way, from), b = index_in(raw, way, to);
    uint32_t first = map_way_at(raw->map, way)->first_ref;
    if (a == NO_IX || b == NO_IX || a == b)
        return false;
    for (; a < b; a++) {
        if (word->count == 120)
            return false;
        word->pieces[word->count++] = (first + a) << 1;
    }
    for (; a > b; a--) {
        if (word->count == 120)
            return false;
        word->pieces[word->count++] = (first + a - 1) << 1 | 1;
    }
    return true;
}

/* `begin` and `end`: the nodes before and after the ways between. */
static bool add_vias(const struct raw *raw, const struct map_turn *turn, struct raw_word *word,
                     node_ix *begin, node_ix *end)
{
    const way_ix *vias = (const way_ix *)raw->map->turn_vias.data + turn->first_via;
    *begin = *end = meeting(raw, turn->from, vias[0]);
    for (uint32_t i = 0; i < turn->via_count; i++) {
        way_ix next = i + 1 < turn->via_count ? vias[i + 1] : turn->to;
        node_ix to = meeting(raw, next, vias[i]);
        if (*end == NO_IX || to == NO_IX || !add_between(raw, vias[i], *end, to, word))
            return false;
        *end = to;
    }
    return true;
}

/* What may not follow: the piece itself, or with `only` every other one. */
static void add_word(struct raw *raw, struct raw_word *word, uint32_t last, bool only, node_ix node)
{
    const uint32_t *first = raw->first.data;
    word->count++;
    if (!only) {
        word->pieces[word->count - 1] = last;
        vec_push(&raw->words, word);
        return;
    }
    for (uint32_t i = first[node]; i < first[node + 1]; i++) {
        const struct raw_arc *arc = vec_at(&raw->arcs, i);
        word->pieces[word->count - 1] = arc->piece;
        if (arc->piece != last && map_trait_at(raw->map, arc->trait)->car != ACCESS_NO)
            vec_push(&raw->words, word);
    }
}

static bool can_drive(const struct raw *raw, uint32_t piece, node_ix tail)
{
    const uint32_t *first = raw->first.data;
    for (uint32_t i = first[tail]; i < first[tail + 1]; i++) {
        const struct raw_arc *arc = vec_at(&raw->arcs, i);
        if (arc->piece == piece)
            return map_trait_at(raw->map, arc->trait)->car != ACCESS_NO;
    }
    return false;
}

static void add_turn(struct raw *raw, const struct map_turn *turn)
{
    struct raw_word word = {.count = 1};
    node_ix begin = turn->via, end = turn->via;
    struct step in[4], out[4];
    if ((turn->via_count && !add_vias(raw, turn, &word, &begin, &end)) || begin == NO_IX)
        return;
    uint32_t coming = steps_at(raw, turn->from, begin, true, in);
    uint32_t going = steps_at(raw, turn->to, end, false, out);
    if (turn->u_turn && turn->from == turn->to && !turn->via_count) {
        for (uint32_t i = 0; i < coming && i < 2; i++) {
            word = (struct raw_word){.pieces = {in[i].piece}, .count = 1};
            if (can_drive(raw, in[i].piece ^ 1, begin))
                add_word(raw, &word, in[i].piece ^ 1, turn->only, end);
        }
        return;
    }
    if (coming != 1 || going != 1)
        return;
    word.pieces[0] = in[0].piece;
    add_word(raw, &word, out[0].piece, turn->only, end);
}

void raw_add_turns(struct raw *raw)
{
    for (uint32_t i = 0; i < raw->map->turns.count; i++)
        add_turn(raw, vec_at(&raw->map->turns, i));
}
