#include "engine/network/check.h"

static bool check_places(const struct network *network, struct error *error)
{
    uint32_t places = network->counts.places, members = network->counts.place_members;
    if (network->counts.place_of_stop != network->counts.stops)
        return check_fail(error, "place_of_stop", 0, "is not one a stop");
    for (uint32_t i = 0; i < places; i++) {
        const struct place *place = &network->places[i];
        if (place->stop >= network->counts.stops || place->member_count == 0 ||
            !check_within(place->first_member, place->member_count, members))
            return check_fail(error, "places", i, "has no stops");
    }
    for (uint32_t i = 0; i < members; i++)
        if (network->place_members[i] >= network->facts->served_stops)
            return check_fail(error, "place_members", i, "is no stop that is served");
    for (uint32_t i = 0; i < network->counts.stops; i++)
        if (!check_or_none(network->place_of_stop[i], places))
            return check_fail(error, "place_of_stop", i, "leads nowhere");
    return true;
}

/* Larger areas come first, so that nobody climbs in a circle. */
static bool check_areas(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts;
    for (uint32_t i = 0; i < network->counts.name_areas; i++) {
        const struct name_area *area = &network->name_areas[i];
        if (area->name >= texts || area->country >= texts)
            return check_fail(error, "name_areas", i, "has a text outside the texts");
        if (area->parent != NO_IX && area->parent >= i)
            return check_fail(error, "name_areas", i, "lies in an area that comes later");
    }
    return true;
}

static bool check_named_item(const struct network *network, uint32_t i, struct error *error)
{
    const struct named *named = &network->named[i];
    if (named->name >= network->counts.texts || named->zip >= network->counts.texts)
        return check_fail(error, "named", i, "has a text outside the texts");
    if (!check_or_none(named->area, network->counts.name_areas) || named->kind >= NAMED_KINDS ||
        (named->kind == NAMED_STOP) != (i < network->counts.places))
        return check_fail(error, "named", i, "has an area or kind that does not exist");
    if (named[1].first_house < named->first_house ||
        named[1].first_house > network->counts.houses || named->name_count == 0 ||
        !check_within(named->first_name, named->name_count, network->counts.names - 1))
        return check_fail(error, "named", i, "has houses or names that are not its own");
    return true;
}

static bool check_named(const struct network *network, struct error *error)
{
    uint32_t count = network->counts.named;
    if (count == 0 || network->counts.names == 0 || count - 1 < network->counts.places)
        return check_fail(error, "named", 0, "is missing");
    for (uint32_t i = 0; i + 1 < count; i++)
        if (!check_named_item(network, i, error))
            return false;
    for (uint32_t i = 0; i < network->counts.houses; i++)
        if (network->houses[i].number >= network->counts.texts)
            return check_fail(error, "houses", i, "has a text outside the texts");
    return true;
}

static bool check_name_list(const struct network *network, struct error *error)
{
    uint32_t texts = network->counts.texts, count = network->counts.names;
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct name *name = &network->names[i];
        if (name->named >= network->counts.named - 1 || name->text >= texts ||
            name->language >= texts || name->length > NAME_POSITIONS)
            return check_fail(error, "names", i, "names nothing");
        if (name[1].first_word < name->first_word ||
            name[1].first_word > network->counts.name_words)
            return check_fail(error, "names", i, "has words that are not its own");
    }
    for (uint32_t i = 0; i < network->counts.name_words; i++)
        if (network->name_words[i].spelling >= network->counts.name_spellings - 1 ||
            network->name_words[i].position >= NAME_POSITIONS ||
            network->name_words[i].kind > WORD_AREA)
            return check_fail(error, "name_words", i, "is no word");
    return true;
}

static bool check_spellings(const struct network *network, struct error *error)
{
    uint32_t bytes = network->counts.spelling_bytes, count = network->counts.name_spellings;
    if (count == 0 || (bytes > 0 && network->spelling_bytes[bytes - 1] != 0))
        return check_fail(error, "name_spellings", 0, "does not end");
    for (uint32_t i = 0; i + 1 < count; i++)
        if (network->name_spellings[i].text >= bytes)
            return check_fail(error, "name_spellings", i, "has a text outside the texts");
    for (uint32_t i = 0; i < count; i++)
        if (network->name_spellings[i].first_posting > network->counts.name_postings ||
            (i > 0 && network->name_spellings[i].first_posting <
                          network->name_spellings[i - 1].first_posting))
            return check_fail(error, "name_spellings", i, "has postings that are not its own");
    for (uint32_t i = 0; i < network->counts.name_postings; i++)
        if (network->name_postings[i] >= network->counts.names - 1)
            return check_fail(error, "name_postings", i, "leads nowhere");
    return true;
}

static bool check_cells(const struct network *network, struct error *error)
{
    uint32_t count = network->counts.name_cells;
    if (count == 0)
        return check_fail(error, "name_cells", 0, "is missing");
    for (uint32_t i = 0; i < count; i++) {
        const struct name_cell *cell = &network->name_cells[i];
        if (cell->first_house > network->counts.cell_houses ||
            cell->first_named > network->counts.cell_named ||
            (i > 0 && (cell->first_house < cell[-1].first_house ||
                       cell->first_named < cell[-1].first_named)))
            return check_fail(error, "name_cells", i, "has items that are not its own");
    }
    for (uint32_t i = 0; i < network->counts.cell_houses; i++)
        if (network->cell_houses[i].house >= network->counts.houses ||
            network->cell_houses[i].named >= network->counts.named - 1)
            return check_fail(error, "cell_houses", i, "leads nowhere");
    for (uint32_t i = 0; i < network->counts.cell_named; i++)
        if (network->cell_named[i] >= network->counts.named - 1)
            return check_fail(error, "cell_named", i, "leads nowhere");
    return true;
}

bool check_names(const struct network *network, struct error *error)
{
    return check_places(network, error) && check_areas(network, error) &&
           check_named(network, error) && check_spellings(network, error) &&
           check_name_list(network, error) && check_cells(network, error);
}
