#ifndef TESTS_STREET_TOWN_H
#define TESTS_STREET_TOWN_H

#include "engine/network/freeze.h"
#include "tests/small_feed.h"

/*
 * The small feed with streets under it, in metres east and north of its station:
 *
 *            P (200,300)
 *            | stairs, 100 to 130; a ramp around them by (260,115)
 *   (0,0) -- (200,0) -- (400,0) ------------------ (5000,0) -- (5300,0) -- lift -- Q
 *     Rue Haute            Route longue              Avenue de l'Est
 *
 * A car park at (400,0), one for bicycles at (200,0), another for cars at (5000,0). R is tied to
 * nothing. A bus leaves P at 08:00, is at Q from 08:10 to 08:11 and at R at 08:20.
 */

/** The network made of it. What goes wrong ends the test program. */
struct street_town {
    struct small_feed feed;
    struct scratch scratch;
    struct network network;
    stop_ix p, q, r;
};

/** Makes it. */
void street_town_make(struct street_town *town);

/** Ends it. */
void street_town_finish(struct street_town *town);

/** A place so many metres east and north of the station. */
struct point street_town_at(double east, double north);

#endif
