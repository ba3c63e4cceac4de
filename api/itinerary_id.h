#ifndef API_ITINERARY_ID_H
#define API_ITINERARY_ID_H

#include "api/style.h"
#include "engine/journey/journey.h"
#include "engine/way/way.h"

/*
 * An itinerary as a text from which it can be told again: its rides by trip, calls and stops, and
 * how long one moves by oneself between them. Parts stand in order with `;` between:
 *
 *   s10~20                      one is to be there so long before, and is out so long after
 *   a300,WALK~60@46.01,-3.99    from a door to a stop
 *   r20260504_09:06_maree_L1,1,4,maree_CIJ2,maree_HOP,s
 *                               a ride: trip, calls, stops; s: one stays seated, g: it waits
 *   w120~30                     between stops
 *   w420,RENTAL~30              likewise by a shared vehicle, between two rides
 *   w120@maree_JUD1             likewise, where the journey begins or ends: from or to which stop
 *   t300@46.01,-3.99            from a stop to a place to pass
 *   b300~600@maree_JUD1         and after the stay back to that stop
 *   e300,WALK@46.01,-3.99       from a stop to a door
 *
 * A way all along on a shared vehicle has an id of its own, since others may be ridden then, too:
 *
 *   dvelo-rade,BICYCLE,HUMAN,2026-05-04T06:10:00Z@46.01,-3.99@maree_JUD1
 *                               whose vehicle, its form, what drives it, when one sets out; doors
 *
 * What follows ~ is waited: until the first ride after the part, from then on before it. Ids of
 * stops and trips are percent-encoded; a door may be a stop's id.
 */

/** What a part is; the letters above. */
enum itinerary_part_kind {
    PART_SLACK = 's',
    PART_ACCESS = 'a',
    PART_RIDE = 'r',
    PART_WALK = 'w',
    PART_THERE = 't',
    PART_BACK = 'b',
    PART_EGRESS = 'e',
};

/** One part, read. Texts are decoded. */
struct itinerary_part {
    enum itinerary_part_kind kind;
    int32_t seconds, gap;
    const char *mode, *place;     /**< of ways that are no rides; NULL: not said */
    const char *trip, *from, *to; /**< of rides */
    uint32_t board_call, alight_call;
    bool stays, guaranteed;
};

/** All parts of an id. */
struct itinerary_parts {
    struct itinerary_part *items; /**< in the arena */
    uint32_t count;
};

/** Whether the part is a way from ride to ride by a shared vehicle. */
bool itinerary_part_hops(const struct itinerary_part *part);

/** The id of a journey; in the arena. */
const char *itinerary_id(const struct style *style, const struct ends *ends,
                         const struct journey *journey);

/** What the id of a way on a shared vehicle says. Texts are decoded. */
struct itinerary_hire {
    const char *system, *form, *propulsion, *time, *from, *to;
};

/** The id of such a way, whose journey has one leg; in the arena. */
const char *itinerary_id_of_hire(const struct style *style, const struct ends *ends,
                                 const struct way *way, const struct journey *journey);

/** Whether the text begins as such an id. */
bool itinerary_id_is_of_hire(const char *id);

/** Reads it. False, ERROR_INPUT about `itineraryId`: it is none. */
MUST_CHECK bool itinerary_id_read_hire(const char *id, struct arena *arena,
                                       struct itinerary_hire *hire, struct error *error);

/** Reads an id. False, ERROR_INPUT about `itineraryId`: it is none. */
MUST_CHECK bool itinerary_id_read(const char *id, struct arena *arena,
                                  struct itinerary_parts *parts, struct error *error);

#endif
