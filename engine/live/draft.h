#ifndef ENGINE_LIVE_DRAFT_H
#define ENGINE_LIVE_DRAFT_H

#include "engine/live/fleet.h"
#include "engine/live/live.h"

/*
 * The present while it is put together: what the feeder makes anew out of all its feeds say, each
 * time one of them says something new. One owner, one thread. Texts and arrays handed over are
 * copied.
 */

struct live_draft;

/** One call of a run as it is now. */
struct live_draft_call {
    stop_ix stop;
    stop_ix promised_stop;                     /**< NO_IX: none */
    day_time arrive, depart;                   /**< of the run's day; never fall along the run */
    day_time promised_arrive, promised_depart; /**< LIVE_NO_TIME */
    const char *headsign;                      /**< NULL: as promised */
    int32_t uncertainty;                       /**< -1: not said */
    uint8_t pickup, drop_off;                  /**< enum boarding, as it is now */
    uint8_t flags;                             /**< enum live_call_flag */
    uint8_t occupancy;                         /**< 255: not said */
};

/** One run as it is now. */
struct live_draft_run {
    struct live_run run; /**< texts and `vehicle` are not read */
    route_ix route;      /**< of those without a promised trip; NO_IX: the feed's spare route */
    uint8_t direction;   /**< likewise; 0, 1, or 2 if unsaid */
    uint8_t wheelchair;  /**< enum tristate; unknown: as promised */
    const char *id;      /**< likewise: the trip's id; not empty */
    const char *headsign, *short_name;              /**< NULL: as promised, or none */
    const char *vehicle_id, *vehicle_label, *plate; /**< NULL: not said */
    const struct live_draft_call *calls; /**< of LIVE_CHANGED as many as promised, in place; of the
                                              cancelled and the deleted not read */
    uint32_t call_count;                 /**< at least 2 */
};

/** A vehicle. */
struct live_draft_vehicle {
    struct live_vehicle vehicle; /**< `run` and texts are not read */
    const char *id, *label, *plate;
};

/** A text in a language. */
struct live_draft_text {
    const char *text, *language; /**< language may be NULL */
};

/** An alert. */
struct live_draft_alert {
    const char *id;
    uint32_t feed;
    struct {
        const struct live_draft_text *items;
        uint32_t count;
    } texts[LIVE_ALERT_TEXTS];
    const struct live_period *periods, *impacts;
    uint32_t period_count, impact_count;
    const struct live_selector *selectors;
    uint32_t selector_count;
    const char *image_url, *image_type;
    uint8_t cause, effect, severity;
};

/** One of a list of networks, as struct overlay_network. */
struct live_draft_network {
    struct overlay_network network; /**< `id` is not read */
    const char *id;                 /**< may be NULL */
};

/** A rule of the overlay of prices. Texts may be NULL. */
struct live_draft_rule {
    struct overlay_rule rule; /**< texts and lists are not read */
    const char *id, *name, *url, *category, *medium, *stands_for, *currency;
    const struct live_draft_network *networks, *onto;
    const struct rental_rate *rates;
    uint32_t network_count, onto_count, rate_count;
};

/** An empty draft about `network`, which must outlive it. */
struct live_draft *live_draft_create(const struct network *network);

/** Frees it; NULL is fine. */
void live_draft_destroy(struct live_draft *draft);

/** Adds a feed and returns its number; `tag` and `problem` stand for the texts of `feed`. */
uint32_t live_draft_add_feed(struct live_draft *draft, const struct live_feed *feed,
                             const char *tag, const char *problem);

/** The feed with that number, to be counted in. */
struct live_feed *live_draft_feed(struct live_draft *draft, uint32_t number);

/**
 * Adds a run. Of runs with the same promised trip, day and start (or the same id and day, without a
 * promise) the last one added holds.
 */
void live_draft_add_run(struct live_draft *draft, const struct live_draft_run *run);

/** Whether a run with that promise was added. */
bool live_draft_has_run(const struct live_draft *draft, trip_ix promised, civil_day day,
                        day_time start);

/** Adds a vehicle. */
void live_draft_add_vehicle(struct live_draft *draft, const struct live_draft_vehicle *vehicle);

/** Adds an alert. */
void live_draft_add_alert(struct live_draft *draft, const struct live_draft_alert *alert);

/** The runs added so far, each once, in no special order; valid until the next is added. */
const struct live_draft_run *live_draft_runs(const struct live_draft *draft, uint32_t *count);

/** Likewise the vehicles. */
const struct live_draft_vehicle *live_draft_vehicles(const struct live_draft *draft,
                                                     uint32_t *count);

/** Likewise the alerts. */
const struct live_draft_alert *live_draft_alerts(const struct live_draft *draft, uint32_t *count);

/** Hands over what is to be published again about a GTFS feed, after those before it; copied. */
void live_draft_republish(struct live_draft *draft, feed_ix feed, const void *bytes, size_t size);

/**
 * Adds the shared vehicles of a system, of which the feed with that number speaks; borrowed until
 * the draft is frozen. Of systems with one id the one added first holds; the problem of the other's
 * feed says so, if it has no other.
 */
void live_draft_add_fleet(struct live_draft *draft, const struct fleet *fleet, uint32_t feed);

/** Adds what is said of a park of the network. Of two about one park the one added first holds. */
void live_draft_add_park(struct live_draft *draft, const struct live_park *park);

/** Adds a rule of the overlay; what it leads to is borrowed until the draft is frozen. */
void live_draft_add_rule(struct live_draft *draft, const struct live_draft_rule *rule);

/** Notes that so many rows of the file of a kind of rules were not read. */
void live_draft_lose_rows(struct live_draft *draft, enum overlay_kind kind, uint32_t rows);

/** Notes that the file of a kind of rules was not read to its end. */
void live_draft_lose_rest(struct live_draft *draft, enum overlay_kind kind);

/**
 * The berth of the route's vehicles at a stop: where its patterns call there, else the stop's own,
 * else that of the nearest served stop of its station; NO_IX: nothing serves the place.
 */
berth_ix live_berth(const struct network *network, route_ix route, stop_ix stop);

/**
 * Sorts the draft and writes it as an image to `path`, aside and renamed. Calls of added runs at
 * stops without a berth are left out, and runs that keep fewer than two calls. The same draft gives
 * the same bytes. False: nothing was written; a text or section is too large, or as image_write.
 */
MUST_CHECK bool live_freeze(struct live_draft *draft, unix_time made, uint64_t number,
                            const char *path, struct error *error);

#endif
