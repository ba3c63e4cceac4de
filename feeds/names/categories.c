#include "feeds/names/categories.h"

#include <math.h>
#include <string.h>

struct rule {
    const char *key, *value;
    enum named_category category;
    float importance;
};

/* The first rule that fits counts. Shops are in only if one travels to them. */
static const struct rule rules[] = {
    {"place", "city", CATEGORY_CITY, 0.75f},
    {"place", "town", CATEGORY_TOWN, 0.55f},
    {"place", "village", CATEGORY_VILLAGE, 0.42f},
    {"place", "suburb", CATEGORY_SUBURB, 0.4f},
    {"place", "borough", CATEGORY_SUBURB, 0.4f},
    {"place", "quarter", CATEGORY_QUARTER, 0.32f},
    {"place", "neighbourhood", CATEGORY_NEIGHBOURHOOD, 0.28f},
    {"place", "hamlet", CATEGORY_HAMLET, 0.25f},
    {"place", "isolated_dwelling", CATEGORY_HAMLET, 0.12f},
    {"place", "island", CATEGORY_ISLAND, 0.4f},
    {"place", "islet", CATEGORY_ISLAND, 0.15f},
    {"place", "square", CATEGORY_SQUARE, 0.3f},
    {"place", "locality", CATEGORY_LOCALITY, 0.12f},
    {"aeroway", "aerodrome", CATEGORY_AIRPORT, 0.5f},
    {"railway", "station", CATEGORY_STATION, 0.4f},
    {"railway", "halt", CATEGORY_STATION, 0.3f},
    {"public_transport", "station", CATEGORY_STATION, 0.35f},
    {"amenity", "bus_station", CATEGORY_STATION, 0.35f},
    {"amenity", "ferry_terminal", CATEGORY_HARBOUR, 0.35f},
    {"leisure", "marina", CATEGORY_HARBOUR, 0.2f},
    {"amenity", "hospital", CATEGORY_HOSPITAL, 0.45f},
    {"amenity", "clinic", CATEGORY_CLINIC, 0.25f},
    {"amenity", "university", CATEGORY_UNIVERSITY, 0.45f},
    {"amenity", "college", CATEGORY_UNIVERSITY, 0.35f},
    {"amenity", "school", CATEGORY_SCHOOL, 0.25f},
    {"amenity", "kindergarten", CATEGORY_KINDERGARTEN, 0.12f},
    {"amenity", "library", CATEGORY_LIBRARY, 0.28f},
    {"amenity", "theatre", CATEGORY_THEATRE, 0.32f},
    {"amenity", "arts_centre", CATEGORY_THEATRE, 0.28f},
    {"amenity", "cinema", CATEGORY_CINEMA, 0.28f},
    {"amenity", "townhall", CATEGORY_TOWNHALL, 0.4f},
    {"amenity", "courthouse", CATEGORY_COURTHOUSE, 0.3f},
    {"amenity", "police", CATEGORY_POLICE, 0.2f},
    {"amenity", "post_office", CATEGORY_POST, 0.15f},
    {"amenity", "marketplace", CATEGORY_MARKET, 0.25f},
    {"amenity", "community_centre", CATEGORY_HALL, 0.2f},
    {"amenity", "conference_centre", CATEGORY_HALL, 0.3f},
    {"amenity", "exhibition_centre", CATEGORY_HALL, 0.3f},
    {"amenity", "place_of_worship", CATEGORY_WORSHIP, 0.18f},
    {"amenity", "grave_yard", CATEGORY_CEMETERY, 0.15f},
    {"amenity", "pharmacy", CATEGORY_PHARMACY, 0.1f},
    {"amenity", "parking", CATEGORY_PARKING, 0.1f},
    {"tourism", "museum", CATEGORY_MUSEUM, 0.35f},
    {"tourism", "gallery", CATEGORY_MUSEUM, 0.2f},
    {"tourism", "zoo", CATEGORY_ZOO, 0.4f},
    {"tourism", "theme_park", CATEGORY_ATTRACTION, 0.35f},
    {"tourism", "attraction", CATEGORY_ATTRACTION, 0.3f},
    {"tourism", "aquarium", CATEGORY_ATTRACTION, 0.3f},
    {"tourism", "hotel", CATEGORY_HOTEL, 0.15f},
    {"tourism", "hostel", CATEGORY_HOTEL, 0.15f},
    {"historic", "castle", CATEGORY_CASTLE, 0.35f},
    {"historic", "fort", CATEGORY_CASTLE, 0.3f},
    {"historic", "monument", CATEGORY_ATTRACTION, 0.22f},
    {"man_made", "lighthouse", CATEGORY_ATTRACTION, 0.25f},
    {"leisure", "park", CATEGORY_PARK, 0.3f},
    {"leisure", "nature_reserve", CATEGORY_PARK, 0.22f},
    {"leisure", "garden", CATEGORY_GARDEN, 0.22f},
    {"leisure", "stadium", CATEGORY_STADIUM, 0.4f},
    {"leisure", "water_park", CATEGORY_SWIMMING, 0.28f},
    {"leisure", "swimming_pool", CATEGORY_SWIMMING, 0.22f},
    {"leisure", "sports_centre", CATEGORY_SPORT, 0.25f},
    {"leisure", "sports_hall", CATEGORY_SPORT, 0.2f},
    {"natural", "beach", CATEGORY_BEACH, 0.3f},
    {"landuse", "cemetery", CATEGORY_CEMETERY, 0.18f},
    {"shop", "mall", CATEGORY_MALL, 0.35f},
    {"shop", "department_store", CATEGORY_STORE, 0.28f},
    {"shop", "supermarket", CATEGORY_SUPERMARKET, 0.12f},
    {"office", "government", CATEGORY_OFFICE, 0.22f},
};

static const struct {
    const char *highway;
    float importance;
} streets[] = {
    {"motorway", 0.1f},    {"trunk", 0.14f},       {"primary", 0.2f},     {"secondary", 0.18f},
    {"tertiary", 0.16f},   {"unclassified", 0.1f}, {"residential", 0.1f}, {"living_street", 0.1f},
    {"pedestrian", 0.16f}, {"service", 0.05f},     {"track", 0.04f},      {"footway", 0.05f},
    {"path", 0.04f},       {"cycleway", 0.04f},    {"steps", 0.05f},      {"bridleway", 0.03f},
    {"road", 0.08f},       {"busway", 0.03f},
};

struct osm_text tag_of(const struct osm_tags *tags, const char *key)
{
    for (uint32_t i = 0; i < tags->count; i++)
        if (text_is(tags->items[i].key, key))
            return tags->items[i].value;
    return (struct osm_text){"", 0};
}

/* Digits of a population, blanks and points between them left out; 0: none. */
static double population_of(const struct osm_tags *tags)
{
    struct osm_text text = tag_of(tags, "population");
    double people = 0;
    for (uint32_t i = 0; i < text.length && people < 1e9; i++) {
        char byte = text.text[i];
        if (byte >= '0' && byte <= '9')
            people = people * 10 + (byte - '0');
        else if (byte != ' ' && byte != '.' && byte != ',')
            break;
    }
    return people;
}

static bool fits(const struct rule *rule, const struct osm_tag *tag)
{
    return tag->key.length && *rule->key == *tag->key.text && text_is(tag->key, rule->key) &&
           text_is(tag->value, rule->value);
}

/* The first rule that some tag fits. */
static const struct rule *rule_of(const struct osm_tags *tags)
{
    size_t best = sizeof rules / sizeof *rules;
    for (uint32_t k = 0; k < tags->count; k++)
        for (size_t i = 0; i < best; i++)
            if (fits(&rules[i], &tags->items[k]))
                best = i;
    return best < sizeof rules / sizeof *rules ? &rules[best] : NULL;
}

struct category category_of(const struct osm_tags *tags)
{
    const struct rule *rule = rule_of(tags);
    if (!rule)
        return (struct category){CATEGORY_NONE, 0};
    struct category category = {rule->category, rule->importance};
    double people = category_is_town(category.category) ? population_of(tags) : 0;
    double crowd = people > 10 ? log10(people) / 7 : 0; /* Ten millions are the largest. */
    if (crowd > (double)category.importance)
        category.importance = (float)(crowd < 1 ? crowd : 1);
    else if (tag_of(tags, "wikidata").length || tag_of(tags, "wikipedia").length)
        category.importance += 0.06f;
    return category;
}

float category_street(struct osm_text highway)
{
    for (size_t i = 0; i < sizeof streets / sizeof *streets; i++)
        if (text_is(highway, streets[i].highway))
            return streets[i].importance;
    size_t link = highway.length > 5 ? highway.length - 5 : 0;
    if (link && memcmp(highway.text + link, "_link", 5) == 0)
        return 0.04f;
    return 0;
}

bool category_is_town(enum named_category category)
{
    return category == CATEGORY_CITY || category == CATEGORY_TOWN || category == CATEGORY_VILLAGE;
}
