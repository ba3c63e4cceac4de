#include "engine/places/houses.h"

#include <math.h>
#include <string.h>

#include "engine/base/fold.h"

/* Neighbours farther apart than this say nothing about what lies between them. */
#define NEIGHBOURS_METRES 400.0
/* A way from house to house over a point this much longer than the straight one misses it. */
#define DETOUR 1.3

/* Whether two ways to write a number mean the same: case, blanks and accents aside. */
static bool same_number(const char *one, const char *two)
{
    char a[64], b[64];
    fold_text(one, a, sizeof a);
    fold_text(two, b, sizeof b);
    const char *x = a, *y = b;
    for (;; x++, y++) {
        x += *x == ' ';
        y += *y == ' ';
        if (*x != *y)
            return false;
        if (!*x)
            return true;
    }
}

static struct point between(struct point a, struct point b, double part)
{
    return (struct point){(int32_t)lround(a.lat + part * ((double)b.lat - a.lat)),
                          (int32_t)lround(a.lon + part * ((double)b.lon - a.lon))};
}

/* The houses of the same side before and after a number. */
struct sides {
    const struct house *before, *after;
    uint32_t before_value, after_value;
};

static void note_side(const struct house *house, uint32_t value, uint32_t wanted,
                      struct sides *sides)
{
    if (value == 0 || (value & 1) != (wanted & 1))
        return;
    if (value <= wanted && (!sides->before || value > sides->before_value)) {
        sides->before = house;
        sides->before_value = value;
    }
    if (value >= wanted && (!sides->after || value < sides->after_value)) {
        sides->after = house;
        sides->after_value = value;
    }
}

bool houses_find(const struct network *network, uint32_t named, const char *number,
                 struct arena *arena, struct house_found *found)
{
    uint32_t wanted = house_value(number);
    struct sides sides = {0};
    for (uint32_t i = network->named[named].first_house; i < network->named[named + 1].first_house;
         i++) {
        const struct house *house = &network->houses[i];
        const char *text = network_text(network, house->number);
        uint32_t value = house_value(text);
        if (value == wanted && same_number(text, number)) {
            *found = (struct house_found){text, house->at, false};
            return true;
        }
        note_side(house, value, wanted, &sides);
    }
    if (!sides.before || !sides.after ||
        geo_metres(sides.before->at, sides.after->at) > NEIGHBOURS_METRES)
        return false;
    uint32_t span = sides.after_value - sides.before_value;
    double part = span ? (double)(wanted - sides.before_value) / span : 0;
    *found = (struct house_found){arena_text(arena, number, strlen(number)),
                                  between(sides.before->at, sides.after->at, part), true};
    return true;
}

/* The two nearest houses of different numbers of one side. */
static bool nearest_two(const struct network *network, uint32_t named, struct point point,
                        const struct house *two[2])
{
    double best[2] = {INFINITY, INFINITY};
    uint32_t end = network->named[named + 1].first_house;
    for (uint32_t i = network->named[named].first_house; i < end; i++) {
        double metres = geo_metres(point, network->houses[i].at);
        if (metres < best[0]) {
            best[0] = metres;
            two[0] = &network->houses[i];
        }
    }
    if (!two[0])
        return false;
    uint32_t value = house_value(network_text(network, two[0]->number));
    for (uint32_t i = network->named[named].first_house; i < end; i++) {
        const struct house *house = &network->houses[i];
        uint32_t other = house_value(network_text(network, house->number));
        double metres = geo_metres(point, house->at) + geo_metres(house->at, two[0]->at) / 4;
        if (other && other != value && (other & 1) == (value & 1) && metres < best[1] &&
            best[0] + geo_metres(point, house->at) < DETOUR * geo_metres(house->at, two[0]->at)) {
            best[1] = metres;
            two[1] = house;
        }
    }
    return value && two[1] && geo_metres(two[0]->at, two[1]->at) < NEIGHBOURS_METRES;
}

bool houses_guess(const struct network *network, uint32_t named, struct point point,
                  struct arena *arena, struct house_found *found)
{
    const struct house *two[2] = {0};
    if (!nearest_two(network, named, point, two))
        return false;
    double one = house_value(network_text(network, two[0]->number));
    double other = house_value(network_text(network, two[1]->number));
    double near = geo_metres(point, two[0]->at), far = geo_metres(point, two[1]->at);
    double number = one + 2 * round((other - one) / 2 * near / (near + far));
    *found = (struct house_found){arena_format(arena, "%.0f", number), point, true};
    return true;
}
