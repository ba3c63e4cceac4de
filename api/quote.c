#include "api/quote.h"

#include <math.h>
#include <string.h>

#include "api/fare_words.h"
#include "api/known.h"
#include "api/quote_overlay.h"
#include "api/snapshot.h"

/* Of another layout or meaning the number would be another. */
#define QUOTE_TYPE "trajet-quote/1"

unix_time quote_issued(unix_time now)
{
    return now - now % QUOTE_GRID_SECONDS;
}

static const char *said(const struct quote *quote, text_ix text)
{
    return world_text(quote->world, text);
}

static void write_time(struct canonical *out, const char *key, unix_time time)
{
    char text[CIVIL_TEXT];
    canonical_text(out, key, civil_text_utc(time, text));
}

static void write_day(struct canonical *out, const char *key, civil_day day)
{
    char text[CIVIL_TEXT];
    if (day == INT32_MIN || day == INT32_MAX)
        canonical_null(out, key);
    else
        canonical_text(out, key, civil_text_day(day, text));
}

static void write_sum(const struct quote *quote, struct canonical *out, const char *key,
                      uint64_t sum)
{
    canonical_text(out, key, arena_format(quote->arena, "%016llx", (unsigned long long)sum));
}

static void write_texts(struct canonical *out, const char *key, const char *const *items,
                        uint32_t count)
{
    canonical_list(out, key);
    for (uint32_t i = 0; i < count; i++)
        canonical_text(out, NULL, items[i]);
    canonical_end(out);
}

/* What has to be proven when the tickets are looked at. */
static void write_claims(const struct fare_profile *profile, struct canonical *out)
{
    canonical_object(out, "claims");
    write_texts(out, "categories", profile->categories, profile->category_count);
    write_texts(out, "media", profile->media, profile->medium_count);
    canonical_text(out, "model", profile->flat ? "v1" : "v2");
    canonical_number(out, "parkingSeconds", profile->parking_seconds);
    write_texts(out, "passes", profile->passes, profile->pass_count);
    canonical_list(out, "spending");
    for (uint32_t i = 0; i < profile->spending_count; i++) {
        canonical_object(out, NULL);
        canonical_number(out, "amount", profile->spending[i].amount);
        canonical_text(out, "cap", profile->spending[i].cap);
        canonical_end(out);
    }
    canonical_end(out);
    canonical_end(out);
}

/* The ids of the feed's own, and the times of the timetable: a delay changes no quote. */
static void write_transit(const struct quote *quote, const struct fare_ride *ride,
                          struct canonical *out)
{
    const struct network *network = quote->world->network;
    const struct leg *leg = &quote->journey->legs[ride->leg];
    struct run run;
    bool promised = run_promised(quote->world, leg->run, &run);
    if (!promised)
        run = leg->run; /* Added: it has no other name than its own. */
    stop_ix from = known_promised_stop(quote->world, leg->run, leg->board_call);
    stop_ix to = known_promised_stop(quote->world, leg->run, leg->alight_call);
    canonical_text(out, "agency",
                   ride->agency == NO_IX ? "" : said(quote, network->agencies[ride->agency].id));
    write_time(out, "arrive", known_promised_arrive(quote->world, leg->run, leg->alight_call));
    write_time(out, "depart", known_promised_depart(quote->world, leg->run, leg->board_call));
    canonical_text(out, "feed", said(quote, network->feeds[ride->feed].tag));
    canonical_text(out, "from", said(quote, network->stops[from].id));
    canonical_text(out, "kind", promised ? "TRANSIT" : "ADDED");
    canonical_text(out, "route", said(quote, network->routes[ride->route].id));
    write_day(out, "serviceDay", run.day);
    canonical_number(out, "startSeconds", run.start);
    canonical_text(out, "to", said(quote, network->stops[to].id));
    canonical_text(out, "trip", said(quote, world_trip(quote->world, run.trip)->id));
}

/* Where a vehicle is taken and left may be somebody's door: no place of it is written. */
static void write_shared(const struct quote *quote, const struct fare_ride *ride,
                         struct canonical *out)
{
    const struct live *live = quote->world->live;
    bool known = live && ride->product < live->counts.rental_products;
    write_time(out, "arrive", ride->arrive);
    write_time(out, "depart", ride->depart);
    canonical_text(out, "kind", ride->kind == FARE_SHARED ? "SHARED" : "PARKING");
    canonical_number(out, "metres", llround(ride->metres));
    if (known)
        canonical_text(
            out, "system",
            said(quote, live->rental_systems[live->rental_products[ride->product].system].id));
}

static void write_legs(const struct quote *quote, struct canonical *out, const char *key)
{
    canonical_list(out, key);
    for (uint32_t i = 0; i < quote->fare->ride_count; i++) {
        const struct fare_ride *ride = &quote->fare->rides[i];
        canonical_object(out, NULL);
        if (ride->kind == FARE_TRANSIT)
            write_transit(quote, ride, out);
        else
            write_shared(quote, ride, out);
        canonical_end(out);
    }
    canonical_end(out);
}

static void write_itinerary(const struct quote *quote, struct canonical *out)
{
    char hash[HASH_TEXT];
    struct canonical legs = canonical_of();
    write_legs(quote, &legs, NULL);
    quote_hash(legs.bytes.data, legs.bytes.count, hash);
    canonical_finish(&legs);
    canonical_object(out, "itinerary");
    canonical_text(out, "hash", hash);
    write_legs(quote, out, "legs");
    canonical_end(out);
}

/* Numbers of the legs that are meant; bits beyond the last leg are none. */
static void write_bits(const struct quote *quote, struct canonical *out, const char *key,
                       uint32_t bits)
{
    canonical_list(out, key);
    for (uint32_t i = 0; i < quote->fare->ride_count && i < 32; i++)
        if (bits >> i & 1)
            canonical_number(out, NULL, i);
    canonical_end(out);
}

static void write_moment(struct canonical *out, const char *key, unix_time time)
{
    if (time)
        write_time(out, key, time);
    else
        canonical_null(out, key);
}

static void write_product(const struct quote *quote, const struct fare_item *item,
                          struct canonical *out)
{
    const struct network *network = quote->world->network;
    canonical_object(out, NULL);
    canonical_number(out, "amount", item->amount);
    canonical_text(out, "category", item->category);
    canonical_number(out, "count", 1);
    canonical_text(out, "currency", item->currency);
    canonical_number(out, "decimals", item->decimals);
    canonical_flag(out, "estimate", item->estimate);
    if (item->feed != NO_IX)
        canonical_text(out, "feed", said(quote, network->feeds[item->feed].tag));
    canonical_text(out, "id", item->id);
    canonical_text(out, "kind", fare_item_word(item->kind));
    write_bits(quote, out, "legs", item->rides);
    canonical_text(out, "medium", item->medium);
    canonical_text(out, "name", item->name);
    canonical_text(out, "rule", item->rule);
    canonical_text(out, "seller", item->seller);
    write_moment(out, "validFrom", item->valid_from);
    write_moment(out, "validTo", item->valid_to);
    canonical_end(out);
}

static void write_products(const struct quote *quote, struct canonical *out)
{
    canonical_list(out, "products");
    for (uint32_t i = 0; i < quote->fare->item_count; i++)
        write_product(quote, &quote->fare->items[i], out);
    canonical_end(out);
}

static void write_reasons(const struct quote *quote, struct canonical *out)
{
    canonical_list(out, "reasons");
    for (uint32_t i = 0; i < quote->fare->reason_count; i++) {
        const struct fare_reason *reason = &quote->fare->reasons[i];
        canonical_object(out, NULL);
        canonical_text(out, "code", reason->code);
        write_bits(quote, out, "legs", reason->rides);
        canonical_text(out, "text", reason->text);
        canonical_end(out);
    }
    canonical_end(out);
}

static bool rides_with(const struct quote *quote, feed_ix feed)
{
    for (uint32_t i = 0; i < quote->fare->ride_count; i++)
        if (quote->fare->rides[i].feed == feed)
            return true;
    return false;
}

/* Whether what is live bears on the price: otherwise a quote would not outlive the next message. */
static bool is_live(const struct quote *quote)
{
    const struct fare *fare = quote->fare;
    bool live = false;
    for (uint32_t i = 0; i < fare->ride_count; i++)
        live = live || fare->rides[i].kind == FARE_SHARED ||
               (fare->rides[i].kind == FARE_TRANSIT &&
                world_live_run(quote->world, quote->journey->legs[fare->rides[i].leg].run.trip));
    return live && quote->world->live;
}

static void write_feed(const struct quote *quote, const struct feed *feed, struct canonical *out)
{
    canonical_object(out, NULL);
    canonical_text(out, "feed", said(quote, feed->tag));
    write_sum(quote, out, "source", feed->source_sum);
    write_day(out, "validFrom", feed->stated_first);
    write_day(out, "validTo", feed->stated_last);
    canonical_text(out, "version", said(quote, feed->version));
    canonical_end(out);
}

/* Which data it rests on: timetables with their prices, and what is live where that counts. */
static void write_snapshot(const struct quote *quote, struct canonical *out)
{
    const struct network *network = quote->world->network;
    canonical_object(out, "snapshot");
    canonical_list(out, "feeds");
    for (feed_ix i = 0; i < network->counts.feeds; i++)
        if (rides_with(quote, i))
            write_feed(quote, &network->feeds[i], out);
    canonical_end(out);
    if (is_live(quote))
        write_sum(quote, out, "live", quote->world->live->facts->digest);
    else
        canonical_null(out, "live");
    if (*quote->overlay)
        canonical_text(out, "overlay", quote->overlay);
    else
        canonical_null(out, "overlay");
    write_sum(quote, out, "timetable", snapshot_timetable(network));
    canonical_end(out);
}

/* Nothing is said of a sum where nothing is known of it. */
static void write_total(const struct fare *fare, struct canonical *out, const char *key,
                        int64_t amount)
{
    if (*fare->currency)
        canonical_number(out, key, amount);
    else
        canonical_null(out, key);
}

/* The document; without what differs from one signature to the next unless `whole`. */
static void write_all(const struct quote *quote, bool whole, struct canonical *out)
{
    const struct fare *fare = quote->fare;
    canonical_object(out, NULL);
    write_claims(quote->profile, out);
    canonical_text(out, "currency", fare->currency);
    canonical_number(out, "decimals", fare->decimals);
    if (whole) {
        write_time(out, "expires", quote->issued + QUOTE_VALID_SECONDS);
        write_time(out, "issued", quote->issued);
        canonical_text(out, "issuer", quote->key->issuer);
    }
    write_itinerary(quote, out);
    if (whole)
        canonical_text(out, "keyId", quote->key->id);
    write_products(quote, out);
    if (whole)
        canonical_text(out, "quoteId", quote->id);
    write_reasons(quote, out);
    write_snapshot(quote, out);
    canonical_text(out, "status", fare_status_word(fare->status));
    write_total(fare, out, "total", fare->total);
    write_total(fare, out, "totalMax", fare->total_max);
    canonical_text(out, "type", QUOTE_TYPE);
    write_bits(quote, out, "unknown", fare->unknown);
    canonical_end(out);
}

void quote_name(struct quote *quote)
{
    struct canonical out = canonical_of();
    if (!quote_overlay_hash(quote->world, quote->overlay))
        *quote->overlay = '\0';
    write_all(quote, false, &out);
    quote_hash(out.bytes.data, out.bytes.count, quote->id);
    canonical_finish(&out);
}

void quote_write(const struct quote *quote, struct canonical *out)
{
    write_all(quote, true, out);
}
