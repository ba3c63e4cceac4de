#ifndef API_WORDS_H
#define API_WORDS_H

#include "api/request.h"
#include "engine/fare/fare.h"

/* The feeds' texts in the language of whoever asks. */

#define WORDS_LANGUAGES_MAX 8

/** Which languages are wanted, the best first. */
struct words {
    const struct world *world;
    const char *languages[WORDS_LANGUAGES_MAX]; /**< two letters and more; borrowed */
    uint32_t count;
};

/** Reads the parameter `language` (a comma list; absent: as the feeds have it). */
MUST_CHECK bool words_read(const struct request *request, const struct world *world,
                           struct words *words, struct error *error);

/** The text of a record of that kind; `text` is what it is in the feed's own language. */
const char *words_say(const struct words *words, enum translated kind, uint32_t record,
                      text_ix text, feed_ix feed);

/** Name of what a fare item says is bought. */
const char *words_item(const struct words *words, const struct fare_item *item);

/** Name of a stop. */
const char *words_stop(const struct words *words, stop_ix stop);

/**
 * Headsign of a trip, of the timetable or a live one, as it shows at that call; the name of its
 * last stop when it has none.
 */
const char *words_headsign(const struct words *words, trip_ix trip, uint32_t call);

/** A text of an alert, in the best of the languages it is said in; empty: it has none. */
const char *words_alert(const struct words *words, const struct live_alert *alert,
                        enum live_alert_text which);

#endif
