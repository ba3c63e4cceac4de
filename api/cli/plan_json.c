#include "api/cli/plan_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/answers.h"
#include "api/render_read.h"

#define DIRECT_SECONDS_MAX 21600

/* A text as it may stand in a query string. */
static const char *encoded(struct arena *arena, const char *text)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    char *out = arena_alloc(arena, 3 * strlen(text) + 1), *at = out;
    for (; *text; text++)
        if (strchr(safe, *text))
            *at++ = *text;
        else
            at += snprintf(at, 4, "%%%02X", (unsigned)(unsigned char)*text);
    return out;
}

/* `lat,lon` or `tag_id`, encoded. */
static const char *place_text(const struct network *network, const struct where *where,
                              struct arena *arena)
{
    if (where->is_point)
        return arena_format(arena, "%.7f,%.7f", geo_degrees(where->at.lat),
                            geo_degrees(where->at.lon));
    const struct stop *stop = &network->stops[where->stop];
    const char *tag = network_text(network, network->feeds[stop->feed].tag);
    return encoded(arena, arena_format(arena, "%s_%s", tag, network_text(network, stop->id)));
}

static const char *mode_list(mode_set modes, struct arena *arena)
{
    const char *list = "";
    for (enum mode mode = 0; mode < MODE_COUNT; mode++)
        if (modes >> mode & 1)
            list = arena_format(arena, "%s%s%s", list, *list ? "," : "", mode_name(mode));
    return list;
}

static const char *via_list(const struct network *network, const struct question *question,
                            struct arena *arena)
{
    const char *stops = "", *stays = "";
    for (uint32_t i = 0; i < question->query.where.via_count; i++) {
        stops = arena_format(arena, "%s%s%s", stops, i ? "," : "",
                             place_text(network, &question->vias[i], arena));
        stays = arena_format(arena, "%s%s%" PRId32, stays, i ? "," : "",
                             question->passes[i].stay_seconds / 60);
    }
    return *stops ? arena_format(arena, "&via=%s&viaMinimumStay=%s", stops, stays) : "";
}

static const char *option_text(const char *name, const char *value, struct arena *arena)
{
    return value ? arena_format(arena, "&%s=%s", name, encoded(arena, value)) : "";
}

/* How long one may be under way without a ride: on foot as long as to a stop. */
static int32_t direct_seconds(const struct question *question)
{
    bool walks = !question->direct || strcmp(question->direct, "WALK") == 0;
    return walks ? question->limits.seconds_max : DIRECT_SECONDS_MAX;
}

/* How long one may be on the way to or from a stop by the means of that list. */
static int32_t stop_seconds(const char *list, const struct asked *asked)
{
    bool drives = list ? question_drives(list) : asked->bike;
    return (int32_t)(drives ? asked->drive_minutes : asked->walk_minutes) * 60;
}

/* Which shared vehicles, for all parts of the way alike. */
static const char *rental_text(const struct asked_rental *rental, struct arena *arena)
{
    static const char *const parts[] = {"direct", "preTransit", "postTransit", "change"};
    const struct {
        const char *name, *list;
    } filters[] = {{"FormFactors", rental->forms},
                   {"PropulsionTypes", rental->propulsions},
                   {"Providers", rental->providers},
                   {"ProviderGroups", rental->groups}};
    const char *text = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t k = 0; k < sizeof filters / sizeof *filters; k++) {
            const char *name = arena_format(arena, "%sRental%s", parts[i], filters[k].name);
            text = arena_format(arena, "%s%s", text, option_text(name, filters[k].list, arena));
        }
    return text;
}

/* A number that was typed; below 0: none was. */
static const char *number_text(const char *name, int64_t number, struct arena *arena)
{
    return number < 0 ? "" : arena_format(arena, "&%s=%" PRId64, name, number);
}

static int64_t seconds_of(int64_t minutes)
{
    return minutes < 0 ? minutes : 60 * minutes;
}

/* By what, how long, and what is preferred where no vehicle of the timetable goes. */
static const char *ways_text(const struct question *question, const struct asked *asked,
                             struct arena *arena)
{
    bool walks = direct_seconds(question) != DIRECT_SECONDS_MAX;
    return arena_format(arena,
                        "&maxPreTransitTime=%" PRId32 "&maxPostTransitTime=%" PRId32
                        "&maxWalkTime=%" PRId32 "&maxDirectTime=%" PRId32 "%s%s%s%s%s%s%s%s",
                        stop_seconds(question->access, asked),
                        stop_seconds(question->egress, asked), question->limits.seconds_max,
                        direct_seconds(question), walks ? "&fastestDirectFactor=1" : "",
                        option_text("preTransitModes", question->access, arena),
                        option_text("postTransitModes", question->egress, arena),
                        option_text("directModes", question->direct, arena),
                        option_text("changeModes", question->change, arena),
                        number_text("maxChangeTime", seconds_of(asked->change_minutes), arena),
                        option_text("cyclingTaste", question->taste, arena),
                        rental_text(&question->rental, arena));
}

/* Prices, and for whom. */
static const char *fares_text(const struct asked *asked, struct arena *arena)
{
    const struct {
        const char *name;
        const struct option_list *list;
    } claims[] = {{"fareCategories", &asked->categories},
                  {"fareMedia", &asked->media},
                  {"farePasses", &asked->passes},
                  {"fareSpending", &asked->spent}};
    const char *text =
        arena_format(arena, "%s%s%s%s", asked->cheaper ? "&withCheaper=true" : "&withFares=true",
                     number_text("fareParkingTime", asked->parking_minutes, arena),
                     number_text("cheaperDelay", seconds_of(asked->cheaper_minutes), arena),
                     number_text("cheaperTransfers", asked->cheaper_transfers, arena));
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        for (uint32_t k = 0; k < claims[i].list->count; k++)
            text = k ? arena_format(arena, "%s,%s", text, encoded(arena, claims[i].list->items[k]))
                     : arena_format(arena, "%s%s", text,
                                    option_text(claims[i].name, claims[i].list->items[k], arena));
    return asked->fares ? text : "";
}

const char *plan_target(const struct network *network, const struct question *question,
                        const struct asked *asked, struct arena *arena)
{
    const struct query *query = &question->query;
    char time[CIVIL_TEXT];
    return arena_format(
        arena,
        "/api/v6/plan?fromPlace=%s&toPlace=%s&time=%s&arriveBy=%s&searchWindow=%" PRId32
        "&timetableView=%s&numItineraries=1&maxItineraries=%" PRId64 "&maxTransfers=%" PRIu32
        "&pedestrianProfile=%s&requireBikeTransport=%s&transitModes=%s%s%s%s%s",
        place_text(network, &question->from, arena), place_text(network, &question->to, arena),
        civil_text_utc(query->when.time, time), query->when.arrive_by ? "true" : "false",
        query->when.window_seconds, query->when.window_seconds ? "true" : "false", asked->count,
        query->change.transfers_max, asked->wheelchair ? "WHEELCHAIR" : "FOOT",
        asked->bike ? "true" : "false",
        query->needs.modes == MODES_ALL ? "TRANSIT" : mode_list(query->needs.modes, arena),
        via_list(network, question, arena), ways_text(question, asked, arena),
        asked->promised ? "&realtimeMode=REALTIME_ANNOTATION_ONLY" : "", fares_text(asked, arena));
}

/* The endpoint alone, not the table of all: `trajet` need not link what others draw with. */
static void answer(struct worker *worker, const char *target, struct reply *reply)
{
    struct request request;
    struct error error = {0};
    *reply = (struct reply){.status = 200, .body = ""};
    if (!request_parse(&request, worker, target, &error) || !plan_answer(&request, reply, &error))
        reply_error(reply, &worker->arena, &error);
}

int plan_json_print(const struct world *world, const struct question *question,
                    const struct asked *asked)
{
    struct arena arena = {0};
    struct worker worker = {.world = world};
    struct reply reply;
    answer(&worker, plan_target(world->network, question, asked, &arena), &reply);
    fwrite(reply.body, 1, reply.size, stdout);
    if (reply.size && reply.body[reply.size - 1] != '\n')
        putchar('\n');
    int ending = reply.status != 200 ? END_INPUT
                 : render_read_count(reply.body, reply.size, "itineraries") +
                         render_read_count(reply.body, reply.size, "direct")
                     ? END_OK
                     : END_NO_ANSWER;
    worker_finish(&worker);
    arena_finish(&arena);
    return ending;
}
