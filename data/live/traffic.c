#include "data/live/traffic.h"

#include <math.h>
#include <string.h>

#include "data/live/chance.h"
#include "engine/board/runs.h"
#include "engine/network/mode.h"

enum { HOUR = 3600, HOURS_BACK = 2, HOURS_AHEAD = 2, REPORT_SECONDS = 10, FEW = 20 };

/* Kinds of chance, so that they do not follow one another. */
enum { OF_FATE = 1, OF_LINE = 20, OF_RUN, OF_HEARD, OF_HEADWAY };

/* Whether the run goes by a headway that promises no times. */
static bool loose(const struct network *network, const struct trip *trip, day_time start)
{
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        const struct frequency *frequency = &network->frequencies[trip->first_frequency + i];
        if (start >= frequency->first && start < frequency->last)
            return !frequency->exact;
    }
    return false;
}

/* Each speaks every ten seconds, one after the other. */
static unix_time last_heard(uint64_t seed, unix_time now)
{
    unix_time late = (unix_time)(chance_mix(seed, OF_HEARD) % REPORT_SECONDS);
    return (now - late) / REPORT_SECONDS * REPORT_SECONDS + late;
}

static bool add_ride(void *context, struct run run, unix_time day_start)
{
    struct traffic *traffic = context;
    const struct network *network = traffic->network;
    struct traffic_ride *ride = vec_add(&traffic->rides);
    ride->run = run;
    ride->trip = &network->trips[run.trip];
    ride->pattern = &network->patterns[ride->trip->pattern];
    ride->route = &network->routes[ride->pattern->route];
    ride->day_start = day_start;
    ride->start = run.start;
    ride->headway = loose(network, ride->trip, run.start);
    ride->seed = chance_mix(chance_mix(chance_mix(traffic->seed, run.trip), (uint64_t)run.day),
                            (uint64_t)run.start);
    ride->heard = last_heard(ride->seed, traffic->now);
    /* Where a headway is all that is promised, a bus starts when it starts: to the minute. */
    if (ride->headway)
        ride->start += (day_time)(chance_mix(ride->seed, OF_HEADWAY) % 5) * 60 - 120;
    return true;
}

/* A platform of the same station where others of the same kind stop, or NO_IX. */
static stop_ix other_platform(const struct network *network, const struct traffic_ride *ride)
{
    stop_ix own = network_call_stop(network, ride->pattern, 0);
    stop_ix station = network->stops[own].parent;
    uint64_t trips = 0;
    if (station == NO_IX || !*network_text(network, network->stops[own].platform_code))
        return NO_IX;
    for (uint32_t i = network->stop_child_first[station];
         i < network->stop_child_first[station + 1]; i++) {
        stop_ix stop = network->stop_children[i];
        if (stop != own && network_stop_modes(network, stop, &trips) >> ride->route->mode & 1)
            return stop;
    }
    return NO_IX;
}

/* Whether that can become of the ride; notes at which call. */
static bool can(const struct traffic *traffic, struct traffic_ride *ride, enum traffic_fate fate)
{
    uint32_t calls = ride->pattern->call_count;
    if (ride->fate != FATE_RUNS || ride->trip->frequency_count)
        return false;
    if (fate == FATE_SKIPS)
        ride->call = calls > 3 ? 1 + (uint32_t)(ride->seed % (calls - 2)) : 0;
    if (fate == FATE_ELSEWHERE)
        ride->platform = other_platform(traffic->network, ride);
    return (fate != FATE_SKIPS || ride->call) &&
           (fate != FATE_ELSEWHERE || ride->platform != NO_IX);
}

/* Of all rides that start in the hour, the one that this happens to. NULL: none, as in two of three
 * hours where few run. */
static struct traffic_ride *pick(struct traffic *traffic, unix_time hour, enum traffic_fate fate)
{
    struct traffic_ride *rides = traffic->rides.data, *picked = NULL;
    uint64_t least = UINT64_MAX;
    uint32_t count = 0;
    for (uint32_t i = 0; i < traffic->rides.count; i++) {
        if ((rides[i].day_start + rides[i].run.start) / HOUR != hour / HOUR)
            continue;
        uint64_t turn = chance_mix(rides[i].seed, OF_FATE + fate);
        count++;
        if (turn < least && can(traffic, &rides[i], fate)) {
            least = turn;
            picked = &rides[i];
        }
    }
    bool spared = chance_mix(chance_mix(traffic->seed, OF_FATE + fate), (uint64_t)hour) % 3 != 0;
    return count < FEW && spared ? NULL : picked;
}

/* A further one, some minutes behind the one picked. */
static void add_like(struct traffic *traffic, const struct traffic_ride *like)
{
    struct traffic_ride added = *like;
    added.fate = FATE_ADDED;
    added.start += like->route->mode == MODE_TRAM || like->route->mode == MODE_BUS ? 180 : 1200;
    added.seed = chance_mix(added.seed, FATE_ADDED);
    vec_push(&traffic->rides, &added);
}

static void deal_fates(struct traffic *traffic, unix_time hour)
{
    for (enum traffic_fate fate = FATE_CANCELLED; fate < FATES; fate++) {
        struct traffic_ride *ride = pick(traffic, hour, fate);
        if (ride && fate == FATE_ADDED)
            add_like(traffic, ride);
        else if (ride)
            ride->fate = (uint8_t)fate;
    }
}

void traffic_open(struct traffic *traffic, const struct network *network, feed_ix feed,
                  uint64_t seed, unix_time now)
{
    const struct world world = {.network = network};
    const struct runs_part start = {0};
    unix_time hour = now / HOUR * HOUR;
    const struct board_span span = {hour - HOURS_BACK * HOUR, hour + HOURS_AHEAD * HOUR};
    *traffic = (struct traffic){.network = network,
                                .feed = feed,
                                .seed = seed,
                                .now = now,
                                .zone = network_zone(network, network->feeds[feed].zone),
                                .rides = vec_of(sizeof(struct traffic_ride))};
    for (pattern_ix i = 0; i < network->counts.patterns; i++)
        if (network->routes[network->patterns[i].route].feed == feed)
            runs_visit(&world, i, &start, span, add_ride, traffic);
    for (hour = span.from; hour < span.to; hour += HOUR)
        deal_fates(traffic, hour);
}

void traffic_close(struct traffic *traffic)
{
    vec_finish(&traffic->rides);
}

static double bell(double hours, double around, double wide)
{
    double away = (hours - around) / wide;
    return exp(-away * away / 2);
}

double traffic_rush(const struct traffic *traffic, unix_time time)
{
    unix_time local = time + zone_offset(&traffic->zone, time);
    double hours = (double)(local % 86400) / HOUR;
    double day = 0.2 + 0.25 * bell(hours, 14, 4);
    if (civil_weekday(zone_day(&traffic->zone, time)) < 5)
        day += 0.6 * bell(hours, 8, 0.9) + 0.5 * bell(hours, 17.6, 1.2);
    return day < 1 ? day : 1;
}

double traffic_line(const struct traffic *traffic, route_ix route, unix_time time)
{
    return chance_wave(chance_mix(chance_mix(traffic->seed, OF_LINE), route), time, 2400);
}

/* Seconds that a vehicle of that kind is late on a bad line at the worst time. */
static double usual_delay(uint8_t mode)
{
    switch (mode) {
    case MODE_TRAM:
        return 150;
    case MODE_BUS:
    case MODE_COACH:
        return 420;
    case MODE_FUNICULAR:
        return 30;
    case MODE_FERRY:
        return 120;
    default:
        return 360;
    }
}

/* How late it is at a call, a little ahead of time now and then; never early at its first stop. */
static int32_t delay_at(const struct traffic *traffic, const struct traffic_ride *ride,
                        uint32_t call, unix_time time)
{
    double rush = traffic_rush(traffic, time);
    double line = traffic_line(traffic, ride->pattern->route, time);
    double own = chance_wave(chance_mix(ride->seed, OF_RUN), time, 900);
    double late = (line > 0 ? line * 1.2 : line * 0.2) * (0.3 + rush) + 0.35 * own;
    unix_time under_way = time - ride->day_start - ride->start;
    double grown = under_way < 900 ? 0.3 + 0.7 * (double)under_way / 900 : 1;
    double seconds = late * grown * usual_delay(ride->route->mode);
    if (chance_mix(ride->seed, OF_RUN) % 50 == 0) /* a door, a quarrel, a lorry in the way */
        seconds += 540 * grown;
    double least = call ? -75 : 0;
    return (int32_t)(seconds > least ? seconds : least);
}

struct traffic_time traffic_promised(const struct traffic *traffic, const struct traffic_ride *ride,
                                     uint32_t call)
{
    const struct call_time *time = &traffic->network->profile_times[ride->trip->profile + call];
    unix_time start = ride->day_start + ride->start;
    return (struct traffic_time){start + time->arrive, start + time->depart};
}

/* What is wanted, but after the call before, at a speed that can be believed. */
static struct traffic_time possible(struct traffic_time wanted, struct traffic_time promised,
                                    const struct traffic_time *before, unix_time promised_before)
{
    if (before) {
        unix_time least = before->depart + (promised.arrive - promised_before) * 3 / 4;
        wanted.arrive = wanted.arrive > least ? wanted.arrive : least;
    }
    unix_time stay =
        promised.depart - promised.arrive < 20 ? promised.depart - promised.arrive : 20;
    if (wanted.depart < wanted.arrive + stay)
        wanted.depart = wanted.arrive + stay;
    return wanted;
}

struct traffic_time *traffic_times(const struct traffic *traffic, const struct traffic_ride *ride,
                                   struct arena *arena)
{
    uint32_t count = ride->pattern->call_count;
    struct traffic_time *times = arena_array(arena, count, sizeof *times), promised = {0};
    for (uint32_t i = 0; i < count; i++) {
        unix_time left = promised.depart;
        promised = traffic_promised(traffic, ride, i);
        int32_t delay = delay_at(traffic, ride, i, promised.arrive);
        struct traffic_time wanted = {promised.arrive + delay, promised.depart + delay};
        /* Nobody leaves a terminus before time, nor a station when he is ahead. */
        if (wanted.depart < promised.depart && promised.depart > promised.arrive)
            wanted.depart = promised.depart;
        times[i] = possible(wanted, promised, i ? &times[i - 1] : NULL, left);
    }
    return times;
}

/* What a vehicle thinks at `heard`: that the delay it has will slowly become what it will be. */
static unix_time guess(unix_time promised, unix_time real, int32_t delay, unix_time heard)
{
    if (real <= heard)
        return real;
    double known = exp(-(double)(real - heard) / 900);
    unix_time time = promised + delay + (unix_time)((double)(real - promised - delay) * known);
    return time > heard ? time : heard;
}

struct traffic_time *traffic_foreseen(const struct traffic *traffic,
                                      const struct traffic_ride *ride, struct arena *arena)
{
    uint32_t count = ride->pattern->call_count;
    struct traffic_time *times = traffic_times(traffic, ride, arena), promised = {0};
    int32_t delay = 0;
    for (uint32_t i = 0; i < count; i++) {
        unix_time left = promised.depart;
        struct traffic_time real = times[i];
        promised = traffic_promised(traffic, ride, i);
        if (real.arrive <= ride->heard)
            delay = (int32_t)(real.arrive - promised.arrive);
        times[i].arrive = guess(promised.arrive, real.arrive, delay, ride->heard);
        times[i].depart = guess(promised.depart, real.depart, delay, ride->heard);
        if (real.arrive > ride->heard)
            times[i] = possible(times[i], promised, i ? &times[i - 1] : NULL, left);
        else if (times[i].depart < times[i].arrive)
            times[i].depart = times[i].arrive;
    }
    return times;
}

uint32_t traffic_full(const struct traffic *traffic, const struct traffic_ride *ride, uint32_t call)
{
    struct traffic_time time = traffic_promised(traffic, ride, call);
    double way = (double)(call + 1) / ride->pattern->call_count;
    double most = 100 * traffic_rush(traffic, time.depart) * (0.7 + 0.6 * chance_part(ride->seed));
    double full = most * (0.15 + 3.2 * way * (1 - way));
    return call + 1 == ride->pattern->call_count ? 0 : (uint32_t)full;
}

uint8_t traffic_occupancy(uint32_t full)
{
    static const struct {
        uint32_t below;
        uint8_t occupancy;
    } steps[] = {{5, OCCUPANCY_EMPTY},
                 {35, OCCUPANCY_MANY_SEATS},
                 {60, OCCUPANCY_FEW_SEATS},
                 {90, OCCUPANCY_STANDING}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (full < steps[i].below)
            return steps[i].occupancy;
    return OCCUPANCY_CRUSHED;
}

struct realtime_text traffic_text(const char *text)
{
    return (struct realtime_text){*text ? text : NULL, (uint32_t)strlen(text)};
}

struct realtime_text traffic_own(const struct traffic *traffic, text_ix text)
{
    return traffic_text(network_text(traffic->network, text));
}

void *traffic_keep(struct vec *list, struct arena *arena)
{
    void *kept = arena_array(arena, list->count, list->item);
    if (list->count)
        memcpy(kept, list->data, (size_t)list->count * list->item);
    vec_finish(list);
    return kept;
}

struct realtime_message traffic_message(const struct traffic *traffic)
{
    return (struct realtime_message){
        .version = traffic_text("2.0"),
        .feed_version = traffic_own(traffic, traffic->network->feeds[traffic->feed].version),
        .stamp = traffic->now};
}
