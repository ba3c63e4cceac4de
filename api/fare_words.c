#include "api/fare_words.h"

#include <inttypes.h>

const char *fare_status_word(enum fare_status status)
{
    static const char *const words[] = {
        [FARE_EXACT] = "EXACT",
        [FARE_ESTIMATE] = "ESTIMATE",
        [FARE_PARTIAL] = "PARTIAL",
        [FARE_UNKNOWN] = "UNKNOWN",
    };
    return words[status];
}

const char *fare_item_word(enum fare_item_kind kind)
{
    static const char *const words[] = {
        [ITEM_TICKET] = "TICKET",     [ITEM_CHANGE] = "CHANGE",
        [ITEM_COMBINED] = "COMBINED", [ITEM_REDUCTION] = "REDUCTION",
        [ITEM_CAP] = "CAP",           [ITEM_PASS] = "PASS",
        [ITEM_FREE] = "FREE",         [ITEM_HIRE] = "HIRE",
        [ITEM_PARKING] = "PARKING",   [ITEM_SUPPLEMENT] = "SUPPLEMENT",
    };
    return words[kind];
}

const char *fare_medium_word(uint8_t kind)
{
    static const char *const words[] = {
        [MEDIUM_NONE] = "NONE",         [MEDIUM_PAPER] = "PAPER_TICKET",
        [MEDIUM_CARD] = "TRANSIT_CARD", [MEDIUM_BANK_CARD] = "CONTACTLESS_EMV",
        [MEDIUM_APP] = "MOBILE_APP",
    };
    return words[kind <= MEDIUM_APP ? kind : MEDIUM_NONE];
}

const char *fare_period_word(uint32_t period)
{
    static const char *const words[OVERLAY_PERIODS] = {
        [OVERLAY_DAY] = "DAY",
        [OVERLAY_WEEK] = "WEEK",
        [OVERLAY_MONTH] = "MONTH",
        [OVERLAY_YEAR] = "YEAR",
    };
    return words[period < OVERLAY_PERIODS ? period : OVERLAY_YEAR];
}

const char *fare_rule_place(const struct world *world, const struct fare_item *item,
                            struct arena *arena)
{
    const struct network *network = world->network;
    if (!*item->rule || item->feed == NO_IX || network->counts.feeds < 2)
        return item->rule;
    return arena_format(arena, "%s of %s", item->rule,
                        network_text(network, network->feeds[item->feed].tag));
}

const char *fare_money(struct arena *arena, int64_t amount, uint32_t decimals)
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount, unit = 1;
    for (uint32_t i = 0; i < decimals; i++)
        unit *= 10;
    if (decimals == 0)
        return arena_format(arena, "%" PRId64, amount);
    return arena_format(arena, "%s%" PRIu64 ".%0*" PRIu64, amount < 0 ? "-" : "", size / unit,
                        (int)decimals, size % unit);
}
