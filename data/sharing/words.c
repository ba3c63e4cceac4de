#include "data/sharing/words.h"

#include <math.h>
#include <string.h>

#include "data/live/chance.h"

enum { MINUTE = 60, LONG = 300, TTL_NOW = 30, TTL_ALWAYS = 300, DIGITS = 10, OF_NAME = 90 };

static int keep(const char *bytes, size_t count, void *text)
{
    vec_add_many(text, bytes, count);
    return 0;
}

struct words words_begin(const struct sharing *sharing, const struct words_operator *who,
                         const struct sharing_day *day, struct arena *arena, struct vec *documents)
{
    return (struct words){.sharing = sharing,
                          .who = who,
                          .day = *day,
                          .arena = arena,
                          .documents = documents,
                          .feeds = json_array()};
}

/* Stamps are whole: a document has the same bytes until there is something new to say. */
static void add(struct words *words, const char *name, json_t *data, int ttl)
{
    struct vec text = vec_of(1);
    int32_t step = ttl == TTL_NOW ? MINUTE : LONG;
    json_t *root = json_pack("{s:o, s:i, s:s, s:o}", "last_updated",
                             words_time(words, words->day.now / step * step), "ttl", ttl, "version",
                             "3.0", "data", data);
    json_dump_callback(root, keep, &text, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    struct sharing_document *document = vec_add(words->documents);
    document->system = words->who->system;
    document->name = arena_format(words->arena, "%s.json", name);
    document->text = arena_text(words->arena, text.data, text.count);
    document->length = text.count;
    json_decref(root);
    vec_finish(&text);
}

static void list(struct words *words, const char *name)
{
    const char *url =
        arena_format(words->arena, "https://%s/gbfs/3.0/%s.json", words->who->site, name);
    json_array_append_new(words->feeds, json_pack("{s:s, s:s}", "name", name, "url", url));
}

void words_now(struct words *words, const char *name, json_t *data)
{
    list(words, name);
    add(words, name, data, TTL_NOW);
}

void words_always(struct words *words, const char *name, json_t *data)
{
    list(words, name);
    add(words, name, data, TTL_ALWAYS);
}

static json_t *apps(const struct words *words)
{
    const char *site = words->who->site;
    return json_pack("{s:{s:s, s:s}, s:{s:s, s:s}}", "android", "store_uri",
                     arena_format(words->arena, "https://%s/android", site), "discovery_uri",
                     arena_format(words->arena, "https://%s/app/android", site), "ios", "store_uri",
                     arena_format(words->arena, "https://%s/ios", site), "discovery_uri",
                     arena_format(words->arena, "https://%s/app/ios", site));
}

static json_t *information(const struct words *words)
{
    const struct words_operator *who = words->who;
    json_t *data = json_pack(
        "{s:s, s:[s,s], s:o, s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "system_id", who->system,
        "languages", "fr", "en", "name", words_name(who->name), "operator",
        words_both(who->french, who->english), "opening_hours", "24/7", "timezone",
        words->sharing->zone_name, "url", arena_format(words->arena, "https://%s", who->site),
        "purchase_url", arena_format(words->arena, "https://%s/abonnement", who->site),
        "feed_contact_email", arena_format(words->arena, "donnees@%s", who->site), "phone_number",
        "+33536491030", "rental_apps", apps(words));
    json_object_set_new(data, "license_id", json_string("CC0-1.0"));
    json_object_set_new(data, "terms_last_updated", json_string("2026-01-01"));
    json_object_set_new(data, "terms_url",
                        words_both(arena_format(words->arena, "https://%s/conditions", who->site),
                                   arena_format(words->arena, "https://%s/en/terms", who->site)));
    json_object_set_new(data, "attribution_organization_name", words_name(who->name));
    json_object_set_new(data, "brand_assets",
                        json_pack("{s:s, s:s, s:s}", "brand_last_modified", "2026-01-01",
                                  "brand_image_url",
                                  arena_format(words->arena, "https://%s/marque.svg", who->site),
                                  "color", who->color));
    return data;
}

void words_end(struct words *words)
{
    words_always(words, "system_information", information(words));
    add(words, "gbfs", json_pack("{s:o}", "feeds", words->feeds), TTL_ALWAYS);
    words->feeds = NULL;
}

json_t *words_both(const char *french, const char *english)
{
    return json_pack("[{s:s, s:s}, {s:s, s:s}]", "text", french, "language", "fr", "text", english,
                     "language", "en");
}

json_t *words_name(const char *name)
{
    return words_both(name, name);
}

json_t *words_cents(int cents)
{
    return json_real(cents / 100.0);
}

json_t *words_time(const struct words *words, unix_time time)
{
    char text[CIVIL_TEXT];
    return json_string(civil_text_zone(&words->sharing->zone, time, text));
}

json_t *words_minute(const struct words *words, int32_t minute)
{
    return words_time(words, words->day.start + (unix_time)minute * MINUTE);
}

json_t *words_uris(const struct words *words, const char *thing, const char *id)
{
    const char *site = words->who->site;
    return json_pack("{s:s, s:s, s:s}", "android",
                     arena_format(words->arena, "https://%s/app/android/%s/%s", site, thing, id),
                     "ios", arena_format(words->arena, "https://%s/app/ios/%s/%s", site, thing, id),
                     "web", arena_format(words->arena, "https://%s/%s/%s", site, thing, id));
}

json_t *words_degrees(int32_t units)
{
    return json_real(geo_degrees(units));
}

static double twice_area(const struct ground_metres *points, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0, k = count - 1; i < count; k = i++)
        sum += points[k].east * points[i].north - points[i].east * points[k].north;
    return sum;
}

json_t *words_ring(const struct ground_metres *points, uint32_t count, bool hole)
{
    json_t *ring = json_array();
    bool backwards = (twice_area(points, count) < 0) != hole;
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t turn = i % count;
        struct point at = ground_point(points[backwards ? (count - turn) % count : turn]);
        json_array_append_new(ring,
                              json_pack("[o, o]", words_degrees(at.lon), words_degrees(at.lat)));
    }
    return ring;
}

json_t *words_area(const struct ground_metres *points, uint32_t count,
                   const struct ground_metres *hole, uint32_t hole_count)
{
    json_t *polygon = json_pack("[o]", words_ring(points, count, false));
    if (hole_count)
        json_array_append_new(polygon, words_ring(hole, hole_count, true));
    return json_pack("{s:s, s:[o]}", "type", "MultiPolygon", "coordinates", polygon);
}

const char *words_vehicle_id(const struct words *words, uint32_t number, uint32_t rides)
{
    uint64_t name = chance_mix(chance_mix(words->day.seed, OF_NAME + number), rides);
    return arena_format(words->arena, "%04x-%08x", (unsigned)(name >> 48), (unsigned)name);
}

const struct sharing_document *sharing_tell(const struct sharing *sharing, unix_time now,
                                            struct arena *arena, uint32_t *count)
{
    struct vec documents = vec_of(sizeof(struct sharing_document));
    words_docks(sharing, now, arena, &documents);
    words_roamers(sharing, now, arena, &documents);
    words_cars(sharing, now, arena, &documents);
    *count = documents.count;
    void *kept = arena_array(arena, documents.count, documents.item);
    memcpy(kept, documents.data, (size_t)documents.count * documents.item);
    vec_finish(&documents);
    return kept;
}
