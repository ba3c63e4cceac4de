#ifndef API_DIALECT_H
#define API_DIALECT_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/network/mode.h"

/*
 * The MOTIS API has six versions that differ in small ways. There is one answer inside; whoever
 * writes it asks the dialect of the path for the spelling.
 */
struct dialect {
    uint32_t version;          /**< 1..6; our own paths speak the newest */
    uint32_t precision;        /**< decimals of encoded polylines */
    bool old_modes;            /**< METRO and AREAL_LIFT, not SUBURBAN and AERIAL_LIFT */
    bool fills_short_name;     /**< routeShortName holds the display name when there is none */
    bool has_display_name;     /**< displayName is written */
    bool writes_unknown_level; /**< `level` is 0 when unknown, not left out */
    uint32_t transfers_excess; /**< maxTransfers is that much more than the number of changes */
};

#define DIALECT_NEWEST 6

/** The dialect of version 1..6; 0 (our own paths) and anything else mean the newest. */
const struct dialect *dialect_of(uint32_t version);

/** The mode's name as this dialect writes it. */
const char *dialect_mode_name(const struct dialect *dialect, enum mode mode);

#endif
