#include "api/cli/verbs.h"

#include <string.h>

#include "api/answers.h"
#include "api/cli/city.h"
#include "api/cli/fare_legs.h"
#include "api/cli/fare_list_text.h"
#include "api/cli/fare_text.h"
#include "api/cli/live_beside.h"
#include "api/cli/options.h"
#include "api/fare_claims.h"
#include "api/fare_wish.h"
#include "api/render_quote.h"

/*
 * `trajet fare`: what rides cost that somebody names one by one, without any search: for whoever
 * keeps a tariff and wants to see what it says.
 */

/* What was typed: the one command line of the process. */
static struct {
    const char *image, *live, *legs;
    struct option_list categories, media, passes, spent;
    bool explain, flat, no_live, json, list;
} asked;

static const struct option options[] = {
    {.name = "image",
     .letter = 'i',
     .kind = OPTION_TEXT,
     .value = &asked.image,
     .argument = "PATH",
     .help = "A network image, a city.json or a feed (needed)"},
    {.name = "live",
     .kind = OPTION_TEXT,
     .value = &asked.live,
     .argument = "PATH",
     .help = "The live image, which has the city's own rules (PATH.live,\nif it is there)"},
    {.name = "no-live",
     .kind = OPTION_FLAG,
     .value = &asked.no_live,
     .help = "Only what the feeds say"},
    {.name = "legs",
     .kind = OPTION_TEXT,
     .value = &asked.legs,
     .argument = "FILE",
     .help = "Rides from a file, one a line, before those given"},
    {.name = "category",
     .kind = OPTION_LIST,
     .value = &asked.categories,
     .argument = "ID",
     .help = "A rider category that applies; may be given again"},
    {.name = "medium",
     .kind = OPTION_LIST,
     .value = &asked.media,
     .argument = "ID",
     .help = "Pay with this; may be given again"},
    {.name = "pass",
     .kind = OPTION_LIST,
     .value = &asked.passes,
     .argument = "ID",
     .help = "A pass that is held; may be given again"},
    {.name = "spent",
     .kind = OPTION_LIST,
     .value = &asked.spent,
     .argument = "CAP:CENTS",
     .help = "Spent so far in the period of a cap, in cents; may be given\nagain"},
    {.name = "v1",
     .kind = OPTION_FLAG,
     .value = &asked.flat,
     .help = "Take Fares v1 of feeds that have v1 and v2"},
    {.name = "explain",
     .kind = OPTION_FLAG,
     .value = &asked.explain,
     .help = "Name the rule behind each line"},
    {.name = "list",
     .kind = OPTION_FLAG,
     .value = &asked.list,
     .help = "Show the categories, media, passes and caps that may be given,\n"
             "and the city's other rules; needs no ride"},
    {.name = "json",
     .kind = OPTION_FLAG,
     .value = &asked.json,
     .help = "Print JSON: with --list that of /x/v1/fares"},
    {0},
};

static const struct command command = {
    .name = "trajet fare",
    .arguments = "--image PATH --list | [--legs FILE] [FEED,ROUTE,FROM,TO,DEPART,ARRIVE ...]",
    .summary = "Says what rides cost that are taken one after the other: what to buy, from whom,\n"
               "and how sure that is. Ids are those of the feed, times as for trajet plan.",
    .options = options,
    .examples = "  trajet fare --image city.trajet --explain \\\n"
                "      \"maree,T1,DUN1,REM1,2026-05-04 08:12,2026-05-04 08:17\"\n"
                "  trajet fare --image city.trajet --list",
    .most = -1,
};

static struct fare_profile profile_of_asked(void)
{
    return (struct fare_profile){
        .categories = asked.categories.items,
        .media = asked.media.items,
        .passes = asked.passes.items,
        .category_count = asked.categories.count,
        .medium_count = asked.media.count,
        .pass_count = asked.passes.count,
        .flat = asked.flat,
    };
}

/* `*ending`: words of the command line that make no sense are its fault, names that nobody has and
 * files are not. */
static bool read_rides(const struct tariff *tariff, char *const *words, struct arena *arena,
                       struct vec *rides, int *ending)
{
    struct error error = {0};
    if (asked.legs && !fare_legs_read(tariff, asked.legs, arena, rides, &error)) {
        *ending = input_error(&error);
        return false;
    }
    for (; *words; words++) {
        if (fare_legs_add(tariff, *words, *words, arena, rides, &error))
            continue;
        *ending = error.kind == ERROR_MISSING
                      ? input_error(&error)
                      : usage_error(&command, "%s: %s", error.place, error.text);
        return false;
    }
    *ending = rides->count ? END_OK : usage_error(&command, "no ride was given");
    return rides->count > 0;
}

/* What was typed in vain. */
static void warn(const struct fares *fares)
{
    struct reason notes[FARE_STRANGERS_MAX];
    uint32_t count = fare_claims_strangers(&fares->tariff, fares->profile, fares->arena, notes);
    for (uint32_t i = 0; i < count; i++)
        fprintf(stderr, "%s\n", notes[i].text);
}

static void print_json(const struct reply *reply)
{
    fwrite(reply->body, 1, reply->size, stdout);
    putchar('\n');
}

static void print(const struct fares *fares, const struct fare *fare, const struct zone *zone)
{
    const struct screen screen = screen_of(stdout);
    const struct fare_text text = {&screen, fares->tariff.world, *zone, asked.explain};
    struct reply reply = {.status = 200};
    warn(fares);
    if (!asked.json) {
        fare_text_print(&text, fares, fare);
        return;
    }
    render_rides_explained(fares, fare, &reply);
    print_json(&reply);
}

static int price(const struct world *world, char *const *words)
{
    struct arena arena = {0};
    struct error error = {0};
    struct vec rides = vec_of(sizeof(struct fare_ride));
    struct fare_profile profile = profile_of_asked();
    const struct fares fares = {tariff_of(world), &profile, NULL, &arena, NULL};
    int ending;
    if (!fare_wish_spent(asked.spent.items, asked.spent.count, &arena, &profile, &error)) {
        ending = usage_error(&command, "--spent: %s", error.text);
    } else if (read_rides(&fares.tariff, words, &arena, &rides, &ending)) {
        const struct fare_ride *first = rides.data;
        const struct zone zone = network_zone(world->network, first->zone_from);
        struct fare fare;
        fare_price_rides(&fares.tariff, first, rides.count, &profile, &arena, &fare);
        print(&fares, &fare, &zone);
        ending = fare.status == FARE_UNKNOWN ? END_NO_ANSWER : END_OK;
    }
    vec_finish(&rides);
    arena_finish(&arena);
    return ending;
}

/* What there is to be claimed. */
static int list(const struct world *world)
{
    struct worker worker = {.world = world};
    struct reply reply = {.status = 200};
    struct request request;
    struct error error = {0};
    const struct screen screen = screen_of(stdout);
    int ending = END_OK;
    if (!asked.json)
        fare_list_print(&screen, world, &worker.arena);
    else if (request_parse(&request, &worker, "/x/v1/fares", &error) &&
             fares_answer(&request, &reply, &error))
        print_json(&reply);
    else
        ending = input_error(&error);
    worker_finish(&worker);
    return ending;
}

static int answer(const struct world *world, char *const *words)
{
    return asked.list ? list(world) : price(world, words);
}

/* What was named must be there; what lies beside the image need not. */
static bool open_live(struct world *world, struct live *live, struct error *error)
{
    if (asked.no_live)
        return true;
    if (!asked.live) {
        live_beside_open(world, live, asked.image);
        return true;
    }
    if (!live_open(live, asked.live, world->network, error))
        return false;
    world->live = live;
    return true;
}

int fare_main(int argc, char **argv)
{
    struct network network;
    struct live live = {0};
    struct world world = {.network = &network};
    struct error error = {0};
    struct arena arena = {0};
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    if (!asked.image)
        return usage_error(&command, "--image is missing: which network is it about?");
    if (asked.list && (asked.legs || argc > 1))
        return usage_error(&command, "--list is about no ride");
    char *image = arena_text(&arena, asked.image, strlen(asked.image));
    if (!city_open_kept(&network, image, &error)) {
        arena_finish(&arena);
        return input_error(&error);
    }
    argv[argc] = NULL; /* Behind the rides stood options. */
    ending = open_live(&world, &live, &error) ? answer(&world, argv + 1) : input_error(&error);
    live_close(&live);
    network_close(&network);
    arena_finish(&arena);
    return ending;
}
