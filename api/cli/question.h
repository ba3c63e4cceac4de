#ifndef API_CLI_QUESTION_H
#define API_CLI_QUESTION_H

#include "api/cli/options.h"
#include "api/cli/where.h"
#include "engine/search/query.h"

/* What was typed, and the query it means. */

/** Which shared vehicles; NULL: any. */
struct asked_rental {
    const char *forms, *propulsions, *providers, *groups; /**< lists */
};

/** As far as stops around a door are looked for. */
#define DOOR_MINUTES_MAX 60

/** The options of `trajet plan`, as typed. */
struct asked {
    const char *image, *live, *at, *by, *modes; /**< NULL: not given */
    int64_t window_minutes, count, stay_minutes, transfers, walk_minutes, drive_minutes;
    struct option_list vias;
    const char *own, *access, *egress, *direct, *change, *taste; /**< lists of ways of one's own */
    struct asked_rental rental;
    struct option_list categories, media, passes, spent;                         /**< of who pays */
    int64_t parking_minutes, change_minutes, cheaper_minutes, cheaper_transfers; /**< or -1 */
    bool wheelchair, bike, json, steps, fares;
    bool cheaper;  /**< journeys that cost less, too */
    bool no_live;  /**< the timetable alone */
    bool promised; /**< look for what was promised, and show what became of it */
};

/**
 * An hour of the timetable, five journeys, seven changes, a quarter of an hour on foot, half an
 * hour by bicycle or car. */
extern const struct asked asked_default;

/** The question, understood. All of it lives in the arena. */
struct question {
    struct where from, to;
    struct where vias[QUERY_VIAS_MAX];
    struct via passes[QUERY_VIAS_MAX];
    struct reach_limits limits;
    struct zone zone; /**< of the clock where the journey starts (arrive-by: ends) */
    const char *zone_name;
    struct query query;
    const char *access, *egress, *direct; /**< as the API spells them; NULL: as it has it */
    const char *change, *taste;           /**< likewise */
    struct asked_rental rental;
};

/**
 * Understands what was asked. False, with the option or argument as place: no such stop, no such
 * time, no such mode, too many places to pass.
 */
MUST_CHECK bool question_read(struct question *question, const struct asked *asked,
                              const char *const ends[2], const struct places *places,
                              struct arena *arena, struct error *error);

/**
 * Reads a list of ways to move by oneself (`walk,bike,car_parking`, any letter case) of that option
 * into the API's spelling; NULL leaves `*list` as it is. False: there is no such way.
 */
MUST_CHECK bool question_ways(const char *option, const char *text, struct arena *arena,
                              const char **list, struct error *error);

/** Whether the list, as the API spells it, holds something else than walking. */
bool question_drives(const char *list);

/**
 * Reads a list of modes (`--modes`): `tram,bus`, in any letter case; NULL leaves `*modes` as it is.
 * False: there is no such mode.
 */
MUST_CHECK bool question_modes(const char *text, mode_set *modes, struct error *error);

#endif
