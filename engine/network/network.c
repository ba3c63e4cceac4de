#include "engine/network/network.h"

#include <string.h>

#include "engine/network/format.h"

/* Points the fields of `network` into the image. */
static bool find_sections(struct network *network, struct error *error)
{
    const void *items;
    uint64_t count;
#define SECTION(name, type)                                                                        \
    if (!image_section(&network->image, #name, sizeof(type), &items, &count, error))               \
        return false;                                                                              \
    network->name = items;                                                                         \
    network->counts.name = (uint32_t)count;
    NETWORK_SECTIONS(SECTION)
#undef SECTION
    return true;
}

/* A table of firsts: one more than there are owners, and its last entry is the number of items. */
static bool check_firsts(const char *name, const uint32_t *firsts, uint32_t count, uint32_t owners,
                         uint32_t items, struct error *error)
{
    if (count != (uint64_t)owners + 1 || firsts[0] != 0 || firsts[owners] != items)
        return error_set(error, ERROR_CORRUPT, name, "the section does not fit its owners");
    return true;
}

/* One table of walks: all of it is empty, or its parts fit; likewise those that changes need. */
static bool check_tables(const struct network *network, struct error *error)
{
#define FIRSTS(firsts, items)                                                                      \
    check_firsts(#firsts, network->firsts, network->counts.firsts, berths, network->counts.items,  \
                 error)
    uint32_t berths = network->counts.berth_stops;
    bool needed = network->counts.change_out_first || network->counts.changes_out ||
                  network->counts.change_in_first || network->counts.changes_in;
    bool wheel = network->counts.wheel_path_out_first || network->counts.wheel_paths_out ||
                 network->counts.wheel_path_in_first || network->counts.wheel_paths_in;
    bool wheel_needed = network->counts.wheel_change_out_first ||
                        network->counts.wheel_changes_out ||
                        network->counts.wheel_change_in_first || network->counts.wheel_changes_in;
    if (network->counts.footpath_kinds != network->counts.footpaths_out ||
        network->counts.wheel_path_kinds != network->counts.wheel_paths_out)
        return error_set(error, ERROR_CORRUPT, "footpath_kinds", "sections disagree about counts");
    return FIRSTS(footpath_out_first, footpaths_out) && FIRSTS(footpath_in_first, footpaths_in) &&
           (!needed ||
            (FIRSTS(change_out_first, changes_out) && FIRSTS(change_in_first, changes_in))) &&
           (!wheel || (FIRSTS(wheel_path_out_first, wheel_paths_out) &&
                       FIRSTS(wheel_path_in_first, wheel_paths_in))) &&
           (!wheel_needed || (FIRSTS(wheel_change_out_first, wheel_changes_out) &&
                              FIRSTS(wheel_change_in_first, wheel_changes_in)));
#undef FIRSTS
}

static bool check_shape(const struct network *network, struct error *error)
{
    uint32_t berths = network->counts.berth_stops, stops = network->counts.stops;
    if (network->counts.facts != 1 || network->counts.texts == 0 || network->texts[0] != 0 ||
        network->texts[network->counts.texts - 1] != 0)
        return error_set(error, ERROR_CORRUPT, "facts", "the image has no facts or texts");
    uint32_t served = network->facts->served_stops;
    if (served > stops || served > berths || network->counts.change_seconds != berths ||
        network->counts.call_rules != network->counts.call_berths ||
        network->counts.route_networks != network->counts.routes)
        return error_set(error, ERROR_CORRUPT, "berth_stops", "sections disagree about counts");
    return check_firsts("stop_child_first", network->stop_child_first,
                        network->counts.stop_child_first, stops, network->counts.stop_children,
                        error) &&
           check_firsts("more_berth_first", network->more_berth_first,
                        network->counts.more_berth_first, served, network->counts.more_berths,
                        error) &&
           check_firsts("stop_area_first", network->stop_area_first,
                        network->counts.stop_area_first, stops, network->counts.stop_areas,
                        error) &&
           check_tables(network, error) &&
           check_firsts("stop_pattern_first", network->stop_pattern_first,
                        network->counts.stop_pattern_first, served, network->counts.stop_patterns,
                        error);
}

bool network_open(struct network *network, const char *path, struct error *error)
{
    *network = (struct network){0};
    if (!image_open(&network->image, path, NETWORK_KIND, NETWORK_VERSION, error))
        return false;
    if (find_sections(network, error) && check_shape(network, error))
        return true;
    network_close(network);
    return false;
}

bool network_verify(const struct network *network, struct error *error)
{
    return image_verify(&network->image, error) && network_check(network, error);
}

struct streets network_streets(const struct network *network)
{
    return (struct streets){
#define SECTION(name, type) .name = network->name,
        STREET_SECTIONS(SECTION)
#undef SECTION
            .counts =
            {
#define SECTION(name, type) .name = network->counts.name,
                STREET_SECTIONS(SECTION)
#undef SECTION
            },
    };
}

void network_close(struct network *network)
{
    image_close(&network->image);
    *network = (struct network){0};
}

/* The exception of that day, or NULL. */
static const struct service_exception *find_exception(const struct network *network,
                                                      const struct service *service, civil_day day)
{
    const struct service_exception *low = network->exceptions + service->first_exception;
    const struct service_exception *end = low + service->exception_count;
    while (low < end) {
        const struct service_exception *middle = low + (end - low) / 2;
        if (middle->day == day)
            return middle;
        if (middle->day < day)
            low = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

bool network_service_runs(const struct network *network, service_ix service_index, civil_day day)
{
    const struct service *service = &network->services[service_index];
    const struct service_exception *exception = find_exception(network, service, day);
    if (exception)
        return exception->runs;
    return day >= service->first_day && day <= service->last_day &&
           service->weekdays >> civil_weekday(day) & 1;
}

uint32_t network_call_at(const struct network *network, trip_ix index, uint32_t sequence)
{
    const struct trip *trip = &network->trips[index];
    uint32_t calls = network->patterns[trip->pattern].call_count;
    if (trip->call_sequences == NO_IX)
        return sequence >= 1 && sequence <= calls ? sequence - 1 : NO_IX;
    const uint32_t *sequences = network->call_sequences + trip->call_sequences;
    uint32_t low = 0, high = calls;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sequences[middle] < sequence)
            low = middle + 1;
        else
            high = middle;
    }
    return low < calls && sequences[low] == sequence ? low : NO_IX;
}

uint32_t network_call_sequence(const struct network *network, trip_ix index, uint32_t call)
{
    uint32_t first = network->trips[index].call_sequences;
    return first == NO_IX ? call + 1 : network->call_sequences[first + call];
}

const struct stop_change *network_stop_change(const struct network *network, stop_ix stop)
{
    uint32_t low = 0, high = network->counts.stop_changes;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (network->stop_changes[middle].stop < stop)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < network->counts.stop_changes && network->stop_changes[low].stop == stop;
    return found ? &network->stop_changes[low] : NULL;
}

int32_t network_board_slack(const struct network *network, const struct route *route, stop_ix stop)
{
    const struct stop_change *change = network_stop_change(network, stop);
    return change && change->board_slack >= 0 ? change->board_slack : route->board_slack;
}

int32_t network_alight_slack(const struct network *network, const struct route *route, stop_ix stop)
{
    const struct stop_change *change = network_stop_change(network, stop);
    return change && change->alight_slack >= 0 ? change->alight_slack : route->alight_slack;
}

static int compare_key(const struct translation *a, uint32_t kind, uint32_t record)
{
    if (a->kind != kind)
        return a->kind < kind ? -1 : 1;
    return a->record < record ? -1 : a->record > record;
}

text_ix network_translate(const struct network *network, enum translated kind, uint32_t record,
                          const char *language, text_ix fallback)
{
    uint32_t low = 0, high = network->counts.translations;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_key(&network->translations[middle], kind, record) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < network->counts.translations &&
           compare_key(&network->translations[low], kind, record) == 0;
         low++)
        if (strncmp(network_text(network, network->translations[low].language), language, 2) == 0)
            return network->translations[low].text;
    return fallback;
}

mode_set network_stop_modes(const struct network *network, stop_ix stop, uint64_t *trips)
{
    mode_set modes = 0;
    if (stop >= network->facts->served_stops)
        return 0;
    for (uint32_t i = network->stop_pattern_first[stop]; i < network->stop_pattern_first[stop + 1];
         i++) {
        const struct pattern *pattern = &network->patterns[network->stop_patterns[i].pattern];
        modes |= (mode_set)1 << network->routes[pattern->route].mode;
        *trips += pattern->trip_count;
    }
    return modes;
}

uint32_t network_first_at_lat(const struct network *network, int32_t lat)
{
    uint32_t low = 0, high = network->counts.stops_by_lat;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (network->stops[network->stops_by_lat[middle]].at.lat < lat)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
