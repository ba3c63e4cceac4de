#include "api/render_outward.h"
#include "api/render_snapshot.h"

#include <string.h>

#include "api/render_leg.h"
#include "api/render_reasons.h"
#include "api/render_write.h"

static void put_text(struct render_list *sink, const char *text)
{
    render_put(sink, text, strlen(text));
}

/* A value that is taken over. */
static void put_value(struct render_list *sink, json_t *value)
{
    render_write(sink, value);
    json_decref(value);
}

/* Whole minutes, begun ones counted: nobody is there before the time he is told. */
static json_t *minutes_of(int32_t seconds)
{
    return json_integer((seconds + 59) / 60);
}

void render_one_to_all(const struct outward *outward, const struct spread *spread,
                       struct reply *reply)
{
    struct render_list sink = render_list_of(outward->style.arena);
    const char *before = "";
    put_text(&sink, "{\"one\":");
    put_value(&sink, render_end(&outward->style, &outward->end));
    put_text(&sink, ",\"all\":[");
    for (uint32_t i = 0; i < spread->stop_count; i++) {
        const struct standing *standing = &spread_row(spread, 0)[i];
        if (standing->here == SPREAD_NEVER)
            continue;
        json_t *item = json_object();
        json_object_set_new(item, "place", render_stop(&outward->style, spread->stops[i]));
        json_object_set_new(item, "duration", minutes_of(standing->here));
        json_object_set_new(item, "k", json_integer(standing->here_rides));
        json_object_set_new(item, "seconds", json_integer(standing->here));
        put_text(&sink, before);
        put_value(&sink, item);
        before = ",";
    }
    put_text(&sink, "],\"notes\":");
    put_value(&sink, render_reasons(outward->notes, outward->note_count));
    put_text(&sink, ",\"snapshot\":");
    put_value(&sink, render_snapshot(outward->style.asked, outward->style.arena));
    put_text(&sink, "}");
    render_done(&sink, reply);
}
