#include "data/maker/rides.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/maker/grid.h"

#define NONE UINT32_MAX
#define ID_SIZE 48

static const struct plan_line *line_of(const struct plan *plan, const struct plan_way *way)
{
    return vec_at(&plan->lines, way->line);
}

/* Times are whole half minutes in town and whole minutes where vehicles wait at stops. */
static void pace_way(struct rides *rides, const struct plan_way *way)
{
    const struct plan_line *line = line_of(rides->plan, way);
    double metres = 0, leg = 0;
    int32_t grain = line->dwell >= 60 ? 60 : 30, clock = 0;
    for (uint32_t i = way->first_stop; i < way->first_stop + way->stop_count; i++) {
        const struct plan_stop *stop = vec_at(&rides->plan->stops, i);
        struct pace *pace = vec_at(&rides->paces, i);
        if (i > way->first_stop) {
            const struct plan_stop *before = vec_at(&rides->plan->stops, i - 1);
            leg += hypot(stop->x - before->x, stop->y - before->y);
        }
        pace->metres = metres + leg;
        if (stop->id == NULL)
            continue;
        if (i > way->first_stop) {
            int32_t grains = (int32_t)lround(leg * 3.6 / line->speed / grain);
            clock += grain * (grains > 0 ? grains : 1);
        }
        bool ends = i == way->first_stop || i == way->first_stop + way->stop_count - 1;
        pace->arrive = clock;
        clock += ends ? 0 : line->dwell;
        pace->depart = clock;
        metres += leg;
        leg = 0;
    }
}

static int32_t way_seconds(const struct rides *rides, const struct plan_way *way)
{
    const struct pace *last = vec_at(&rides->paces, way->first_stop + way->stop_count - 1);
    return last->arrive;
}

static void ride_add(struct rides *rides, uint32_t way, const char *service, int32_t start,
                     uint32_t every)
{
    struct ride ride = {.way = way,
                        .every = every,
                        .service = service,
                        .start = start,
                        .next = NONE,
                        .before = NONE};
    ride.end = start + way_seconds(rides, vec_at(&rides->plan->ways, way));
    vec_push(&rides->rides, &ride);
}

static int ride_order(const void *a, const void *b)
{
    const struct ride *left = a, *right = b;
    if (left->way != right->way)
        return left->way < right->way ? -1 : 1;
    int service = strcmp(left->service, right->service);
    if (service != 0)
        return service;
    return left->start < right->start ? -1 : left->start > right->start;
}

static void rides_collect(struct rides *rides)
{
    for (uint32_t i = 0; i < rides->plan->runs.count; i++) {
        const struct plan_run *run = vec_at(&rides->plan->runs, i);
        for (int32_t start = run->from; start < run->to; start += run->step)
            ride_add(rides, run->way, run->service, start, NONE);
    }
    const struct plan_every *before = NULL;
    for (uint32_t i = 0; i < rides->plan->everys.count; i++) {
        const struct plan_every *every = vec_at(&rides->plan->everys, i);
        bool same = before != NULL && before->way == every->way &&
                    strcmp(before->service, every->service) == 0;
        if (!same)
            ride_add(rides, every->way, every->service, every->from, i);
        before = every;
    }
    qsort(rides->rides.data, rides->rides.count, sizeof(struct ride), ride_order);
}

static int32_t cycle_value(const struct plan_cycle *cycle, uint32_t turn)
{
    return cycle->count == 0 ? 0 : cycle->values[turn % cycle->count];
}

/* Vehicles and train numbers are dealt in the order of departures. */
static bool rides_equip(struct rides *rides, struct error *error)
{
    uint32_t turn = 0;
    for (uint32_t i = 0; i < rides->rides.count; i++) {
        struct ride *ride = vec_at(&rides->rides, i);
        const struct ride *before = i == 0 ? NULL : vec_at(&rides->rides, i - 1);
        const struct plan_way *way = vec_at(&rides->plan->ways, ride->way);
        const struct plan_line *line = line_of(rides->plan, way);
        turn = before != NULL && before->way == ride->way ? turn + 1 : 0;
        if (before != NULL && ride_order(before, ride) == 0)
            return error_set(error, ERROR_INPUT, line->id, "two trips of way %s leave at %d:%02d",
                             way->key, ride->start / 3600, ride->start / 60 % 60);
        ride->wheelchair = cycle_value(&line->wheelchair, turn);
        ride->bikes = cycle_value(&line->bikes, turn);
        /* As on railways: even numbers one way, odd ones the other. */
        ride->number = line->number == 0 ? 0 : line->number + 2 * (int32_t)turn + way->direction;
    }
    return true;
}

static void chain_from(struct rides *rides, const struct plan_chain *chain, uint32_t index)
{
    struct ride *ride = vec_at(&rides->rides, index);
    for (uint32_t k = 0; k < rides->rides.count; k++) {
        struct ride *next = vec_at(&rides->rides, k);
        if (next->way != chain->to_way || strcmp(next->service, ride->service) != 0)
            continue;
        if (next->start >= ride->end && next->start <= ride->end + chain->wait &&
            next->before == NONE) {
            ride->next = k;
            next->before = index;
            /* It is the same vehicle. */
            next->wheelchair = ride->wheelchair;
            next->bikes = ride->bikes;
            return;
        }
    }
}

static void rides_chain(struct rides *rides)
{
    for (uint32_t i = 0; i < rides->plan->chains.count; i++) {
        const struct plan_chain *chain = vec_at(&rides->plan->chains, i);
        for (uint32_t k = 0; k < rides->rides.count; k++) {
            const struct ride *ride = vec_at(&rides->rides, k);
            if (ride->way == chain->from_way && ride->next == NONE)
                chain_from(rides, chain, k);
        }
    }
}

bool rides_make(struct rides *rides, const struct plan *plan, struct error *error)
{
    *rides = (struct rides){
        .plan = plan, .paces = vec_of(sizeof(struct pace)), .rides = vec_of(sizeof(struct ride))};
    vec_resize(&rides->paces, plan->stops.count);
    for (uint32_t i = 0; i < plan->ways.count; i++)
        pace_way(rides, vec_at(&plan->ways, i));
    rides_collect(rides);
    if (!rides_equip(rides, error))
        return false;
    rides_chain(rides);
    return true;
}

void rides_finish(struct rides *rides)
{
    vec_finish(&rides->paces);
    vec_finish(&rides->rides);
}

/* Line, way, a dot, service and time of departure: `T1a.L0712`. */
static char *ride_id(const struct rides *rides, const struct ride *ride, char id[ID_SIZE])
{
    const struct plan_way *way = vec_at(&rides->plan->ways, ride->way);
    snprintf(id, ID_SIZE, "%s%s.%s%02d%02d", line_of(rides->plan, way)->id, way->key, ride->service,
             ride->start / 3600, ride->start / 60 % 60);
    return id;
}

/* A block bears the name of its first trip; a vehicle with one trip has none. */
static char *ride_block(const struct rides *rides, const struct ride *ride, char id[ID_SIZE])
{
    id[0] = '\0';
    if (ride->before == NONE && ride->next == NONE)
        return id;
    while (ride->before != NONE)
        ride = vec_at(&rides->rides, ride->before);
    return ride_id(rides, ride, id);
}

void rides_trips(const struct rides *rides, struct sheet *sheet)
{
    sheet_add(sheet, "route_id,service_id,trip_id,trip_headsign,trip_short_name,direction_id,"
                     "block_id,shape_id,wheelchair_accessible,bikes_allowed,cars_allowed\n");
    for (uint32_t i = 0; i < rides->rides.count; i++) {
        const struct ride *ride = vec_at(&rides->rides, i);
        const struct plan_way *way = vec_at(&rides->plan->ways, ride->way);
        const struct plan_line *line = line_of(rides->plan, way);
        char id[ID_SIZE], block[ID_SIZE];
        sheet_add(sheet, "%s,%s,%s,", line->id, ride->service, ride_id(rides, ride, id));
        sheet_field(sheet, way->headsign, ",");
        if (ride->number != 0)
            sheet_add(sheet, "%d", ride->number);
        sheet_add(sheet, ",%d,%s,%s%s,%d,%d,%d\n", way->direction, ride_block(rides, ride, block),
                  line->id, way->key, ride->wheelchair, ride->bikes, line->cars);
    }
}

static void clock_add(struct sheet *sheet, int32_t seconds)
{
    sheet_add(sheet, "%02d:%02d:%02d,", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void number_add(struct sheet *sheet, int32_t value, const char *after)
{
    if (value != 0)
        sheet_add(sheet, "%d%s", value, after);
    else
        sheet_add(sheet, "%s", after);
}

static void call_write(const struct rides *rides, const struct ride *ride, uint32_t index,
                       struct sheet *sheet)
{
    const struct plan_stop *stop = vec_at(&rides->plan->stops, index);
    const struct pace *pace = vec_at(&rides->paces, index);
    const struct plan_way *way = vec_at(&rides->plan->ways, ride->way);
    if (stop->blank) {
        sheet_add(sheet, ",,");
    } else {
        clock_add(sheet, ride->start + pace->arrive);
        clock_add(sheet, ride->start + pace->depart);
    }
    sheet_add(sheet, "%s,%u,", stop->id, index - way->first_stop + 1);
    sheet_field(sheet, stop->headsign, ",");
    number_add(sheet, stop->pickup, ",");
    number_add(sheet, stop->drop_off, ",");
    sheet_add(sheet, "%s", stop->blank ? "0," : ",");
    if (line_of(rides->plan, way)->distances)
        sheet_add(sheet, "%.3f", pace->metres / 1000);
    sheet_add(sheet, "\n");
}

void rides_stop_times(const struct rides *rides, struct sheet *sheet)
{
    sheet_add(sheet, "trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign,"
                     "pickup_type,drop_off_type,timepoint,shape_dist_traveled\n");
    for (uint32_t i = 0; i < rides->rides.count; i++) {
        const struct ride *ride = vec_at(&rides->rides, i);
        const struct plan_way *way = vec_at(&rides->plan->ways, ride->way);
        char id[ID_SIZE];
        ride_id(rides, ride, id);
        for (uint32_t k = way->first_stop; k < way->first_stop + way->stop_count; k++) {
            const struct plan_stop *stop = vec_at(&rides->plan->stops, k);
            if (stop->id == NULL)
                continue;
            sheet_add(sheet, "%s,", id);
            call_write(rides, ride, k, sheet);
        }
    }
}

static void every_write(const struct rides *rides, const struct ride *ride, struct sheet *sheet)
{
    char id[ID_SIZE];
    ride_id(rides, ride, id);
    for (uint32_t i = ride->every; i < rides->plan->everys.count; i++) {
        const struct plan_every *every = vec_at(&rides->plan->everys, i);
        if (every->way != ride->way || strcmp(every->service, ride->service) != 0)
            return;
        sheet_add(sheet, "%s,", id);
        clock_add(sheet, every->from);
        clock_add(sheet, every->to);
        sheet_add(sheet, "%d,%d\n", every->step, every->exact);
    }
}

void rides_frequencies(const struct rides *rides, struct sheet *sheet)
{
    sheet_add(sheet, "trip_id,start_time,end_time,headway_secs,exact_times\n");
    for (uint32_t i = 0; i < rides->rides.count; i++) {
        const struct ride *ride = vec_at(&rides->rides, i);
        if (ride->every != NONE)
            every_write(rides, ride, sheet);
    }
}

void rides_shapes(const struct rides *rides, struct sheet *sheet)
{
    sheet_add(sheet, "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n");
    for (uint32_t i = 0; i < rides->plan->ways.count; i++) {
        const struct plan_way *way = vec_at(&rides->plan->ways, i);
        for (uint32_t k = way->first_stop; k < way->first_stop + way->stop_count; k++) {
            const struct plan_stop *stop = vec_at(&rides->plan->stops, k);
            const struct pace *pace = vec_at(&rides->paces, k);
            char place[GRID_TEXT];
            sheet_add(sheet, "%s%s,%s,%u,%.3f\n", line_of(rides->plan, way)->id, way->key,
                      grid_text(rides->plan, stop->x, stop->y, place), k - way->first_stop + 1,
                      pace->metres / 1000);
        }
    }
}
