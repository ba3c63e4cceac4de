#include "api/words.h"

#include <string.h>

bool words_read(const struct request *request, struct words *words, struct error *error)
{
    struct request_list list = {0};
    *words = (struct words){.network = request->worker->world->network};
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
    const struct network *network = words->network;
    const char *own = network_text(network, network->feeds[feed].language);
    for (uint32_t i = 0; i < words->count; i++) {
        text_ix said = network_translate(network, kind, record, words->languages[i], NO_IX);
        if (said != NO_IX)
            return network_text(network, said);
        if (strncmp(own, words->languages[i], 2) == 0)
            break;
    }
    return network_text(network, text);
}

const char *words_stop(const struct words *words, stop_ix stop)
{
    const struct stop *record = &words->network->stops[stop];
    return words_say(words, TRANSLATED_STOP_NAME, stop, record->name, record->feed);
}

const char *words_headsign(const struct words *words, trip_ix trip_index, uint32_t call)
{
    const struct network *network = words->network;
    const struct trip *trip = &network->trips[trip_index];
    const struct pattern *pattern = &network->patterns[trip->pattern];
    feed_ix feed = network->routes[pattern->route].feed;
    text_ix of_call =
        trip->call_headsigns == NO_IX ? 0 : network->call_headsigns[trip->call_headsigns + call];
    if (of_call)
        return words_say(words, TRANSLATED_STOP_HEADSIGN, of_call, of_call, feed);
    if (trip->headsign)
        return words_say(words, TRANSLATED_TRIP_HEADSIGN, trip_index, trip->headsign, feed);
    return words_stop(words, network_call_stop(network, pattern, pattern->call_count - 1));
}
