#include "engine/way/ways.h"

/* A way that was found, and for which legs. */
struct way_known {
    struct leg leg;
    struct way way;
    struct way_known *next;
};

/* Whether the next of two lists by stop is the hired one: of the same stop, if it is faster. */
static bool takes_hired(const struct reach *own, uint32_t i, const struct reach *hired, uint32_t k)
{
    if (i == own->count || k == hired->count)
        return k < hired->count;
    if (own->stops[i].stop != hired->stops[k].stop)
        return hired->stops[k].stop < own->stops[i].stop;
    return hired->stops[k].seconds < own->stops[i].seconds;
}

/* Joins both lists; of a stop in both the faster way stays. */
static struct reach join(const struct reach *own, const struct reach *hired, struct arena *arena,
                         bool *faster)
{
    struct reach both = {.straight = own->straight};
    both.stops = arena_array(arena, own->count + hired->count, sizeof *both.stops);
    both.ways = arena_array(arena, own->count + hired->count, sizeof *both.ways);
    *faster = false;
    for (uint32_t i = 0, k = 0; i < own->count || k < hired->count;) {
        bool hires = takes_hired(own, i, hired, k);
        const struct reach *from = hires ? hired : own;
        uint32_t at = hires ? k : i;
        stop_ix stop = from->stops[at].stop;
        both.stops[both.count] = from->stops[at];
        both.ways[both.count++] = from->ways[at];
        *faster |= hires;
        i += i < own->count && own->stops[i].stop == stop;
        k += k < hired->count && hired->stops[k].stop == stop;
    }
    return both;
}

static void reach_hired(struct ways *ways, struct way_side *side, struct reach_ask ask)
{
    struct reach hired;
    bool faster;
    ask.means = side->means + side->means_count;
    ask.means_count = side->hired_count;
    reach_run(ways->finder.network, ways->finder.worker, &ask, ways->finder.arena, &hired);
    for (uint32_t i = 0; i < hired.count; i++)
        hired.ways[i].means += side->means_count;
    side->hired = join(&side->reach, &hired, ways->finder.arena, &faster);
    if (!faster)
        side->hired.count = 0;
}

static void reach_side(struct ways *ways, struct way_side *side, bool to_place)
{
    if (side->end.stop != NO_IX)
        return;
    const struct reach_ask ask = {
        .place = side->end.at,
        .level = side->end.level,
        .to_place = to_place,
        .means = side->means,
        .means_count = side->means_count,
        .street_metres = ways->street_metres,
    };
    reach_run(ways->finder.network, ways->finder.worker, &ask, ways->finder.arena, &side->reach);
    if (side->hired_count)
        reach_hired(ways, side, ask);
}

void ways_reach(struct ways *ways)
{
    reach_side(ways, &ways->from, false);
    reach_side(ways, &ways->to, true);
}

bool ways_direct(const struct ways *ways, const struct means *means, struct way *way)
{
    const struct way_ask ask = {
        .from = ways->from.end,
        .to = ways->to.end,
        .means = means,
        .park = NO_IX,
        .street_metres = ways->street_metres,
    };
    return way_find(&ways->finder, &ask, way);
}

/* How the stop was reached from the side; NULL: it was asked for itself. */
static const struct reach_way *way_to_stop(const struct way_side *side, stop_ix stop, bool hired)
{
    const struct reach *reach = hired ? &side->hired : &side->reach;
    for (uint32_t i = 0; reach->ways && i < reach->count; i++)
        if (reach->stops[i].stop == stop)
            return &reach->ways[i];
    return NULL;
}

bool ways_hires(const struct ways *ways, const struct leg *leg)
{
    bool access = leg->kind == LEG_ACCESS, door = access || leg->kind == LEG_EGRESS;
    const struct way_side *side = access ? &ways->from : &ways->to;
    const struct reach_way *way =
        door ? way_to_stop(side, access ? leg->to : leg->from, side->hired.count > 0) : NULL;
    return way && way->hire.pickup != NO_IX;
}

static struct way_end end_of(const struct ways *ways, const struct leg *leg, bool from)
{
    stop_ix stop = from ? leg->from : leg->to;
    if (stop != NO_IX)
        return way_end_of_stop(ways->finder.network, stop);
    if (leg->kind == LEG_THERE || leg->kind == LEG_BACK)
        return ways->places[leg->via];
    return from ? ways->from.end : ways->to.end;
}

/* The walk that is behind a leg may be longer than the leg says: a row of a table knows best. */
static int32_t generous(int64_t seconds)
{
    return (int32_t)(seconds < REACH_NEVER / 3 ? 3 * seconds + 300 : REACH_NEVER);
}

/* The way with nothing known of it but its ends. */
static void leave_bare(const struct way_ask *ask, struct way *way)
{
    *way = (struct way){.part_count = 1};
    way->parts[0] = (struct way_part){
        .travel = ask->means->profile.travel, .from = ask->from, .to = ask->to, .bare = true};
}

static bool has_taste(const struct profile *profile)
{
    return profile->travel == TRAVEL_BICYCLE && profile->taste != TASTE_FASTER;
}

static void find(struct ways *ways, const struct leg *leg, struct way *way)
{
    bool bare = leg->kind == LEG_WALK ? ways->bare_walks : ways->bare_doors;
    struct means means = ways->between;
    struct way_ask ask = {
        .from = end_of(ways, leg, true),
        .to = end_of(ways, leg, false),
        .park = NO_IX,
        .towards = leg->kind == LEG_EGRESS,
        .street_metres = ways->street_metres,
    };
    const struct way_side *side = ask.towards ? &ways->to : &ways->from;
    const struct reach_way *reached =
        leg->kind == LEG_ACCESS || leg->kind == LEG_EGRESS
            ? way_to_stop(side, ask.towards ? leg->from : leg->to, leg->hired)
            : NULL;
    if (reached) {
        means = side->means[reached->means];
        ask.park = reached->park;
        ask.hire_known = reached->hire.pickup != NO_IX;
        ask.hire = reached->hire;
    }
    /* Seconds that reach found are those of the way, but for rounding its parts; what a taste makes
     * of them may be more than of others, so it is looked for as far as reach did. */
    if (!reached)
        means.seconds_max = generous(leg->arrive - leg->depart);
    else if (!has_taste(&means.profile))
        means.seconds_max = (int32_t)(leg->arrive - leg->depart) + 2;
    ask.means = &means;
    if (bare && means.kind == MEANS_MOVE)
        leave_bare(&ask, way);
    else if (!way_find(&ways->finder, &ask, way))
        way_straight(&ask, way);
    way_fit(way, (int32_t)(leg->arrive - leg->depart));
}

static bool same(const struct leg *a, const struct leg *b)
{
    return a->kind == b->kind && a->hired == b->hired && a->from == b->from && a->to == b->to &&
           a->via == b->via && a->arrive - a->depart == b->arrive - b->depart;
}

const struct way *ways_of_leg(struct ways *ways, const struct leg *leg)
{
    if (leg->from == NO_IX && leg->to == NO_IX && ways->direct)
        return ways->direct;
    for (const struct way_known *known = ways->known; known; known = known->next)
        if (same(&known->leg, leg))
            return &known->way;
    struct way_known *known = arena_alloc(ways->finder.arena, sizeof *known);
    known->leg = *leg;
    find(ways, leg, &known->way);
    known->next = ways->known;
    ways->known = known;
    return &known->way;
}
