#include "api/itinerary_id.h"

#include <stdlib.h>
#include <string.h>

#include "api/ids.h"
#include "api/known.h"
#include "api/person.h"
#include "api/rental_wish.h"
#include "engine/way/ways.h"

#define PARTS_MAX 64
/* Begins the id of a way on a shared vehicle; no part begins so. */
#define HIRE 'd'
/* A day: nothing in an itinerary takes longer by itself, nor is waited for. */
#define SECONDS_MAX 86400

/* A text without the signs that part an id. */
static const char *encoded(struct arena *arena, const char *text)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:";
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(arena, 3 * strlen(text) + 1), *end = out;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (strchr(safe, *text)) {
            *end++ = *text;
            continue;
        }
        *end++ = '%';
        *end++ = digits[byte >> 4];
        *end++ = digits[byte & 15];
    }
    *end = '\0';
    return out;
}

static const char *gap_text(struct arena *arena, int64_t gap)
{
    return gap > 0 ? arena_format(arena, "~%lld", (long long)gap) : "";
}

static const char *point_text(struct arena *arena, struct point at)
{
    return arena_format(arena, "%.6f,%.6f", geo_degrees(at.lat), geo_degrees(at.lon));
}

/* By what the way is made. */
static const char *mode_of(const struct way *way)
{
    bool car = false, bicycle = false, park = false;
    for (uint32_t i = 0; i < way->part_count; i++) {
        const struct way_part *part = &way->parts[i];
        car = car || part->travel == TRAVEL_CAR;
        bicycle = bicycle || part->travel == TRAVEL_BICYCLE;
        park = park || part->from.park != NO_IX || part->to.park != NO_IX;
    }
    if (way->lending)
        return MODE_RENTAL;
    if (way->part_count < 2)
        return way_mode_name(car ? WAY_CAR : bicycle ? WAY_BIKE : WAY_WALK);
    return way_mode_name(bicycle ? WAY_BIKE_PARKING : park ? WAY_CAR_PARKING : WAY_CAR_DROPOFF);
}

/* A leg, or ways on foot in a row as one. */
struct told {
    struct leg leg;
    int64_t gap;      /* to what follows, until there is a ride; then to what went before */
    bool first, last; /* in the journey */
};

/* Where a door is, or the stop that it is. */
static const char *end_text(const struct style *style, const struct end *end)
{
    return end->stop == NO_IX
               ? point_text(style->arena, end->at)
               : encoded(style->arena, ids_stop(style->arena, style->world->network, end->stop));
}

static const char *door_text(const struct style *style, const struct ends *ends,
                             const struct told *told)
{
    const struct leg *leg = &told->leg;
    bool first = leg->kind == LEG_ACCESS;
    const char *place = end_text(style, first ? &ends->from : &ends->to);
    const char *mode = ends->ways ? mode_of(ways_of_leg(ends->ways, leg)) : way_mode_name(WAY_WALK);
    return arena_format(style->arena, "%c%lld,%s%s@%s", first ? 'a' : 'e',
                        (long long)(leg->arrive - leg->depart), mode,
                        gap_text(style->arena, told->gap), place);
}

static const char *stop_text(const struct style *style, stop_ix stop)
{
    return encoded(style->arena, ids_stop(style->arena, style->world->network, stop));
}

static const char *ride_text(const struct style *style, const struct leg *leg)
{
    const struct world *world = style->world;
    return arena_format(style->arena, "r%s,%u,%u,%s,%s%s%s",
                        encoded(style->arena, ids_run(style->arena, world, leg->run)),
                        leg->board_call, leg->alight_call,
                        stop_text(style, known_promised_stop(world, leg->run, leg->board_call)),
                        stop_text(style, known_promised_stop(world, leg->run, leg->alight_call)),
                        leg->stays ? ",s" : "", leg->guaranteed ? ",g" : "");
}

static const char *part_text(const struct style *style, const struct ends *ends,
                             const struct told *told)
{
    const struct leg *leg = &told->leg;
    struct arena *arena = style->arena;
    long long seconds = leg->arrive - leg->depart;
    const char *gap = gap_text(arena, told->gap);
    switch (leg->kind) {
    case LEG_RIDE:
        return ride_text(style, leg);
    case LEG_ACCESS:
    case LEG_EGRESS:
        return door_text(style, ends, told);
    case LEG_THERE:
        return arena_format(arena, "t%lld%s@%s", seconds, gap,
                            point_text(arena, ends->ways->places[leg->via].at));
    case LEG_BACK:
        return arena_format(arena, "b%lld%s@%s", seconds, gap, stop_text(style, leg->to));
    case LEG_WALK:
        break;
    }
    if (leg->hired)
        return arena_format(arena, "w%lld," MODE_RENTAL "%s", seconds, gap);
    const char *place = told->first  ? stop_text(style, leg->from)
                        : told->last ? stop_text(style, leg->to)
                                     : "";
    return arena_format(arena, "w%lld%s%s%s", seconds, gap, *place ? "@" : "", place);
}

/* The leg at `index` with those that are told as one with it, whose number is returned. */
static uint32_t tell(const struct journey *journey, uint32_t index, bool begun, struct told *told)
{
    const struct leg *legs = &journey->legs[index];
    uint32_t left = journey->leg_count - index, count = 1;
    while (count < left && leg_joins(legs) && leg_joins(&legs[count]))
        count++;
    told->leg = leg_joined(legs, count);
    told->first = index == 0;
    told->last = count == left;
    if (begun)
        told->gap = legs->depart - legs[-1].arrive;
    else
        told->gap = count < left ? legs[count].depart - told->leg.arrive : 0;
    return count;
}

const char *itinerary_id(const struct style *style, const struct ends *ends,
                         const struct journey *journey)
{
    const struct leg *legs = journey->legs;
    uint32_t count = journey->leg_count;
    const char *id = "";
    if (count < 2 && (!count || legs->kind != LEG_RIDE))
        return id;
    long long before = legs[0].depart - journey->depart;
    long long after = journey->arrive - legs[count - 1].arrive;
    if (before > 0 || after > 0)
        id = arena_format(style->arena, "s%lld~%lld", before, after);
    bool begun = false;
    for (uint32_t i = 0; i < count;) {
        struct told told;
        i += tell(journey, i, begun, &told);
        begun = begun || told.leg.kind == LEG_RIDE;
        id =
            arena_format(style->arena, "%s%s%s", id, *id ? ";" : "", part_text(style, ends, &told));
    }
    return id;
}

const char *itinerary_id_of_hire(const struct style *style, const struct ends *ends,
                                 const struct way *way, const struct journey *journey)
{
    const struct world *world = style->world;
    const struct rental_product *product = &world->live->rental_products[way->lending->product];
    const struct rental_system *system = &world->live->rental_systems[product->system];
    char start[CIVIL_TEXT];
    return arena_format(style->arena, "%c%s,%s,%s,%s@%s@%s", HIRE,
                        encoded(style->arena, world_text(world, system->id)),
                        rental_form_name((enum rental_form)product->form),
                        rental_propulsion_name((enum rental_propulsion)product->propulsion),
                        civil_text_utc(journey->depart, start), end_text(style, &ends->from),
                        end_text(style, &ends->to));
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes in place; false: a sign is not whole, or hides the end of the text. */
static bool decode(char *text)
{
    char *out = text;
    for (; *text; text++) {
        if (*text != '%') {
            *out++ = *text;
            continue;
        }
        int high = digit(text[1]), low = high < 0 ? -1 : digit(text[2]);
        if (low < 0 || !(high || low))
            return false;
        *out++ = (char)(high << 4 | low);
        text += 2;
    }
    *out = '\0';
    return true;
}

/* Cuts the text at the first `sign` and returns what follows it, or NULL. */
static char *cut(char *text, char sign)
{
    char *at = text ? strchr(text, sign) : NULL;
    if (at)
        *at++ = '\0';
    return at;
}

static bool read_number(const char *text, int32_t max, int32_t *number)
{
    size_t length = text ? strlen(text) : 0;
    if (length == 0 || length > 6 || strspn(text, "0123456789") != length)
        return false;
    *number = (int32_t)strtol(text, NULL, 10);
    return *number <= max;
}

static bool read_ride(char *text, struct itinerary_part *part)
{
    char *board = cut(text, ','), *alight = cut(board, ',');
    char *from = cut(alight, ','), *to = cut(from, ','), *flag = cut(to, ',');
    int32_t calls[2];
    if (!to || !read_number(board, SECONDS_MAX, &calls[0]) ||
        !read_number(alight, SECONDS_MAX, &calls[1]) || !decode(text) || !decode(from) ||
        !decode(to))
        return false;
    part->trip = text;
    part->from = from;
    part->to = to;
    part->board_call = (uint32_t)calls[0];
    part->alight_call = (uint32_t)calls[1];
    part->stays = flag && strchr(flag, 's');
    part->guaranteed = flag && strchr(flag, 'g');
    return true;
}

/* Of all that is no ride: seconds, mode, gap, place. */
static bool read_way(char *text, struct itinerary_part *part)
{
    char *place = cut(text, '@'), *gap = cut(text, '~'), *mode = cut(text, ',');
    bool placed = part->kind != PART_SLACK;
    part->mode = mode;
    part->place = place;
    return read_number(text, SECONDS_MAX, &part->seconds) &&
           (!gap || read_number(gap, SECONDS_MAX, &part->gap)) &&
           (placed == (place != NULL) || part->kind == PART_WALK) &&
           (!place || (*place && decode(place)));
}

static bool read_part(char *text, struct itinerary_part *part)
{
    if (!*text || !strchr("sarwtbe", *text))
        return false;
    part->kind = (enum itinerary_part_kind) * text;
    return part->kind == PART_RIDE ? read_ride(text + 1, part) : read_way(text + 1, part);
}

/* Whether a walk starts or ends the journey, so that the stop there must be named. */
static bool has_end(const struct itinerary_parts *parts, uint32_t index)
{
    return index + 1 == parts->count || index == (parts->items->kind == PART_SLACK);
}

bool itinerary_part_hops(const struct itinerary_part *part)
{
    return part->kind == PART_WALK && part->mode && strcmp(part->mode, MODE_RENTAL) == 0;
}

/* Whether rides lie before and behind it. */
static bool is_between(const struct itinerary_parts *parts, uint32_t index)
{
    return index > 0 && index + 1 < parts->count && parts->items[index - 1].kind == PART_RIDE &&
           parts->items[index + 1].kind == PART_RIDE;
}

/* Whether the parts stand in an order that itineraries have. */
static bool in_order(const struct itinerary_parts *parts)
{
    uint32_t rides = 0;
    for (uint32_t i = 0; i < parts->count; i++) {
        enum itinerary_part_kind kind = parts->items[i].kind;
        enum itinerary_part_kind before = i ? parts->items[i - 1].kind : PART_SLACK;
        rides += kind == PART_RIDE;
        if ((kind == PART_SLACK && i > 0) ||
            (kind == PART_ACCESS && i > 0 && before != PART_SLACK) ||
            (kind == PART_EGRESS && i + 1 < parts->count) ||
            (kind == PART_WALK && has_end(parts, i) != (parts->items[i].place != NULL)) ||
            (itinerary_part_hops(&parts->items[i]) && !is_between(parts, i)) ||
            (kind == PART_BACK) != (before == PART_THERE && i > 0))
            return false;
    }
    return rides > 0 && parts->items[parts->count - 1].kind != PART_THERE;
}

bool itinerary_id_is_of_hire(const char *id)
{
    return *id == HIRE;
}

bool itinerary_id_read_hire(const char *id, struct arena *arena, struct itinerary_hire *hire,
                            struct error *error)
{
    const char *said = itinerary_id_is_of_hire(id) ? id + 1 : "";
    char *system = arena_text(arena, said, strlen(said));
    char *from = cut(system, '@'), *to = cut(from, '@');
    char *form = cut(system, ','), *propulsion = cut(form, ','), *time = cut(propulsion, ',');
    if (!to || !*to || !*from || !time || !*system || !decode(system) || !decode(from) ||
        !decode(to))
        return error_set(error, ERROR_INPUT, "itineraryId",
                         "is not the id of a way on a shared vehicle, as `plan` gives it");
    *hire = (struct itinerary_hire){system, form, propulsion, time, from, to};
    return true;
}

bool itinerary_id_read(const char *id, struct arena *arena, struct itinerary_parts *parts,
                       struct error *error)
{
    char *text = arena_text(arena, id, strlen(id));
    parts->items = arena_array(arena, PARTS_MAX, sizeof *parts->items);
    parts->count = 0;
    bool good = true;
    while (text && good) {
        char *next = cut(text, ';');
        good = parts->count < PARTS_MAX && read_part(text, &parts->items[parts->count++]);
        text = next;
    }
    if (!good || !in_order(parts))
        return error_set(error, ERROR_INPUT, "itineraryId",
                         "is not the id of an itinerary with rides, as `plan` gives it");
    return true;
}
