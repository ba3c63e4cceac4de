#include "feeds/gtfs/context.h"

#include <string.h>

enum { PUBLISHER, PUBLISHER_URL, LANGUAGE, FIRST_DAY, LAST_DAY, VERSION, EMAIL, CONTACT_URL };

static const char *const columns[] = {
    "feed_publisher_name", "feed_publisher_url", "feed_lang",
    "feed_start_date",     "feed_end_date",      "feed_version",
    "feed_contact_email",  "feed_contact_url",   NULL,
};

static struct feed *feed_of(struct gtfs *gtfs)
{
    return vec_at(&gtfs->draft->feeds, gtfs->feed);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    struct feed *feed = feed_of(gtfs);
    if (feed->publisher || feed->publisher_url) {
        gtfs_note(gtfs, KIND_FEED_INFO_REPEATED, row, row->fields[PUBLISHER]);
        return;
    }
    struct field contact =
        row->fields[EMAIL].length ? row->fields[EMAIL] : row->fields[CONTACT_URL];
    feed->publisher = gtfs_text(gtfs, row->fields[PUBLISHER]);
    feed->publisher_url = gtfs_text(gtfs, row->fields[PUBLISHER_URL]);
    feed->language = gtfs_text(gtfs, row->fields[LANGUAGE]);
    feed->version = gtfs_text(gtfs, row->fields[VERSION]);
    feed->contact = gtfs_text(gtfs, contact);
    gtfs_date(gtfs, row, FIRST_DAY, &feed->stated_first);
    gtfs_date(gtfs, row, LAST_DAY, &feed->stated_last);
    if (feed->stated_first <= feed->stated_last)
        return;
    gtfs_note(gtfs, KIND_FEED_DATES_REVERSED, row, row->fields[LAST_DAY]);
    feed->stated_first = INT32_MIN;
    feed->stated_last = INT32_MAX;
}

static text_ix option_text(struct gtfs *gtfs, const char *text)
{
    return text ? draft_text(gtfs->draft, text, strlen(text)) : 0;
}

bool gtfs_read_feed(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* A feed needs no feed_info.txt. */
    struct feed feed = {
        .tag = option_text(gtfs, gtfs->options->tag),
        .licence = option_text(gtfs, gtfs->options->licence),
        .licence_url = option_text(gtfs, gtfs->options->licence_url),
        .stated_first = INT32_MIN,
        .stated_last = INT32_MAX,
    };
    gtfs->feed = vec_push(&gtfs->draft->feeds, &feed);
    static const struct gtfs_table table = {"feed_info.txt", columns, 0, take};
    gtfs_read_optional(gtfs, &table);
    const struct feed *read = feed_of(gtfs);
    gtfs->implied_agency = read->publisher ? read->publisher : read->tag;
    return true;
}
