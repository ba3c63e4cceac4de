#include "api/cli/journey_text.h"

/* Whom the answers rest on: timetables, maps, addresses, and how old what was said of now is. */

/* All that is in the text. */
struct told {
    const struct journey_text *text;
    const struct journeys *journeys;
    const struct way *const *directs;
    uint32_t direct_count;
};

/* Whether a ride of these journeys is of that feed. */
static bool uses_feed(const struct world *world, const struct journeys *journeys, feed_ix feed)
{
    for (uint32_t i = 0; i < journeys->count; i++)
        for (uint32_t k = 0; k < journeys->items[i].leg_count; k++) {
            const struct leg *leg = &journeys->items[i].legs[k];
            if (leg->kind == LEG_RIDE && world_trip_route(world, leg->run.trip)->feed == feed)
                return true;
        }
    return false;
}

/* Maps and address files, where there is anything to say of them. */
static void print_credits(const struct journey_text *text)
{
    const struct network *network = text->world->network;
    char line[400];
    for (uint32_t i = 0; i < network->counts.credits; i++) {
        const struct credit *credit = &network->credits[i];
        if (!credit->attribution && !credit->licence)
            continue;
        snprintf(line, sizeof line, "%s: %s%s%s\n",
                 credit->kind == CREDIT_MAP ? "Map" : "Addresses",
                 network_text(network, credit->attribution),
                 credit->attribution && credit->licence ? ", " : "",
                 network_text(network, credit->licence));
        screen_dim(text->screen, line);
    }
}

/* Whether the way rides a vehicle, or leaves one in a park, of which that live feed tells. */
static bool rests_on(const struct told *told, const struct way *way, uint32_t feed)
{
    const struct live *live = told->text->world->live;
    uint32_t park = way->part_count ? way->parts[0].to.park : (uint32_t)NO_IX;
    const struct live_park *said = park == NO_IX ? NULL : live_park_of(live, park);
    if (way->lending)
        return live->rental_systems[live->rental_products[way->lending->product].system].feed ==
               feed;
    return said && said->feed == feed;
}

/* Likewise any of the ways told of. */
static bool uses_live(const struct told *told, uint32_t feed)
{
    struct ways *ways = told->text->ways;
    for (uint32_t i = 0; i < told->direct_count; i++)
        if (rests_on(told, told->directs[i], feed))
            return true;
    for (uint32_t i = 0; ways && i < told->journeys->count; i++)
        for (uint32_t k = 0; k < told->journeys->items[i].leg_count; k++) {
            const struct leg *leg = &told->journeys->items[i].legs[k];
            if (leg->kind != LEG_RIDE && rests_on(told, ways_of_leg(ways, leg), feed))
                return true;
        }
    return false;
}

/* How old is what is said of today: of all runs, and of shared vehicles and parks in the text. */
static void print_live(const struct told *told)
{
    const struct journey_text *text = told->text;
    const struct live *live = text->world->live;
    char line[200], age[CIVIL_TEXT];
    for (uint32_t i = 0; live && i < live->counts.feeds; i++) {
        const struct live_feed *feed = &live->feeds[i];
        unix_time said = live_feed_said(feed);
        if (feed->kind == LIVE_FEED_TIMETABLE ? !feed->stamp : !said || !uses_live(told, i))
            continue;
        snprintf(line, sizeof line, "Live data: %.100s, %s old\n",
                 world_text(text->world, feed->tag),
                 screen_duration(text->now > said ? text->now - said : 0, age));
        screen_dim(text->screen, line);
    }
}

void journey_text_sources(const struct journey_text *text, const struct journeys *journeys,
                          const struct way *const *directs, uint32_t direct_count)
{
    const struct told told = {text, journeys, directs, direct_count};
    const struct network *network = text->world->network;
    char line[400];
    for (feed_ix i = 0; i < network->counts.feeds; i++) {
        const struct feed *feed = &network->feeds[i];
        if (!uses_feed(text->world, journeys, i))
            continue;
        text_ix name = feed->publisher ? feed->publisher : feed->tag;
        snprintf(line, sizeof line, "Timetable: %s%s%s\n", network_text(network, name),
                 feed->licence ? ", " : "", network_text(network, feed->licence));
        screen_dim(text->screen, line);
    }
    print_live(&told);
    print_credits(text);
}
