#include "feeds/names/join.h"

#include <stdlib.h>

#include "engine/base/memory.h"

/* Pieces of one name and town that are this near belong to one street. */
#define LINK_METRES 700.0
/* So many of the next pieces to the north are looked at; only a mistake has more that near. */
#define LOOK_MAX 2000

struct joining {
    struct piece *pieces;
    uint32_t count;
    uint32_t *order;  /* pieces by key, then from south to north */
    uint32_t *leader; /* of a piece: another of its street, itself at the end */
};

static int piece_order(const void *a, const void *b, void *context)
{
    const struct piece *pieces = context;
    const struct piece *one = &pieces[*(const uint32_t *)a], *two = &pieces[*(const uint32_t *)b];
    if (one->key != two->key)
        return one->key < two->key ? -1 : 1;
    if (one->at.lat != two->at.lat)
        return one->at.lat < two->at.lat ? -1 : 1;
    return one < two ? -1 : one > two;
}

static uint32_t leader_of(const struct joining *joining, uint32_t piece)
{
    uint32_t *leader = joining->leader;
    while (leader[piece] != piece) {
        leader[piece] = leader[leader[piece]];
        piece = leader[piece];
    }
    return piece;
}

/* Joins two streets unless they are known to lie in different towns. */
static void join(const struct joining *joining, uint32_t one, uint32_t two)
{
    uint32_t first = leader_of(joining, one), second = leader_of(joining, two);
    struct piece *pieces = joining->pieces;
    if (first == second || (pieces[first].town != pieces[second].town &&
                            pieces[first].town != NO_IX && pieces[second].town != NO_IX))
        return;
    if (pieces[first].town == NO_IX)
        pieces[first].town = pieces[second].town;
    joining->leader[second] = first;
}

static void join_near(const struct joining *joining, uint32_t at)
{
    const struct piece *pieces = joining->pieces, *here = &pieces[joining->order[at]];
    struct box near = geo_box_around(here->at, LINK_METRES);
    for (uint32_t k = at + 1; k < joining->count && k <= at + LOOK_MAX; k++) {
        const struct piece *other = &pieces[joining->order[k]];
        if (other->key != here->key || other->at.lat > near.high.lat)
            break;
        if (geo_box_has(near, other->at) && geo_metres(here->at, other->at) <= LINK_METRES)
            join(joining, joining->order[at], joining->order[k]);
    }
}

/* The points of one way are one street, however long the way is. */
static void join_ways(const struct joining *joining, uint32_t ways)
{
    uint32_t *first = memory_zeroed(ways, sizeof *first);
    for (uint32_t i = 0; i < joining->count; i++) {
        uint32_t way = joining->pieces[i].way;
        if (way == NO_IX)
            continue;
        if (first[way])
            join(joining, first[way] - 1, i);
        else
            first[way] = i + 1;
    }
    memory_free(first);
}

/* Towns by boundaries, else by what the address says. Ways without either follow their houses. */
static void find_towns(struct towns *towns, struct piece *pieces, uint32_t count)
{
    struct names *names = towns->names;
    for (uint32_t i = 0; i < count; i++) {
        struct boundary_chain chain;
        boundaries_find(&names->boundaries, names->draft, pieces[i].at, &chain);
        pieces[i].town = boundary_town(names->draft, &chain);
        if (pieces[i].town == NO_IX)
            pieces[i].town = towns_named(towns, pieces[i].city, pieces[i].country);
        if (!pieces[i].zip)
            pieces[i].zip = chain.zip;
    }
}

void join_pieces(struct towns *towns, uint32_t *street_of)
{
    struct vec *pieces = &towns->names->pieces;
    struct joining joining = {.pieces = pieces->data,
                              .count = pieces->count,
                              .order = memory_zeroed(pieces->count, sizeof *joining.order),
                              .leader = street_of};
    find_towns(towns, joining.pieces, joining.count);
    towns_settle(towns);
    for (uint32_t i = 0; i < joining.count; i++)
        joining.order[i] = joining.leader[i] = i;
    if (joining.count)
        qsort_r(joining.order, joining.count, sizeof *joining.order, piece_order, pieces->data);
    join_ways(&joining, towns->names->way_count);
    for (uint32_t i = 0; i < joining.count; i++)
        join_near(&joining, i);
    for (uint32_t i = 0; i < joining.count; i++)
        street_of[i] = leader_of(&joining, i);
    memory_free(joining.order);
}
