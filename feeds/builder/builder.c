#include "feeds/builder/builder.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/network/network.h"
#include "feeds/builder/credits.h"
#include "feeds/builder/slack.h"

void builder_init(struct builder *builder, const struct config *config)
{
    *builder = (struct builder){
        .config = config,
        .feeds = vec_of(sizeof(struct builder_feed)),
        .unmet = vec_of(sizeof(const char *)),
    };
    naming_init(&builder->naming);
    paving_init(&builder->paving);
    pricing_init(&builder->pricing);
    steps_init(&builder->steps);
}

void builder_finish(struct builder *builder)
{
    struct builder_feed *feeds = builder->feeds.data;
    for (uint32_t i = 0; i < builder->feeds.count; i++)
        findings_finish(&feeds[i].findings);
    vec_finish(&builder->feeds);
    vec_finish(&builder->unmet);
    naming_finish(&builder->naming);
    paving_finish(&builder->paving);
    pricing_finish(&builder->pricing);
    steps_finish(&builder->steps);
}

static void name_rows(struct builder_feed *feed)
{
    const struct gtfs_counts *counts = &feed->counts;
    const struct report_count rows[] = {
        {"stops", counts->stops, counts->stops_read},
        {"routes", counts->routes, counts->routes_read},
        {"trips", counts->trips, counts->trips_read},
        {"stop_times", counts->stop_times, counts->stop_times_read},
        {"services", counts->services, REPORT_UNCOUNTED},
        {"frequencies", counts->frequencies, REPORT_UNCOUNTED},
        {"transfers", counts->transfers, REPORT_UNCOUNTED},
        {"shapes", counts->shapes, REPORT_UNCOUNTED},
        {"shape_points", counts->shape_points, REPORT_UNCOUNTED},
        {"levels", counts->levels, counts->levels_read},
        {"pathways", counts->pathways, counts->pathways_read},
        {"files_for_later", counts->files_kept, REPORT_UNCOUNTED},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    _Static_assert(ROWS + GTFS_FARE_FILES == BUILDER_COUNTS, "all of them");
    memcpy(feed->rows, rows, sizeof rows);
    for (int i = 0; i < GTFS_FARE_FILES; i++)
        feed->rows[ROWS + i] =
            (struct report_count){gtfs_fare_names[i], counts->fares[i].kept, counts->fares[i].read};
}

/* The days of the trips from `first_trip` on, which are those of the feed just read. */
static void measure_days(struct builder_feed *feed, const struct draft *draft, uint32_t first_trip)
{
    const struct service_exception *exceptions = draft->exceptions.data;
    feed->first_day = INT32_MAX;
    feed->last_day = INT32_MIN;
    for (uint32_t i = first_trip; i < draft->trips.count; i++) {
        const struct draft_trip *trip = vec_at(&draft->trips, i);
        const struct service *service = vec_at(&draft->services, trip->service);
        civil_day first = draft_first_day(service, exceptions + service->first_exception);
        civil_day last = draft_last_day(service, exceptions + service->first_exception);
        feed->first_day = first < feed->first_day ? first : feed->first_day;
        feed->last_day = last > feed->last_day ? last : feed->last_day;
    }
}

static bool read_input(const struct builder *builder, struct builder_feed *feed,
                       struct draft *draft)
{
    const struct config_feed *config = feed->config;
    const struct gtfs_options options = {
        .tag = config->tag,
        .licence = config->licence,
        .licence_url = config->licence_url,
        .time_zone = config->time_zone,
    };
    struct input *input;
    if (!input_open(&input, config->path, &builder->config->limits, &feed->error))
        return false;
    input_report(input, &feed->findings);
    bool read = gtfs_read(draft, input, &options, &feed->findings, &feed->counts, &feed->error);
    input_close(input);
    return read;
}

/* Reads feed `number` of the configuration. False: it cannot be used; its error says why. */
static bool read_feed(struct builder *builder, uint32_t number, struct draft *draft)
{
    const struct config_feed *config = vec_at(&builder->config->feeds, number);
    struct builder_feed *feed = vec_add(&builder->feeds);
    uint32_t trips = draft->trips.count;
    steps_begin(&builder->steps, "reading %s (%u of %u)", config->tag, number + 1,
                builder->config->feeds.count);
    feed->config = config;
    findings_init(&feed->findings);
    bool usable = read_input(builder, feed, draft);
    name_rows(feed);
    measure_days(feed, draft, trips);
    return usable;
}

bool builder_read(struct builder *builder, struct draft *draft, struct error *error)
{
    uint32_t usable = 0;
    if (!builder->config->feeds.count)
        return error_set(error, ERROR_INPUT, NULL,
                         "no feed among the paths: streets alone make no "
                         "timetable; give a GTFS zip or folder too");
    for (uint32_t i = 0; i < builder->config->feeds.count; i++)
        usable += read_feed(builder, i, draft);
    if (!usable) {
        const struct builder_feed *first = vec_at(&builder->feeds, 0);
        if (builder->feeds.count == 1)
            *error = first->error;
        else
            error_set(error, ERROR_INPUT, NULL, "not one of the %u feeds can be used",
                      builder->feeds.count);
        return false;
    }
    slack_apply(builder->config, draft, &builder->unmet);
    if (builder->config->streets.count || builder->config->addresses.count)
        steps_begin(&builder->steps, "reading names");
    naming_read(&builder->naming, builder->config, draft);
    credits_add(builder->config, draft);
    if (builder->config->streets.count) {
        paving_lay(&builder->paving, builder->config, draft, &builder->steps);
        paving_walk(&builder->paving, builder->config, draft, &builder->steps);
    }
    steps_end(&builder->steps);
    return true;
}

/* All feeds in one draft, for the stops that streets are tied to and what prices are about. */
static bool check_together(struct builder *builder)
{
    const struct config *config = builder->config;
    struct draft draft;
    bool usable = true;
    draft_init(&draft);
    for (uint32_t i = 0; i < config->feeds.count; i++)
        usable = read_feed(builder, i, &draft) && usable;
    if (config->streets.count)
        paving_lay(&builder->paving, config, &draft, &builder->steps);
    usable = pricing_check(&builder->pricing, config, &draft) && usable;
    draft_finish(&draft);
    return usable &&
           (!config->streets.count || (builder->paving.paved && !builder->paving.unusable.count));
}

static bool check_apart(struct builder *builder)
{
    bool usable = true;
    for (uint32_t i = 0; i < builder->config->feeds.count; i++) {
        struct draft draft;
        draft_init(&draft);
        usable = read_feed(builder, i, &draft) && usable;
        draft_finish(&draft);
    }
    return usable;
}

bool builder_check(struct builder *builder)
{
    bool together = builder->config->streets.count || builder->config->fares;
    bool usable = together ? check_together(builder) : check_apart(builder);
    steps_end(&builder->steps);
    return usable;
}

/* What was written is read back: a full disk or a bad one shows now and not in service. */
static bool verify(const char *path, struct error *error)
{
    struct network network;
    if (!network_open(&network, path, error))
        return false;
    bool whole = network_verify(&network, error);
    network_close(&network);
    return whole;
}

static bool put(const char *aside, const char *path, struct error *error)
{
    if (rename(aside, path) == 0)
        return true;
    return error_set(error, ERROR_SYSTEM, path, "cannot put the image there: %s", strerror(errno));
}

bool builder_freeze(struct builder *builder, struct draft *draft, const char *path,
                    struct error *error)
{
    char aside[PATH_MAX];
    struct stat info;
    if (snprintf(aside, sizeof aside, "%s.%ld.new", path, (long)getpid()) >= (int)sizeof aside)
        return error_set(error, ERROR_LIMIT, path, "the path is too long");
    steps_begin(&builder->steps, "freezing");
    if (!network_freeze(draft, &builder->config->freeze, aside, &builder->frozen, error))
        return false;
    steps_say(&builder->steps, "  %u patterns, %u footpaths, %u needed by changes",
              builder->frozen.patterns, builder->frozen.on_foot.footpaths,
              builder->frozen.on_foot.needed);
    steps_begin(&builder->steps, "verifying");
    bool done = verify(aside, error) && put(aside, path, error);
    steps_end(&builder->steps);
    if (!done) {
        unlink(aside);
        return false;
    }
    builder->image_bytes = stat(path, &info) == 0 ? (uint64_t)info.st_size : 0;
    return true;
}

struct report_build builder_report_build(const struct builder *builder, const char *path)
{
    const struct freeze_report *frozen = &builder->frozen;
    struct report_build build = {
        .path = path,
        .bytes = builder->image_bytes,
        .steps = builder->steps.done.data,
        .step_count = builder->steps.done.count,
    };
    const struct report_count counts[] = {
        {"patterns", frozen->patterns, REPORT_UNCOUNTED},
        {"profiles", frozen->profiles, REPORT_UNCOUNTED},
        {"links", frozen->links, REPORT_UNCOUNTED},
        {"walks_needed_by_changes", frozen->on_foot.needed, frozen->on_foot.footpaths},
        {"walks_by_rows", frozen->on_foot.kinds[FOOTPATH_RULE], REPORT_UNCOUNTED},
        {"walks_on_streets", frozen->on_foot.kinds[FOOTPATH_STREET], REPORT_UNCOUNTED},
        {"walks_in_stations", frozen->on_foot.kinds[FOOTPATH_STATION], REPORT_UNCOUNTED},
        {"walks_straight", frozen->on_foot.kinds[FOOTPATH_STRAIGHT], REPORT_UNCOUNTED},
        {"wheelchair_walks_needed_by_changes", frozen->in_wheelchair.needed,
         frozen->in_wheelchair.footpaths},
        {"dead_transfers", frozen->dead_transfers, REPORT_UNCOUNTED},
    };
    _Static_assert(sizeof counts / sizeof *counts <= REPORT_BUILD_COUNTS, "all of them");
    memcpy(build.counts, counts, sizeof counts);
    build.count_count = sizeof counts / sizeof *counts;
    return build;
}

struct report_feed builder_report(const struct builder_feed *feed)
{
    uint32_t count = 0;
    while (count < BUILDER_COUNTS && feed->rows[count].name)
        count++;
    return (struct report_feed){
        .tag = feed->config->tag,
        .path = feed->config->path,
        .error = feed->error.kind == ERROR_NONE ? NULL : &feed->error,
        .counts = feed->rows,
        .count_count = count,
        .has_days = feed->error.kind == ERROR_NONE && feed->first_day <= feed->last_day,
        .first_day = feed->first_day,
        .last_day = feed->last_day,
        .findings = &feed->findings,
    };
}
