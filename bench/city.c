#include "bench/city.h"

#include <stdlib.h>
#include <string.h>

#include "bench/rows.h"
#include "engine/base/vec.h"

enum {
    TOWN_PLACES_MAX = 2500, /* a town of 50 by 50 places */
    LINE_CALLS_MAX = 40,
    TRUNKS = 4,        /* tram lines of a town, through its middle */
    HUB_EVERY = 5,     /* rows and columns whose crossings are stations */
    BLOCKED_EVERY = 5, /* every so many lines, vehicles turn round in blocks */
    SPACING = 400,     /* metres between places */
    TOWN_SPACING = 40000,
    DAY_BEGIN = 5, /* hours in which trips begin */
    DAY_HOURS = 20,
};

/* Departures by hour of the day, from 05:00 on, and how much slower the streets are (percent). */
static const uint32_t hour_weight[DAY_HOURS] = {2, 5, 10, 10, 7, 6, 6, 7, 6, 6,
                                                7, 9, 10, 8,  6, 4, 3, 2, 2, 1};
static const uint32_t hour_pace[DAY_HOURS] = {90,  100, 120, 125, 110, 105, 105, 110, 105, 105,
                                              110, 120, 130, 120, 105, 100, 95,  90,  90,  90};

/* Shares of the trips of a line, in percent: weekdays, Saturday, Sunday. */
static const uint32_t service_share[3] = {55, 25, 20};
static const char *const service_id[3] = {"L", "S", "D"};

/* A town: a square of `side` by `side` places; its first place has number `first`. */
struct town {
    uint32_t first, side, places;
};

struct line {
    uint32_t calls[LINE_CALLS_MAX]; /* places, in order of direction 0 */
    uint32_t call_count;
    uint32_t kind;   /* GTFS route_type: 3, 0, 2 */
    uint32_t weight; /* share of the departures */
};

/* One departure of the line at hand. */
struct ride {
    uint32_t start, end, id, block, service, direction, swift;
};

struct city {
    const struct city_size *size;
    struct rows stops, routes, trips, times, transfers;
    struct vec towns; /* struct town */
    struct vec lines; /* struct line */
    struct vec rides; /* struct ride, of one line */
    uint64_t weight;  /* sum over all lines of weight * calls * 2 */
    uint32_t places, next_trip;
};

/* splitmix64: a number for a thing and a purpose, whatever else was asked before. */
static uint64_t chance(const struct city *city, uint64_t thing, uint64_t purpose)
{
    uint64_t x = city->size->seed + thing * 0x9e3779b97f4a7c15u + purpose * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static uint32_t chance_below(const struct city *city, uint64_t thing, uint64_t purpose,
                             uint32_t limit)
{
    return (uint32_t)(chance(city, thing, purpose) % limit);
}

static void towns_plan(struct city *city)
{
    city->places = city->size->stops / 2;
    uint32_t count = (city->places + TOWN_PLACES_MAX - 1) / TOWN_PLACES_MAX;
    for (uint32_t i = 0; i < count; i++) {
        struct town town = {.first = (uint32_t)((uint64_t)city->places * i / count)};
        town.places = (uint32_t)((uint64_t)city->places * (i + 1) / count) - town.first;
        while (town.side * town.side < town.places)
            town.side++;
        vec_push(&city->towns, &town);
    }
}

static void line_end(struct city *city, struct line *line)
{
    if (line->call_count >= 2) {
        vec_push(&city->lines, line);
        city->weight += (uint64_t)line->weight * line->call_count * 2;
    }
    line->call_count = 0;
}

/* Adds a call; a line that grows too long ends, and the next one begins at its last place. */
static void line_call(struct city *city, struct line *line, const struct town *town, uint32_t row,
                      uint32_t column)
{
    uint32_t place = row * town->side + column;
    if (place >= town->places)
        return;
    line->calls[line->call_count++] = town->first + place;
    if (line->call_count == LINE_CALLS_MAX) {
        line_end(city, line);
        line->calls[line->call_count++] = town->first + place;
    }
}

static void town_buses(struct city *city, const struct town *town)
{
    for (uint32_t i = 0; i < town->side; i++) {
        uint32_t middle = town->side / 2, off = i > middle ? i - middle : middle - i;
        struct line row = {.kind = 3, .weight = off < town->side / 5 + 1 ? 2 : 1};
        struct line column = row;
        for (uint32_t k = 0; k < town->side; k++)
            line_call(city, &row, town, i, k);
        line_end(city, &row);
        /* Every other column: the rest of the town has its rows. */
        for (uint32_t k = 0; k < town->side && i % 2 == 0; k++)
            line_call(city, &column, town, k, i);
        line_end(city, &column);
    }
}

/* From edge to edge through the middle, at every second place. */
static void town_trams(struct city *city, const struct town *town)
{
    int32_t side = (int32_t)town->side, middle = side / 2;
    static const int32_t slope[TRUNKS][2] = {{1, 1}, {1, -1}, {2, 1}, {1, 2}};
    for (int i = 0; i < TRUNKS && side >= 10; i++) {
        struct line line = {.kind = 0, .weight = 6};
        for (int32_t k = -middle; k <= middle; k += 2) {
            int32_t row = middle + k * slope[i][0] / 2, column = middle + k * slope[i][1] / 2;
            if (row >= 0 && row < side && column >= 0 && column < side)
                line_call(city, &line, town, (uint32_t)row, (uint32_t)column);
        }
        line_end(city, &line);
    }
}

static uint32_t town_middle(const struct town *town)
{
    uint32_t place = (town->side / 2) * town->side + town->side / 2;
    return town->first + (place < town->places ? place : town->places / 2);
}

/* Trains run along rows of towns of the country and down its first column. */
static void country_trains(struct city *city)
{
    uint32_t wide = 1;
    while (wide * wide < city->towns.count)
        wide++;
    struct line column = {.kind = 2, .weight = 3};
    for (uint32_t i = 0; i < city->towns.count; i += wide) {
        struct line row = {.kind = 2, .weight = 3};
        for (uint32_t k = i; k < i + wide && k < city->towns.count; k++)
            row.calls[row.call_count++] = town_middle(vec_at(&city->towns, k));
        if (column.call_count < LINE_CALLS_MAX)
            column.calls[column.call_count++] = row.calls[0];
        line_end(city, &row);
    }
    line_end(city, &column);
}

/* Six decimals of a degree, from metres; the country lies in the open Atlantic. */
static void degrees(struct rows *rows, double base, double metres, double metres_per_degree)
{
    int64_t micro = (int64_t)((base + metres / metres_per_degree) * 1e6);
    uint64_t size = (uint64_t)(micro < 0 ? -micro : micro);
    char part[8] = "000000";
    rows_text(rows, micro < 0 ? "-" : "");
    rows_number(rows, size / 1000000);
    for (int i = 5; i >= 0; i--, size /= 10)
        part[i] = (char)('0' + size % 10);
    rows_text(rows, ".");
    rows_text(rows, part);
}

static void stop_row(struct city *city, uint32_t place, char pole, double x, double y)
{
    struct rows *rows = &city->stops;
    bool hub = pole == 'S';
    char code[2] = {pole, '\0'};
    rows_text(rows, code);
    rows_number(rows, place);
    rows_text(rows, ",Place ");
    rows_number(rows, place);
    rows_text(rows, ",");
    degrees(rows, 45, y, 111195);
    rows_text(rows, ",");
    degrees(rows, -35, x, 80000);
    rows_text(rows, hub ? ",1," : ",0,");
}

static bool is_hub(const struct town *town, uint32_t place)
{
    return place / town->side % HUB_EVERY == 0 && place % town->side % HUB_EVERY == 0;
}

static void place_write(struct city *city, const struct town *town, uint32_t index, uint32_t place)
{
    static const char poles[] = "SAB";
    uint32_t number = town->first + place, wide = 1;
    while (wide * wide < city->towns.count)
        wide++;
    double x = (double)(index % wide) * TOWN_SPACING + (place % town->side) * SPACING;
    double y = (double)(index / wide) * TOWN_SPACING + (place / town->side) * SPACING;
    x += chance_below(city, number, 1, 120);
    y += chance_below(city, number, 2, 120);
    bool hub = is_hub(town, place);
    for (int i = hub ? 0 : 1; i < 3; i++) {
        stop_row(city, number, poles[i], x + 12 * i, y + 8 * i);
        if (hub && i > 0) {
            rows_text(&city->stops, "S");
            rows_number(&city->stops, number);
        }
        rows_text(&city->stops, ",");
        rows_number(&city->stops, chance_below(city, number, 3, 10) == 0 ? 2 : 1);
        rows_end(&city->stops);
    }
}

static void transfer_write(struct city *city, char from, uint32_t from_place, char to,
                           uint32_t to_place, uint32_t seconds)
{
    struct rows *rows = &city->transfers;
    char names[2][2] = {{from, '\0'}, {to, '\0'}};
    rows_text(rows, names[0]);
    rows_number(rows, from_place);
    rows_text(rows, ",");
    rows_text(rows, names[1]);
    rows_number(rows, to_place);
    rows_text(rows, ",2,");
    rows_number(rows, seconds);
    rows_end(rows);
}

/* In a hub one needs a little longer; from a hub one can walk to the place beside it. */
static void hub_write(struct city *city, const struct town *town, uint32_t place)
{
    uint32_t number = town->first + place, seconds = 90 + chance_below(city, number, 4, 120);
    transfer_write(city, 'A', number, 'B', number, seconds);
    transfer_write(city, 'B', number, 'A', number, seconds);
    if ((place + 1) % town->side == 0 || place + 1 >= town->places)
        return;
    transfer_write(city, 'A', number, 'B', number + 1, 480);
    transfer_write(city, 'B', number + 1, 'A', number, 480);
}

static void places_write(struct city *city)
{
    for (uint32_t i = 0; i < city->towns.count; i++) {
        const struct town *town = vec_at(&city->towns, i);
        for (uint32_t place = 0; place < town->places; place++) {
            place_write(city, town, i, place);
            if (is_hub(town, place))
                hub_write(city, town, place);
        }
    }
}

/* When the `index`-th of `count` departures of a day leaves. */
static uint32_t departure(const struct city *city, uint32_t line, uint32_t index, uint32_t count)
{
    uint32_t total = 0;
    for (int hour = 0; hour < DAY_HOURS; hour++)
        total += hour_weight[hour];
    uint64_t scale = 3600, at = (2 * (uint64_t)index + 1) * total * scale / (2 * (uint64_t)count);
    int hour = 0;
    while (hour + 1 < DAY_HOURS && at >= hour_weight[hour] * scale)
        at -= hour_weight[hour++] * scale;
    uint32_t seconds = (uint32_t)(at / hour_weight[hour]);
    uint32_t shift = chance_below(city, line, 5, 10) * 60;
    return (uint32_t)(DAY_BEGIN + hour) * 3600 + seconds / 30 * 30 + shift;
}

/* Seconds from call `call` to the next, for a trip that began in that hour. */
static uint32_t leg_seconds(const struct city *city, const struct line *line,
                            const struct ride *ride, uint32_t call)
{
    uint32_t last = line->call_count - 1;
    uint32_t leg = ride->direction == 0 ? call : last - 1 - call;
    static const uint32_t base[4] = {75, 0, 1200, 80};
    uint32_t seconds =
        base[line->kind] + chance_below(city, line->calls[leg], 6, base[line->kind] / 2);
    uint32_t hour = ride->start / 3600 - DAY_BEGIN;
    seconds = seconds * hour_pace[hour < DAY_HOURS ? hour : DAY_HOURS - 1] / 100;
    return ride->swift ? seconds * 7 / 10 : seconds;
}

/* Trains wait half a minute at each call on the way. */
static uint32_t dwell_seconds(const struct line *line, uint32_t call)
{
    return line->kind == 2 && call > 0 && call + 1 < line->call_count ? 30 : 0;
}

static int ride_order(const void *a, const void *b)
{
    const struct ride *one = a, *two = b;
    if (one->service != two->service)
        return one->service < two->service ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return one->direction < two->direction ? -1 : one->direction > two->direction;
}

static void rides_plan(struct city *city, const struct line *line, uint32_t number)
{
    uint64_t trips = city->size->stop_times * line->weight / (city->weight > 0 ? city->weight : 1);
    city->rides.count = 0;
    for (uint32_t service = 0; service < 3; service++) {
        uint32_t count = (uint32_t)((trips * service_share[service] + 99) / 100);
        for (uint32_t i = 0; i < 2 * count; i++) {
            struct ride ride = {.service = service, .direction = i % 2};
            ride.start = departure(city, number + ride.direction, i / 2, count);
            /* One trip in forty is so swift that it overtakes. */
            ride.swift = chance_below(city, (uint64_t)number << 32 | i, 7 + service, 40) == 0;
            ride.end = ride.start;
            for (uint32_t k = 0; k + 1 < line->call_count; k++)
                ride.end += leg_seconds(city, line, &ride, k) + dwell_seconds(line, k);
            vec_push(&city->rides, &ride);
        }
    }
    if (city->rides.count > 0)
        qsort(city->rides.data, city->rides.count, sizeof(struct ride), ride_order);
    for (uint32_t i = 0; i < city->rides.count; i++)
        ((struct ride *)city->rides.data)[i].id = city->next_trip++;
}

/* A vehicle that arrives turns round as the next free trip the other way within ten minutes. */
static void rides_block(struct city *city)
{
    struct ride *rides = city->rides.data;
    for (uint32_t i = 0; i < city->rides.count; i++) {
        struct ride *ride = &rides[i];
        if (ride->block == 0)
            ride->block = ride->id + 1;
        for (uint32_t k = i + 1; k < city->rides.count; k++) {
            struct ride *next = &rides[k];
            if (next->service != ride->service || next->start > ride->end + 600)
                break;
            if (next->block == 0 && next->direction != ride->direction &&
                next->start >= ride->end) {
                next->block = ride->block;
                break;
            }
        }
    }
}

static void ride_write(struct city *city, const struct line *line, const struct ride *ride)
{
    struct rows *rows = &city->times;
    uint32_t clock = ride->start;
    for (uint32_t k = 0; k < line->call_count; k++) {
        uint32_t last = line->call_count - 1;
        rows_number(rows, ride->id);
        rows_text(rows, ",");
        rows_clock(rows, clock);
        rows_text(rows, ",");
        clock += dwell_seconds(line, k);
        rows_clock(rows, clock);
        rows_text(rows, ride->direction == 0 ? ",A" : ",B");
        rows_number(rows, line->calls[ride->direction == 0 ? k : last - k]);
        rows_text(rows, ",");
        rows_number(rows, k + 1);
        rows_end(rows);
        clock += k < last ? leg_seconds(city, line, ride, k) : 0;
    }
}

static void trip_write(struct city *city, uint32_t number, const struct ride *ride)
{
    struct rows *rows = &city->trips;
    rows_number(rows, number);
    rows_text(rows, ",");
    rows_text(rows, service_id[ride->service]);
    rows_text(rows, ",");
    rows_number(rows, ride->id);
    rows_text(rows, ",");
    rows_number(rows, ride->direction);
    rows_text(rows, ",");
    if (ride->block != 0)
        rows_number(rows, ride->block);
    rows_text(rows, chance_below(city, ride->id, 9, 10) == 0 ? ",2" : ",1");
    rows_end(rows);
}

static void line_write(struct city *city, uint32_t number)
{
    const struct line *line = vec_at(&city->lines, number);
    rows_number(&city->routes, number);
    rows_text(&city->routes, ",");
    rows_number(&city->routes, number);
    rows_text(&city->routes, ",");
    rows_number(&city->routes, line->kind);
    rows_end(&city->routes);
    rides_plan(city, line, number);
    if (number % BLOCKED_EVERY == 0)
        rides_block(city);
    for (uint32_t i = 0; i < city->rides.count; i++) {
        const struct ride *ride = vec_at(&city->rides, i);
        trip_write(city, number, ride);
        ride_write(city, line, ride);
    }
}

static bool small_tables(const char *folder, struct error *error)
{
    static const struct {
        const char *name, *heading, *rows;
    } tables[] = {
        {"agency.txt", "agency_name,agency_url,agency_timezone",
         "Synthetic,https://synthetic.example/,Europe/Paris\n"},
        {"calendar.txt",
         "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
         "L,1,1,1,1,1,0,0,20260101,20261231\nS,0,0,0,0,0,1,0,20260101,20261231\n"
         "D,0,0,0,0,0,0,1,20260101,20261231\n"},
        {"calendar_dates.txt", "service_id,date,exception_type",
         "L,20260714,2\nD,20260714,1\nL,20261225,2\nD,20261225,1\n"},
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct rows rows = {.file = NULL};
        if (!rows_open(&rows, folder, tables[i].name, tables[i].heading, error))
            return false;
        rows_text(&rows, tables[i].rows);
        if (!rows_close(&rows, error))
            return false;
    }
    return true;
}

static bool tables_open(struct city *city, const char *folder, struct error *error)
{
    return rows_open(&city->stops, folder, "stops.txt",
                     "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,"
                     "wheelchair_boarding",
                     error) &&
           rows_open(&city->routes, folder, "routes.txt", "route_id,route_short_name,route_type",
                     error) &&
           rows_open(&city->trips, folder, "trips.txt",
                     "route_id,service_id,trip_id,direction_id,block_id,wheelchair_accessible",
                     error) &&
           rows_open(&city->times, folder, "stop_times.txt",
                     "trip_id,arrival_time,departure_time,stop_id,stop_sequence", error) &&
           rows_open(&city->transfers, folder, "transfers.txt",
                     "from_stop_id,to_stop_id,transfer_type,min_transfer_time", error);
}

static bool tables_close(struct city *city, struct error *error)
{
    struct rows *const all[] = {&city->stops, &city->routes, &city->trips, &city->times,
                                &city->transfers};
    bool done = true;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        done = rows_close(all[i], done ? error : NULL) && done;
    return done;
}

bool city_write(const struct city_size *size, const char *folder, struct city_counts *counts,
                struct error *error)
{
    if (size->stops < 8 || size->stops > 2000000 || size->stop_times > 100000000)
        return error_set(error, ERROR_INPUT, "size",
                         "8 to 2,000,000 stops and at most 100,000,000 stop times");
    struct city city = {.size = size,
                        .towns = vec_of(sizeof(struct town)),
                        .lines = vec_of(sizeof(struct line)),
                        .rides = vec_of(sizeof(struct ride))};
    towns_plan(&city);
    for (uint32_t i = 0; i < city.towns.count; i++) {
        town_buses(&city, vec_at(&city.towns, i));
        town_trams(&city, vec_at(&city.towns, i));
    }
    country_trains(&city);
    bool done = small_tables(folder, error) && tables_open(&city, folder, error);
    if (done) {
        places_write(&city);
        for (uint32_t i = 0; i < city.lines.count; i++)
            line_write(&city, i);
    }
    *counts = (struct city_counts){city.stops.count, city.routes.count, city.trips.count,
                                   city.times.count, city.transfers.count};
    done = tables_close(&city, done ? error : NULL) && done;
    vec_finish(&city.towns);
    vec_finish(&city.lines);
    vec_finish(&city.rides);
    return done;
}
