#include "feeds/gtfs/gtfs.h"

#include "feeds/gtfs/context.h"

/* Each reader finds what the ones before it have read; see feeds/README.md. */
static bool (*const steps[])(struct gtfs *gtfs, struct error *error) = {
    gtfs_read_feed,     gtfs_read_agencies, gtfs_read_levels,       gtfs_read_stops,
    gtfs_read_routes,   gtfs_read_calendar, gtfs_read_trips,        gtfs_read_frequencies,
    gtfs_read_times,    gtfs_read_shapes,   gtfs_keep_trips,        gtfs_read_transfers,
    gtfs_read_pathways, gtfs_read_fares,    gtfs_read_attributions, gtfs_read_translations,
    gtfs_read_others,   gtfs_check,
};

/* What a feed cannot do without, said before anything is read. */
static bool has_core(const struct gtfs *gtfs, struct error *error)
{
    static const char *const core[] = {"stops.txt", "routes.txt", "trips.txt", "stop_times.txt"};
    for (size_t i = 0; i < sizeof core / sizeof *core; i++)
        if (!input_has(gtfs->input, core[i]))
            return gtfs_refuse(gtfs, error, ERROR_MISSING, core[i],
                               "the feed has no such file, so nothing can be planned on it");
    return true;
}

static bool read_all(struct gtfs *gtfs, struct error *error)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!steps[i](gtfs, error))
            return false;
    struct feed *feed = vec_at(&gtfs->draft->feeds, gtfs->feed);
    feed->source_sum = input_sum(gtfs->input);
    return true;
}

bool gtfs_read(struct draft *draft, struct input *input, const struct gtfs_options *options,
               struct findings *findings, struct gtfs_counts *counts, struct error *error)
{
    struct gtfs gtfs;
    *counts = (struct gtfs_counts){0};
    gtfs_context_init(&gtfs, draft, input, options);
    gtfs.findings = findings;
    gtfs.counts = counts;
    bool read = has_core(&gtfs, error) && read_all(&gtfs, error);
    if (!read)
        gtfs_context_undo(&gtfs);
    gtfs_context_finish(&gtfs);
    return read;
}
