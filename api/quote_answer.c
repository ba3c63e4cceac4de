#include <string.h>

#include "api/answers.h"
#include "api/fare_wish.h"
#include "api/fares.h"
#include "api/itinerary_id.h"
#include "api/quote.h"
#include "api/render_quote.h"
#include "api/render_write.h"
#include "api/renew.h"
#include "api/retell.h"
#include "engine/base/clock.h"

/*
 * Quotes over HTTP. What is quoted is an itinerary's id, so that nothing has to be kept: who wants
 * a quote explained sends the same question again, and the quote's id says whether it is the same.
 */

/* Nothing is promised of a journey that nobody can make. */
static bool is_to_be_made(const struct world *world, const struct journey *journey,
                          struct error *error)
{
    if (journey->arrive < clock_now())
        return error_set(error, ERROR_INPUT, "itineraryId", "the journey is over");
    if (!renew_is_possible(world, journey))
        return error_set(error, ERROR_INPUT, "itineraryId",
                         "as things are the journey cannot be made: a ride is cancelled, or a "
                         "change is missed");
    return true;
}

/* What is hired all the way can be told again, but is promised to nobody. */
static bool is_of_rides(const struct request *request, struct error *error)
{
    const char *id = request_text(request, "itineraryId");
    return !id || !itinerary_id_is_of_hire(id) ||
           error_set(error, ERROR_INPUT, "itineraryId",
                     "is that of a way on a shared vehicle alone, and such a way has no quote");
}

/* Tells the itinerary again, prices it and names the quote; all of it in the arena. */
static bool prepare(const struct request *request, struct quote *quote, struct error *error)
{
    struct arena *arena = &request->worker->arena;
    struct retold *told = arena_alloc(arena, sizeof *told);
    struct fare *fare = arena_alloc(arena, sizeof *fare);
    if (!is_of_rides(request, error) || !retell(request, told, error))
        return false;
    const struct world *world = told->plan.style.world;
    if (!is_to_be_made(world, &told->journey, error))
        return false;
    const struct fares fares = {tariff_of(world), &told->plan.fares->profile, told->plan.ends.ways,
                                arena, NULL};
    fares_of(&fares, &told->journey, fare);
    *quote = (struct quote){
        .key = request->worker->quote_key,
        .world = world,
        .journey = &told->journey,
        .profile = &told->plan.fares->profile,
        .fare = fare,
        .arena = arena,
        .issued = quote_issued(clock_now()),
    };
    quote_name(quote);
    return true;
}

static void put(struct render_list *sink, const char *text)
{
    render_put(sink, text, strlen(text));
}

/* The document's own bytes stand in the answer, and the signature under them beside. */
static void write_signed(const struct quote *quote, struct reply *reply)
{
    struct canonical document = canonical_of();
    struct render_list sink = render_list_of(quote->arena);
    char signature[SIGNATURE_TEXT];
    quote_write(quote, &document);
    quote_key_sign(quote->key, document.bytes.data, document.bytes.count, signature);
    put(&sink, "{\"quote\":");
    render_put(&sink, document.bytes.data, document.bytes.count);
    put(&sink, arena_format(quote->arena,
                            ",\"signature\":\"%s\",\"keyId\":\"%s\","
                            "\"explain\":\"/x/v1/quote/%s/explain\",\"notes\":",
                            signature, quote->key->id, quote->id));
    json_t *notes = render_quote_notes(quote);
    render_write(&sink, notes);
    json_decref(notes);
    put(&sink, "}");
    render_done(&sink, reply);
    canonical_finish(&document);
}

/* Whoever signs nothing has no quotes, and none to explain, whatever is asked. */
static bool is_without_key(const struct request *request, struct reply *reply)
{
    if (request->worker->quote_key)
        return false;
    reply_refusal(reply, &request->worker->arena, QUOTE_NONE_STATUS, QUOTE_NONE_TEXT);
    return true;
}

bool quote_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct quote quote;
    if (is_without_key(request, reply))
        return true;
    if (!prepare(request, &quote, error))
        return false;
    write_signed(&quote, reply);
    return true;
}

/* `quote/ID/explain`: whether the id is that of the quote. */
static bool is_named(const struct request *request, const struct quote *quote)
{
    const char *id = strchr(request->name, '/') + 1;
    return strncmp(id, quote->id, HASH_TEXT - 1) == 0 && id[HASH_TEXT - 1] == '/';
}

bool quote_explain_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct quote quote;
    if (is_without_key(request, reply))
        return true;
    if (!prepare(request, &quote, error))
        return false;
    if (!is_named(request, &quote))
        return error_set(error, ERROR_MISSING, "quote",
                         "this itinerary with these claims has the quote %s now: the data or the "
                         "question has changed",
                         quote.id);
    render_quote_explained(&quote, reply);
    return true;
}
