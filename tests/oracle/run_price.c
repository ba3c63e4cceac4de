/*
 * run_price [WORLDS [FIRST_SEED]]
 *
 * Random worlds with random prices: what the search for cheaper journeys finds, with the ordinary
 * ones, against every journey there is, each priced, within the same bounds. Then with room for so
 * few ways that the search is cut: all that it finds must be there and cost what it costs, and who
 * allows more must be told no less. A difference names its seed and question.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/price/ladder.h"
#include "tests/oracle/engine_side.h"
#include "tests/oracle/make.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/oracle_each.h"
#include "tests/oracle/random_tariff.h"

#define QUESTIONS 6
#define ROWS_MAX 60000 /* rows of rides of one question */
#define DIFFERENCES_MAX 10
#define FEW_LABELS 12

/* A journey with its price. */
struct offer {
    struct small_result result;
    uint32_t unknown;
    int64_t amount;
    const char *currency; /* "": nothing was paid */
    bool mixed;           /* in several: that is no sum */
    bool there;           /* the oracle has it, too */
};

struct tally {
    long worlds, questions, compared, large, added, different, cut;
    long few, few_added, few_more; /* cut for few labels, with something added, and more if wider */
    long legs, flat, clocked, framed, joined, overlay, back, window; /* with something added */
    long supplements, currencies, between;
};

/* One question under way. */
struct trial {
    struct engine_side *side;
    const struct small_world *world;
    struct small_question question;
    struct random_tariff *made;
    struct price_ask ask;
    struct vec all;           /* struct small_result: every journey without its price */
    struct vec wanted, found; /* struct offer */
    struct vec few;           /* likewise: found where there was room for few labels */
    struct vec ordinary;      /* likewise: with those from beyond the window */
    int64_t first;            /* no journey leaves (arrive-by: arrives) before (behind) that */
    long priced;              /* number of the row of rides whose price is at hand */
    struct offer price;
    struct arena arena;
    uint32_t rides_max;
    struct tally *tally;
    bool between;
    uint64_t seed;
    int number; /* of the question */
};

static bool is_alike(const struct offer *a, const struct offer *b)
{
    return !*a->currency || !*b->currency || strcmp(a->currency, b->currency) == 0;
}

static bool is_as_fast(const struct offer *a, const struct offer *b)
{
    return a->result.depart >= b->result.depart && a->result.arrive <= b->result.arrive &&
           a->result.transfers <= b->result.transfers;
}

static bool is_as_cheap(const struct offer *a, const struct offer *b)
{
    return is_alike(a, b) &&
           (a->unknown != b->unknown ? a->unknown < b->unknown : a->amount <= b->amount);
}

static bool is_no_worse(const struct offer *a, const struct offer *b)
{
    return is_as_fast(a, b) && is_as_cheap(a, b);
}

static void add_offer(struct vec *offers, const struct offer *offer)
{
    uint32_t kept = 0;
    struct offer *all = offers->data;
    for (uint32_t i = 0; i < offers->count; i++)
        if (is_no_worse(&all[i], offer))
            return;
    for (uint32_t i = 0; i < offers->count; i++)
        if (!is_no_worse(offer, &all[i]))
            all[kept++] = all[i];
    offers->count = kept;
    vec_push(offers, offer);
}

/* --- Every journey --- */

static struct fare_ride ride_of(struct trial *trial, const struct oracle_ride *from, uint32_t at)
{
    const struct small_trip *trip = &trial->world->trips[from->trip];
    const struct network *network = &trial->made->network;
    struct fare_ride ride = fare_ride_on(FARE_TRANSIT, at);
    ride.route = trial->side->routes[trip->route];
    ride.feed = network->routes[ride.route].feed;
    ride.agency = network->routes[ride.route].agency;
    ride.network = trial->made->route_networks[ride.route];
    ride.from = trial->side->stops[trip->calls[from->from_call].stop];
    ride.to = trial->side->stops[trip->calls[from->to_call].stop];
    ride.zone_from = network->stops[ride.from].zone;
    ride.zone_to = network->stops[ride.to].zone;
    ride.depart = from->depart;
    ride.arrive = from->arrive;
    ride.stays = from->stays;
    text_ix *zones = arena_array(&trial->arena, SMALL_CALLS, sizeof *zones);
    for (int call = from->from_call; call <= from->to_call; call++) {
        text_ix zone = network->stops[trial->side->stops[trip->calls[call].stop]].fare_zone;
        if (!ride.zone_count || zones[ride.zone_count - 1] != zone)
            zones[ride.zone_count++] = zone;
    }
    ride.zones = zones;
    return ride;
}

/* Who is paid in several currencies knows no sum: as if nobody knew a price. */
static void set_price(struct offer *offer, const struct fare *fare)
{
    const char *currency = "";
    offer->mixed = false;
    for (uint32_t i = 0; i < fare->item_count; i++) {
        const char *one = fare->items[i].currency;
        offer->mixed |= *one && *currency && strcmp(one, currency) != 0;
        currency = *one ? one : currency;
    }
    offer->unknown = offer->mixed ? fare->ride_count : (uint32_t)__builtin_popcount(fare->unknown);
    offer->amount = offer->mixed ? 0 : fare->total;
    offer->currency = offer->mixed ? "" : fare->currency;
}

/* Whether a ride of another feed lies between two of one whose rides may be joined. */
static void note_between(struct trial *trial, const struct fare_ride *rides, int count)
{
    const struct tariff *tariff = &trial->made->tariff;
    for (int i = 2; i < count; i++)
        for (uint32_t k = 0; k < tariff->counts.fare_join_rules; k++)
            trial->between |= tariff->fare_join_rules[k].feed == rides[i].feed &&
                              rides[i - 1].feed != rides[i].feed &&
                              rides[i - 2].feed == rides[i].feed;
}

static void price(struct trial *trial, const struct oracle_journey *journey)
{
    struct fare_ride rides[ORACLE_RIDES_MAX];
    struct fare fare;
    arena_reset(&trial->arena);
    for (int i = 0; i < journey->ride_count; i++)
        rides[i] = ride_of(trial, &journey->rides[i], (uint32_t)i);
    fare_price_rides(&trial->made->tariff, rides, (uint32_t)journey->ride_count,
                     &trial->made->profile, &trial->arena, &fare);
    set_price(&trial->price, &fare);
    trial->priced = journey->number;
    note_between(trial, rides, journey->ride_count);
}

/* The end that the question leaves open is its own time. */
static struct small_result as_asked(const struct small_question *question,
                                    struct small_result result)
{
    if (!question->window && question->arrive_by)
        result.arrive = question->time;
    else if (!question->window)
        result.depart = question->time;
    return result;
}

/* Whether it ends no later than `slack` behind the best that leaves no earlier. */
static bool in_corridor(const struct trial *trial, const struct small_result *result)
{
    const struct small_result *all = trial->all.data;
    bool back = trial->question.arrive_by;
    for (uint32_t i = 0; i < trial->all.count; i++)
        if (back ? all[i].arrive <= result->arrive &&
                       result->depart < all[i].depart - trial->ask.slack_seconds
                 : all[i].depart >= result->depart &&
                       result->arrive > all[i].arrive + trial->ask.slack_seconds)
            return false;
    return true;
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_all(const void *a, const void *b)
{
    const struct offer *one = a, *two = b;
    const int orders[] = {order(one->result.depart, two->result.depart),
                          order(one->result.arrive, two->result.arrive),
                          order(one->result.transfers, two->result.transfers),
                          order(one->unknown, two->unknown),
                          order(one->amount, two->amount),
                          strcmp(one->currency, two->currency)};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (orders[i])
            return orders[i];
    return 0;
}

static void mark(struct vec *offers, const struct offer *offer)
{
    struct offer *all = offers->data;
    for (uint32_t i = 0; i < offers->count; i++)
        all[i].there |= by_all(&all[i], offer) == 0;
}

/* Whether it costs less than the ordinary ones that are as fast and as direct. */
static bool is_cheaper(const struct trial *trial, const struct offer *offer)
{
    const struct offer *all = trial->ordinary.data;
    for (uint32_t i = 0; i < trial->ordinary.count; i++)
        if (is_as_fast(&all[i], offer) &&
            (!is_as_cheap(offer, &all[i]) || is_as_cheap(&all[i], offer)))
            return false;
    return true;
}

static void look_at(void *context, const struct oracle_journey *journey)
{
    struct trial *trial = context;
    struct offer offer = {.result = as_asked(&trial->question, journey->result)};
    const struct small_question *question = &trial->question;
    bool late = question->arrive_by ? journey->result.arrive > trial->first
                                    : journey->result.depart < trial->first;
    if (late || !in_corridor(trial, &offer.result))
        return;
    if (trial->priced != journey->number)
        price(trial, journey);
    offer.unknown = trial->price.unknown;
    offer.amount = trial->price.amount;
    offer.currency = trial->price.currency;
    offer.mixed = trial->price.mixed;
    mark(&trial->few, &offer);
    if (!offer.mixed && is_cheaper(trial, &offer))
        add_offer(&trial->wanted, &offer);
}

static bool in_window(const struct small_question *question, const struct small_result *result)
{
    if (!question->window)
        return true;
    return question->arrive_by ? result->arrive > question->time - question->window
                               : result->depart < question->time + question->window;
}

static void keep_window(struct trial *trial)
{
    struct offer *all = trial->wanted.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < trial->wanted.count; i++)
        if (in_window(&trial->question, &all[i].result))
            all[kept++] = all[i];
    trial->wanted.count = kept;
}

/* The question from behind the window on. */
static struct small_question beyond(const struct small_question *question)
{
    struct small_question next = *question;
    next.time += question->arrive_by ? -question->window : question->window;
    next.window = 0;
    return next;
}

static void most_transfers(const struct vec *results, int *most)
{
    const struct small_result *all = results->data;
    for (uint32_t i = 0; i < results->count; i++)
        if (all[i].transfers > *most)
            *most = all[i].transfers;
}

/* Knows of all journeys without prices, and how many rides one may take. */
static bool find_bounds(struct trial *trial, struct oracle_each *each)
{
    struct oracle_answer answer = {0};
    const struct small_question *question = &trial->question;
    oracle_run(trial->world, question, 0, &answer);
    int most = -1;
    most_transfers(&answer.best, &most);
    trial->all.count = 0;
    for (uint32_t i = 0; i < answer.all.count; i++) {
        struct small_result result =
            as_asked(question, *(const struct small_result *)vec_at(&answer.all, i));
        vec_push(&trial->all, &result);
    }
    if (question->window) {
        struct small_question next = beyond(question);
        oracle_run(trial->world, &next, 0, &answer);
        most_transfers(&answer.best, &most);
    }
    oracle_answer_finish(&answer);
    each->transfers_max = most + (int)trial->ask.rides_more;
    if (each->transfers_max > question->transfers_max)
        each->transfers_max = question->transfers_max;
    /* Wide enough for the widest corridor. */
    int64_t span = (int64_t)question->window + question->travel_max;
    each->low = question->arrive_by ? question->time - span : question->time;
    each->high = question->arrive_by ? question->time : question->time + span;
    const struct small_result *all = trial->all.data;
    int64_t edge = question->arrive_by ? INT64_MIN : INT64_MAX;
    int64_t close = question->window
                        ? question->time + (question->arrive_by ? -1 : 1) * question->window
                        : question->time;
    for (uint32_t i = 0; i < trial->all.count; i++)
        if (question->arrive_by ? all[i].arrive <= close && all[i].depart > edge
                                : all[i].depart >= close && all[i].arrive < edge)
            edge = question->arrive_by ? all[i].depart : all[i].arrive;
    if (question->arrive_by && edge != INT64_MIN && edge - trial->ask.slack_seconds > each->low)
        each->low = edge - trial->ask.slack_seconds;
    if (!question->arrive_by && edge != INT64_MAX && edge + trial->ask.slack_seconds < each->high)
        each->high = edge + trial->ask.slack_seconds;
    return most >= 0;
}

/* --- The engine's --- */

static struct offer offer_of(struct trial *trial, const struct journey *journey)
{
    struct fare fare;
    struct offer offer = {.result = {journey->depart, journey->arrive, (int)journey->transfers}};
    fare_price(&trial->made->tariff, journey, &trial->made->profile, &trial->arena, &fare);
    set_price(&offer, &fare);
    offer.result = as_asked(&trial->question, offer.result);
    return offer;
}

static void add_journeys(struct trial *trial, const struct journeys *journeys, struct vec *found)
{
    for (uint32_t i = 0; i < journeys->count; i++) {
        const struct offer offer = offer_of(trial, &journeys->items[i]);
        vec_push(found, &offer);
    }
}

static void count_added(struct trial *trial)
{
    struct tally *tally = trial->tally;
    const struct random_tariff *made = trial->made;
    tally->legs += made->legs;
    tally->flat += made->flat;
    tally->clocked += made->clocked;
    tally->framed += made->framed;
    tally->joined += made->joined;
    tally->overlay += made->overlay;
    tally->supplements += made->supplements;
    tally->currencies += made->currencies;
    tally->back += trial->question.arrive_by;
    tally->window += trial->question.window > 0;
}

/* The slack before the first of the ordinary journeys, which the engine chooses among equals. */
static void find_first(struct trial *trial, const struct journeys *journeys)
{
    bool back = trial->question.arrive_by;
    const struct ladder ladder = ladder_on(&trial->ask);
    const int32_t slack =
        trial->question.window ? trial->ask.slack_seconds : ladder_ask(&ladder).slack_seconds;
    for (uint32_t i = 0; i < journeys->count; i++) {
        int64_t leave =
            back ? journeys->items[i].arrive + slack : journeys->items[i].depart - slack;
        if (back ? leave > trial->first : leave < trial->first)
            trial->first = leave;
    }
    add_journeys(trial, journeys, &trial->ordinary);
}

static bool find_leaving(struct trial *trial)
{
    struct journeys journeys;
    struct error error;
    const struct small_question *question = &trial->question;
    struct small_question next = beyond(question);
    trial->first = question->arrive_by ? INT64_MIN : INT64_MAX;
    trial->ordinary.count = 0;
    if (!engine_side_ask(trial->side, question, &journeys, &error))
        return false;
    find_first(trial, &journeys);
    if (question->window && !engine_side_ask(trial->side, &next, &journeys, &error))
        return false;
    find_first(trial, &journeys);
    if (question->arrive_by ? trial->first > question->time : trial->first < question->time)
        trial->first = question->time;
    return true;
}

/* What is found within the ask of the trial. */
static bool find_all(struct trial *trial, struct vec *found, struct price_answer *answer)
{
    struct journeys ordinary;
    struct error error;
    found->count = 0;
    if (!engine_side_ask(trial->side, &trial->question, &ordinary, &error))
        return false;
    trial->ask.ordinary = &ordinary;
    trial->ask.tariff = &trial->made->tariff;
    trial->ask.profile = &trial->made->profile;
    if (!engine_side_price(trial->side, &trial->question, &trial->ask, answer, &error)) {
        printf("refused: %s\n", error.text);
        return false;
    }
    arena_reset(&trial->arena);
    add_journeys(trial, &answer->journeys, found);
    return true;
}

static bool ask_engine(struct trial *trial)
{
    struct price_answer answer;
    if (!find_all(trial, &trial->found, &answer))
        return false;
    trial->tally->cut += answer.stats.cut;
    trial->tally->added += answer.journeys.count > 0;
    if (answer.journeys.count)
        count_added(trial);
    return true;
}

/* Before the oracle looks at all journeys, which marks those that are found here. */
static bool ask_few(struct trial *trial)
{
    const struct price_ask whole = trial->ask;
    struct price_answer answer;
    trial->ask.labels_max = FEW_LABELS;
    bool fine = find_all(trial, &trial->few, &answer);
    trial->ask = whole;
    trial->tally->few += answer.stats.cut;
    trial->tally->few_added += answer.stats.cut && answer.journeys.count;
    return fine;
}

static bool all_there(const struct vec *offers)
{
    const struct offer *all = offers->data;
    for (uint32_t i = 0; i < offers->count; i++)
        if (!all[i].there)
            return false;
    return true;
}

static bool has_no_worse(const struct vec *offers, const struct offer *offer)
{
    const struct offer *all = offers->data;
    for (uint32_t i = 0; i < offers->count; i++)
        if (is_no_worse(&all[i], offer))
            return true;
    return false;
}

/* Whether who allows more is told no less; `found` is what he is told. */
static bool is_told_no_less(struct trial *trial, const struct price_ask *wider)
{
    const struct price_ask whole = trial->ask;
    struct price_answer answer;
    trial->ask.slack_seconds = wider->slack_seconds;
    trial->ask.rides_more = wider->rides_more;
    trial->ask.labels_max = FEW_LABELS;
    bool fine = find_all(trial, &trial->found, &answer), more = false;
    trial->ask = whole;
    for (uint32_t i = 0; i < trial->few.count; i++)
        fine &= has_no_worse(&trial->found, vec_at(&trial->few, i));
    for (uint32_t i = 0; i < trial->found.count; i++)
        more |= !has_no_worse(&trial->few, vec_at(&trial->found, i));
    trial->tally->few_more += more && answer.stats.cut;
    return fine;
}

static bool same(struct trial *trial)
{
    vec_sort(&trial->wanted, by_all);
    vec_sort(&trial->found, by_all);
    bool same = trial->wanted.count == trial->found.count;
    for (uint32_t i = 0; same && i < trial->wanted.count; i++)
        same = by_all(vec_at(&trial->wanted, i), vec_at(&trial->found, i)) == 0;
    return same;
}

static void print_offers(const char *name, const struct trial *trial, const struct vec *offers)
{
    for (uint32_t i = 0; i < offers->count; i++) {
        const struct offer *offer = vec_at(offers, i);
        printf("  %s %" PRId64 " -> %" PRId64 ", %d transfers, %u unknown, %" PRId64 " %s\n", name,
               offer->result.depart - trial->question.time,
               offer->result.arrive - trial->question.time, offer->result.transfers, offer->unknown,
               offer->amount, offer->currency);
    }
}

static void differ(struct trial *trial, const char *what, const struct vec *expected,
                   const struct vec *found)
{
    const struct price_ask *ask = &trial->ask;
    trial->tally->different++;
    printf("seed %" PRIu64 ", question %d (%s, window %d, slack %d, %u more): %s\n", trial->seed,
           trial->number, trial->question.arrive_by ? "arrive" : "depart", trial->question.window,
           ask->slack_seconds, ask->rides_more, what);
    print_offers("expected", trial, expected);
    print_offers("found   ", trial, found);
}

static void ask_one(struct trial *trial, const struct price_ask *wider)
{
    struct oracle_each each = {.most = ROWS_MAX, .visit = look_at, .context = trial};
    trial->tally->questions++;
    trial->wanted.count = 0;
    trial->priced = -1;
    trial->between = false;
    const struct random_tariff *made = trial->made;
    bool prices = made->legs || made->flat || made->overlay; /* Else nobody looks for any. */
    if (!prices || !find_leaving(trial) || !find_bounds(trial, &each))
        return;
    bool few = ask_few(trial);
    if (!oracle_each(trial->world, &trial->question, &each)) {
        trial->tally->large++;
        return;
    }
    keep_window(trial);
    trial->tally->compared++;
    trial->tally->between += trial->between;
    if (!ask_engine(trial) || !same(trial))
        differ(trial, "not the same", &trial->wanted, &trial->found);
    else if (!few || !all_there(&trial->few))
        differ(trial, "with few labels, not there", &trial->wanted, &trial->few);
    else if (!is_told_no_less(trial, wider))
        differ(trial, "who allows more is told less", &trial->few, &trial->found);
}

static void run_world(uint64_t seed, const char *path, struct tally *tally)
{
    static struct small_world world;
    static struct random_tariff made;
    struct engine_side side;
    struct error error;
    struct random random = {seed ^ UINT64_C(0x9a1d)};
    struct trial trial = {.side = &side,
                          .world = &world,
                          .made = &made,
                          .all = vec_of(sizeof(struct small_result)),
                          .wanted = vec_of(sizeof(struct offer)),
                          .found = vec_of(sizeof(struct offer)),
                          .few = vec_of(sizeof(struct offer)),
                          .ordinary = vec_of(sizeof(struct offer)),
                          .ask = {.labels_max = 1000000, .steps_max = 1000000000},
                          .tally = tally,
                          .seed = seed};
    make_world(seed, &world);
    tally->worlds++;
    if (!engine_side_open(&side, &world, path, &error)) {
        printf("world %" PRIu64 " is refused: %s\n", seed, error.text);
        tally->different++;
    }
    for (int i = 0; i < QUESTIONS && side.planner; i++) {
        random_tariff(&made, &side.network, &random);
        make_question(&random, &world, false, &trial.question);
        trial.question.window = trial.question.window > 1800 ? 1800 : trial.question.window;
        if (trial.question.travel_max > 6 * 3600)
            trial.question.travel_max = 6 * 3600;
        trial.ask.slack_seconds = 300 * random_in(&random, 0, 12);
        trial.ask.rides_more = (uint32_t)random_in(&random, 0, 2);
        struct price_ask wider = trial.ask;
        wider.slack_seconds += 300 * random_in(&random, 0, 12);
        wider.rides_more += (uint32_t)random_in(&random, 0, 2);
        trial.number = i;
        ask_one(&trial, &wider);
    }
    engine_side_close(&side);
    arena_finish(&trial.arena);
    vec_finish(&trial.all);
    vec_finish(&trial.wanted);
    vec_finish(&trial.found);
    vec_finish(&trial.few);
    vec_finish(&trial.ordinary);
}

int main(int count, char **arguments)
{
    struct tally tally = {0};
    char folder[64], path[96];
    long worlds = strtol(count > 1 ? arguments[1] : "300", NULL, 10);
    uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof folder, "%s/price-XXXXXX", root);
    if (worlds <= 0 || !mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/image", folder);
    for (long i = 0; i < worlds && tally.different < DIFFERENCES_MAX; i++)
        run_world(first + (uint64_t)i, path, &tally);
    unlink(path);
    rmdir(folder);
    printf("%ld worlds, %ld questions, %ld compared, %ld too large, %ld cut; cheaper ones in %ld "
           "(legs %ld, flat %ld, clocks %ld, times of day %ld, joins %ld, overlay %ld, arrive-by "
           "%ld, windows %ld, supplements %ld, currencies %ld); another feed between joins %ld; "
           "few labels cut %ld, cheaper ones in %ld, more if wider %ld; "
           "%ld different\n",
           tally.worlds, tally.questions, tally.compared, tally.large, tally.cut, tally.added,
           tally.legs, tally.flat, tally.clocked, tally.framed, tally.joined, tally.overlay,
           tally.back, tally.window, tally.supplements, tally.currencies, tally.between, tally.few,
           tally.few_added, tally.few_more, tally.different);
    /* Half of what there is of each when all is as it should be. */
    long least = worlds / 1000;
    bool all =
        tally.legs >= 90 * least && tally.flat >= 30 * least && tally.clocked >= 80 * least &&
        tally.framed >= 45 * least && tally.joined >= 10 * least && tally.overlay >= 30 * least &&
        tally.supplements >= 10 * least && tally.currencies >= 10 * least &&
        tally.between >= 3 * least && tally.back >= 50 * least && tally.window >= 50 * least &&
        tally.few_added >= 30 * least && tally.few_more >= 20 * least && !tally.cut;
    return tally.different ? 3 : all ? 0 : 1;
}
