#include "data/sharing/docks.h"

#include <math.h>

#include "data/live/chance.h"

enum {
    LOW_METRES = 5000,     /* an electric bike with less is not lent */
    SWAP_MINUTES = 90,     /* until somebody brings it a battery */
    CHARGE_METRES = 250,   /* a minute at a station with power */
    METRES_A_MINUTE = 230, /* along the straight line */
    MINUTES_TO_UNLOCK = 2,
    BROKEN_OF = 45, /* one in so many, each day */
    ELECTRIC_OF = 3,
};

/* Kinds of chance. */
enum { OF_BIKE = 40, OF_MINUTE };

/* How full stations are when the day begins. */
static uint32_t bikes_at(const struct shared_place *place)
{
    switch (place->kind) {
    case PLACE_HOME:
    case PLACE_HILL:
        return place->docks * 7 / 10;
    case PLACE_BEACH:
        return place->docks * 2 / 5;
    case PLACE_CLOSED:
        return 0;
    case PLACE_TOP:
        return 2;
    default:
        return place->docks * 3 / 10;
    }
}

static void put_out(struct docks *docks)
{
    for (uint32_t i = 0; i < PLACES; i++) {
        docks->standing[i] = bikes_at(&places[i]);
        for (uint32_t k = 0; k < docks->standing[i]; k++) {
            uint64_t own = chance_mix(chance_mix(docks->day.seed, OF_BIKE), docks->bikes.count);
            double full = 0.4 + 0.6 * chance_part(own);
            struct docks_bike *bike = vec_add(&docks->bikes);
            bike->place = i;
            bike->electric = docks->bikes.count % ELECTRIC_OF == 0;
            bike->broken = places[i].kind != PLACE_TOP && own % BROKEN_OF == 0;
            bike->range_metres = bike->electric ? (uint32_t)(full * DOCKS_RANGE_METRES) : 0;
        }
    }
}

bool docks_charges(const struct shared_place *place)
{
    return place->docks >= 20;
}

static uint32_t range_at(const struct docks_bike *bike, int32_t minute)
{
    uint32_t range = bike->range_metres;
    if (!bike->electric || bike->riding)
        return range;
    if (docks_charges(&places[bike->place]))
        range += (uint32_t)(minute - bike->since) * CHARGE_METRES;
    else if (range < LOW_METRES && minute - bike->since >= SWAP_MINUTES)
        range = DOCKS_RANGE_METRES;
    return range < DOCKS_RANGE_METRES ? range : DOCKS_RANGE_METRES;
}

uint32_t docks_range(const struct docks *docks, const struct docks_bike *bike)
{
    return range_at(bike, docks->day.minute);
}

static bool ready_at(const struct docks_bike *bike, int32_t minute)
{
    return !bike->riding && !bike->broken && places[bike->place].kind != PLACE_CLOSED &&
           (!bike->electric || range_at(bike, minute) >= LOW_METRES);
}

bool docks_ready(const struct docks *docks, const struct docks_bike *bike)
{
    return ready_at(bike, docks->day.minute);
}

/* Sends a bike on from where it is to another station. */
static void send(struct docks *docks, struct docks_bike *bike, uint32_t to, int32_t minute)
{
    double metres = docks->sharing->metres[bike->place][to];
    uint32_t drain = (uint32_t)(metres * 1.3);
    uint32_t range = range_at(bike, minute);
    bike->range_metres = range > drain ? range - drain : 0;
    bike->place = to;
    bike->since = minute + 1 + (int32_t)(metres / METRES_A_MINUTE);
}

/* Whoever finds all docks taken rides on to the nearest station that has one. */
static void come(struct docks *docks, struct docks_bike *bike, int32_t minute)
{
    if (docks->standing[bike->place] < places[bike->place].docks) {
        bike->riding = false;
        docks->standing[bike->place]++;
        return;
    }
    uint32_t next = bike->place;
    double least = INFINITY;
    for (uint32_t i = 0; i < PLACES; i++) {
        double metres = docks->sharing->metres[bike->place][i];
        bool open = places[i].kind != PLACE_CLOSED && places[i].kind != PLACE_TOP;
        if (open && docks->standing[i] < places[i].docks && metres < least) {
            least = metres;
            next = i;
        }
    }
    send(docks, bike, next, minute);
}

static uint32_t pick(const double *weights, double part)
{
    double sum = 0;
    for (uint32_t i = 0; i < PLACES; i++)
        sum += weights[i];
    double left = part * sum;
    for (uint32_t i = 0; i < PLACES; i++) {
        left -= weights[i];
        if (weights[i] > 0 && left <= 0)
            return i;
    }
    return 0;
}

/* The next bike after a place in the list that can be taken at the station, or NULL. */
static struct docks_bike *bike_at(const struct docks *docks, uint32_t place, uint64_t chance,
                                  int32_t minute)
{
    for (uint32_t i = 0; i < docks->bikes.count; i++) {
        struct docks_bike *bike =
            vec_at(&docks->bikes, (uint32_t)((chance + i) % docks->bikes.count));
        if (bike->place == place && ready_at(bike, minute))
            return bike;
    }
    return NULL;
}

/* Somebody wants to ride: from where people come to where they go, neither far nor next door. */
static void ride(struct docks *docks, const double *push, const double *pull, uint64_t seed,
                 int32_t minute)
{
    uint32_t from = pick(push, chance_part(chance_mix(seed, 1)));
    struct docks_bike *bike = bike_at(docks, from, chance_mix(seed, 2), minute);
    if (!bike)
        return;
    double weights[PLACES];
    for (uint32_t i = 0; i < PLACES; i++) {
        double metres = docks->sharing->metres[from][i];
        weights[i] = metres < 400 ? 0 : pull[i] * exp(-metres / 3000);
    }
    send(docks, bike, pick(weights, chance_part(chance_mix(seed, 3))), minute);
    bike->since += MINUTES_TO_UNLOCK + (int32_t)(chance_mix(seed, 4) % 4);
    bike->riding = true;
    bike->rides++;
    docks->standing[from]--;
}

static void play_minute(struct docks *docks, int32_t minute)
{
    for (uint32_t i = 0; i < docks->bikes.count; i++) {
        struct docks_bike *bike = vec_at(&docks->bikes, i);
        if (bike->riding && bike->since == minute)
            come(docks, bike, minute);
    }
    struct place_hour hour = sharing_hour(&docks->day, minute);
    uint64_t seed = chance_mix(chance_mix(docks->day.seed, OF_MINUTE), (uint64_t)minute);
    double rides = place_rides(hour), push[PLACES], pull[PLACES];
    uint32_t count = (uint32_t)(rides + chance_part(seed));
    for (uint32_t i = 0; i < PLACES; i++) {
        /* Who sees in his app that there is little choice, or room, goes elsewhere if he can. */
        double full = (double)docks->standing[i] / places[i].docks;
        push[i] = place_push(&places[i], hour) * (0.3 + full);
        pull[i] = place_pull(&places[i], hour) * (1.3 - full);
    }
    for (uint32_t i = 0; i < count; i++)
        ride(docks, push, pull, chance_mix(seed, 2 + i), minute);
}

void docks_play(struct docks *docks, const struct sharing *sharing, unix_time now)
{
    *docks = (struct docks){.sharing = sharing,
                            .day = sharing_day_at(sharing, now),
                            .bikes = vec_of(sizeof(struct docks_bike))};
    put_out(docks);
    for (int32_t minute = 0; minute <= docks->day.minute; minute++)
        play_minute(docks, minute);
}

void docks_finish(struct docks *docks)
{
    vec_finish(&docks->bikes);
}
