#include "tests/oracle/print.h"

#include "engine/base/civil.h"

static const char *id_text(char letter, int number, char text[16])
{
    text[0] = '\0';
    if (number >= 0)
        snprintf(text, 16, "%c%d", letter, number);
    return text;
}

static const char *day_text(int day, char text[CIVIL_TEXT])
{
    return civil_text_day(day, text);
}

static void print_calendar(FILE *out, const struct small_world *world)
{
    char first[CIVIL_TEXT], last[CIVIL_TEXT];
    fprintf(out, "-- calendar.txt and calendar_dates.txt (today is %s)\n",
            day_text(world->today, first));
    for (int i = 0; i < world->service_count; i++) {
        const struct small_service *service = &world->services[i];
        fprintf(out, "c%d,%s,%s,", i, day_text(service->first_day, first),
                day_text(service->last_day, last));
        for (int day = 0; day < 7; day++)
            fputc(service->weekdays >> day & 1 ? '1' : '0', out);
        for (int k = 0; k < service->exception_count; k++)
            fprintf(out, " %c%s", service->exceptions[k].added ? '+' : '-',
                    day_text(service->exceptions[k].day, first));
        fputc('\n', out);
    }
}

static void print_stops(FILE *out, const struct small_world *world)
{
    char parent[16];
    fprintf(out, "-- stops.txt: id,feed,location_type,parent,lat,lon,wheelchair\n");
    for (int i = 0; i < world->stop_count; i++) {
        const struct small_stop *stop = &world->stops[i];
        fprintf(out, "s%d,f%d,%d,%s,%.6f,%.6f,%d%s%s", i, stop->feed, stop->kind,
                id_text('s', stop->parent, parent), stop->lat / 1e7, stop->lon / 1e7,
                stop->wheelchair, stop->placed ? "" : " (unplaced)", stop->tied ? " (tied)" : "");
        if (stop->special)
            fprintf(out, " change %d, slack %d %d", stop->change, stop->board_slack,
                    stop->alight_slack);
        fputc('\n', out);
    }
}

static void print_trip(FILE *out, const struct small_world *world, int number)
{
    char block[16], arrive[CIVIL_TEXT], depart[CIVIL_TEXT];
    const struct small_trip *trip = &world->trips[number];
    fprintf(out, "t%d,r%d,c%d,block %s,wheelchair %d,bikes %d,cars %d", number, trip->route,
            trip->service, id_text('b', trip->block, block), trip->wheelchair, trip->bikes,
            trip->cars);
    if (trip->headway > 0)
        fprintf(out, ",every %d s from %s to %s%s", trip->headway,
                civil_text_clock(trip->first, arrive), civil_text_clock(trip->last, depart),
                trip->exact ? " exact" : "");
    fputc('\n', out);
    for (int i = 0; i < trip->call_count; i++) {
        const struct small_call *call = &trip->calls[i];
        fprintf(out, "    s%d,%s,%s,%d,%d\n", call->stop, civil_text_clock(call->arrive, arrive),
                civil_text_clock(call->depart, depart), call->pickup, call->drop_off);
    }
}

static void print_transfers(FILE *out, const struct small_world *world)
{
    char text[6][16];
    fprintf(out, "-- transfers.txt: from_stop,to_stop,from_route,to_route,from_trip,to_trip,type,"
                 "min\n");
    for (int i = 0; i < world->transfer_count; i++) {
        const struct small_transfer *row = &world->transfers[i];
        fprintf(out, "%s,%s,%s,%s,%s,%s,%d,%d\n", id_text('s', row->from_stop, text[0]),
                id_text('s', row->to_stop, text[1]), id_text('r', row->from_route, text[2]),
                id_text('r', row->to_route, text[3]), id_text('t', row->from_trip, text[4]),
                id_text('t', row->to_trip, text[5]), row->type, row->min_seconds);
    }
}

static void print_streets(FILE *out, const struct small_world *world)
{
    fprintf(out, "-- streets: from,to,on foot,in a wheelchair\n");
    for (int i = 0; i < world->street_count; i++)
        fprintf(out, "s%d,s%d,%d,%d\n", world->streets[i].from, world->streets[i].to,
                world->streets[i].on_foot, world->streets[i].in_wheelchair);
}

void print_world(FILE *out, const struct small_world *world)
{
    fprintf(out, "== world of seed %llu: change %d s, link %d m, %d mm/s\n",
            (unsigned long long)world->seed, world->walking.default_change,
            world->walking.link_metres, world->walking.mm_per_second);
    for (int i = 0; i < world->feed_count; i++)
        fprintf(out, "feed f%d: UTC%+d, from %lld on UTC%+d\n", i, world->zones[i].before,
                (long long)world->zones[i].at, world->zones[i].after);
    print_stops(out, world);
    fprintf(out, "-- routes.txt: id,agency,type,board_slack,alight_slack\n");
    for (int i = 0; i < world->route_count; i++)
        fprintf(out, "r%d,a%d,%d,%d,%d\n", i, world->routes[i].agency, world->routes[i].type,
                world->routes[i].board_slack, world->routes[i].alight_slack);
    print_calendar(out, world);
    fprintf(out, "-- trips.txt and stop_times.txt\n");
    for (int i = 0; i < world->trip_count; i++)
        print_trip(out, world, i);
    print_transfers(out, world);
    print_streets(out, world);
}

static const char *time_text(const struct small_world *world, int64_t time, char text[CIVIL_TEXT])
{
    const struct small_zone *zone = &world->zones[0];
    int64_t noon = (int64_t)world->today * 86400 + 43200 - zone->before;
    int offset = noon < zone->at ? zone->before : zone->after;
    return civil_text_clock((int32_t)(time - (int64_t)world->today * 86400 + offset), text);
}

static void print_ends(FILE *out, const char *title, const struct small_end *ends, int count)
{
    for (int i = 0; i < count; i++)
        fprintf(out, "%s s%d (+%d s) ", title, ends[i].stop, ends[i].seconds);
}

static void print_list(FILE *out, const char *title, char letter, const struct small_list *list)
{
    for (int i = 0; i < list->count; i++)
        fprintf(out, " %s %c%d", title, letter, list->items[i]);
}

void print_question(FILE *out, const struct small_world *world,
                    const struct small_question *question)
{
    char text[CIVIL_TEXT];
    print_ends(out, "from", question->sources, question->source_count);
    print_ends(out, "to", question->targets, question->target_count);
    fprintf(out, "%s %s (%lld) window %d s, at most %d s and %d transfers\n",
            question->arrive_by ? "by" : "at", time_text(world, question->time, text),
            (long long)question->time, question->window, question->travel_max,
            question->transfers_max);
    fprintf(out,
            "  change default %d min %d added %d factor %d, in seat %d, types %x, wheelchair %d, "
            "bikes %d, cars %d",
            question->default_change, question->min_change, question->added_change,
            question->factor, question->in_seat, question->types, question->wheelchair,
            question->bikes, question->cars);
    print_list(out, "no agency", 'a', &question->no_agencies);
    print_list(out, "no route", 'r', &question->no_routes);
    print_list(out, "no stop", 's', &question->no_stops);
    print_list(out, "no trip", 't', &question->no_trips);
    for (int i = 0; i < question->via_count; i++)
        fprintf(out, " via s%d stay %d", question->vias[i].stop, question->vias[i].stay);
    fputc('\n', out);
}

void print_results(FILE *out, const char *title, const struct small_world *world,
                   const struct vec *results)
{
    char depart[CIVIL_TEXT], arrive[CIVIL_TEXT];
    fprintf(out, "%s (%u):", title, results->count);
    for (uint32_t i = 0; i < results->count; i++) {
        const struct small_result *result = vec_at(results, i);
        fprintf(out, " %s,%s,%d", time_text(world, result->depart, depart),
                time_text(world, result->arrive, arrive), result->transfers);
    }
    fputc('\n', out);
}
