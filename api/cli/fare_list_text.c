#include "api/cli/fare_list_text.h"

#include <string.h>

#include "api/cli/fare_text.h"
#include "api/fare_list.h"
#include "api/fare_words.h"

enum { INDENT = 2, GAP = 2, COLUMN_MAX = 36 };

/* What all lines are made from. */
struct listing {
    const struct screen *screen;
    struct overlay overlay;
    struct arena *arena;
};

/* `a; b`: what is said of something, one after the other. */
static const char *joined(const struct listing *listing, const char *text, const char *more)
{
    return !*more ? text : arena_format(listing->arena, "%s%s%s", text, *text ? "; " : "", more);
}

static const char *networks_text(const struct listing *listing, struct rental_span networks)
{
    const struct overlay *overlay = &listing->overlay;
    const char *text = "";
    for (uint32_t i = networks.first; i < networks.first + networks.count; i++)
        text = arena_format(
            listing->arena, "%s%s%s", text, *text ? ", " : "",
            fare_list_network(overlay, &overlay->live->overlay_networks[i], listing->arena));
    return text;
}

static const char *days_text(const struct listing *listing, const struct overlay_rule *rule)
{
    static const char *const words[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    char day[CIVIL_TEXT], other[CIVIL_TEXT];
    const char *text = "";
    for (uint32_t i = 0; rule->weekdays != 127 && i < 7; i++)
        if (rule->weekdays >> i & 1)
            text = arena_format(listing->arena, "%s%s%s", text, *text ? ", " : "", words[i]);
    bool begins = rule->first_day != OVERLAY_ALWAYS_FROM;
    bool ends = rule->last_day != OVERLAY_ALWAYS_TO;
    if (!begins && !ends)
        return text;
    return joined(listing, text,
                  arena_format(listing->arena, "%s%s%s%s", begins ? "from " : "",
                               begins ? civil_text_day(rule->first_day, day) : "",
                               !ends    ? ""
                               : begins ? " to "
                                        : "to ",
                               ends ? civil_text_day(rule->last_day, other) : ""));
}

/* `42.00 EUR a month`, `20% off`, or nothing. */
static const char *price_text(const struct listing *listing, const struct overlay_rule *rule)
{
    const char *currency = overlay_text(&listing->overlay, rule->currency);
    bool lasts = rule->kind == OVERLAY_CAP || rule->kind == OVERLAY_PASS;
    if (rule->percent)
        return arena_format(listing->arena, "%s%% off",
                            fare_money(listing->arena,
                                       rule->percent / (rule->percent % 100 ? 1 : 100),
                                       rule->percent % 100 ? 2 : 0));
    if (!*currency)
        return "";
    return arena_format(listing->arena, "%s %s%s%s%s",
                        fare_money(listing->arena, rule->amount, rule->decimals), currency,
                        rule->kind == OVERLAY_REDUCTION ? " off" : "", lasts ? " " : "",
                        lasts ? fare_text_period(rule->period) : "");
}

/* How long it is good for, or for how many minutes of a hire. */
static const char *minutes_text(const struct listing *listing, const struct overlay_rule *rule)
{
    return rule->seconds
               ? arena_format(listing->arena, "%s %d min",
                              rule->kind == OVERLAY_PASS ? "each hire free for" : "within",
                              rule->seconds / 60)
               : "";
}

static const char *rule_text(const struct listing *listing, const struct overlay_rule *rule)
{
    const struct overlay *overlay = &listing->overlay;
    const char *stands_for = overlay_text(overlay, rule->stands_for);
    const char *category = overlay_text(overlay, rule->category);
    const char *medium = overlay_text(overlay, rule->medium);
    const char *text = price_text(listing, rule);
    if (*stands_for)
        text = joined(listing, text, arena_format(listing->arena, "as %s", stands_for));
    text = joined(listing, text, networks_text(listing, rule->networks));
    if (rule->onto.count)
        text = arena_format(listing->arena, "%s -> %s", text, networks_text(listing, rule->onto));
    text = joined(listing, text, minutes_text(listing, rule));
    if (*category)
        text = joined(listing, text, arena_format(listing->arena, "for %s", category));
    if (*medium)
        text = joined(listing, text, arena_format(listing->arena, "on %s", medium));
    return joined(listing, text, days_text(listing, rule));
}

static const char *medium_text(uint32_t kind)
{
    static const char *const words[] = {
        [MEDIUM_NONE] = "nothing to carry",
        [MEDIUM_PAPER] = "paper",
        [MEDIUM_CARD] = "card of the network",
        [MEDIUM_BANK_CARD] = "bank card",
        [MEDIUM_APP] = "app",
    };
    return words[kind <= MEDIUM_APP ? kind : MEDIUM_NONE];
}

/* What is said behind id and name. */
static const char *listed_text(const struct listing *listing, const struct fare_listed *listed)
{
    const char *text = listed->standard ? "of who claims nothing" : "";
    if (listed->kind == FARE_LIST_MEDIUM && listed->feed != NO_IX)
        text = medium_text(listed->medium);
    else if (listed->feed == NO_IX && !listed->rule)
        text = "named by a rule below";
    bool several = listed->kind == FARE_LIST_CATEGORY;
    for (const struct overlay_rule *rule = listed->rule; rule;
         rule = several ? fare_list_next(&listing->overlay, rule) : NULL)
        text = joined(listing, text, rule_text(listing, rule));
    return joined(listing, text, listed->url);
}

/* The widest text of a column, as far as that is not wide. */
static int width_of(const struct fare_listed *list, uint32_t count, bool names)
{
    int width = 0;
    for (uint32_t i = 0; i < count; i++) {
        int columns = screen_columns(names ? list[i].name : list[i].id);
        if (columns > width && columns <= COLUMN_MAX)
            width = columns;
    }
    return width;
}

/* Nothing follows a last column, no blanks either. */
static void print_column(const struct screen *screen, const char *text, int width, bool last)
{
    int rest = width - screen_columns(text);
    fprintf(screen->out, "%s%*s", text, last ? 0 : GAP + (rest > 0 ? rest : 0), "");
}

/* All of one kind, which stand in a row. */
static void print_kind(const struct listing *listing, const struct fare_listed *list,
                       uint32_t count)
{
    static const char *const heads[FARE_LIST_KINDS] = {
        [FARE_LIST_CATEGORY] = "Who travels (--category)",
        [FARE_LIST_MEDIUM] = "What one pays with (--medium)",
        [FARE_LIST_PASS] = "Passes (--pass)",
        [FARE_LIST_CAP] = "Caps (--spent CAP:CENTS)",
        [FARE_LIST_FREE] = "Free of charge",
        [FARE_LIST_COMBINED] = "From one network to another",
        [FARE_LIST_SUPPLEMENT] = "Supplements",
    };
    int ids = width_of(list, count, false), names = width_of(list, count, true);
    screen_bold(listing->screen, heads[list->kind]);
    fputc('\n', listing->screen->out);
    for (uint32_t i = 0; i < count; i++) {
        const char *text = listed_text(listing, &list[i]);
        fprintf(listing->screen->out, "%*s", INDENT, "");
        print_column(listing->screen, list[i].id, ids, !*list[i].name && !*text);
        print_column(listing->screen, list[i].name, names, !*text);
        fprintf(listing->screen->out, "%s\n", text);
    }
    fputc('\n', listing->screen->out);
}

void fare_list_print(const struct screen *screen, const struct world *world, struct arena *arena)
{
    const struct words words = {.world = world};
    const struct listing listing = {screen, overlay_of(world), arena};
    const struct fare_listed *list;
    uint32_t count = fare_list(&words, arena, &list);
    for (uint32_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && list[next].kind == list[first].kind;)
            next++;
        print_kind(&listing, &list[first], next - first);
    }
    if (overlay_is_missing(&listing.overlay))
        fprintf(screen->out, "The city's own prices (combined tickets, reductions, caps, passes) "
                             "are not at hand.\n");
    else if (!count)
        fprintf(screen->out, "No price here depends on who travels or how it is paid.\n");
}
