#include "tests/gbfs_said.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void gbfs_said_init(struct gbfs_said *said)
{
    *said = (struct gbfs_said){.store = gbfs_store_create(NULL)};
    findings_init(&said->findings);
}

void gbfs_said_finish(struct gbfs_said *said)
{
    gbfs_store_destroy(said->store);
    findings_finish(&said->findings);
}

bool gbfs_said_bytes(struct gbfs_said *said, enum gbfs_document kind, struct gbfs_bytes bytes)
{
    findings_finish(&said->findings);
    findings_init(&said->findings);
    said->head = (struct gbfs_head){0};
    said->error = (struct error){0};
    struct gbfs_taken taken = {0};
    bool good = gbfs_store_take(said->store, kind, bytes, &said->findings, &taken, &said->error);
    said->head = taken.head;
    said->news = taken.news;
    return good;
}

const char *gbfs_said_quoted(const char *text)
{
    static char rooms[2][16384];
    static unsigned turn;
    char *room = rooms[turn++ % 2];
    snprintf(room, sizeof rooms[0], "%s", text);
    for (char *at = strchr(room, '\''); at; at = strchr(at, '\''))
        *at = '"';
    return room;
}

bool gbfs_said_text(struct gbfs_said *said, enum gbfs_document kind, const char *text)
{
    const char *quoted = gbfs_said_quoted(text);
    return gbfs_said_bytes(said, kind,
                           (struct gbfs_bytes){quoted, strlen(quoted), "place/said.json"});
}

bool gbfs_said_data(struct gbfs_said *said, enum gbfs_document kind, const char *version,
                    const char *data)
{
    char text[16384];
    snprintf(text, sizeof text,
             "{'last_updated': 1700000000, 'ttl': 60, 'version': '%s', 'data': %s}", version, data);
    return gbfs_said_text(said, kind, text);
}

const char *gbfs_said_findings(const struct findings *findings)
{
    static char text[2048];
    const struct finding *items = findings->items.data;
    *text = '\0';
    for (uint32_t i = 0; i < findings->items.count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s %" PRIu64, used ? ", " : "", items[i].code,
                 items[i].count);
    }
    return text;
}

const char *gbfs_said_amount(struct gbfs_amount amount)
{
    static char rooms[4][64];
    static unsigned turn;
    char *room = rooms[turn++ % 4];
    int64_t whole = 1;
    for (int i = 0; i < amount.scale; i++)
        whole *= 10;
    uint64_t units = amount.units < 0 ? -(uint64_t)amount.units : (uint64_t)amount.units;
    snprintf(room, sizeof rooms[0], "%s%" PRIu64, amount.units < 0 ? "-" : "",
             units / (uint64_t)whole);
    size_t used = strlen(room);
    if (amount.scale)
        snprintf(room + used, sizeof rooms[0] - used, ".%0*" PRIu64, (int)amount.scale,
                 units % (uint64_t)whole);
    return room;
}
