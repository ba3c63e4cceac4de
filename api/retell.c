#include "api/retell.h"

#include <string.h>

#include "api/ids.h"
#include "api/itinerary_id.h"
#include "api/known.h"
#include "api/plan_hop.h"
#include "api/renew.h"
#include "engine/network/keys.h"

/*
 * An itinerary from an earlier answer as it is now. Its id tells the rides and how long one moves
 * by oneself; the question that led to it is put together again, so that `plan` reads its doors,
 * and the timetable of now gives the times.
 */

/* Seconds, as a parameter: as long as a way without rides may take. */
#define DIRECT_TIME_MAX "21600"

/* What is needed to make a journey of an id. */
struct retelling {
    const struct request *request;
    struct itinerary_parts parts;
    struct retold *told;
    struct world promise;
    uint32_t first, last; /* its first and last ride */
    struct error *error;
};

/* The parameters of the question to be put together. */
struct parameters {
    struct parameter items[REQUEST_PARAMETERS_MAX + 1];
    uint32_t count;
};

/* Adds a parameter unless it was given. */
static void add(struct parameters *parameters, const char *name, const char *value)
{
    for (uint32_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->items[i].name, name) == 0)
            return;
    if (parameters->count < REQUEST_PARAMETERS_MAX)
        parameters->items[parameters->count++] = (struct parameter){name, value};
}

/* One end: where, by what, and how long that may take. */
static void add_door(struct retelling *retelling, struct parameters *parameters, bool from)
{
    const struct itinerary_parts *parts = &retelling->parts;
    struct arena *arena = &retelling->request->worker->arena;
    uint32_t at = from ? parts->items[0].kind == PART_SLACK : parts->count - 1;
    const struct itinerary_part *part = &parts->items[at];
    const char *place = from ? "fromPlace" : "toPlace";
    if (part->kind == PART_WALK) {
        add(parameters, place, part->place);
        return;
    }
    if (part->kind != (from ? PART_ACCESS : PART_EGRESS)) {
        const struct itinerary_part *ride =
            &parts->items[from ? retelling->first : retelling->last];
        add(parameters, place, from ? ride->from : ride->to);
        return;
    }
    add(parameters, place, part->place);
    if (part->mode)
        add(parameters, from ? "preTransitModes" : "postTransitModes", part->mode);
    if (part->seconds > 900)
        add(parameters, from ? "maxPreTransitTime" : "maxPostTransitTime",
            arena_format(arena, "%d", part->seconds));
}

/* Places to pass that are no stops. */
static void add_vias(struct retelling *retelling, struct parameters *parameters)
{
    struct arena *arena = &retelling->request->worker->arena;
    const char *list = "";
    for (uint32_t i = 0; i < retelling->parts.count; i++) {
        const struct itinerary_part *part = &retelling->parts.items[i];
        if (part->kind != PART_THERE)
            continue;
        char *place = arena_text(arena, part->place, strlen(part->place));
        place[strcspn(place, ",")] = place[strcspn(place, ",")] ? ';' : '\0';
        list = arena_format(arena, "%s%s%s", list, *list ? "," : "", place);
    }
    if (*list)
        add(parameters, "via", list);
}

/* Shared vehicles between rides, where there are some. */
static void add_changes(const struct retelling *retelling, struct parameters *parameters)
{
    struct arena *arena = &retelling->request->worker->arena;
    int32_t seconds = 0;
    for (uint32_t i = 0; i < retelling->parts.count; i++) {
        const struct itinerary_part *part = &retelling->parts.items[i];
        if (itinerary_part_hops(part) && part->seconds > seconds)
            seconds = part->seconds;
    }
    if (seconds)
        add(parameters, "changeModes", MODE_RENTAL);
    if (seconds > 900)
        add(parameters, "maxChangeTime", arena_format(arena, "%d", seconds));
}

/* What the id itself says: a client that sends its old question along means the itinerary. */
static bool is_of_id(const char *name)
{
    static const char *const names[] = {
        "itineraryId",     "fromPlace",        "toPlace",           "via",
        "preTransitModes", "postTransitModes", "maxPreTransitTime", "maxPostTransitTime",
        "changeModes",     "maxChangeTime"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Reads the question that was put together. What the id became is not for the client to know. */
static bool read_plan(const struct request *request, const struct parameters *parameters,
                      struct plan *plan, struct error *error)
{
    struct request question = *request;
    question.parameters = parameters->items;
    question.parameter_count = parameters->count;
    struct error cause = {0};
    if (plan_read(&question, plan, &cause))
        return true;
    bool own = request_text(request, cause.place) && !is_of_id(cause.place);
    return error_set(error, cause.kind, own ? cause.place : "itineraryId", "%s", cause.text);
}

static bool read_question(struct retelling *retelling)
{
    const struct request *request = retelling->request;
    struct parameters *parameters = arena_alloc(&request->worker->arena, sizeof *parameters);
    for (uint32_t i = 0; i < request->parameter_count; i++)
        if (!is_of_id(request->parameters[i].name))
            add(parameters, request->parameters[i].name, request->parameters[i].value);
    add_door(retelling, parameters, true);
    add_door(retelling, parameters, false);
    add_vias(retelling, parameters);
    add_changes(retelling, parameters);
    return read_plan(request, parameters, &retelling->told->plan, retelling->error);
}

/* The call of the run at that stop: where the id says, else the next one there from `least` on. */
static uint32_t find_call(struct retelling *retelling, struct run run, const char *stop,
                          uint32_t call, uint32_t least)
{
    const struct world *world = retelling->told->plan.style.world;
    struct arena *arena = &retelling->request->worker->arena;
    uint32_t count = world_trip_pattern(world, run.trip)->call_count, found = NO_IX;
    for (uint32_t i = least; i < count; i++) {
        stop_ix promised = known_promised_stop(world, run, i);
        bool is_there = strcmp(ids_stop(arena, world->network, promised), stop) == 0;
        if (is_there && (found == NO_IX || i == call))
            found = i;
    }
    return found;
}

/* Where one gets on and off; false: the run does not call there. */
static bool find_calls(struct retelling *retelling, const struct itinerary_part *part,
                       struct run run, struct leg *leg)
{
    uint32_t board = find_call(retelling, run, part->from, part->board_call, 0);
    uint32_t alight = board == NO_IX
                          ? (uint32_t)NO_IX
                          : find_call(retelling, run, part->to, part->alight_call, board + 1);
    leg->run = run;
    leg->board_call = board;
    leg->alight_call = alight;
    return alight != NO_IX;
}

/* The run as promised, unless it is one that has no calls of a promise. */
static bool find_ride(struct retelling *retelling, const struct itinerary_part *part,
                      struct leg *leg)
{
    const struct world *world = retelling->told->plan.style.world;
    struct error cause = {0};
    struct run run;
    bool promised = ids_find_run(&retelling->promise, part->trip, &run, &cause);
    struct run now = promised ? run_now(world, run) : run;
    if (!promised && !ids_find_run(world, part->trip, &now, &cause))
        return error_set(retelling->error, cause.kind, "itineraryId", "%s: %s", part->trip,
                         cause.text);
    const struct live_run *live = world_live_run(world, now.trip);
    bool other = live && live->state == LIVE_RUNS && live->origin != LIVE_CHANGED;
    if ((other && find_calls(retelling, part, now, leg)) ||
        (promised && find_calls(retelling, part, run, leg)))
        return true;
    return error_set(retelling->error, ERROR_MISSING, "itineraryId",
                     "%s does not go from %s to %s any more", part->trip, part->from, part->to);
}

static bool add_ride(struct retelling *retelling, const struct itinerary_part *part,
                     struct leg *leg)
{
    const struct world *world = retelling->told->plan.style.world;
    if (!find_ride(retelling, part, leg))
        return false;
    const struct pattern *pattern = world_trip_pattern(world, leg->run.trip);
    leg->kind = LEG_RIDE;
    leg->from = world_call_stop(world, pattern, leg->board_call);
    leg->to = world_call_stop(world, pattern, leg->alight_call);
    leg->depart = run_depart(world, leg->run, leg->board_call);
    leg->arrive = run_arrive(world, leg->run, leg->alight_call);
    leg->stays = part->stays;
    leg->guaranteed = part->guaranteed;
    return true;
}

/* A walk that begins or ends the journey names the stop there; the way back from a place to pass
 * names where it leads. */
static bool add_walk(struct retelling *retelling, const struct itinerary_part *part, bool first,
                     struct leg *leg)
{
    struct error cause = {0};
    stop_ix *stop = first && part->kind == PART_WALK ? &leg->from : &leg->to;
    if ((part->kind != PART_WALK && part->kind != PART_BACK) || !part->place ||
        keys_find_stop(retelling->promise.network, part->place, stop, &cause))
        return true;
    return error_set(retelling->error, cause.kind, "itineraryId", "%s", cause.text);
}

static enum leg_kind kind_of(enum itinerary_part_kind kind)
{
    return kind == PART_ACCESS   ? LEG_ACCESS
           : kind == PART_EGRESS ? LEG_EGRESS
           : kind == PART_THERE  ? LEG_THERE
           : kind == PART_BACK   ? LEG_BACK
                                 : LEG_WALK;
}

/* Makes the legs; those that are no rides have only their seconds yet. */
static bool add_legs(struct retelling *retelling)
{
    struct journey *journey = &retelling->told->journey;
    uint32_t via = 0, skip = retelling->parts.items[0].kind == PART_SLACK, rides = 0;
    journey->leg_count = retelling->parts.count - skip;
    journey->legs =
        arena_array(&retelling->request->worker->arena, journey->leg_count, sizeof *journey->legs);
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct itinerary_part *part = &retelling->parts.items[i + skip];
        struct leg *leg = &journey->legs[i];
        leg->kind = kind_of(part->kind);
        leg->from = leg->to = NO_IX;
        leg->via = via;
        leg->hired = part->mode && strcmp(part->mode, MODE_RENTAL) == 0;
        via += part->kind == PART_BACK;
        if (part->kind == PART_RIDE ? !add_ride(retelling, part, leg)
                                    : !add_walk(retelling, part, i == 0, leg))
            return false;
        rides += part->kind == PART_RIDE && !part->stays;
    }
    journey->transfers = rides > 0 ? rides - 1 : 0;
    retelling->first -= skip;
    retelling->last -= skip;
    return true;
}

/* Stops of what is walked that no part names, from the legs beside it. */
static void join_stops(const struct journey *journey)
{
    struct leg *legs = journey->legs;
    for (uint32_t i = journey->leg_count; i-- > 1;) {
        bool there = legs[i - 1].kind == LEG_THERE;
        if (there)
            legs[i - 1].from = legs[i].to; /* One comes back to where one left. */
        else if (legs[i - 1].to == NO_IX)
            legs[i - 1].to = legs[i].from;
    }
    for (uint32_t i = 1; i < journey->leg_count; i++)
        if (legs[i].from == NO_IX && legs[i].kind != LEG_BACK)
            legs[i].from = legs[i - 1].to;
}

/* When each way begins and ends, counted from the rides beside it. */
static void set_times(struct retelling *retelling)
{
    struct journey *journey = &retelling->told->journey;
    const struct itinerary_part *parts = retelling->parts.items;
    bool slack = parts->kind == PART_SLACK;
    for (uint32_t i = retelling->first; i-- > 0;) {
        struct leg *leg = &journey->legs[i];
        leg->arrive = leg[1].depart - parts[i + slack].gap;
        leg->depart = leg->arrive - parts[i + slack].seconds;
    }
    for (uint32_t i = retelling->first + 1; i < journey->leg_count; i++) {
        struct leg *leg = &journey->legs[i];
        if (leg->kind == LEG_RIDE)
            continue;
        leg->depart = leg[-1].arrive + parts[i + slack].gap;
        leg->arrive = leg->depart + parts[i + slack].seconds;
    }
    journey->depart = journey->legs[0].depart - (slack ? parts->seconds : 0);
    journey->arrive = journey->legs[journey->leg_count - 1].arrive + (slack ? parts->gap : 0);
}

static void find_rides(struct retelling *retelling)
{
    const struct itinerary_parts *parts = &retelling->parts;
    while (parts->items[retelling->first].kind != PART_RIDE)
        retelling->first++;
    retelling->last = parts->count - 1;
    while (parts->items[retelling->last].kind != PART_RIDE)
        retelling->last--;
}

/* Shared vehicles come and go: whichever is fastest now takes the place of the one of before. */
static bool check_hires(struct retelling *retelling)
{
    const struct journey *journey = &retelling->told->journey;
    for (uint32_t i = 0; i < journey->leg_count; i++)
        if (journey->legs[i].hired && journey->legs[i].kind != LEG_WALK &&
            !ways_hires(&retelling->told->plan.ways, &journey->legs[i]))
            return error_set(retelling->error, ERROR_MISSING, "itineraryId",
                             "no shared vehicle can be taken %s any more",
                             journey->legs[i].kind == LEG_ACCESS ? "to the first stop"
                                                                 : "from the last stop");
    return true;
}

/* Those between rides likewise, once it is known where and when these are. */
static bool find_hops(struct retelling *retelling)
{
    const struct journey *journey = &retelling->told->journey;
    for (uint32_t i = 0; i < journey->leg_count; i++)
        if (journey->legs[i].hired && journey->legs[i].kind == LEG_WALK &&
            !plan_hop_find(&retelling->told->plan, &journey->legs[i]))
            return error_set(retelling->error, ERROR_MISSING, "itineraryId",
                             "no shared vehicle can be taken from ride to ride any more");
    return true;
}

bool retell(const struct request *request, struct retold *told, struct error *error)
{
    const char *id;
    struct retelling retelling = {
        .request = request,
        .told = told,
        .promise = {.network = request->worker->world->network},
        .error = error,
    };
    *told = (struct retold){0};
    if (!request_required(request, "itineraryId", &id, error) ||
        !itinerary_id_read(id, &request->worker->arena, &retelling.parts, error))
        return false;
    find_rides(&retelling);
    if (!read_question(&retelling) || !add_legs(&retelling))
        return false;
    plan_open(request->worker, &told->plan);
    join_stops(&told->journey);
    set_times(&retelling);
    if (!check_hires(&retelling))
        return false;
    renew_journey(told->plan.style.world, &told->journey);
    return find_hops(&retelling);
}

/* Whether a parameter is about what the id of a hire says, or about rides, of which it has none. */
static bool is_of_hire(const char *name)
{
    static const char *const names[] = {"time",          "arriveBy",     "pageCursor",
                                        "directModes",   "transitModes", "maxDirectTime",
                                        "viaMinimumStay"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return is_of_id(name) || strncmp(name, "directRental", strlen("directRental")) == 0;
}

/* For the fastest such way, however long it takes now. */
static struct parameters *ask_for_hire(const struct request *request,
                                       const struct itinerary_hire *hire)
{
    const struct parameter asked[] = {
        {"fromPlace", hire->from},
        {"toPlace", hire->to},
        {"time", hire->time},
        {"directModes", MODE_RENTAL},
        {"directRentalProviders", hire->system},
        {"directRentalFormFactors", hire->form},
        {"directRentalPropulsionTypes", hire->propulsion},
        {"maxDirectTime", DIRECT_TIME_MAX},
        {"transitModes", ""},
    };
    struct parameters *parameters = arena_alloc(&request->worker->arena, sizeof *parameters);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        add(parameters, asked[i].name, asked[i].value);
    for (uint32_t i = 0; i < request->parameter_count; i++)
        if (!is_of_hire(request->parameters[i].name))
            add(parameters, request->parameters[i].name, request->parameters[i].value);
    return parameters;
}

bool retell_hire(const struct request *request, struct plan *plan,
                 const struct plan_direct **direct, struct error *error)
{
    const char *id;
    struct itinerary_hire hire;
    if (!request_required(request, "itineraryId", &id, error) ||
        !itinerary_id_read_hire(id, &request->worker->arena, &hire, error) ||
        !read_plan(request, ask_for_hire(request, &hire), plan, error) ||
        !plan_find(request->worker, plan, error))
        return false;
    for (uint32_t i = 0; i < plan->direct_count; i++) {
        *direct = &plan->directs[i];
        if (plan->directs[i].hired)
            return true;
    }
    return error_set(error, ERROR_MISSING, "itineraryId",
                     "no such shared vehicle can be taken all the way any more");
}
