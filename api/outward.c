#include "api/outward.h"

#include "api/hires.h"
#include "api/ignored.h"
#include "api/modes.h"
#include "api/parks.h"
#include "api/query_read.h"
#include "api/reply.h"
#include "api/stops_of.h"
#include "engine/base/clock.h"
#include "engine/planner.h"

static void add_note(struct outward *outward, const char *code, const char *field, const char *text)
{
    if (outward->note_count < OUTWARD_NOTES_MAX)
        outward->notes[outward->note_count++] = (struct reason){code, text, field};
}

/* The parameter of the modes that count. */
static const char *modes_name(const struct outward *outward)
{
    return outward->query.when.arrive_by ? "postTransitModes" : "preTransitModes";
}

/* What was asked for and is not here. */
static void check_modes(const struct request *request, const struct modes *modes,
                        enum rental_part part, struct outward *outward)
{
    const struct world *world = outward->style.world;
    const char *field = modes_name(outward), *name;
    if (modes->other)
        add_note(outward, "MODE_NOT_AVAILABLE", field,
                 "Lorries, shared rides and rides on demand are not known here.");
    if (!modes->rental)
        return;
    const char *missing = hires_missing(world, &outward->person);
    const char *id = rental_wish_stranger(request, part, outward->wish, world, &name);
    if (missing)
        add_note(outward, "MODE_NOT_AVAILABLE", field, missing);
    else if (id)
        add_note(outward, "UNKNOWN_PROVIDER", name,
                 arena_format(outward->style.arena, "Nobody lends vehicles here as `%s`.", id));
}

static bool read_ways(const struct request *request, struct outward *outward, struct error *error)
{
    static const char *const names[] = {
        [RENTAL_PRE] = "preTransitModes", [RENTAL_POST] = "postTransitModes"};
    enum rental_part part = outward->query.when.arrive_by ? RENTAL_POST : RENTAL_PRE;
    for (enum rental_part i = RENTAL_PRE; i <= RENTAL_POST; i++) {
        struct modes modes = {.ways = 1u << WAY_WALK};
        struct rental_wish *wish = arena_alloc(outward->style.arena, sizeof *wish);
        if (!modes_read(request, names[i], &modes, error) ||
            !rental_wish_read(request, i, wish, error))
            return false;
        if (i != part)
            continue;
        outward->ways = modes.ways;
        outward->wish = modes.rental ? wish : NULL;
        check_modes(request, &modes, part, outward);
    }
    return true;
}

static bool read_person(const struct request *request, struct outward *outward, struct error *error)
{
    if (!person_read(request, &outward->person, error))
        return false;
    person_tell(&outward->person, &outward->query);
    outward->person.full_parks = parks_full(outward->style.asked, outward->style.now,
                                            outward->query.when.time, outward->style.arena);
    return true;
}

bool outward_read(const struct request *request, const char *name, struct outward *outward,
                  struct error *error)
{
    const char *text;
    struct query *query = &outward->query;
    *outward = (struct outward){.query = query_default};
    outward->notes =
        arena_array(&request->worker->arena, OUTWARD_NOTES_MAX, sizeof *outward->notes);
    query->when.time = clock_now();
    if (!ignored_check(request, error) || !style_read(request, &outward->style, error) ||
        !request_required(request, name, &text, error) ||
        !request_place(request, name, &outward->place, error) ||
        !request_time(request, "time", &query->when.time, error) ||
        !request_bool(request, "arriveBy", &query->when.arrive_by, error) ||
        !query_read_needs(request, &query->needs, error) ||
        !query_read_change(request, &query->change, error) ||
        !read_person(request, outward, error) || !read_ways(request, outward, error))
        return false;
    outward->end = (struct end){.name = query->when.arrive_by ? "END" : "START",
                                .stop = outward->place.is_stop ? outward->place.stop : NO_IX,
                                .at = outward->place.at};
    return true;
}

/* Shared vehicles behind one's own means. */
static void add_hires(struct outward *outward, int32_t seconds_max, struct reach_ask *ask)
{
    const struct hires_ask wanted = {
        .person = &outward->person,
        .world = outward->style.world,
        .wish = outward->wish,
        .seconds_max = seconds_max,
        .door = ask->place,
        .towards = ask->to_place,
    };
    struct hires hires = hires_add(&wanted, ask->means, ask->means_count, outward->style.arena);
    ask->means = hires.means;
    ask->means_count += hires.hired;
    const char *lacking = hires_lacking(&hires, &wanted, outward->style.arena);
    if (lacking && !outward->note_count) /* else something of the question says it already */
        add_note(outward, "NO_SHARED_VEHICLE", modes_name(outward), lacking);
    if (hires.left_out)
        add_note(outward, "TOO_MANY", modes_name(outward),
                 "So much is lent here that not all kinds of it were looked at.");
}

static struct reach reach_of_point(const struct request *request, struct outward *outward,
                                   int32_t seconds_max)
{
    struct worker *worker = request->worker;
    struct reach reach;
    struct reach_ask ask = {.place = outward->place.at,
                            .level = person_floor(&outward->place),
                            .to_place = outward->query.when.arrive_by,
                            .street_metres = outward->person.street_metres};
    ask.means = person_means_list(&outward->person, outward->ways, seconds_max, &worker->arena,
                                  &ask.means_count);
    if (outward->wish)
        add_hires(outward, seconds_max, &ask);
    reach_run(worker->world->network, planner_streets(worker_planner(worker)), &ask, &worker->arena,
              &reach);
    return reach;
}

bool outward_open(const struct request *request, struct outward *outward, int32_t seconds_max,
                  struct error *error)
{
    struct query_where *where = &outward->query.where;
    bool to = outward->query.when.arrive_by;
    int32_t most = seconds_max;
    if (most > outward->query.when.travel_seconds_max)
        most = outward->query.when.travel_seconds_max;
    if (!query_read_capped(request, to ? "maxPostTransitTime" : "maxPreTransitTime",
                           (struct query_cap){most, 1}, &most, error))
        return false;
    struct worker *worker = request->worker;
    struct reach reach =
        outward->place.is_stop
            ? stops_as_reach(worker->world->network, &worker->arena, outward->place.stop)
            : reach_of_point(request, outward, most);
    *(to ? &where->targets : &where->sources) = reach.stops;
    *(to ? &where->target_count : &where->source_count) = reach.count;
    outward->straight = reach.straight;
    return true;
}
