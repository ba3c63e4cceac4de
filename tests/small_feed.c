#include "tests/small_feed.h"

#include <string.h>

static const struct small_file sound[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone,agency_lang\n"
                   "A,Alpha,https://alpha.example,Europe/Paris,fr\n"},
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                  "S,Station,48.0,2.0,1,\n"
                  "P,Platform 1,48.001,2.001,0,S\n"
                  "P2,Platform 2,48.002,2.001,,S\n"
                  "Q,Quay,48.05,2.05,,\n"
                  "R,Road,48.1,2.1,,\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\n"
                   "L,A,1,Line,3\n"},
    {"trips.txt", "route_id,service_id,trip_id,trip_headsign\n"
                  "L,WK,T,There\n"
                  "L,WK,U,Back\n"},
    {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                       "T,08:00:00,08:00:00,P,1\n"
                       "T,08:10:00,08:11:00,Q,2\n"
                       "T,08:20:00,08:20:00,R,3\n"
                       "U,09:00:00,09:00:00,R,1\n"
                       "U,09:10:00,09:10:00,Q,2\n"
                       "U,09:20:00,09:20:00,P2,3\n"},
    {"calendar.txt",
     "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
     "WK,1,1,1,1,1,1,1,20260101,20261231\n"},
};

enum { SOUND = sizeof sound / sizeof *sound };

static bool replaced(const char *name, const struct small_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (files[i].name && strcmp(files[i].name, name) == 0)
            return true;
    return false;
}

static void write_feed(const struct scratch *scratch, const struct small_file *files, size_t count)
{
    for (size_t i = 0; i < SOUND; i++)
        if (!replaced(sound[i].name, files, count))
            scratch_text(scratch, sound[i].name, sound[i].text);
    for (size_t i = 0; i < count; i++)
        if (files[i].name && files[i].text)
            scratch_text(scratch, files[i].name, files[i].text);
}

void small_feed_add(struct small_feed *feed, const struct small_file *files, size_t count,
                    const struct gtfs_options *options)
{
    static const struct gtfs_options plain = {.tag = "small"};
    struct scratch scratch;
    struct input *input;
    scratch_init(&scratch);
    write_feed(&scratch, files, count);
    feed->error = (struct error){0};
    feed->read = input_open(&input, scratch.path, NULL, &feed->error);
    if (feed->read) {
        feed->read = gtfs_read(&feed->draft, input, options ? options : &plain, &feed->findings,
                               &feed->counts, &feed->error);
        input_close(input);
    }
    scratch_finish(&scratch);
}

void small_feed_read(struct small_feed *feed, const struct small_file *files, size_t count,
                     const struct gtfs_options *options)
{
    *feed = (struct small_feed){0};
    draft_init(&feed->draft);
    findings_init(&feed->findings);
    small_feed_add(feed, files, count, options);
}

void small_feed_finish(struct small_feed *feed)
{
    draft_finish(&feed->draft);
    findings_finish(&feed->findings);
}
