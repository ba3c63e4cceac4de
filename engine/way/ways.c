#include "engine/way/ways.h"

/* A way that was found, and for which legs. */
struct way_known {
    struct leg leg;
    struct way way;
    struct way_known *next;
};

/* Leaves those out that one's own means bring one to as soon; both are by stop. */
static void keep_sooner(const struct reach *own, struct reach *hired)
{
    uint32_t kept = 0, k = 0;
    for (uint32_t i = 0; i < hired->count; i++) {
        while (k < own->count && own->stops[k].stop < hired->stops[i].stop)
            k++;
        if (k < own->count && own->stops[k].stop == hired->stops[i].stop &&
            own->stops[k].seconds <= hired->stops[i].seconds)
            continue;
        hired->stops[kept] = hired->stops[i];
        hired->ways[kept++] = hired->ways[i];
    }
    hired->count = kept;
}

static void reach_hired(struct ways *ways, struct way_side *side, struct reach_ask ask)
{
    struct reach *hired = &side->hired;
    struct means *means = arena_array(ways->finder.arena, side->hired_count, sizeof *means);
    for (uint32_t i = 0; i < side->hired_count; i++) {
        means[i] = side->means[side->means_count + i];
        if (ways->hired_seconds_max && ways->hired_seconds_max < means[i].seconds_max)
            means[i].seconds_max = ways->hired_seconds_max;
    }
    ask.means = means;
    ask.means_count = side->hired_count;
    reach_run(ways->finder.network, ways->finder.worker, &ask, ways->finder.arena, hired);
    keep_sooner(&side->reach, hired);
    for (uint32_t i = 0; i < hired->count; i++)
        hired->ways[i].means += side->means_count;
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
    bool access = leg->kind == LEG_ACCESS;
    return way_to_stop(access ? &ways->from : &ways->to, access ? leg->to : leg->from, true);
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

/* How the stop of a way to or from a door was reached, or one stop from another; false: walked to
 * as the search has it. */
static bool know_means(const struct ways *ways, const struct leg *leg, struct means *means,
                       struct way_ask *ask)
{
    const struct way_side *side = ask->towards ? &ways->to : &ways->from;
    const struct reach_way *reached =
        leg->kind == LEG_ACCESS || leg->kind == LEG_EGRESS
            ? way_to_stop(side, ask->towards ? leg->from : leg->to, leg->hired)
            : NULL;
    if (reached) {
        *means = side->means[reached->means];
        ask->park = reached->park;
        ask->hire_known = reached->hire.pickup != NO_IX;
        ask->hire = reached->hire;
    } else if (leg->kind == LEG_WALK && leg->hired && leg->via < ways->hop_count) {
        *means = ways->hops[leg->via].means;
        ask->hire_known = true;
        ask->hire = ways->hops[leg->via].hire;
    } else
        return false;
    return true;
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
    /* Seconds that reach found are those of the way, but for rounding its parts; what a taste makes
     * of them may be more than of others, so it is looked for as far as reach did. */
    if (!know_means(ways, leg, &means, &ask))
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
