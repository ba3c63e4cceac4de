#include "engine/way/lending.h"

struct lending lending_of(const struct live *live, uint32_t product, bool ignore_returns)
{
    const struct rental_product *of = &live->rental_products[product];
    struct lending lending = {
        .pickups = live->rental_pickups + of->pickups.first,
        .docks = live->rental_docks + of->docks.first,
        .spots = live->rental_spots,
        .ground = of->ground == NO_IX ? NULL : &live->rental_grounds[of->ground],
        .pages = live->rental_set_pages,
        .words = live->rental_set_words,
        .limits = live->rental_limits,
        .pickup_count = of->pickups.count,
        .dock_count = of->docks.count,
        .product = product,
        .form = of->form,
        .anywhere = of->way_back == RENTAL_ANYWHERE,
    };
    if (of->way_back == RENTAL_ROUNDTRIP && !ignore_returns)
        lending.pickup_count = lending.dock_count = 0;
    if (ignore_returns)
        lending.anywhere = true;
    return lending;
}

bool lending_is_open(const struct lending *lending)
{
    return lending->pickup_count && (lending->anywhere || lending->dock_count);
}

/* A pedal that a motor helps, cut off at 25 km/h by law (EU 168/2013): city riding keeps to 5.5
 * m/s. Climbs cost a second a metre, as a scooter's: the motor does most of it. */
static struct profile assisted(void)
{
    struct profile profile = profile_of(TRAVEL_BICYCLE);
    profile.metres_per_second = 5.5;
    profile.climb_seconds = 1;
    return profile;
}

/* Loaded and long: nine tenths as fast as another bicycle. */
static struct profile laden(struct profile profile)
{
    profile.metres_per_second *= 0.9;
    return profile;
}

/* A moped of 45 km/h (class L1e-B) goes where cars go, but no faster than that. */
static struct profile moped(void)
{
    struct profile profile = profile_of(TRAVEL_CAR);
    profile.metres_per_second = 45 / 3.6;
    return profile;
}

static struct profile usual(const struct rental_product *product, const struct profile *bicycle)
{
    struct profile pedalled = product->propulsion == RENTAL_HUMAN ? *bicycle : assisted();
    pedalled.taste = TASTE_FASTER;
    switch ((enum rental_form)product->form) {
    case RENTAL_BICYCLE:
        return pedalled;
    case RENTAL_CARGO_BICYCLE:
        return laden(pedalled);
    case RENTAL_CAR:
        return profile_of(TRAVEL_CAR);
    case RENTAL_MOPED:
        return moped();
    case RENTAL_SCOOTER_STANDING:
    case RENTAL_SCOOTER_SEATED:
    case RENTAL_OTHER:
    case RENTAL_FORMS:
        break;
    }
    return profile_of(TRAVEL_SCOOTER);
}

struct profile lending_profile(const struct rental_product *product, const struct profile *bicycle)
{
    struct profile profile = usual(product, bicycle);
    double most = product->speed_mm / 1000.0;
    if (product->speed_mm && most < profile.metres_per_second)
        profile.metres_per_second = most;
    return profile;
}

/* Ours: an app, a code, a look at the brakes; a car is walked around, and its mirrors set. By enum
 * rental_form: bicycle, cargo bicycle, car, moped, standing and seated scooter, other. */
static const int32_t unlock_seconds[RENTAL_FORMS] = {45, 60, 150, 75, 30, 40, 45};

/* A dock or a lock; of free vehicles the photograph that operators ask for. */
static const int32_t return_seconds[RENTAL_FORMS] = {30, 40, 90, 60, 30, 30, 30};

int32_t lending_unlock_seconds(enum rental_form form)
{
    return unlock_seconds[form < RENTAL_FORMS ? form : RENTAL_OTHER];
}

int32_t lending_return_seconds(enum rental_form form)
{
    return return_seconds[form < RENTAL_FORMS ? form : RENTAL_OTHER];
}
