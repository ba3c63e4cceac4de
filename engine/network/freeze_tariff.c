#include "engine/network/frozen.h"

#include "engine/base/memory.h"

/*
 * Fares: whatever needs all rows of a feed. Rules are put in the order in which they are tried, and
 * where an empty field means "what no other row names" it is seen what the other rows name.
 */

/* A station of a hundred areas and a hundred platforms makes ten thousand. */
enum { STOP_AREAS_MAX = 16 * 1000 * 1000 };

static void freeze_route_networks(struct frozen *frozen)
{
    const struct membership *members = frozen->draft->tariff.route_members.data;
    uint32_t count = frozen->draft->tariff.route_members.count;
    vec_resize(&frozen->route_networks, frozen->routes.count);
    uint32_t *networks = frozen->route_networks.data;
    for (route_ix i = 0; i < frozen->routes.count; i++)
        networks[i] = NO_IX;
    for (uint32_t i = 0; i < count; i++)
        networks[members[i].member] = members[i].group;
}

static int membership_order(const void *a, const void *b)
{
    const struct membership *one = a, *two = b;
    if (one->member != two->member)
        return one->member < two->member ? -1 : 1;
    return one->group < two->group ? -1 : one->group > two->group;
}

/* The rows in the order of the final stops, each once; fills `firsts` with where a stop's begin. */
static void order_members(struct frozen *frozen, struct vec *firsts)
{
    struct vec *rows = &frozen->draft->tariff.stop_members;
    struct membership *members = rows->data;
    for (uint32_t i = 0; i < rows->count; i++)
        members[i].member = frozen->stop_of[members[i].member];
    vec_sort(rows, membership_order);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < rows->count; i++)
        if (!kept || membership_order(&members[kept - 1], &members[i]) != 0)
            members[kept++] = members[i];
    vec_resize(rows, kept);
    uint32_t *owners = memory_zeroed(kept, sizeof *owners);
    for (uint32_t i = 0; i < kept; i++)
        owners[i] = members[i].member;
    firsts_of(firsts, owners, kept, frozen->stops.count);
    memory_free(owners);
}

/* Whose rows count for a stop: its own, else those of what it stands in. */
static stop_ix speaker_of(const struct frozen *frozen, const uint32_t *firsts, stop_ix stop)
{
    const struct stop *stops = frozen->stops.data;
    stop_ix speaker = stop;
    while (firsts[speaker] == firsts[speaker + 1] && stops[speaker].parent != NO_IX)
        speaker = stops[speaker].parent;
    return speaker;
}

static bool freeze_stop_areas(struct frozen *frozen, struct error *error)
{
    struct vec own = vec_of(sizeof(uint32_t));
    order_members(frozen, &own);
    const struct membership *members = frozen->draft->tariff.stop_members.data;
    const uint32_t *firsts = own.data;
    bool fits = true;
    for (stop_ix stop = 0; fits && stop < frozen->stops.count; stop++) {
        stop_ix speaker = speaker_of(frozen, firsts, stop);
        vec_push_number(&frozen->stop_area_first, frozen->stop_areas.count);
        for (uint32_t i = firsts[speaker]; i < firsts[speaker + 1]; i++)
            vec_push_number(&frozen->stop_areas, members[i].group);
        fits = frozen->stop_areas.count <= STOP_AREAS_MAX;
    }
    vec_push_number(&frozen->stop_area_first, frozen->stop_areas.count);
    vec_finish(&own);
    return fits || error_set(error, ERROR_LIMIT, "stop_areas.txt",
                             "puts stops into areas more than %d times; look for stations in "
                             "thousands of areas",
                             STOP_AREAS_MAX);
}

/* Every rule keeps the line it has in its file, so no two are alike. */
static int leg_rule_order(const void *a, const void *b)
{
    const struct fare_leg_rule *one = a, *two = b;
    if (one->feed != two->feed)
        return one->feed < two->feed ? -1 : 1;
    if (one->priority != two->priority)
        return one->priority > two->priority ? -1 : 1;
    return one->line < two->line ? -1 : one->line > two->line;
}

/* The columns of fare_leg_rules.txt that say when a row is meant. */
enum { CONDITIONS = 5 };

static uint32_t *condition(struct fare_leg_rule *rule, int column)
{
    uint32_t *const conditions[CONDITIONS] = {&rule->network, &rule->from_area, &rule->to_area,
                                              &rule->from_times, &rule->to_times};
    return conditions[column];
}

/* Marks what the column names as named there. */
static void mark(struct frozen *frozen, int column, uint32_t index)
{
    struct fare_network *networks = frozen->fare_networks.data;
    struct fare_area *areas = frozen->fare_areas.data;
    struct timeframe_group *times = frozen->timeframe_groups.data;
    if (column == 0)
        networks[index].named = 1;
    else if (column <= 2)
        areas[index].named |= 1u << (column - 1);
    else
        times[index].named |= 1u << (column - 3);
}

/* Where no row of a feed names anything in a column, an empty field there shuts nothing out. */
static void freeze_leg_rules(struct frozen *frozen)
{
    struct fare_leg_rule *rules = frozen->fare_leg_rules.data;
    uint32_t count = frozen->fare_leg_rules.count;
    uint8_t *names = memory_zeroed(frozen->feeds.count, sizeof *names); /* a bit a column */
    vec_sort(&frozen->fare_leg_rules, leg_rule_order);
    for (uint32_t i = 0; i < count; i++)
        for (int column = 0; column < CONDITIONS; column++) {
            uint32_t index = *condition(&rules[i], column);
            if (index == TARIFF_ANY || index == TARIFF_ELSE)
                continue;
            mark(frozen, column, index);
            names[rules[i].feed] |= (uint8_t)(1u << column);
        }
    for (uint32_t i = 0; i < count; i++)
        for (int column = 0; column < CONDITIONS; column++) {
            uint32_t *index = condition(&rules[i], column);
            if (*index == TARIFF_ELSE && !(names[rules[i].feed] >> column & 1))
                *index = TARIFF_ANY;
        }
    memory_free(names);
}

static void freeze_transfer_rules(struct frozen *frozen)
{
    const struct fare_transfer_rule *rules = frozen->fare_transfer_rules.data;
    struct leg_group *groups = frozen->leg_groups.data;
    for (uint32_t i = 0; i < frozen->fare_transfer_rules.count; i++) {
        if (rules[i].from_group != TARIFF_ELSE)
            groups[rules[i].from_group].named |= 1;
        if (rules[i].to_group != TARIFF_ELSE)
            groups[rules[i].to_group].named |= 2;
    }
}

static void freeze_join_rules(struct frozen *frozen)
{
    struct fare_join_rule *rules = frozen->fare_join_rules.data;
    for (uint32_t i = 0; i < frozen->fare_join_rules.count; i++) {
        if (rules[i].from_stop != NO_IX)
            rules[i].from_stop = frozen->stop_of[rules[i].from_stop];
        if (rules[i].to_stop != NO_IX)
            rules[i].to_stop = frozen->stop_of[rules[i].to_stop];
    }
}

bool freeze_tariff(struct frozen *frozen, struct error *error)
{
    freeze_route_networks(frozen);
    freeze_leg_rules(frozen);
    freeze_transfer_rules(frozen);
    freeze_join_rules(frozen);
    return freeze_stop_areas(frozen, error);
}
