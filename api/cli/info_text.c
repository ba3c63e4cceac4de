#include "api/cli/info_text.h"

#include <inttypes.h>
#include <string.h>

#include "engine/base/clock.h"
#include "engine/fare/tariff.h"

/* `1,234,567`, into one of a few buffers, so that one printf may hold several. */
static const char *grouped(uint64_t number)
{
    static char texts[4][32];
    static unsigned turn;
    char digits[24];
    char *out = texts[turn++ % 4], *start = out;
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
    return start;
}

static void print_attributions(const struct network *network, feed_ix feed, FILE *out)
{
    static const char *const roles[] = {"producer", "operator", "authority"};
    for (uint32_t i = 0; i < network->counts.attributions; i++) {
        const struct attribution *item = &network->attributions[i];
        if (item->feed != feed)
            continue;
        fprintf(out, "    attribution  %s", network_text(network, item->organisation));
        const char *before = " (";
        for (int role = 0; role < 3; role++) {
            if (!(item->roles >> role & 1))
                continue;
            fprintf(out, "%s%s", before, roles[role]);
            before = ", ";
        }
        fprintf(out, "%s %s\n", item->roles & 7 ? ")" : "", network_text(network, item->url));
    }
}

/* A line of a name and one or two texts, unless both are empty. */
static void print_texts(const struct network *network, const char *name, text_ix a, text_ix b,
                        FILE *out)
{
    if (a || b)
        fprintf(out, "    %-12s %s%s%s\n", name, network_text(network, a), a && b ? "  " : "",
                network_text(network, b));
}

static void print_days(const struct feed *feed, FILE *out)
{
    char first[CIVIL_TEXT], last[CIVIL_TEXT];
    if (feed->first_day > feed->last_day)
        fprintf(out, "    runs         never: no service has a day\n");
    else
        fprintf(out, "    runs         %s to %s%s\n", civil_text_day(feed->first_day, first),
                civil_text_day(feed->last_day, last),
                feed->last_day < clock_now() / 86400 ? ", which is over" : "");
    if (feed->stated_first == INT32_MIN && feed->stated_last == INT32_MAX)
        return;
    fprintf(out, "    says valid   %s to %s\n",
            feed->stated_first == INT32_MIN ? "..." : civil_text_day(feed->stated_first, first),
            feed->stated_last == INT32_MAX ? "..." : civil_text_day(feed->stated_last, last));
}

/* What the feed says of prices, in either form of the standard. */
static void print_fares(const struct network *network, feed_ix feed, FILE *out)
{
    struct tariff_said said = tariff_said(network, feed);
    if (said.flat_fares)
        fprintf(out, "    fares v1     fares: %s, rules: %s\n", grouped(said.flat_fares),
                grouped(said.flat_rules));
    if (said.products || said.leg_rules)
        fprintf(out, "    fares v2     products: %s, rules for rides: %s, changes: %s, joins: %s\n",
                grouped(said.products), grouped(said.leg_rules), grouped(said.transfer_rules),
                grouped(said.join_rules));
    if (!said.flat_fares && !said.products && !said.leg_rules)
        fprintf(out, "    fares        not stated\n");
}

static void print_feed(const struct network *network, feed_ix index, FILE *out)
{
    const struct feed *feed = &network->feeds[index];
    fprintf(out, "  %s\n", network_text(network, feed->tag));
    print_texts(network, "publisher", feed->publisher, feed->publisher_url, out);
    print_texts(network, "version", feed->version, 0, out);
    print_texts(network, "licence", feed->licence, feed->licence_url, out);
    if (!feed->licence && !feed->licence_url)
        fprintf(out, "    licence      not stated\n");
    print_attributions(network, index, out);
    fprintf(out, "    time zone    %s\n", network_text(network, network->zones[feed->zone].name));
    print_days(feed, out);
    print_fares(network, index, out);
}

/* Maps and address files with their terms. */
static void print_credits(const struct network *network, FILE *out)
{
    if (network->counts.credits)
        fprintf(out, "\nMaps and addresses\n");
    for (uint32_t i = 0; i < network->counts.credits; i++) {
        const struct credit *credit = &network->credits[i];
        fprintf(out, "  %s\n", network_text(network, credit->file));
        print_texts(network, "attribution", credit->attribution, 0, out);
        print_texts(network, "licence", credit->licence, credit->licence_url, out);
        if (!credit->licence && !credit->licence_url)
            fprintf(out, "    licence      not stated\n");
    }
}

static void print_counts(const struct network *network, FILE *out)
{
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {
        {"agencies", network->counts.agencies},
        {"stops", network->counts.stops},
        {"  served", network->facts->served_stops},
        {"berths", network->counts.berth_stops},
        {"routes", network->counts.routes_by_id},
        {"patterns", network->counts.patterns},
        {"trips", network->counts.trips},
        {"services", network->counts.services},
        {"footpaths", network->counts.footpaths_out},
        {"  for changes", network->counts.change_out_first ? network->counts.changes_out
                                                           : network->counts.footpaths_out},
        {"  wheelchairs'", network->counts.wheel_paths_out},
        {"trip links", network->counts.trip_links},
        {"shape points", network->counts.shape_points},
        {"street corners",
         network->counts.street_vertices ? network->counts.street_vertices - 1 : 0},
        {"  stretches", network->counts.street_edges},
        {"  directions", network->counts.street_arcs_out},
        {"  kinds of way", network->counts.street_traits},
        {"  ties", network->counts.street_ties},
        {"  parks", network->counts.street_parks},
        {"translations", network->counts.translations},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        fprintf(out, "  %-14s %14s\n", counts[i].name, grouped(counts[i].count));
}

static void print_sections(const struct image *image, FILE *out)
{
    fprintf(out, "  %-20s %14s x bytes %14s\n", "section", "items", "bytes");
    for (uint32_t i = 0; i < image->section_count; i++) {
        const struct image_section *section = &image->sections[i];
        fprintf(out, "  %-20.24s %14s x %5" PRIu32 " %14s\n", section->name,
                grouped(section->count), section->item, grouped(section->count * section->item));
    }
}

void info_text_print(const struct network *network, const char *path, FILE *out)
{
    fprintf(out, "%s: %s bytes\n\nFeeds\n", path, grouped(network->image.file.size));
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++)
        print_feed(network, feed, out);
    print_credits(network, out);
    fprintf(out, "\nCounts\n");
    print_counts(network, out);
    fprintf(out, "\nSections\n");
    print_sections(&network->image, out);
}
