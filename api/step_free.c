#include "api/step_free.h"

#include "engine/way/ways.h"

static struct step_free judge(enum tristate status, const char *reason)
{
    return (struct step_free){status, reason};
}

/* The worse of two; of two that are alike the first. */
static struct step_free worse(struct step_free one, struct step_free other)
{
    static const int rank[] = {[TRISTATE_YES] = 0, [TRISTATE_UNKNOWN] = 1, [TRISTATE_NO] = 2};
    return rank[other.status] > rank[one.status] ? other : one;
}

static struct step_free judge_stop(const struct words *words, struct arena *arena, stop_ix stop)
{
    uint8_t wheelchair = words->world->network->stops[stop].wheelchair;
    const char *name = words_stop(words, stop);
    if (wheelchair == TRISTATE_YES)
        return judge(TRISTATE_YES, "");
    if (wheelchair == TRISTATE_NO)
        return judge(TRISTATE_NO, arena_format(arena, "%s is not step-free.", name));
    return judge(TRISTATE_UNKNOWN,
                 arena_format(arena, "The timetable does not say whether %s is step-free.", name));
}

static struct step_free judge_vehicle(const struct world *world, const struct leg *leg)
{
    uint8_t wheelchair = world_trip_pattern(world, leg->run.trip)->wheelchair;
    if (wheelchair == TRISTATE_YES)
        return judge(TRISTATE_YES, "");
    if (wheelchair == TRISTATE_NO)
        return judge(TRISTATE_NO, "The vehicle takes no wheelchairs.");
    return judge(TRISTATE_UNKNOWN,
                 "The timetable does not say whether the vehicle takes wheelchairs.");
}

struct step_free step_free_of(const struct words *words, struct arena *arena,
                              const struct leg *legs, uint32_t count)
{
    const struct world *world = words->world;
    const struct leg *last = &legs[count - 1];
    struct step_free worst = judge(TRISTATE_YES, "Vehicle and stops are step-free.");
    for (uint32_t i = 0; i < count; i++)
        worst = worse(worst, judge_vehicle(world, &legs[i]));
    stop_ix from = world_shown_stop(world, legs->run.trip, legs->board_call);
    stop_ix to = world_shown_stop(world, last->run.trip, last->alight_call);
    worst = worse(worst, judge_stop(words, arena, from));
    return worse(worst, judge_stop(words, arena, to));
}

static struct step_free judge_piece(const struct streets *streets, const struct path_piece *piece)
{
    const struct street_trait *trait = &streets->street_traits[piece->trait];
    switch ((enum street_access)trait->wheelchair) {
    case ACCESS_YES:
    case ACCESS_DESTINATION:
        return judge(TRISTATE_YES, "");
    case ACCESS_PUSH:
        return judge(TRISTATE_UNKNOWN, "A stretch of the way is passable with help only.");
    case ACCESS_UNKNOWN:
        return judge(TRISTATE_UNKNOWN, "The map does not say whether the way is step-free.");
    case ACCESS_NO:
        break;
    }
    return judge(TRISTATE_NO, trait->kind == STREET_STEPS ? "There are stairs on the way."
                              : trait->kind == STREET_ESCALATOR
                                  ? "There are escalators on the way."
                                  : "The way is not for wheelchairs.");
}

/* What stands in the way where two stretches meet. */
static struct step_free judge_corner(const struct streets *streets, const struct path_piece *piece)
{
    const struct street_edge *edge = &streets->street_edges[piece->way >> 1];
    const struct street_vertex *head =
        &streets->street_vertices[piece->way & 1 ? edge->from : edge->to];
    return head->marks & VERTEX_NO_WHEELCHAIR
               ? judge(TRISTATE_NO, "A kerb or barrier is in the way.")
               : judge(TRISTATE_YES, "");
}

struct step_free step_free_of_part(const struct network *network, const struct way_part *part)
{
    struct streets streets = network_streets(network);
    struct step_free worst = judge(TRISTATE_YES, "The map knows no steps on the way.");
    if (part->travel == TRAVEL_CAR)
        return worst;
    if (part->straight || part->bare)
        return judge(TRISTATE_UNKNOWN, "Steps on the way on foot are not known.");
    for (uint32_t i = 0; i < part->path.piece_count; i++) {
        worst = worse(worst, judge_piece(&streets, &part->path.pieces[i]));
        if (i + 1 < part->path.piece_count)
            worst = worse(worst, judge_corner(&streets, &part->path.pieces[i]));
    }
    return worst;
}

static struct step_free judge_leg(const struct words *words, const struct leg *leg,
                                  struct ways *ways)
{
    if (!ways)
        return judge(TRISTATE_UNKNOWN, "Steps on the way on foot are not known.");
    const struct way *way = ways_of_leg(ways, leg);
    struct step_free worst = judge(TRISTATE_YES, "");
    for (uint32_t i = 0; i < way->part_count; i++)
        worst = worse(worst, step_free_of_part(words->world->network, &way->parts[i]));
    return worst;
}

/* Whether somebody goes anywhere on this leg; changes at one stop and doors at it are no way. */
static bool moves(const struct leg *leg)
{
    return leg->kind == LEG_WALK ? leg->from != leg->to : leg->depart < leg->arrive;
}

struct step_free step_free_of_journey(const struct words *words, struct arena *arena,
                                      const struct journey *journey, struct ways *ways)
{
    struct step_free worst = judge(TRISTATE_YES, "All vehicles and stops are step-free.");
    for (uint32_t i = 0, count; i < journey->leg_count; i += count) {
        const struct leg *legs = &journey->legs[i];
        for (count = 1; i + count < journey->leg_count; count++)
            if (legs->kind != LEG_RIDE || legs[count].kind != LEG_RIDE || !legs[count].stays)
                break;
        if (legs->kind == LEG_RIDE)
            worst = worse(worst, step_free_of(words, arena, legs, count));
        else if (moves(legs))
            worst = worse(worst, judge_leg(words, legs, ways));
    }
    return worst;
}
