#include "feeds/fares/values.h"

#include <string.h>
#include <strings.h>

#include "engine/base/money.h"

/* Lists in a cell are separated by bars, which stand in no id of anybody. */
#define BAR '|'

enum { TEXT_MAX = 256, MINUTES_MAX = 60 * 24 * 31, MINUTE_MS = 60000 };

static bool keep(struct fares *fares, struct field field, const char **text)
{
    if (field.length > TEXT_MAX)
        return false;
    *text = arena_text(&fares->arena, field.text, field.length);
    return true;
}

#define TEXT_VALUE(of)                                                                             \
    bool value_##of(struct fares *fares, struct field field, struct fares_rule *rule)              \
    {                                                                                              \
        return keep(fares, field, &rule->of);                                                      \
    }

TEXT_VALUE(id)
TEXT_VALUE(name)
TEXT_VALUE(url)
TEXT_VALUE(category)
TEXT_VALUE(medium)
TEXT_VALUE(stands_for)
TEXT_VALUE(park)

bool value_currency(struct fares *fares, struct field field, struct fares_rule *rule)
{
    return keep(fares, field, &rule->currency) && money_is_currency(rule->currency);
}

/* Takes what stands before the next separator off the front, without blanks; false: there is none
 * left. */
static bool next_part(struct field *rest, char separator, struct field *part)
{
    if (!rest->length)
        return false;
    const char *end = memchr(rest->text, separator, rest->length);
    size_t length = end ? (size_t)(end - rest->text) : rest->length;
    *part = (struct field){rest->text, length};
    rest->text += length + (end != NULL);
    rest->length -= length + (end != NULL);
    while (part->length && *part->text == ' ')
        part->text++, part->length--;
    while (part->length && part->text[part->length - 1] == ' ')
        part->length--;
    return true;
}

static bool read_names(struct fares *fares, struct field field, struct fares_names *names)
{
    const char **items = arena_array(&fares->arena, FARES_LIST_MAX, sizeof *items);
    struct field part;
    uint32_t count = 0;
    while (next_part(&field, BAR, &part))
        if (!part.length || count == FARES_LIST_MAX || !keep(fares, part, &items[count++]))
            return false;
    *names = (struct fares_names){items, count};
    return true;
}

bool value_networks(struct fares *fares, struct field field, struct fares_rule *rule)
{
    return read_names(fares, field, &rule->networks);
}

bool value_onto(struct fares *fares, struct field field, struct fares_rule *rule)
{
    return read_names(fares, field, &rule->onto);
}

/* An amount of nothing or more. */
static bool read_amount(struct field field, int64_t *micro)
{
    return money_parse(field.text, field.length, micro) && *micro >= 0;
}

bool value_amount(struct fares *fares, struct field field, struct fares_rule *rule)
{
    (void)fares;
    return read_amount(field, &rule->rule.amount);
}

bool value_day_most(struct fares *fares, struct field field, struct fares_rule *rule)
{
    (void)fares;
    return read_amount(field, &rule->rule.day_most);
}

bool value_percent(struct fares *fares, struct field field, struct fares_rule *rule)
{
    int64_t micro;
    (void)fares;
    if (field.length && field.text[field.length - 1] == '%')
        field.length--;
    while (field.length && field.text[field.length - 1] == ' ')
        field.length--;
    if (!read_amount(field, &micro) || micro > INT64_C(100000000))
        return false;
    rule->rule.percent = (uint32_t)(micro / 10000);
    return rule->rule.percent > 0;
}

/* `20%` or an amount; what a row means by it shows in its kind. */
bool value_reduction(struct fares *fares, struct field field, struct fares_rule *rule)
{
    if (rule->rule.amount >= 0)
        return false; /* A price of its own, and something off: which? */
    rule->rule.kind = OVERLAY_REDUCTION;
    if (field.text[field.length - 1] == '%')
        return value_percent(fares, field, rule);
    return read_amount(field, &rule->rule.amount) && rule->rule.amount > 0;
}

bool value_minutes(struct fares *fares, struct field field, struct fares_rule *rule)
{
    int64_t minutes = 0;
    (void)fares;
    for (size_t i = 0; i < field.length; i++) {
        if (field.text[i] < '0' || field.text[i] > '9' || minutes > MINUTES_MAX)
            return false;
        minutes = 10 * minutes + (field.text[i] - '0');
    }
    rule->rule.seconds = (int32_t)(60 * minutes);
    return minutes > 0 && minutes <= MINUTES_MAX;
}

bool value_first_day(struct fares *fares, struct field field, struct fares_rule *rule)
{
    (void)fares;
    return civil_parse_day(field.text, field.length, &rule->rule.first_day);
}

bool value_last_day(struct fares *fares, struct field field, struct fares_rule *rule)
{
    (void)fares;
    return civil_parse_day(field.text, field.length, &rule->rule.last_day);
}

/* The place of a word in a list that NULL ends, or of one that goes on behind it; -1: none. */
static int word_of(struct field field, const char *const *words, bool goes_on)
{
    for (int i = 0; words[i]; i++) {
        size_t length = strlen(words[i]);
        if ((field.length == length || (goes_on && field.length > length)) &&
            strncasecmp(field.text, words[i], length) == 0)
            return i;
    }
    return -1;
}

bool value_weekdays(struct fares *fares, struct field field, struct fares_rule *rule)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};
    struct field part;
    (void)fares;
    rule->rule.weekdays = 0;
    while (next_part(&field, BAR, &part)) {
        int day = word_of(part, days, true);
        if (day < 0)
            return false;
        rule->rule.weekdays |= 1u << day;
    }
    return true;
}

bool value_period(struct fares *fares, struct field field, struct fares_rule *rule)
{
    static const char *const periods[] = {"day", "week", "month", "year", NULL};
    int period = word_of(field, periods, false);
    (void)fares;
    rule->rule.period = (uint32_t)(period < 0 ? 0 : period);
    return period >= 0;
}

/* Minutes, perhaps with decimals, as milliseconds. */
static bool read_minutes(struct field field, int64_t *ms)
{
    int64_t micro;
    if (!read_amount(field, &micro) || micro > INT64_C(1000000) * MINUTES_MAX)
        return false;
    *ms = micro * (MINUTE_MS / 1000) / 1000;
    return true;
}

/* `START`, or `START-END`, in minutes. */
static bool read_span(struct field field, struct rental_rate *rate)
{
    struct field start;
    rate->end = RENTAL_RATE_ENDLESS;
    return next_part(&field, '-', &start) && read_minutes(start, &rate->start) &&
           (!field.length || (read_minutes(field, &rate->end) && rate->end > rate->start));
}

/* `START-END:AMOUNT/EVERY`, where `-END` and `/EVERY` may be left out: then on, and once. */
static bool read_step(struct field field, struct rental_rate *rate)
{
    struct field span, amount;
    *rate = (struct rental_rate){0};
    return next_part(&field, ':', &span) && next_part(&field, '/', &amount) &&
           read_span(span, rate) && read_amount(amount, &rate->rate) &&
           (!field.length || (read_minutes(field, &rate->interval) && rate->interval >= 1000));
}

bool value_steps(struct fares *fares, struct field field, struct fares_rule *rule)
{
    struct rental_rate *rates = arena_array(&fares->arena, RENTAL_RATES_MAX, sizeof *rates);
    struct field part;
    rule->rates = rates;
    while (next_part(&field, BAR, &part))
        if (rule->rate_count == RENTAL_RATES_MAX || !read_step(part, &rates[rule->rate_count++]))
            return false;
    return true;
}
