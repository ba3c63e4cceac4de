#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/money.h"
#include "engine/base/utf8.h"
#include "feeds/fares/lay.h"
#include "tests/scratch.h"
#include "tests/street_town.h"

/*
 * An overlay of prices of any bytes, as each of its files in turn (the first byte says which), on a
 * small town: what is read is as engine/live/overlay.h has it, whatever was written.
 */

static struct street_town town;
static struct scratch scratch;

static void end_town(void)
{
    street_town_finish(&town);
    scratch_finish(&scratch);
}

static void begin_town(void)
{
    street_town_make(&town);
    scratch_init(&scratch);
    atexit(end_town);
}

static bool is_amount(int64_t amount)
{
    return amount >= 0 && amount <= MONEY_MICRO_MAX;
}

static void check_numbers(const struct overlay_rule *rule)
{
    PROMISE(rule->kind < OVERLAY_KINDS && rule->line >= 1);
    PROMISE(is_amount(rule->amount) && is_amount(rule->day_most) && rule->decimals <= 3);
    PROMISE(rule->percent <= 10000 && rule->seconds >= 0 && rule->seconds <= 86400 * 31);
    PROMISE(rule->weekdays <= 127 && rule->period < OVERLAY_PERIODS);
    PROMISE(rule->kind != OVERLAY_REDUCTION || rule->percent || rule->amount);
}

static void check_text(const char *text)
{
    PROMISE(utf8_valid_prefix(text, strlen(text)) == strlen(text));
}

static void check_rates(const struct rental_rate *rates, uint32_t count)
{
    PROMISE(count <= RENTAL_RATES_MAX);
    for (uint32_t i = 0; i < count; i++)
        PROMISE(rates[i].start >= 0 && rates[i].end > rates[i].start &&
                rates[i].end <= RENTAL_RATE_ENDLESS && is_amount(rates[i].rate) &&
                (!rates[i].interval || rates[i].interval >= 1000));
}

static void check_laid(const struct fares_laid *laid)
{
    for (uint32_t i = 0; i < laid->rules.count; i++) {
        const struct live_draft_rule *rule = vec_at(&laid->rules, i);
        check_numbers(&rule->rule);
        check_rates(rule->rates, rule->rate_count);
        check_text(rule->name);
        PROMISE(!*rule->currency || money_is_currency(rule->currency));
        PROMISE(rule->network_count <= FARES_LIST_MAX && rule->onto_count <= FARES_LIST_MAX);
        for (uint32_t k = 0; k < rule->network_count; k++)
            PROMISE(rule->networks[k].network.feed == NO_IX ||
                    rule->networks[k].network.feed < town.network.counts.feeds);
        PROMISE(rule->rule.kind == OVERLAY_PARKING
                    ? rule->rule.park < town.network.counts.street_parks
                    : rule->rule.park == NO_IX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const tags[] = {"bikes"};
    static const struct fares_names systems = {tags, 1};
    struct fares fares = {0};
    struct fares_laid laid = {0};
    struct findings findings;
    struct error error = {0};
    if (!*scratch.path)
        begin_town();
    const char *name = fares_files[size ? bytes[0] % 7 : 0];
    scratch_write(&scratch, name, bytes + (size > 0), size - (size > 0));
    findings_init(&findings);
    PROMISE(fares_read_folder(scratch.path, &fares, &findings, &error));
    fares_lay(&fares, &town.network, &systems, &laid, &findings);
    check_laid(&laid);
    fares_laid_finish(&laid);
    fares_finish(&fares);
    findings_finish(&findings);
    scratch_write(&scratch, name, "", 0);
    return 0;
}
