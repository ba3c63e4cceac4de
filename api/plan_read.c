#include "api/plan.h"

#include <string.h>

#include "api/cursor.h"
#include "api/fare_claims.h"
#include "api/fare_wish.h"
#include "api/hires.h"
#include "api/ignored.h"
#include "api/modes.h"
#include "api/parks.h"
#include "api/plan_cheaper.h"
#include "api/plan_via.h"
#include "api/query_read.h"
#include "api/stops_of.h"
#include "engine/base/clock.h"

#define WALK_SECONDS_MAX 3600
#define DIRECT_SECONDS_MAX (6 * 3600)
/* To a shared vehicle that is ridden all the way, or from it, where no maxWalkTime is given. */
#define HIRED_WALK_SECONDS 900
#define CHANGE_SECONDS_MAX 1800

/* What several readers need. */
struct reader {
    const struct request *request;
    struct plan *plan;
    const struct network *network;
    struct arena *arena;
    struct error *error;
};

void plan_add_reason(struct plan *plan, const char *code, const char *field, const char *text)
{
    if (plan->reason_count < PLAN_REASONS_MAX)
        plan->reasons[plan->reason_count++] = (struct reason){code, text, field};
}

void plan_add_note(struct plan *plan, const char *code, const char *field, const char *text)
{
    if (plan->note_count < PLAN_REASONS_MAX)
        plan->notes[plan->note_count++] = (struct reason){code, text, field};
}

static bool read_capped(const struct reader *reader, const char *name, int64_t max, int64_t scale,
                        int32_t *value)
{
    return query_read_capped(reader->request, name, (struct query_cap){max, scale}, value,
                             reader->error);
}

/* Where a place is on the streets. */
static struct way_end way_end_of(const struct reader *reader, const struct request_place *place)
{
    if (place->is_stop)
        return way_end_of_stop(reader->network, place->stop);
    return way_end_of_point(place->at, person_floor(place));
}

/* A bicycle that is taken along is ridden to the stop, unless something else was asked for. */
static struct modes usual_modes(const struct reader *reader)
{
    const struct query_needs *needs = &reader->plan->query.needs;
    return (struct modes){.ways = 1u << (needs->bikes  ? WAY_BIKE
                                         : needs->cars ? WAY_CAR
                                                       : WAY_WALK)};
}

/* Shared vehicles that nobody lends here are no error, but should not be looked for in vain. */
static void check_rental(const struct reader *reader, const char *field)
{
    const char *missing = hires_missing(reader->plan->style.world, &reader->plan->person);
    if (missing)
        plan_add_note(reader->plan, "MODE_NOT_AVAILABLE", field, missing);
}

/* Who is named and lends nothing here is no error either. */
static void check_lenders(const struct reader *reader, enum rental_part part,
                          const struct rental_wish *wish)
{
    const struct world *world = reader->plan->style.world;
    const char *name, *id = rental_wish_stranger(reader->request, part, wish, world, &name);
    if (id && world->live && world->live->counts.rental_products)
        plan_add_note(reader->plan, "UNKNOWN_PROVIDER", name,
                      arena_format(reader->arena, "Nobody lends vehicles here as `%s`.", id));
}

/* Shared vehicles of one part of the way: which, for how long, and from where or to where. */
struct hire_part {
    enum rental_part part;
    const char *field; /* of its modes */
    struct rental_wish wish;
    int32_t seconds;
    int32_t walk_seconds; /* of either walk; 0: no bound of its own */
    struct point door;
};

/* What is said of a part must be right, whether it is asked for or not. */
static bool read_hires(const struct reader *reader, struct hire_part *hire)
{
    return rental_wish_read(reader->request, hire->part, &hire->wish, reader->error);
}

/* Adds shared vehicles behind one's own means where they were asked for. */
static void add_hires(const struct reader *reader, const struct hire_part *hire,
                      struct way_side *side)
{
    const struct plan *plan = reader->plan;
    const struct hires_ask ask = {
        .person = &plan->person,
        .world = plan->style.world,
        .wish = &hire->wish,
        .seconds_max = hire->seconds,
        .walk_seconds_max = hire->walk_seconds,
        .door = hire->door,
        .towards = hire->part == RENTAL_POST,
    };
    struct hires hires = hires_add(&ask, side->means, side->means_count, reader->arena);
    side->means = hires.means;
    side->hired_count = hires.hired;
    const char *lacking = hires_lacking(&hires, &ask, reader->arena);
    check_lenders(reader, hire->part, &hire->wish);
    if (lacking)
        plan_add_note(reader->plan, "NO_SHARED_VEHICLE", hire->field, lacking);
    if (hires.left_out)
        plan_add_note(reader->plan, "TOO_MANY", hire->field,
                      "So much is lent here that not all kinds of it were looked at.");
}

static void check_modes(const struct reader *reader, const struct modes *modes, const char *field)
{
    struct plan *plan = reader->plan;
    uint32_t driven = modes->ways & ~(1u << WAY_WALK | 1u << WAY_BIKE);
    if (modes->other)
        plan_add_note(plan, "MODE_NOT_AVAILABLE", field,
                      "Lorries, shared rides and rides on demand are not known here.");
    plan->rental |= modes->rental;
    if (modes->rental)
        check_rental(reader, field);
    if (driven && !reader->network->counts.street_edges)
        plan_add_note(plan, "MODE_NOT_AVAILABLE", field,
                      "Cars and parks need streets, which this network has none of.");
}

static bool read_door(const struct reader *reader, bool from, struct request_place *place)
{
    struct plan *plan = reader->plan;
    const char *field = from ? "fromPlace" : "toPlace", *text;
    const char *list = from ? "preTransitModes" : "postTransitModes";
    struct modes modes = usual_modes(reader);
    struct hire_part hire = {from ? RENTAL_PRE : RENTAL_POST, list, .seconds = 15 * 60};
    if (!request_required(reader->request, field, &text, reader->error) ||
        !request_place(reader->request, field, place, reader->error) ||
        !modes_read(reader->request, list, &modes, reader->error) ||
        !read_capped(reader, from ? "maxPreTransitTime" : "maxPostTransitTime", WALK_SECONDS_MAX, 1,
                     &hire.seconds) ||
        !read_hires(reader, &hire))
        return false;
    struct end *end = from ? &plan->ends.from : &plan->ends.to;
    struct way_side *side = from ? &plan->ways.from : &plan->ways.to;
    *end = (struct end){from ? "START" : "END", place->is_stop ? place->stop : NO_IX, place->at};
    side->end = way_end_of(reader, place);
    if (place->is_stop) {
        side->reach = stops_as_reach(reader->network, reader->arena, place->stop);
        return true;
    }
    check_modes(reader, &modes, list);
    side->means = person_means_list(&plan->person, modes.ways, hire.seconds, reader->arena,
                                    &side->means_count);
    hire.door = place->at;
    if (modes.rental)
        add_hires(reader, &hire, side);
    if (!side->means_count && !side->hired_count)
        plan_add_reason(plan, "MODE_NOT_AVAILABLE", list, "No way to or from stops was asked for.");
    return true;
}

static bool read_when(const struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct query_when *when = &plan->query.when;
    int32_t least = 5, most = 0;
    plan->timetable = true;
    plan->window_seconds = 900;
    when->time = clock_now();
    if (!request_time(reader->request, "time", &when->time, reader->error) ||
        !request_bool(reader->request, "arriveBy", &when->arrive_by, reader->error) ||
        !request_bool(reader->request, "timetableView", &plan->timetable, reader->error) ||
        !read_capped(reader, "searchWindow", 86400, 1, &plan->window_seconds) ||
        !read_capped(reader, "numItineraries", 100, 1, &least) ||
        !read_capped(reader, "maxItineraries", 1000, 1, &most) ||
        !read_capped(reader, "maxTravelTime", QUERY_TRAVEL_SECONDS_MAX, 60,
                     &when->travel_seconds_max))
        return false;
    plan->least = (uint32_t)least;
    plan->most = (uint32_t)most;
    plan->window_seconds = plan->window_seconds < 60 ? 60 : plan->window_seconds;
    when->travel_seconds_max = when->travel_seconds_max < 1 ? 1 : when->travel_seconds_max;
    plan->later = !when->arrive_by;
    plan->edge = when->arrive_by ? when->time + 1 : when->time;
    if (!cursor_read(reader->request, &plan->turned, &plan->later, &plan->edge, reader->error))
        return false;
    plan->timetable = plan->timetable || plan->turned;
    return true;
}

/* How far one walks to a vehicle and from it where one rides it all the way: for whoever does not
 * say, no farther than to a stop. */
static int32_t hired_walk(const struct person *person)
{
    if (person->walk_seconds == INT32_MAX)
        return HIRED_WALK_SECONDS;
    return person->walk_seconds > 0 ? person->walk_seconds : 1;
}

static bool read_direct(const struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct modes modes = usual_modes(reader);
    struct hire_part hire = {.part = RENTAL_DIRECT, .field = "directModes"};
    int64_t rentals = 2;
    plan->direct_seconds_max = 1800;
    plan->direct_factor = 10;
    if (!modes_read(reader->request, "directModes", &modes, reader->error) ||
        !read_capped(reader, "maxDirectTime", DIRECT_SECONDS_MAX, 1, &plan->direct_seconds_max) ||
        !request_number(reader->request, "fastestDirectFactor", 0, 1e6, &plan->direct_factor,
                        reader->error) ||
        !request_int(reader->request, "maxRentals", 0, 2, &rentals, reader->error) ||
        !read_hires(reader, &hire))
        return false;
    plan->hires_max = (uint32_t)rentals;
    check_modes(reader, &modes, "directModes");
    struct way_side hired = {0};
    hire.seconds = plan->direct_seconds_max;
    hire.walk_seconds = hired_walk(&plan->person);
    hire.door = plan->ends.from.at;
    if (modes.rental && plan->query.where.via_count == 0)
        add_hires(reader, &hire, &hired);
    plan->direct_hires = hired.means;
    plan->direct_hire_count = hired.hired_count;
    plan->direct_modes = plan->query.where.via_count == 0 ? modes.ways : 0;
    return true;
}

/* Walks between rides there are in any case. */
static bool read_changing(const struct reader *reader)
{
    struct plan *plan = reader->plan;
    struct modes modes = {0};
    struct rental_wish *wish = arena_alloc(reader->arena, sizeof *wish);
    plan->change.wish = wish;
    int64_t most = 15 * 60;
    if (!modes_read(reader->request, "changeModes", &modes, reader->error) ||
        !request_int(reader->request, "maxChangeTime", 0, CHANGE_SECONDS_MAX, &most,
                     reader->error) ||
        !rental_wish_read(reader->request, RENTAL_CHANGE, wish, reader->error))
        return false;
    plan->change.seconds_max = (int32_t)most;
    plan->change.rental = modes.rental;
    plan->rental |= modes.rental;
    if (modes.transit || modes.other || modes.ways & ~(1u << WAY_WALK))
        plan_add_note(plan, "MODE_NOT_AVAILABLE", "changeModes",
                      "Between rides there are walks and shared vehicles only.");
    if (modes.rental) {
        check_rental(reader, "changeModes");
        check_lenders(reader, RENTAL_CHANGE, wish);
    }
    return true;
}

static bool read_person(const struct reader *reader)
{
    struct plan *plan = reader->plan;
    if (!person_read(reader->request, &plan->person, reader->error))
        return false;
    person_tell(&plan->person, &plan->query);
    plan->person.full_parks =
        parks_full(plan->style.asked, plan->style.now, plan->query.when.time, reader->arena);
    plan->ways = (struct ways){
        .finder = {reader->network, NULL, reader->arena},
        .between = person_means(&plan->person, WAY_WALK, REACH_NEVER),
        .street_metres = plan->person.street_metres,
        .bare_walks = !plan->style.transfers,
        .bare_doors = !plan->style.legs,
    };
    plan->ends.ways = &plan->ways;
    return true;
}

/* A claim that nobody knows is no error, but should not be believed to count. */
static void check_claims(const struct reader *reader, const struct fare_wish *wish)
{
    const struct tariff tariff = tariff_of(reader->request->worker->world);
    struct reason notes[FARE_STRANGERS_MAX];
    uint32_t count = fare_claims_strangers(&tariff, &wish->profile, reader->arena, notes);
    for (uint32_t i = 0; i < count; i++)
        plan_add_note(reader->plan, notes[i].code, notes[i].field, notes[i].text);
}

/* Prices are in the answer when they are asked for, or journeys that cost less. */
static bool read_fares(const struct reader *reader)
{
    struct fare_wish *wish = arena_alloc(reader->arena, sizeof *wish);
    if (!fare_wish_read(reader->request, wish, reader->error) ||
        !plan_cheaper_read(reader->request, reader->plan, reader->error))
        return false;
    wish->given |= reader->plan->cheaper.wanted;
    reader->plan->fares = wish;
    reader->plan->style.fares = wish->given ? wish : NULL;
    if (wish->given)
        check_claims(reader, wish);
    return true;
}

bool plan_read(const struct request *request, struct plan *plan, struct error *error)
{
    *plan = (struct plan){.query = query_default};
    struct reader reader = {request, plan, request->worker->world->network, &request->worker->arena,
                            error};
    struct request_place from, to;
    return ignored_check(request, error) && style_read(request, &plan->style, error) &&
           read_fares(&reader) && query_read_needs(request, &plan->query.needs, error) &&
           query_read_change(request, &plan->query.change, error) && read_when(&reader) &&
           read_person(&reader) && read_door(&reader, true, &from) &&
           read_door(&reader, false, &to) && plan_via_read(request, plan, error) &&
           read_direct(&reader) && read_changing(&reader);
}
