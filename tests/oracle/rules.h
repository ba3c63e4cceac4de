#ifndef TESTS_ORACLE_RULES_H
#define TESTS_ORACLE_RULES_H

#include <stdint.h>

/*
 * The rules of the oracle by name. Each can be switched off, and a question counts as a hit of a
 * rule when its answer is another one without it: so the random worlds show that they bite.
 */
#define RULES(RULE)                                                                                \
    RULE(OVERNIGHT, "trips that pass midnight")                                                    \
    RULE(SECOND_NIGHT, "trips that began two days ago")                                            \
    RULE(WEEKDAYS, "weekdays")                                                                     \
    RULE(EXCEPTIONS, "calendar exceptions")                                                        \
    RULE(EXACT, "frequencies, exact")                                                              \
    RULE(HEADWAY, "frequencies, headway")                                                          \
    RULE(ZONES, "second time zone")                                                                \
    RULE(CLOCK_CHANGE, "day of a clock change")                                                    \
    RULE(PICKUP, "pickup_type 1")                                                                  \
    RULE(DROP_OFF, "drop_off_type 1")                                                              \
    RULE(TYPE_0, "transfer type 0")                                                                \
    RULE(TYPE_1, "transfer type 1")                                                                \
    RULE(TYPE_2, "transfer type 2")                                                                \
    RULE(TYPE_3, "transfer type 3")                                                                \
    RULE(TYPE_4, "transfer type 4")                                                                \
    RULE(TYPE_5, "transfer type 5")                                                                \
    RULE(BY_STATION, "transfer rules of stations")                                                 \
    RULE(BY_ROUTE, "transfer rules of routes")                                                     \
    RULE(BY_TRIP, "transfer rules of trips")                                                       \
    RULE(ORDER, "the most specific rule wins")                                                     \
    RULE(ONE_WAY, "rules hold one way")                                                            \
    RULE(GUARANTEE, "type 1 between two trips")                                                    \
    RULE(BLOCK, "staying seated in a block")                                                       \
    RULE(BLOCK_NEAR, "a block goes on near by")                                                    \
    RULE(IN_SEAT, "in-seat transfers refused")                                                     \
    RULE(CHANGE, "change time at one stop")                                                        \
    RULE(DEFAULT_CHANGE, "change time of the question")                                            \
    RULE(STATION_WALK, "walks in a station")                                                       \
    RULE(LINK_WALK, "walks to near stops")                                                         \
    RULE(STREETS, "walks on streets")                                                              \
    RULE(STREETS_ROLL, "streets in a wheelchair")                                                  \
    RULE(STOP_CHANGE, "change time of a stop")                                                     \
    RULE(STOP_SLACK, "slack of a stop")                                                            \
    RULE(ACCESS_WALK, "walk before the first ride")                                                \
    RULE(EGRESS_WALK, "walk after the last ride")                                                  \
    RULE(OFFSETS, "offsets of sources and targets")                                                \
    RULE(FACTOR, "change factor")                                                                  \
    RULE(MIN_CHANGE, "minimum change time")                                                        \
    RULE(ADDED_CHANGE, "added change time")                                                        \
    RULE(BOARD_SLACK, "boarding slack")                                                            \
    RULE(ALIGHT_SLACK, "alighting slack")                                                          \
    RULE(WHEELCHAIR_STRICT, "wheelchair, strict")                                                  \
    RULE(WHEELCHAIR_UNKNOWN, "wheelchair, unknown will do")                                        \
    RULE(BIKES, "bikes")                                                                           \
    RULE(CARS, "cars")                                                                             \
    RULE(MODES, "modes")                                                                           \
    RULE(NO_AGENCIES, "agencies not wanted")                                                       \
    RULE(NO_ROUTES, "routes not wanted")                                                           \
    RULE(NO_STOPS, "stops not wanted")                                                             \
    RULE(NO_TRIPS, "trips not wanted")                                                             \
    RULE(TRANSFERS_MAX, "bound on transfers")                                                      \
    RULE(TRAVEL_MAX, "bound on travel time")                                                       \
    RULE(WINDOW_EDGE, "beaten from outside the window")                                            \
    RULE(VIA, "via")                                                                               \
    RULE(STAY, "via with a stay")

/** One rule. */
enum rule {
#define RULE(name, text) RULE_##name,
    RULES(RULE)
#undef RULE
        RULE_COUNT
};

/** A set of rules: bit `1 << rule`. */
typedef uint64_t rule_set;

/** The set of one rule. */
static inline rule_set rule_bit(enum rule rule)
{
    return (rule_set)1 << rule;
}

#endif
