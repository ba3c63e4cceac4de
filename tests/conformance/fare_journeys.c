#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/questions.h"
#include "engine/planner.h"
#include "tests/built.h"
#include "tests/conformance/fare_print.h"

/*
 *   fare_journeys [-n JOURNEYS] [-s SHOWN] [-d DATE] [-m MEDIUM]... FEED
 *
 * Draws journeys of a feed at random, always the same ones, prices them and counts how sure the
 * prices are and why no surer. The first SHOWN are printed with all that their price depends on.
 * A feed with both forms of fares is priced by each, and where they differ both bills are shown.
 */

#define SEED 6
#define TRIES 50 /* a journey, before there is none */
#define MEDIA_MAX 8
#define CODES_MAX 32

/* How sure prices are. */
struct tally {
    int64_t least, most; /* totals of all, minor units */
    uint32_t by_status[FARE_UNKNOWN + 1];
    const char *codes[CODES_MAX]; /* reasons met */
    uint32_t by_code[CODES_MAX], code_count;
};

struct survey {
    struct built built;
    struct tariff tariff;
    struct planner *planner;
    struct bench_questions questions;
    struct arena arena; /* of one journey */
    const char *media[MEDIA_MAX];
    struct fare_profile profile;
    uint32_t wanted, shown;
    const char *date;
    struct tally legs, flat; /* by leg rules or whatever there is, by flat fares */
    uint32_t compared, differ;
};

static void stop_if(bool bad, const char *what)
{
    if (!bad)
        return;
    fprintf(stderr, "fare_journeys: %s\n", what);
    exit(2);
}

static uint32_t number_of(const char *text)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    stop_if(end == text || *end || number > 100000, "a number up to 100000 is needed");
    return (uint32_t)number;
}

static const char *options_of(int count, char **arguments, struct survey *survey)
{
    int letter;
    while ((letter = getopt(count, arguments, "n:s:d:m:")) != -1) {
        bool full = survey->profile.medium_count == MEDIA_MAX;
        stop_if(letter == '?' || (letter == 'm' && full), "an option is wrong");
        if (letter == 'n')
            survey->wanted = number_of(optarg);
        if (letter == 's')
            survey->shown = number_of(optarg);
        if (letter == 'd')
            survey->date = optarg;
        if (letter == 'm')
            survey->media[survey->profile.medium_count++] = optarg;
    }
    stop_if(optind + 1 != count,
            "usage: fare_journeys [-n JOURNEYS] [-s SHOWN] [-d DATE] [-m MEDIUM]... FEED");
    survey->profile.media = survey->media;
    return arguments[optind];
}

/* The next journey that rides something, or NULL after many tries. */
static const struct journey *draw(struct survey *survey)
{
    for (int i = 0; i < TRIES; i++) {
        struct bench_question question = bench_questions_next(&survey->questions);
        struct endpoint from = {.stop = question.from}, to = {.stop = question.to};
        struct journeys journeys = {0};
        struct error error = {0};
        struct query query = query_default;
        query.where.sources = &from;
        query.where.targets = &to;
        query.where.source_count = query.where.target_count = 1;
        query.when.time = question.time;
        arena_reset(&survey->arena);
        stop_if(!planner_run(survey->planner, &survey->built.world, &query, &survey->arena,
                             &journeys, &error),
                error.text);
        for (uint32_t k = 0; k < journeys.count; k++)
            for (uint32_t leg = 0; leg < journeys.items[k].leg_count; leg++)
                if (journeys.items[k].legs[leg].kind == LEG_RIDE)
                    return &journeys.items[k];
    }
    return NULL;
}

static void count(struct tally *tally, const struct fare *fare)
{
    tally->by_status[fare->status]++;
    tally->least += fare->total;
    tally->most += fare->total_max;
    for (uint32_t i = 0; i < fare->reason_count; i++) {
        uint32_t at = 0;
        while (at < tally->code_count && strcmp(tally->codes[at], fare->reasons[i].code) != 0)
            at++;
        stop_if(at == CODES_MAX, "too many kinds of reasons");
        if (at == tally->code_count)
            tally->codes[tally->code_count++] = fare->reasons[i].code;
        tally->by_code[at]++;
    }
}

/* Prices it by the other form as well, and tells where that makes a difference. */
static void compare(struct survey *survey, const struct journey *journey, const struct fare *fare,
                    uint32_t number)
{
    struct fare flat;
    struct fare_profile profile = survey->profile;
    profile.flat = true;
    fare_price(&survey->tariff, journey, &profile, &survey->arena, &flat);
    count(&survey->flat, &flat);
    survey->compared++;
    if (flat.total == fare->total && flat.unknown == fare->unknown)
        return;
    survey->differ++;
    if (number <= survey->shown)
        printf("  by flat fares: ");
    else
        printf("journey %u differs: ", number);
    fare_print_bill(&flat);
    if (number > survey->shown) {
        printf("  by leg rules: ");
        fare_print_bill(fare);
    }
}

static void price(struct survey *survey, const struct journey *journey, uint32_t number)
{
    struct fare fare;
    struct tariff_said said = tariff_said(&survey->built.network, 0);
    fare_price(&survey->tariff, journey, &survey->profile, &survey->arena, &fare);
    count(&survey->legs, &fare);
    if (number <= survey->shown) {
        printf("journey %u\n", number);
        fare_print(&survey->tariff, &fare);
    }
    if (said.flat_fares && said.leg_rules)
        compare(survey, journey, &fare, number);
}

static void print_tally(const struct tally *tally, const char *form)
{
    uint32_t all = 0;
    for (int i = 0; i <= FARE_UNKNOWN; i++)
        all += tally->by_status[i];
    if (all == 0)
        return;
    printf("%s, %u journeys:", form, all);
    for (int i = 0; i <= FARE_UNKNOWN; i++)
        printf("%s %u %s", i ? "," : "", tally->by_status[i], fare_status_words[i]);
    printf("; in all %" PRId64 " to %" PRId64 " minor units", tally->least, tally->most);
    for (uint32_t i = 0; i < tally->code_count; i++)
        printf("%s %u %s", i ? "," : ";", tally->by_code[i], tally->codes[i]);
    printf("\n");
}

int main(int argument_count, char **arguments)
{
    static struct survey survey = {.wanted = 100};
    civil_day day;
    const char *path = options_of(argument_count, arguments, &survey);
    built_from_paths(&survey.built, (const char *const[]){path, NULL});
    stop_if(!bench_day(&survey.built.network, survey.date, &day), "no such date");
    survey.tariff = tariff_of(&survey.built.world);
    survey.planner = planner_create(&survey.built.network);
    bench_questions_init(&survey.questions, &survey.built.network, day, SEED);
    for (uint32_t i = 1; i <= survey.wanted; i++) {
        const struct journey *journey = draw(&survey);
        stop_if(!journey, "no journey is found; another day, with -d?");
        price(&survey, journey, i);
    }
    print_tally(&survey.legs, "priced");
    print_tally(&survey.flat, "priced by flat fares");
    if (survey.compared)
        printf("compared: %u, of which %u differ\n", survey.compared, survey.differ);
    planner_destroy(survey.planner);
    arena_finish(&survey.arena);
    built_finish(&survey.built);
    return 0;
}
