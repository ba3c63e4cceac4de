#include "api/cli/fare_text.h"

#include <string.h>

#include "api/cli/line_text.h"
#include "api/fare_words.h"
#include "engine/fare/overlay.h"
#include "engine/fare/who.h"

enum { INDENT = 2, MONEY_WIDTH = 9, CHEAPER_SHOWN = 3 };

/* `  1.80 EUR  `. */
static void print_money(const struct fare_text *text, const struct fares *fares, int64_t amount,
                        uint32_t decimals, const char *currency)
{
    fprintf(
        text->screen->out, "%*s%*s  ", INDENT, "", MONEY_WIDTH,
        arena_format(fares->arena, "%s %s", fare_money(fares->arena, amount, decimals), currency));
}

static const char *ride_text(const struct fare_text *text, const struct fares *fares,
                             const struct fare_ride *ride)
{
    const struct network *network = text->world->network;
    if (ride->kind == FARE_SHARED)
        return "shared vehicle";
    if (ride->kind == FARE_PARKING)
        return "parking";
    const struct route *route = &network->routes[ride->route];
    return arena_format(fares->arena, "%s %s", line_text_mode(route->mode),
                        line_text_name(network, route));
}

/* `tram T1, tram T2`. */
static void print_rides(const struct fare_text *text, const struct fares *fares,
                        const struct fare *fare, uint32_t rides)
{
    const char *between = "";
    for (uint32_t i = 0; i < fare->ride_count && i < 32; i++) {
        if (!(rides >> i & 1))
            continue;
        fprintf(text->screen->out, "%s%s", between, ride_text(text, fares, &fare->rides[i]));
        between = ", ";
    }
}

/* What the feed calls a medium of that id; the id itself where it has no name. */
static const char *medium_name(const struct fares *fares, const struct fare_item *item)
{
    const struct fare_medium *medium = who_medium(&fares->tariff, item);
    const char *name = medium ? world_text(fares->tariff.world, medium->name) : "";
    return *name ? name : item->medium;
}

static void print_item(const struct fare_text *text, const struct fares *fares,
                       const struct fare *fare, const struct fare_item *item)
{
    FILE *out = text->screen->out;
    print_money(text, fares, item->amount, item->decimals, item->currency);
    fprintf(out, "%s", *item->name ? item->name : item->id);
    if (*item->medium)
        fprintf(out, " (%s)", medium_name(fares, item));
    fprintf(out, "%s%s: ", *item->seller ? ", " : "", item->seller);
    print_rides(text, fares, fare, item->rides);
    if (item->valid_to) {
        char clock[CIVIL_TEXT];
        fprintf(out, ", valid until %s", screen_clock(&text->zone, item->valid_to, clock));
        if (zone_day(&text->zone, item->valid_to) > zone_day(&text->zone, item->valid_from))
            fprintf(out, " on %s", screen_day(zone_day(&text->zone, item->valid_to), clock));
    }
    if (item->estimate)
        fprintf(out, ", an estimate");
    if (text->explain && *item->rule)
        fprintf(out, " [%s]", fare_rule_place(text->world, item, fares->arena));
    fputc('\n', out);
}

static void print_total(const struct fare_text *text, const struct fares *fares,
                        const struct fare *fare)
{
    static const char *const words[] = {
        [FARE_EXACT] = "exact",
        [FARE_ESTIMATE] = "an estimate",
        [FARE_PARTIAL] = "without what is not known",
        [FARE_UNKNOWN] = "not known",
    };
    FILE *out = text->screen->out;
    if (!*fare->currency) {
        fprintf(out, "%*sWhat it costs is not known.\n", INDENT, "");
        return;
    }
    print_money(text, fares, fare->total, fare->decimals, fare->currency);
    if (fare->total_max > fare->total)
        fprintf(out, "to %s ", fare_money(fares->arena, fare->total_max, fare->decimals));
    fprintf(out, "in all, %s\n", words[fare->status]);
}

/* The media of what is to be bought, each once: "Carte Estran and Ticket". */
static const char *media_text(const struct fares *fares, const struct fare *fare)
{
    const char *text = "";
    for (uint32_t i = 0; i < fare->item_count; i++) {
        bool again = false;
        for (uint32_t k = 0; k < i; k++)
            again |= strcmp(fare->items[k].medium, fare->items[i].medium) == 0;
        if (*fare->items[i].medium && !again)
            text = arena_format(fares->arena, "%s%s%s", text, *text ? " and " : "",
                                medium_name(fares, &fare->items[i]));
    }
    return text;
}

static const char *other_medium_text(const struct fares *fares, const struct fares_medium *other)
{
    const char *name = *other->name ? other->name : other->id;
    if (!other->sold)
        return arena_format(fares->arena, "%s sold on %s",
                            other->status == FARE_UNKNOWN ? "not" : "not all", name);
    return arena_format(fares->arena, "%s %s with %s",
                        fare_money(fares->arena, other->total, other->decimals), other->currency,
                        name);
}

/* The cheapest medium may be one that not everybody is given: `with ...; other media: ...`. */
static void print_other_media(const struct fare_text *text, const struct fares *fares,
                              const struct fare *fare)
{
    const struct fares_medium *list;
    uint32_t count = fares_other_media(fares, fare, &list);
    if (!count)
        return;
    fprintf(text->screen->out, "%*swith %s; other media: ", INDENT, "", media_text(fares, fare));
    for (uint32_t i = 0; i < count; i++)
        fprintf(text->screen->out, "%s%s", i ? ", " : "", other_medium_text(fares, &list[i]));
    fputc('\n', text->screen->out);
}

static void print_reasons(const struct fare_text *text, const struct fares *fares,
                          const struct fare *fare)
{
    for (uint32_t i = 0; i < fare->reason_count; i++) {
        fprintf(text->screen->out, "%*s! %s", INDENT, "", fare->reasons[i].text);
        if (fare->reasons[i].rides) {
            fprintf(text->screen->out, " (");
            print_rides(text, fares, fare, fare->reasons[i].rides);
            fputc(')', text->screen->out);
        }
        fputc('\n', text->screen->out);
    }
}

const char *fare_text_period(uint32_t period)
{
    static const char *const periods[OVERLAY_PERIODS] = {[OVERLAY_DAY] = "a day",
                                                         [OVERLAY_WEEK] = "a week",
                                                         [OVERLAY_MONTH] = "a month",
                                                         [OVERLAY_YEAR] = "a year"};
    return periods[period < OVERLAY_PERIODS ? period : OVERLAY_YEAR];
}

/* Its id and what it costs, so that nobody takes it for nothing. */
static const char *pass_text(const struct fares *fares, const struct fares_cheaper *cheaper)
{
    const struct overlay overlay = overlay_of(fares->tariff.world);
    const struct overlay_rule *pass = cheaper->pass;
    const char *currency = overlay_text(&overlay, pass->currency);
    if (!*currency)
        return cheaper->id;
    return arena_format(fares->arena, "%s, %s %s %s", cheaper->id,
                        fare_money(fares->arena, pass->amount, pass->decimals), currency,
                        fare_text_period(pass->period));
}

static void print_cheaper(const struct fare_text *text, const struct fares *fares,
                          const struct fare *fare)
{
    static const char *const words[] = {[FARES_CATEGORY] = "for category",
                                        [FARES_MEDIUM] = "paid with",
                                        [FARES_PASS] = "with the pass"};
    const struct fares_cheaper *list;
    uint32_t count = fares_cheaper(fares, fare, &list);
    for (uint32_t i = 0; i < count && i < CHEAPER_SHOWN; i++)
        screen_dim(text->screen,
                   arena_format(fares->arena, "%*sor %s %s %s %s (%s)\n", INDENT, "",
                                fare_money(fares->arena, list[i].total, fare->decimals),
                                fare->currency, words[list[i].other],
                                *list[i].name ? list[i].name : list[i].id,
                                list[i].pass ? pass_text(fares, &list[i]) : list[i].id));
    if (count > CHEAPER_SHOWN)
        screen_dim(text->screen, arena_format(fares->arena, "%*sand %u more with --json\n", INDENT,
                                              "", count - CHEAPER_SHOWN));
}

void fare_text_print(const struct fare_text *text, const struct fares *fares,
                     const struct fare *fare)
{
    for (uint32_t i = 0; i < fare->item_count; i++)
        print_item(text, fares, fare, &fare->items[i]);
    print_total(text, fares, fare);
    print_other_media(text, fares, fare);
    print_reasons(text, fares, fare);
    print_cheaper(text, fares, fare);
}
