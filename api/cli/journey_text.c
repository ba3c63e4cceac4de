#include "api/cli/journey_text.h"

#include <inttypes.h>
#include <string.h>

#include "api/alerts.h"
#include "api/cli/line_text.h"
#include "api/cli/way_text.h"
#include "api/known.h"
#include "api/step_free.h"

#define GUTTER 13 /* columns left of the text: times and badges */
#define SOON 7200 /* how far ahead "leaves in" is said, and "left" of what was, seconds */

static const struct network *network_of(const struct journey_text *text)
{
    return text->world->network;
}

/* What the vehicle shows at the front where one gets on. */
static const char *headsign_of(const struct world *world, const struct leg *leg)
{
    const struct words plain = {.world = world};
    return words_headsign(&plain, leg->run.trip, leg->board_call);
}

static struct zone zone_at(const struct journey_text *text, stop_ix stop)
{
    const struct network *network = network_of(text);
    return stop == NO_IX ? text->zone : network_zone(network, network->stops[stop].zone);
}

/* `  08:03   `, or `  08:06 (+3 min) ` of what was promised for 08:03. */
static void print_clock(const struct journey_text *text, stop_ix stop, unix_time time,
                        unix_time promised)
{
    struct zone zone = zone_at(text, stop);
    char clock[CIVIL_TEXT], delay[CIVIL_TEXT], all[2 * CIVIL_TEXT + 8];
    int64_t late = time - promised;
    screen_clock(&zone, time, clock);
    if (late)
        snprintf(all, sizeof all, "%s (%c%s) ", clock, late > 0 ? '+' : '-',
                 screen_duration(late > 0 ? late : -late, delay));
    fprintf(text->screen->out, "  %-*s", GUTTER - 2, late ? all : clock);
}

/* `  08:03   Gare Centrale, platform A`, the stop in bold. */
static void print_place(const struct journey_text *text, stop_ix stop, const char *door,
                        unix_time time)
{
    const struct network *network = network_of(text);
    FILE *out = text->screen->out;
    print_clock(text, stop, time, time);
    screen_bold(text->screen,
                stop == NO_IX ? door : network_text(network, network->stops[stop].name));
    if (stop != NO_IX && network->stops[stop].platform_code)
        fprintf(out, ", platform %s", network_text(network, network->stops[stop].platform_code));
    fputc('\n', out);
}

/* Another platform than was promised, and a stop where the vehicle does not stop. */
static void print_change(const struct journey_text *text, const struct leg *leg, uint32_t call)
{
    const struct network *network = network_of(text);
    const struct live_call *calls = world_live_calls(text->world, leg->run.trip);
    FILE *out = text->screen->out;
    if (!calls || calls[call].promised_stop == NO_IX)
        return;
    const struct stop *now = &network->stops[calls[call].stop];
    const struct stop *was = &network->stops[calls[call].promised_stop];
    const char *name = network_text(network, was->name);
    if (now != was && was->platform_code)
        fprintf(out, " instead of platform %s", network_text(network, was->platform_code));
    else if (now != was && strcmp(network_text(network, now->name), name) != 0)
        fprintf(out, " instead of %s", name);
    else if (now != was)
        fprintf(out, ", another platform than usual");
    if (calls[call].flags & LIVE_SKIPPED)
        fprintf(out, ", not served");
}

/* Where one gets on or off, with how late that is. */
static void print_call(const struct journey_text *text, const struct leg *leg, bool boards)
{
    const struct world *world = text->world;
    const struct network *network = network_of(text);
    uint32_t call = boards ? leg->board_call : leg->alight_call;
    stop_ix stop = world_shown_stop(world, leg->run.trip, call);
    text_ix platform = network->stops[stop].platform_code;
    print_clock(text, stop, boards ? leg->depart : leg->arrive,
                boards ? known_promised_depart(world, leg->run, call)
                       : known_promised_arrive(world, leg->run, call));
    screen_bold(text->screen, network_text(network, network->stops[stop].name));
    if (platform)
        fprintf(text->screen->out, ", platform %s", network_text(network, platform));
    print_change(text, leg, call);
    fputc('\n', text->screen->out);
}

/* The headway of a run that only promises one, or 0. */
static int32_t headway_of(const struct world *world, struct run run)
{
    const struct network *network = world->network;
    const struct trip *trip = world_trip(world, run.trip);
    for (uint32_t i = 0; i < trip->frequency_count; i++) {
        const struct frequency *frequency = &network->frequencies[trip->first_frequency + i];
        if (!frequency->exact && run.start >= frequency->first && run.start < frequency->last)
            return frequency->headway;
    }
    return 0;
}

static void print_ride(const struct journey_text *text, const struct leg *leg)
{
    const struct network *network = network_of(text);
    const struct route *route = world_trip_route(text->world, leg->run.trip);
    FILE *out = text->screen->out;
    char duration[CIVIL_TEXT];
    uint32_t stops = leg->alight_call - leg->board_call;
    fprintf(out, "  ");
    screen_badge(text->screen, line_text_name(network, route), route->colour, route->text_colour,
                 GUTTER - 3);
    fprintf(out, " %s towards %s", line_text_mode(route->mode), headsign_of(text->world, leg));
    fprintf(out, ", %s", screen_duration(leg->arrive - leg->depart, duration));
    fprintf(out, ", %" PRIu32 " stop%s", stops, stops == 1 ? "" : "s");
    int32_t headway = headway_of(text->world, leg->run);
    if (headway)
        fprintf(out, "; runs about every %s", screen_duration(headway, duration));
    if (world_trip(text->world, leg->run.trip)->estimated)
        fprintf(out, "; some times estimated");
    if (known_cancelled(text->world, leg->run))
        fprintf(out, "; CANCELLED");
    fputc('\n', out);
}

static void print_note(const struct journey_text *text, const char *note)
{
    fprintf(text->screen->out, "%*s", GUTTER, "");
    screen_dim(text->screen, note);
    fputc('\n', text->screen->out);
}

static bool is_straight(const struct leg *leg)
{
    return leg->kind != LEG_WALK || leg->footpath == FOOTPATH_STRAIGHT;
}

/* A way part by part, step by step if that is wanted; `tail` stands behind its last part. */
static void print_parts(const struct journey_text *text, const struct way *way, const char *tail)
{
    const struct network *network = network_of(text);
    char words[WAY_TEXT], note[2 * WAY_TEXT];
    for (uint32_t i = 0; i < way->part_count; i++) {
        if (i > 0)
            print_note(text, way_text_pause(text->world, way, i, words));
        bool last = i + 1 == way->part_count;
        if (way->lending && last && !way->parts[i].seconds && !*tail)
            continue; /* It is left right there. */
        snprintf(note, sizeof note, "%s%.150s", way_text_part(network, &way->parts[i], words),
                 last ? tail : "");
        print_note(text, note);
        if (text->steps)
            way_text_steps(text->screen, network, &way->parts[i], GUTTER + 2);
    }
}

/* What is told between two rides, or a door and a ride: a walk, and the waiting beside it. */
static void print_walk(const struct journey_text *text, const struct leg *leg,
                       const struct leg *before, const struct leg *next)
{
    char walk[CIVIL_TEXT], wait[CIVIL_TEXT], note[160];
    unix_time start = before && before->kind == LEG_RIDE ? before->arrive : leg->depart;
    unix_time end = next && next->kind == LEG_RIDE ? next->depart : leg->arrive;
    int64_t waiting = end - start - (leg->arrive - leg->depart);
    if (leg->kind == LEG_WALK && leg->from == leg->to) {
        snprintf(note, sizeof note, "change here, %s", screen_duration(end - start, walk));
    } else if (text->ways) {
        screen_duration(waiting, wait);
        snprintf(note, sizeof note, "%s%s", waiting > 0 ? ", wait " : "", waiting > 0 ? wait : "");
        print_parts(text, ways_of_leg(text->ways, leg), note);
        return;
    } else {
        screen_duration(leg->arrive - leg->depart, walk);
        screen_duration(waiting, wait);
        snprintf(note, sizeof note, "walk %s%s%s%s", walk,
                 is_straight(leg) ? " (straight line)" : "", waiting > 0 ? ", wait " : "",
                 waiting > 0 ? wait : "");
    }
    print_note(text, note);
}

/* A walk, with the door it starts or ends at. */
static void print_way(const struct journey_text *text, const struct leg *leg,
                      const struct leg *before, const struct leg *next)
{
    if (leg->arrive == leg->depart && leg->kind != LEG_WALK)
        return;
    if (!before || (leg->kind == LEG_THERE && before->kind != LEG_RIDE))
        print_place(text, leg->from, text->from, leg->depart);
    print_walk(text, leg, before, next);
    if (leg->kind == LEG_THERE)
        print_place(text, NO_IX, text->vias ? text->vias[leg->via].name : "", leg->arrive);
    else if (!next)
        print_place(text, leg->to, text->to, leg->arrive);
}

/* Getting on without having walked before. */
static void print_boarding(const struct journey_text *text, const struct leg *leg,
                           const struct leg *before)
{
    char note[160], wait[CIVIL_TEXT];
    if (leg->stays) {
        print_note(text, "stay seated: the vehicle goes on");
    } else if (before && before->kind == LEG_RIDE) {
        snprintf(note, sizeof note, "change here, %s",
                 screen_duration(leg->depart - before->arrive, wait));
        print_note(text, note);
    }
    if (leg->guaranteed)
        print_note(text, "the connection waits");
}

/* What is said of the line, and of the stops where one gets on and off. */
static void print_alerts(const struct journey_text *text, const struct leg *leg)
{
    const struct world *world = text->world;
    const struct words plain = {.world = world};
    const stop_ix about[] = {NO_IX, world_shown_stop(world, leg->run.trip, leg->board_call),
                             world_shown_stop(world, leg->run.trip, leg->alight_call)};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        struct alert_topic topic = {.rides = true,
                                    .run = leg->run,
                                    .stop = about[i],
                                    .from = leg->depart,
                                    .to = leg->arrive,
                                    .now = text->now};
        struct alert_list alerts = alerts_about(world, &topic, &arena);
        for (uint32_t k = 0; k < alerts.count; k++)
            print_note(text, arena_format(&arena, "! %s",
                                          words_alert(&plain, &world->live->alerts[alerts.items[k]],
                                                      LIVE_ALERT_HEADER)));
    }
    arena_finish(&arena);
}

static void print_leg(const struct journey_text *text, const struct leg *leg,
                      const struct leg *before, const struct leg *next)
{
    if (leg->kind != LEG_RIDE) {
        print_way(text, leg, before, next);
        return;
    }
    print_boarding(text, leg, before);
    if (before && before->arrive > leg->depart && !leg->stays && !leg->guaranteed)
        print_note(text, "THIS CONNECTION IS MISSED");
    print_call(text, leg, true);
    print_ride(text, leg);
    print_alerts(text, leg);
    print_call(text, leg, false);
}

/* Of a leg that is no ride, what is not driven or cycled. */
static int64_t walking_of(const struct journey_text *text, const struct leg *leg)
{
    int64_t seconds = leg->arrive - leg->depart;
    const struct way *way = text->ways ? ways_of_leg(text->ways, leg) : NULL;
    for (uint32_t i = 0; way && i < way->part_count; i++) {
        const struct way_part *part = &way->parts[i];
        bool on_foot = part->travel == TRAVEL_FOOT || part->travel == TRAVEL_WHEELCHAIR;
        seconds -= part->pause + (on_foot ? 0 : part->seconds);
    }
    return seconds;
}

static int64_t walking(const struct journey_text *text, const struct journey *journey)
{
    int64_t seconds = 0;
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind != LEG_RIDE && (leg->kind != LEG_WALK || leg->from != leg->to))
            seconds += walking_of(text, leg);
    }
    return seconds;
}

/* `leaves in 5 min`, when that is soon; `left 5 min ago`, when one might still hurry for it. */
static void print_soon(const struct journey_text *text, const struct journey *journey)
{
    int64_t ahead = journey->depart - text->now;
    char duration[CIVIL_TEXT];
    if (ahead >= 0 && ahead < 60)
        fprintf(text->screen->out, ", leaves now");
    else if (ahead > 0 && ahead <= SOON)
        fprintf(text->screen->out, ", leaves in %s", screen_duration(ahead / 60 * 60, duration));
    else if (ahead < 0 && ahead > -60)
        fprintf(text->screen->out, ", left just now");
    else if (ahead < 0 && -ahead <= SOON)
        fprintf(text->screen->out, ", left %s ago", screen_duration(-ahead / 60 * 60, duration));
}

static void print_head(const struct journey_text *text, const struct journey *journey,
                       uint32_t number)
{
    char depart[CIVIL_TEXT], arrive[CIVIL_TEXT], line[120], duration[CIVIL_TEXT];
    FILE *out = text->screen->out;
    civil_day day = zone_day(&text->zone, journey->depart);
    screen_clock(&text->zone, journey->depart, depart);
    screen_clock(&text->zone, journey->arrive, arrive);
    snprintf(line, sizeof line, "%" PRIu32 ". %s to %s", number, depart, arrive);
    screen_bold(text->screen, line);
    if (day != text->day)
        fprintf(out, ", on %s", screen_day(day, depart));
    civil_day end = zone_day(&text->zone, journey->arrive);
    if (end != day)
        fprintf(out, ", arrives %s", screen_day(end, depart));
    fprintf(out, ", %s, ", screen_duration(journey->arrive - journey->depart, duration));
    if (journey->transfers)
        fprintf(out, "%" PRIu32 " change%s", journey->transfers,
                journey->transfers == 1 ? "" : "s");
    else
        fprintf(out, "no change");
    int64_t seconds = walking(text, journey);
    if (seconds > 0)
        fprintf(out, ", %s %s", screen_duration(seconds, duration),
                text->step_free ? "of wheeling" : "on foot");
    print_soon(text, journey);
    fputs("\n\n", out);
}

/* Boats want one early and let one go late. */
static void print_slack(const struct journey_text *text, int64_t seconds, bool before)
{
    char note[120], duration[CIVIL_TEXT];
    if (seconds <= 0)
        return;
    screen_duration(seconds, duration);
    if (before)
        snprintf(note, sizeof note, "be at the stop %s before", duration);
    else
        snprintf(note, sizeof note, "getting off takes %s", duration);
    print_note(text, note);
}

/* What is known for somebody in a wheelchair, and above all what is not. */
static void print_step_free(const struct journey_text *text, const struct journey *journey)
{
    static const char *const words[] = {
        [TRISTATE_UNKNOWN] = "Step-free: not known.",
        [TRISTATE_YES] = "Step-free: yes.",
        [TRISTATE_NO] = "Step-free: no.",
    };
    const struct words plain = {.world = text->world};
    struct arena arena = {0};
    struct step_free step_free = step_free_of_journey(&plain, &arena, journey, text->ways);
    fprintf(text->screen->out, "  %s %s\n\n", words[step_free.status], step_free.reason);
    arena_finish(&arena);
}

/* How many legs from `first` on are told as one: ways on foot in a row. */
static uint32_t count_joined(const struct leg *first, uint32_t left)
{
    uint32_t count = 1;
    while (leg_joins(first) && count < left && leg_joins(&first[count]))
        count++;
    return count;
}

/* Ways on foot in a row as one; a straight line anywhere makes it one. */
static struct leg join(const struct leg *legs, uint32_t count)
{
    struct leg joined = *legs;
    for (uint32_t i = 1; i < count; i++) {
        joined.kind = legs[i].kind == LEG_WALK ? joined.kind : legs[i].kind;
        joined.footpath = is_straight(&legs[i]) ? FOOTPATH_STRAIGHT : joined.footpath;
        joined.to = legs[i].to;
        joined.arrive = legs[i].arrive;
    }
    return joined;
}

static void print_legs(const struct journey_text *text, const struct journey *journey)
{
    const struct leg *before = NULL;
    for (uint32_t i = 0, count; i < journey->leg_count; i += count) {
        const struct leg *leg = &journey->legs[i];
        count = count_joined(leg, journey->leg_count - i);
        const struct leg joined = join(leg, count);
        print_leg(text, &joined, before, i + count < journey->leg_count ? &leg[count] : NULL);
        before = &leg[count - 1];
    }
}

void journey_text_print(const struct journey_text *text, const struct journey *journey,
                        uint32_t number)
{
    print_head(text, journey, number);
    if (text->step_free)
        print_step_free(text, journey);
    if (journey->leg_count)
        print_slack(text, journey->legs[0].depart - journey->depart, true);
    print_legs(text, journey);
    if (journey->leg_count)
        print_slack(text, journey->arrive - journey->legs[journey->leg_count - 1].arrive, false);
    fputc('\n', text->screen->out);
}

void journey_text_direct(const struct journey_text *text, const struct way *way)
{
    char duration[CIVIL_TEXT];
    fprintf(text->screen->out, "Or without a ride: %s\n\n",
            screen_duration(way->seconds, duration));
    print_parts(text, way, "");
    fputc('\n', text->screen->out);
}
