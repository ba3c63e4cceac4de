#include "api/words.h"

#include <string.h>

bool words_read(const struct request *request, const struct world *world, struct words *words,
                struct error *error)
{
    struct request_list list = {0};
    *words = (struct words){.world = world};
    if (!request_list(request, "language", 64, &list, error))
        return false;
    for (uint32_t i = 0; i < list.count && words->count < WORDS_LANGUAGES_MAX; i++)
        if (strlen(list.items[i]) >= 2)
            words->languages[words->count++] = list.items[i];
    return true;
}

const char *words_say(const struct words *words, enum translated kind, uint32_t record,
                      text_ix text, feed_ix feed)
{
    const struct network *network = words->world->network;
    const char *own = network_text(network, network->feeds[feed].language);
    for (uint32_t i = 0; i < words->count; i++) {
        text_ix said = network_translate(network, kind, record, words->languages[i], NO_IX);
        if (said != NO_IX)
            return network_text(network, said);
        if (strncmp(own, words->languages[i], 2) == 0)
            break;
    }
    return world_text(words->world, text);
}

const char *words_item(const struct words *words, const struct fare_item *item)
{
    return item->title ? words_say(words, TRANSLATED_FARE_PRODUCT_NAME, item->title, item->title,
                                   item->feed)
                       : item->name;
}

const char *words_stop(const struct words *words, stop_ix stop)
{
    const struct stop *record = &words->world->network->stops[stop];
    return words_say(words, TRANSLATED_STOP_NAME, stop, record->name, record->feed);
}

/* A trip's headsign; what is said of the promised one holds as long as the text is the same. */
static const char *trip_headsign(const struct words *words, trip_ix trip, text_ix headsign,
                                 feed_ix feed)
{
    trip_ix promised = world_promised_trip(words->world, trip);
    if (promised == NO_IX || words->world->network->trips[promised].headsign != headsign)
        return world_text(words->world, headsign);
    return words_say(words, TRANSLATED_TRIP_HEADSIGN, promised, headsign, feed);
}

const char *words_headsign(const struct words *words, trip_ix trip_index, uint32_t call)
{
    const struct world *world = words->world;
    const struct trip *trip = world_trip(world, trip_index);
    const struct pattern *pattern = world_pattern(world, trip->pattern);
    const struct live_call *live = world_live_calls(world, trip_index);
    feed_ix feed = world->network->routes[pattern->route].feed;
    if (live && live[call].headsign)
        return world_text(world, live[call].headsign);
    text_ix of_call = trip->call_headsigns == NO_IX
                          ? 0
                          : world->network->call_headsigns[trip->call_headsigns + call];
    if (of_call)
        return words_say(words, TRANSLATED_STOP_HEADSIGN, of_call, of_call, feed);
    if (trip->headsign)
        return trip_headsign(words, trip_index, trip->headsign, feed);
    return words_stop(words, world_shown_stop(world, trip_index, pattern->call_count - 1));
}

/* An alert's text in that language, or NO_IX. */
static text_ix said_in(const struct words *words, const struct live_alert *alert,
                       enum live_alert_text which, const char *language)
{
    const struct live_text *texts = words->world->live->alert_texts;
    for (uint32_t i = alert->first_text[which]; i < alert->first_text[which + 1]; i++)
        if (strncmp(world_text(words->world, texts[i].language), language, 2) == 0)
            return texts[i].text;
    return NO_IX;
}

const char *words_alert(const struct words *words, const struct live_alert *alert,
                        enum live_alert_text which)
{
    const struct live *live = words->world->live;
    const struct network *network = words->world->network;
    uint32_t first = alert->first_text[which];
    if (first == alert->first_text[which + 1])
        return "";
    for (uint32_t i = 0; i < words->count; i++) {
        text_ix said = said_in(words, alert, which, words->languages[i]);
        if (said != NO_IX)
            return world_text(words->world, said);
    }
    const struct feed *feed = &network->feeds[live->feeds[alert->feed].feed];
    text_ix own = said_in(words, alert, which, network_text(network, feed->language));
    return world_text(words->world, own != NO_IX ? own : live->alert_texts[first].text);
}
