#ifndef ENGINE_LIVE_OVERLAY_H
#define ENGINE_LIVE_OVERLAY_H

#include "engine/base/civil.h"
#include "engine/live/rental.h"
#include "engine/network/ix.h"

/*
 * The city's own overlay over the prices that feeds give: what holds between networks, and what no
 * feed says (feeds/fares/README.md). Sections of the live image, so that a price that is changed
 * needs no new timetable. Each line of the overlay's files is one rule; money is minor units.
 */

/** What a rule is: it says which of its fields are read. */
enum overlay_kind {
    OVERLAY_COMBINED,   /**< interop.csv: one price for rides of `networks` and then of `onto` */
    OVERLAY_REDUCTION,  /**< interop.csv: so much off the first ride of `onto` after `networks` */
    OVERLAY_CAP,        /**< caps.csv: more than `amount` is not paid in a period */
    OVERLAY_PASS,       /**< passes.csv: who holds it pays nothing; hires are free for `seconds` */
    OVERLAY_CATEGORY,   /**< categories.csv: stands for one of a feed, or has so much off */
    OVERLAY_FREE,       /**< free.csv: costs nothing */
    OVERLAY_PARKING,    /**< parking.csv: what a park costs, and what its ticket is good for */
    OVERLAY_SUPPLEMENT, /**< supplements.csv: so much more for each boarding */
    OVERLAY_KINDS
};

/** How long a cap or a pass holds. */
enum overlay_period { OVERLAY_DAY, OVERLAY_WEEK, OVERLAY_MONTH, OVERLAY_YEAR, OVERLAY_PERIODS };

/** No first or last day. */
#define OVERLAY_ALWAYS_FROM INT32_MIN
#define OVERLAY_ALWAYS_TO INT32_MAX /**< likewise */

/** How a network is named. */
enum overlay_network_kind {
    OVERLAY_OF_FEED,    /**< `tag`: all of a feed */
    OVERLAY_OF_NETWORK, /**< `tag:network_id` */
    OVERLAY_OF_AGENCY,  /**< `tag:agency:AGENCY_ID` */
    OVERLAY_OF_SYSTEM,  /**< `tag` of shared vehicles, or the id of their system */
    OVERLAY_NETWORK_KINDS
};

/** One of a list of networks. */
struct overlay_network {
    uint32_t kind;    /**< enum overlay_network_kind */
    feed_ix feed;     /**< NO_IX: of a system */
    agency_ix agency; /**< of OVERLAY_OF_AGENCY, else NO_IX */
    text_ix id;       /**< network_id, or tag or id of a system; else empty */
};

/** A line of the overlay. What its kind does not read is zero. */
struct overlay_rule {
    uint32_t kind; /**< enum overlay_kind */
    uint32_t line; /**< of its file, see overlay_file */
    text_ix id, name, url;
    text_ix category;   /**< of whom it is about, an id; empty: everybody */
    text_ix medium;     /**< what it is bought on, an id; empty: any */
    text_ix stands_for; /**< CATEGORY: one of a feed; PARKING: a pass that has it; empty: none */
    text_ix currency;   /**< ISO 4217; empty: it says no amount */
    uint32_t decimals;  /**< of the currency */
    int64_t amount;     /**< COMBINED, PASS: price; REDUCTION: off; CAP: most; else what is due */
    int64_t day_most;   /**< PARKING: of a day; 0: no limit */
    uint32_t percent;   /**< REDUCTION (then amount is 0), CATEGORY: hundredths of a percent off */
    int32_t seconds;    /**< COMBINED, REDUCTION: from the first boarding to the last; PASS: see */
    civil_day first_day, last_day; /**< on which it holds */
    uint32_t weekdays;             /**< bit 0 is Monday: likewise; all: 127 */
    uint32_t period;               /**< enum overlay_period, of CAP and PASS */
    uint32_t park;                 /**< PARKING: in the network's `street_parks`; else NO_IX */
    struct rental_span networks;   /**< in `overlay_networks`; PARKING: that its ticket covers */
    struct rental_span onto;       /**< likewise */
    struct rental_span rates;      /**< PARKING: in `overlay_rates`, by time */
};

/** Rows of a file that were not read, or not whole: what they said may change prices. */
struct overlay_loss {
    uint32_t kind; /**< enum overlay_kind: its file */
    uint32_t rows;
    uint32_t rest; /**< 1: all behind some row as well; nobody knows how much that is */
};

/** The file that rules of a kind stand in: "interop.csv". */
const char *overlay_file(enum overlay_kind kind);

/* The sections of the live image that hold them. */
#define OVERLAY_SECTIONS(SECTION)                                                                  \
    SECTION(overlay_rules, struct overlay_rule) /* by kind, line */                                \
    SECTION(overlay_networks, struct overlay_network)                                              \
    SECTION(overlay_rates, struct rental_rate)                                                     \
    SECTION(overlay_losses, struct overlay_loss) /* by kind */

#endif
