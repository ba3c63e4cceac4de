#include "engine/price/purse.h"

#include <string.h>

#include "engine/price/kinds.h"

static const struct line *line_at(const struct book *book, uint32_t line)
{
    return vec_at(&book->lines, line);
}

static const struct kind *kind_at(const struct book *book, uint32_t kind)
{
    return vec_at(&book->kinds, kind);
}

static struct row *row_at(const struct book *book, uint32_t row)
{
    return vec_at(&book->rows, row);
}

void book_open(struct book *book, const struct tariff *tariff, const struct fare_profile *profile,
               bool ahead)
{
    *book = (struct book){.world = tariff->world, .profile = *profile};
    book->profile.punctual = true; /* Only totals are compared. */
    traits_begin(&book->traits, tariff, &book->profile, ahead);
    book->kinds = vec_of(sizeof(struct kind));
    book->lines = vec_of(sizeof(struct line));
    book->rows = vec_of(sizeof(struct row));
    book->quick = vec_of(sizeof(uint32_t));
    book->currencies = vec_of(sizeof(const char *));
    vec_push(&book->lines, &(struct line){.kind = NO_IX});
    vec_push(&book->rows, &(struct row){.priced = true});
    intern_add(&book->kinds_keys, "", 0);
    intern_add(&book->row_keys, "", 0);
}

void book_close(struct book *book)
{
    struct intern *const keys[] = {&book->kind_keys, &book->kinds_keys, &book->row_keys,
                                   &book->quick_keys};
    struct vec *const vecs[] = {&book->kinds, &book->lines, &book->rows, &book->quick,
                                &book->currencies};
    traits_finish(&book->traits);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        intern_finish(keys[i]);
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
    arena_finish(&book->arena);
    arena_finish(&book->scratch);
}

static uint32_t currency_number(struct book *book, const char *currency)
{
    if (!currency[0] || book->traits.one_currency)
        return 0;
    for (uint32_t i = 0; i < book->currencies.count; i++)
        if (strcmp(*(const char *const *)vec_at(&book->currencies, i), currency) == 0)
            return i + 1;
    return vec_push(&book->currencies, &currency) + 1;
}

static bool is_mixed(const struct fare *fare)
{
    const char *found = "";
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const char *currency = fare->items[i].currency;
        if (currency[0] && found[0] && strcmp(currency, found) != 0)
            return true;
        found = currency[0] ? currency : found;
    }
    return false;
}

struct cost book_price(struct book *book, const struct fare_ride *rides, uint32_t count)
{
    struct fare fare;
    book->priced++;
    fare_price_rides(book->traits.tariff, rides, count, &book->profile, &book->scratch, &fare);
    struct cost cost = {(uint32_t)__builtin_popcount(fare.unknown),
                        is_mixed(&fare) ? COST_MIXED : currency_number(book, fare.currency),
                        fare.total};
    return cost;
}

static struct cost add(struct cost a, struct cost b)
{
    uint32_t currency = !a.currency                               ? b.currency
                        : !b.currency || a.currency == b.currency ? a.currency
                                                                  : COST_MIXED;
    return (struct cost){a.unknown + b.unknown, currency, a.amount + b.amount};
}

/* The rides of a line in order of travel; `growing`: only those that never cost less. */
static const struct fare_ride *collect(struct book *book, const struct line *line, bool growing,
                                       uint32_t *count)
{
    struct fare_ride *rides = arena_array(&book->scratch, line->all_count, sizeof *rides);
    bool ahead = book->traits.ahead;
    uint32_t at = ahead ? line->all_count : 0, all = line->all_count;
    struct leg leg;
    *count = 0;
    for (; line->kind != NO_IX; line = line_at(book, line->before)) {
        if (growing && !kind_at(book, line->kind)->grows)
            continue;
        at -= ahead ? line->ride_count : 0;
        const struct ridden on = {{line->legs ? line->legs : &leg, line->ride_count}, 0, 0};
        leg = line->leg;
        memcpy(rides + at, kinds_rides(book, &on, &book->scratch),
               line->ride_count * sizeof *rides);
        at += ahead ? 0 : line->ride_count;
        *count += line->ride_count;
    }
    return ahead ? rides + all - *count : rides;
}

static bool all_grow(const struct book *book, const struct line *line)
{
    for (; line->kind != NO_IX; line = line_at(book, line->before))
        if (!kind_at(book, line->kind)->grows)
            return false;
    return true;
}

static int64_t sum_of(int64_t a, int64_t b)
{
    return a == TRAITS_ANY_SAVING || b == TRAITS_ANY_SAVING ? TRAITS_ANY_SAVING : a + b;
}

static bool has_feed(const struct book *book, const struct line *line, feed_ix feed)
{
    for (; line->kind != NO_IX; line = line_at(book, line->before))
        if (kind_at(book, line->kind)->feed == feed)
            return true;
    return false;
}

/* One ticket of each feed at most reaches from what is ridden to what will be. Searched backwards
 * it is the rides of the line that may turn out to need no ticket of their own. */
static struct row new_row(const struct book *book, const struct line *line)
{
    const struct line *before = line_at(book, line->before);
    const struct kind *kind = kind_at(book, line->kind);
    struct row row = *row_at(book, before->row);
    bool known = has_feed(book, before, kind->feed);
    row.priced = false;
    if (!known || kind->saving == TRAITS_ANY_SAVING)
        row.saving = sum_of(row.saving, kind->saving);
    if (book->traits.ahead ? !known : known)
        row.saving_each += kind->saving_each;
    return row;
}

/*
 * What the line costs at least with more rides behind it. Each thing that pays for some of them and
 * for some to come pays for the former alone, and costs no less, where feeds are such that prices
 * grow. So do the city's tickets, but for those of two networks, which are taken to have found
 * their second one. These may span all feeds: no part of a line has such a floor.
 */
static void find_floor(struct book *book, const struct line *line, struct row *row)
{
    bool joins = book->traits.overlay_joins, all = all_grow(book, line);
    uint32_t count = 0;
    if (all && !joins)
        return;
    const struct fare_ride *rides = all || !joins ? collect(book, line, !all, &count) : NULL;
    book->profile.open = true;
    row->floor = count ? book_price(book, rides, count) : (struct cost){0};
    book->profile.open = false;
    row->floor.currency = row->cost.currency;
}

/* The row with its price, worked out by the line at hand. */
static const struct row *priced_row(struct book *book, const struct line *line)
{
    struct row *row = row_at(book, line->row);
    uint32_t count;
    if (row->priced)
        return row;
    const struct fare_ride *rides = collect(book, line, false, &count);
    row->cost = row->floor = book_price(book, rides, count);
    find_floor(book, line, row);
    row->priced = true;
    arena_reset(&book->scratch);
    return row;
}

static uint8_t passed(const struct book *book, int64_t seconds)
{
    const int64_t *limits = book->traits.limits.data;
    uint32_t count = 0;
    while (count < book->traits.limits.count && limits[count] < seconds)
        count++;
    return (uint8_t)count;
}

/* Which limits are passed between this vehicle and those before it on the line. */
static void count_late(struct book *book, const struct line *old, const struct ridden *on,
                       struct line *line)
{
    int64_t sign = book->traits.ahead ? 1 : -1;
    for (; old->kind != NO_IX; old = line_at(book, old->before)) {
        if (!kind_at(book, old->kind)->clocked)
            continue;
        const unix_time own[] = {on->depart, on->arrive}, other[] = {old->depart, old->arrive};
        for (int i = 0; i < 4; i++)
            line->late[line->late_count++] = passed(book, sign * (own[i & 1] - other[i >> 1]));
    }
}

static uint32_t row_of(struct book *book, const struct line *old, const struct line *line)
{
    uint8_t key[8 + (4 + 2 * sizeof(unix_time)) * FARE_RIDES_MAX];
    uint32_t length = 8 + line->late_count;
    memcpy(key, &old->row, 4);
    memcpy(key + 4, &line->kind, 4);
    memcpy(key + 8, line->late, line->late_count);
    for (const struct line *at = line; line->exact && at->kind != NO_IX;
         at = line_at(book, at->before)) {
        memcpy(key + length, (const unix_time[]){at->depart, at->arrive}, 2 * sizeof(unix_time));
        length += (uint32_t)(2 * sizeof(unix_time));
    }
    uint32_t number = intern_add(&book->row_keys, key, length);
    if (number == book->rows.count) {
        const struct row row = new_row(book, line);
        vec_push(&book->rows, &row);
    }
    return number;
}

/* The line with one more vehicle. */
static uint32_t extend(struct book *book, uint32_t before, uint32_t kind, const struct ridden *on)
{
    const struct line *old = line_at(book, before);
    bool clocked = kind_at(book, kind)->clocked;
    struct line line = {
        .before = before,
        .kind = kind,
        .kinds = intern_add(&book->kinds_keys, (const uint32_t[]){old->kinds, kind}, 8),
        .leg = on->vehicle.legs[0],
        .ride_count = on->vehicle.count,
        .all_count = old->all_count + on->vehicle.count,
        .depart = on->depart,
        .arrive = on->arrive,
        .clocked = old->clocked || clocked,
        .exact = old->exact || kind_at(book, kind)->exact,
        .shadowed = old->shadowed || kind_at(book, kind)->shadowed,
    };
    if (on->vehicle.count > 1) {
        line.legs = arena_array(&book->arena, on->vehicle.count, sizeof *line.legs);
        memcpy(line.legs, on->vehicle.legs, on->vehicle.count * sizeof *line.legs);
    }
    if (clocked)
        count_late(book, old, on, &line);
    line.row = row_of(book, old, &line);
    return vec_push(&book->lines, &line);
}

void purse_forget(struct book *book, const struct purse *purse, const struct purse *sum)
{
    if (sum->line != purse->line)
        book->lines.count--;
}

bool purse_add(struct book *book, const struct purse *purse, struct vehicle vehicle,
               struct purse *sum)
{
    struct ridden on = {vehicle, vehicle.legs[0].depart, vehicle.legs[vehicle.count - 1].arrive};
    *sum = *purse;
    if (purse->rides + vehicle.count > FARE_RIDES_MAX)
        return false;
    sum->rides += (uint8_t)vehicle.count;
    sum->last = kinds_of(book, &on);
    const struct kind *kind = kind_at(book, sum->last);
    sum->joined = kind->joined;
    if (kind->alone)
        sum->extra = add(purse->extra, kind->cost);
    else
        sum->line = extend(book, purse->line, sum->last, &on);
    const struct line *line = line_at(book, sum->line);
    sum->kinds = line->kinds;
    sum->total = add(priced_row(book, line)->cost, sum->extra);
    return true;
}

struct cost purse_floor(struct book *book, const struct purse *purse)
{
    struct cost cost = add(priced_row(book, line_at(book, purse->line))->floor, purse->extra);
    cost.amount -= book->traits.debit;
    return cost;
}

/*
 * Whether a clock that was started at `a` does no worse than one that was at `b` for all that may
 * still be added: it was started later, or each limit is beyond the horizon of the one, or passed
 * for the other anyway. `equal`: nor better.
 */
static bool clock_fits(const struct book *book, unix_time a, unix_time b,
                       const struct outlook *outlook, bool equal)
{
    const int64_t *limits = book->traits.limits.data;
    int64_t sign = book->traits.ahead ? 1 : -1;
    int64_t left_a = sign * (book->horizon - a), left_b = sign * (book->horizon - b);
    int64_t gone_a = sign * (outlook->now - a), gone_b = sign * (outlook->now - b);
    if (equal ? a == b : left_a <= left_b)
        return true;
    for (uint32_t i = 0; i < book->traits.limits.count; i++) {
        bool never_passed = left_a <= limits[i] && (!equal || left_b <= limits[i]);
        bool passed = gone_b > limits[i] && (!equal || gone_a > limits[i]);
        if (!never_passed && !passed)
            return false;
    }
    return true;
}

/* Whether of two lines of the same kinds `a` keeps each limit that `b` keeps, and will. */
static bool no_later(const struct book *book, const struct line *a, const struct line *b,
                     const struct outlook *outlook)
{
    bool equal = a->shadowed;
    if (a->exact || (equal && a->row != b->row))
        return a->exact && a->row == b->row;
    for (; a->kind != NO_IX; a = line_at(book, a->before), b = line_at(book, b->before)) {
        for (uint32_t i = 0; i < a->late_count; i++)
            if (a->late[i] > b->late[i])
                return false;
        if (kind_at(book, a->kind)->clocked &&
            (!clock_fits(book, a->depart, b->depart, outlook, equal) ||
             !clock_fits(book, a->arrive, b->arrive, outlook, equal)))
            return false;
    }
    return true;
}

/* By what `b` may turn out cheaper when it goes on than what is added to it alone. */
static int64_t saving_of(const struct book *book, const struct purse *b,
                         const struct outlook *outlook)
{
    const struct row *row = row_at(book, line_at(book, b->line)->row);
    int64_t further = book->traits.ahead ? (int64_t)outlook->rides_left - 1 : 1;
    return outlook->rides_left ? sum_of(row->saving, further * row->saving_each) : 0;
}

bool purse_at_most(const struct book *book, const struct purse *a, const struct purse *b,
                   const struct outlook *outlook)
{
    if (a->kinds == b->kinds) {
        const struct line *one = line_at(book, a->line), *two = line_at(book, b->line);
        if (one == two || !two->clocked || no_later(book, one, two, outlook))
            return cost_at_most(a->extra, b->extra);
    }
    if (a->joined || !cost_at_most(a->total, b->total))
        return false;
    struct cost least = b->total;
    int64_t saving = saving_of(book, b, outlook);
    least.amount -= saving;
    return saving != TRAITS_ANY_SAVING && cost_at_most(a->total, least);
}

struct cost book_journey(struct book *book, const struct journey *journey)
{
    struct fare fare;
    fare_price(book->traits.tariff, journey, book->traits.profile, &book->scratch, &fare);
    struct cost cost = {(uint32_t)__builtin_popcount(fare.unknown),
                        currency_number(book, fare.currency), fare.total};
    if (is_mixed(&fare))
        cost = (struct cost){fare.ride_count, 0, 0};
    arena_reset(&book->scratch);
    return cost;
}
