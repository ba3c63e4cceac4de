#include <stdio.h>
#include <string.h>

#include "api/cli/options.h"
#include "api/cli/verbs.h"
#include "api/cli/where.h"
#include "engine/network/walks.h"

/*
 * `trajet change`: how long a change from one stop to another takes, and why. A change is
 *
 *     getting off (slack) + walk, or change time at one stop + being there early (slack)
 *
 * and each of the three says who decided it: a row of transfers.txt, the streets, a key of
 * city.json, or the rule for all.
 */

enum { PAIRS_SHOWN = 60, ROUTES_SHOWN = 6 };

/* A walk in one of the two tables. */
struct found {
    int32_t seconds; /* CHANGE_NEVER: none */
    enum footpath_kind kind;
    bool needed;
};

static bool is_listed(const struct footpath *list, const uint32_t *first, berth_ix from,
                      berth_ix to, int32_t *seconds)
{
    for (uint32_t i = first[from]; i < first[from + 1]; i++)
        if (list[i].berth == to) {
            *seconds = list[i].seconds;
            return true;
        }
    return false;
}

static struct found find(const struct walks *walks, berth_ix from, berth_ix to)
{
    struct found found = {.seconds = CHANGE_NEVER, .needed = true};
    int32_t ignored;
    if (from == to)
        found.seconds = walks->change_seconds[from];
    else
        (void)is_listed(walks->out, walks->out_first, from, to, &found.seconds);
    if (found.seconds == CHANGE_NEVER)
        return found;
    found.kind = walks_kind(walks, from, to);
    if (found.seconds == CHANGE_DEFAULT)
        found.seconds = walks->default_change_seconds;
    if (from != to && walks->change_out_first)
        found.needed = is_listed(walks->changes_out, walks->change_out_first, from, to, &ignored);
    return found;
}

/* The row of transfers.txt that decided; 0: none did. */
static uint32_t line_of(const struct network *network, berth_ix from, berth_ix to)
{
    uint32_t low = 0, high = network->counts.footpath_rows;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct footpath_row *row = &network->footpath_rows[middle];
        if (row->from != from ? row->from < from : row->to < to)
            low = middle + 1;
        else
            high = middle;
    }
    const struct footpath_row *row = &network->footpath_rows[low];
    bool there = low < network->counts.footpath_rows && row->from == from && row->to == to;
    return there ? row->line : 0;
}

static void print_stop(const struct network *network, stop_ix stop)
{
    const struct stop *record = &network->stops[stop];
    const char *platform = network_text(network, record->platform_code);
    printf("%s%s%s (%s_%s)", network_text(network, record->name), *platform ? ", platform " : "",
           platform, network_text(network, network->feeds[record->feed].tag),
           network_text(network, record->id));
}

static const char *route_name(const struct network *network, const struct route *route)
{
    const char *name = network_text(network, route->short_name);
    return *name ? name : network_text(network, route->id);
}

/* Berths of routes that have rules of their own may leave none for the others. */
static bool is_called_at(const struct network *network, berth_ix berth)
{
    stop_ix stop = network->berth_stops[berth];
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        const struct stop_pattern *at = &network->stop_patterns[i];
        const struct pattern *pattern = &network->patterns[at->pattern];
        if (network->call_berths[pattern->first_call + at->call] == berth)
            return true;
    }
    return false;
}

/* The routes that call at a berth, where the stop has several. */
static void print_berth(const struct network *network, berth_ix berth)
{
    stop_ix stop = network->berth_stops[berth];
    uint32_t shown = 0;
    route_ix last = NO_IX;
    if (network->more_berth_first[stop] == network->more_berth_first[stop + 1])
        return;
    printf(" [");
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        const struct stop_pattern *at = &network->stop_patterns[i];
        const struct pattern *pattern = &network->patterns[at->pattern];
        if (network->call_berths[pattern->first_call + at->call] != berth || pattern->route == last)
            continue;
        last = pattern->route;
        if (shown++ < ROUTES_SHOWN)
            printf("%s%s", shown > 1 ? ", " : "",
                   route_name(network, &network->routes[pattern->route]));
    }
    printf("%s]", shown > ROUTES_SHOWN ? ", ..." : "");
}

static void print_reason(const struct network *network, const struct found *found, berth_ix from,
                         berth_ix to)
{
    static const char *const kinds[] = {
        [FOOTPATH_RULE] = "the same stop",
        [FOOTPATH_STATION] = "one station, along the straight line",
        [FOOTPATH_STRAIGHT] = "near each other, along the straight line",
        [FOOTPATH_STREET] = "on the streets",
    };
    stop_ix stops[2] = {network->berth_stops[from], network->berth_stops[to]};
    const struct stop_change *changes[2] = {network_stop_change(network, stops[0]),
                                            network_stop_change(network, stops[1])};
    uint32_t line = line_of(network, from, to);
    bool same = stops[0] == stops[1];
    if (line)
        printf("transfers.txt of %s, line %u",
               network_text(network, network->feeds[network->stops[stops[0]].feed].tag), line);
    else
        printf("%s", same ? kinds[FOOTPATH_RULE] : kinds[found->kind]);
    for (int i = 0; i < 2 - same && !line; i++)
        if (changes[i] && changes[i]->change_seconds == found->seconds) {
            printf("; change_seconds of %s", network_text(network, changes[i]->key));
            return;
        }
    if (!line && found->seconds == network->facts->default_change_seconds)
        printf("%s", same ? "; change_seconds" : "; no less than change_seconds");
}

static void print_walk(const struct network *network, bool wheelchair, berth_ix from, berth_ix to)
{
    struct walks walks = walks_of_network(network, wheelchair);
    struct found found = find(&walks, from, to);
    printf("    %-16s", wheelchair ? "in a wheelchair" : "on foot");
    if (found.seconds == CHANGE_NEVER) {
        uint32_t line = line_of(network, from, to);
        printf("none");
        if (line && walks.change_seconds)
            printf(" (transfers.txt, line %u)", line);
        putchar('\n');
        return;
    }
    printf("%d s, ", found.seconds);
    print_reason(network, &found, from, to);
    if (!found.needed)
        printf("; set aside: changes are made as well by getting on earlier or off later");
    putchar('\n');
}

/* Slack of the routes at a stop, each route that has some once. */
static void print_slack(const struct network *network, stop_ix stop, bool board)
{
    const struct stop_change *change = network_stop_change(network, stop);
    int32_t by_stop = !change ? -1 : board ? change->board_slack : change->alight_slack;
    route_ix last = NO_IX;
    const char *title = board ? "there before departure" : "getting off takes";
    if (by_stop >= 0) {
        printf("    %s: %d s (%s)\n", title, by_stop, network_text(network, change->key));
        return;
    }
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        route_ix index = network->patterns[network->stop_patterns[i].pattern].route;
        const struct route *route = &network->routes[index];
        int32_t seconds = board ? route->board_slack : route->alight_slack;
        if (index == last || !seconds)
            continue;
        last = index;
        printf("    %s: %s %d s (%s)\n", title, route_name(network, route), seconds,
               network_text(network, board ? route->board_key : route->alight_key));
    }
}

static berth_ix berth_at(const struct network *network, stop_ix stop, uint32_t number)
{
    return number ? network->more_berths[network->more_berth_first[stop] + number - 1] : stop;
}

static uint32_t berths_of(const struct network *network, stop_ix stop)
{
    return 1 + network->more_berth_first[stop + 1] - network->more_berth_first[stop];
}

static void print_pair(const struct network *network, stop_ix from, stop_ix to)
{
    print_stop(network, from);
    printf(" to ");
    print_stop(network, to);
    putchar('\n');
    for (uint32_t i = 0; i < berths_of(network, from); i++)
        for (uint32_t k = 0; k < berths_of(network, to); k++) {
            berth_ix ends[2] = {berth_at(network, from, i), berth_at(network, to, k)};
            if (!is_called_at(network, ends[0]) || !is_called_at(network, ends[1]))
                continue;
            if (berths_of(network, from) + berths_of(network, to) > 2) {
                printf("  from");
                print_berth(network, ends[0]);
                printf(" to");
                print_berth(network, ends[1]);
                putchar('\n');
            }
            print_walk(network, false, ends[0], ends[1]);
            print_walk(network, true, ends[0], ends[1]);
        }
    print_slack(network, from, false);
    print_slack(network, to, true);
}

static int explain(const struct network *network, char *const *names)
{
    struct arena arena = {0};
    struct error error = {0};
    struct where from, to;
    struct places *places = places_create(network);
    struct finder finder = {.places = places, .arena = &arena};
    uint32_t shown = 0;
    bool found = where_find(&finder, "FROM", names[0], &from, &error) &&
                 where_find(&finder, "TO", names[1], &to, &error);
    for (uint32_t i = 0; found && i < from.count; i++)
        for (uint32_t k = 0; k < to.count; k++)
            if (shown++ < PAIRS_SHOWN)
                print_pair(network, from.stops[i], to.stops[k]);
    if (shown > PAIRS_SHOWN)
        printf("and %u more pairs; name single platforms to see them\n", shown - PAIRS_SHOWN);
    places_destroy(places);
    arena_finish(&arena);
    return !found ? input_error(&error) : shown ? END_OK : END_NO_ANSWER;
}

int change_main(int argc, char **argv)
{
    const struct option options[] = {{0}};
    const struct command command = {
        .name = "trajet change",
        .arguments = "IMAGE FROM TO",
        .summary =
            "Says how long a change between two stops takes, on foot and in a wheelchair, and\n"
            "why: which row, street or key of city.json decided. Stations stand for all their\n"
            "platforms; in [ ] are the routes to which rows of transfers.txt give times of their\n"
            "own.",
        .options = options,
        .examples = "  trajet change city.trajet \"Gare Centrale\" Casino",
        .least = 3,
        .most = 3,
    };
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    struct network network;
    struct error error = {0};
    if (!network_open(&network, argv[1], &error))
        return input_error(&error);
    ending = explain(&network, argv + 2);
    network_close(&network);
    return ending;
}
