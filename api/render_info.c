#include "api/render_info.h"

#include <jansson.h>

#include "api/render.h"
#include "api/render_credits.h"
#include "api/render_snapshot.h"
#include "engine/fare/tariff.h"

static void put_text(const struct network *network, json_t *object, const char *key, text_ix text)
{
    if (text)
        json_object_set_new(object, key, json_string(network_text(network, text)));
}

static void put_day(json_t *object, const char *key, civil_day day)
{
    char text[CIVIL_TEXT];
    if (day != INT32_MIN && day != INT32_MAX)
        json_object_set_new(object, key, json_string(civil_text_day(day, text)));
}

static json_t *attributions_of(const struct network *network, feed_ix feed)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < network->counts.attributions; i++) {
        const struct attribution *item = &network->attributions[i];
        if (item->feed != feed)
            continue;
        json_t *object = json_object();
        put_text(network, object, "organisation", item->organisation);
        put_text(network, object, "url", item->url);
        put_text(network, object, "email", item->email);
        json_array_append_new(list, object);
    }
    return list;
}

/* What it says of prices; a form of the standard that it does not use is not there. */
static json_t *fares_of(const struct network *network, feed_ix index)
{
    struct tariff_said said = tariff_said(network, index);
    json_t *object = json_object(), *v1 = json_object(), *v2 = json_object();
    json_object_set_new(v1, "fares", json_integer(said.flat_fares));
    json_object_set_new(v1, "rules", json_integer(said.flat_rules));
    json_object_set_new(v2, "products", json_integer(said.products));
    json_object_set_new(v2, "legRules", json_integer(said.leg_rules));
    json_object_set_new(v2, "transferRules", json_integer(said.transfer_rules));
    json_object_set_new(v2, "joinRules", json_integer(said.join_rules));
    if (said.flat_fares)
        json_object_set(object, "v1", v1);
    if (said.products || said.leg_rules)
        json_object_set(object, "v2", v2);
    json_decref(v1);
    json_decref(v2);
    return object;
}

static json_t *feed_of(const struct network *network, feed_ix index)
{
    const struct feed *feed = &network->feeds[index];
    json_t *object = json_object();
    put_text(network, object, "tag", feed->tag);
    put_text(network, object, "publisher", feed->publisher);
    put_text(network, object, "publisherUrl", feed->publisher_url);
    put_text(network, object, "version", feed->version);
    put_text(network, object, "licence", feed->licence);
    put_text(network, object, "licenceUrl", feed->licence_url);
    put_text(network, object, "timeZone", network->zones[feed->zone].name);
    if (feed->first_day <= feed->last_day) {
        put_day(object, "firstDay", feed->first_day);
        put_day(object, "lastDay", feed->last_day);
    }
    put_day(object, "statedFirstDay", feed->stated_first);
    put_day(object, "statedLastDay", feed->stated_last);
    json_object_set_new(object, "attributions", attributions_of(network, index));
    json_object_set_new(object, "fares", fares_of(network, index));
    return object;
}

static json_t *counts_of(const struct network *network)
{
    json_t *object = json_object();
    json_object_set_new(object, "servedStops", json_integer(network->facts->served_stops));
    json_object_set_new(object, "agencies", json_integer(network->counts.agencies));
    json_object_set_new(object, "stops", json_integer(network->counts.stops));
    json_object_set_new(object, "berths", json_integer(network->counts.berth_stops));
    json_object_set_new(object, "routes", json_integer(network->counts.routes_by_id));
    json_object_set_new(object, "patterns", json_integer(network->counts.patterns));
    json_object_set_new(object, "trips", json_integer(network->counts.trips));
    json_object_set_new(object, "services", json_integer(network->counts.services));
    json_object_set_new(object, "footpaths", json_integer(network->counts.footpaths_out));
    json_object_set_new(
        object, "streetVertices",
        json_integer(network->counts.street_vertices ? network->counts.street_vertices - 1 : 0));
    json_object_set_new(object, "streetEdges", json_integer(network->counts.street_edges));
    json_object_set_new(object, "streetArcs", json_integer(network->counts.street_arcs_out));
    json_object_set_new(object, "streetTraits", json_integer(network->counts.street_traits));
    json_object_set_new(object, "streetTies", json_integer(network->counts.street_ties));
    json_object_set_new(object, "streetParks", json_integer(network->counts.street_parks));
    return object;
}

static json_t *sections_of(const struct image *image)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < image->section_count; i++) {
        const struct image_section *section = &image->sections[i];
        json_t *object = json_object();
        json_object_set_new(object, "name", json_string(section->name));
        json_object_set_new(object, "items", json_integer((json_int_t)section->count));
        json_object_set_new(object, "bytes",
                            json_integer((json_int_t)(section->count * section->item)));
        json_array_append_new(list, object);
    }
    return list;
}

bool render_info_print(const struct network *network, FILE *out)
{
    json_t *object = json_object(), *feeds = json_array(), *credits = json_array();
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++)
        json_array_append_new(feeds, feed_of(network, feed));
    json_object_set_new(object, "bytes", json_integer((json_int_t)network->image.file.size));
    json_object_set_new(object, "feeds", feeds);
    render_credits(network, credits);
    json_object_set_new(object, "credits", credits);
    json_object_set_new(object, "counts", counts_of(network));
    json_object_set_new(object, "sections", sections_of(&network->image));
    bool written = json_dumpf(object, out, JSON_INDENT(2)) == 0 && fputc('\n', out) != EOF;
    json_decref(object);
    return written;
}

bool render_info_live_print(const struct live *live, FILE *out)
{
    const struct world world = {.network = live->network, .live = live};
    json_t *object = json_object();
    json_object_set_new(object, "bytes", json_integer((json_int_t)live->image.file.size));
    json_object_set_new(object, "made", render_time(live->facts->made));
    json_object_set_new(object, "number", json_integer((json_int_t)live->facts->number));
    json_object_set_new(object, "runs", json_integer(live->counts.runs));
    json_object_set_new(object, "vehicles", json_integer(live->counts.vehicles));
    json_object_set_new(object, "alerts", json_integer(live->counts.alerts));
    json_object_set_new(object, "feeds", render_live_feeds(&world, NO_IX));
    json_object_set_new(object, "shared", render_shared_systems(&world));
    json_object_set_new(object, "fares", render_price_folder(&world));
    json_object_set_new(object, "sections", sections_of(&live->image));
    bool written = json_dumpf(object, out, JSON_INDENT(2)) == 0 && fputc('\n', out) != EOF;
    json_decref(object);
    return written;
}
