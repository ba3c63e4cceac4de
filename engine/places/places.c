#include "engine/places/places.h"

#include <string.h>

#include "engine/base/fold.h"
#include "engine/base/memory.h"

/** The names of one network. */
struct places {
    const struct network *network;
};

struct places *places_create(const struct network *network)
{
    struct places *places = memory_zeroed(1, sizeof *places);
    places->network = network;
    return places;
}

void places_destroy(struct places *places)
{
    memory_free(places);
}

const struct network *places_network(const struct places *places)
{
    return places->network;
}

uint32_t places_count(const struct places *places)
{
    return places->network->counts.places;
}

const struct place *places_at(const struct places *places, uint32_t place)
{
    return &places->network->places[place];
}

const stop_ix *places_members(const struct places *places, const struct place *place)
{
    return places->network->place_members + place->first_member;
}

const struct place *places_of_stop(const struct places *places, stop_ix stop)
{
    uint32_t place = places->network->place_of_stop[stop];
    return place == NO_IX ? NULL : places_at(places, place);
}

const char *places_name_in(const struct network *network, uint32_t named, const char *language)
{
    const struct named *record = &network->named[named];
    for (uint32_t i = 0; i < record->name_count; i++) {
        const struct name *name = &network->names[record->first_name + i];
        const char *spoken = network_text(network, name->language);
        if (*spoken && strncmp(spoken, language, 2) == 0)
            return network_text(network, name->text);
    }
    return NULL;
}

const char *places_country(const struct network *network, uint32_t area)
{
    for (; area != NO_IX; area = network->name_areas[area].parent)
        if (network->name_areas[area].country)
            return network_text(network, network->name_areas[area].country);
    return "";
}

bool places_area_matched(const struct network *network, const struct places_hit *hit, uint32_t area)
{
    char folded[512];
    fold_text(network_text(network, network->name_areas[area].name), folded, sizeof folded);
    for (uint32_t i = 0; i < PLACES_TERMS_MAX; i++) {
        if (!(hit->area_words >> i & 1))
            continue;
        const char *word = network->spelling_bytes + network->name_spellings[hit->areas[i]].text;
        for (const char *at = folded; *at;) {
            size_t length = strcspn(at, " ");
            if (strlen(word) == length && strncmp(at, word, length) == 0)
                return true;
            at += length + (at[length] == ' ');
        }
    }
    return false;
}

/* Whether the number stands before the street: by the country, else by how the street begins. */
static bool number_first(const struct network *network, const struct named *named)
{
    static const char *const countries[] = {"FR", "LU", "MC", "GB", "IE", "US", "CA", "AU", "NZ"};
    static const char *const starts[] = {"rue",     "avenue",  "boulevard", "place",  "chemin",
                                         "allee",   "quai",    "route",     "square", "cours",
                                         "sentier", "impasse", "passage",   "montee"};
    char folded[64];
    const char *country = places_country(network, named->area);
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
        if (strcmp(country, countries[i]) == 0)
            return true;
    if (*country)
        return false;
    fold_text(network_text(network, named->name), folded, sizeof folded);
    size_t length = strcspn(folded, " ");
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strlen(starts[i]) == length && strncmp(starts[i], folded, length) == 0)
            return true;
    return false;
}

const char *places_title(const struct network *network, const struct places_hit *hit,
                         const char *language, struct arena *arena)
{
    const struct named *named = &network->named[hit->named];
    const char *name = language && *language ? places_name_in(network, hit->named, language) : NULL;
    name = name ? name : network_text(network, named->name);
    if (!hit->number)
        return name;
    return number_first(network, named) ? arena_format(arena, "%s %s", hit->number, name)
                                        : arena_format(arena, "%s %s", name, hit->number);
}

mode_set places_stop_modes(const struct network *network, stop_ix stop)
{
    uint64_t trips = 0;
    mode_set modes = network_stop_modes(network, stop, &trips);
    for (uint32_t i = network->stop_child_first[stop]; i < network->stop_child_first[stop + 1]; i++)
        modes |= network_stop_modes(network, network->stop_children[i], &trips);
    return modes;
}
