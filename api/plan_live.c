#include "api/plan.h"

#include "api/bulletin.h"
#include "api/known.h"
#include "api/plan_parks.h"

/* Seconds before and after now for which a shared vehicle is told of as it stands now. */
#define HIRES_HOLD 3600

/* How old something is, as one would say it. */
static const char *age_text(struct arena *arena, int64_t seconds)
{
    long long minutes = (long long)seconds / 60, hours = minutes / 60;
    return minutes < 120 ? arena_format(arena, "%lld min", minutes)
           : hours < 48  ? arena_format(arena, "%lld hours", hours)
                         : arena_format(arena, "%lld days", hours / 24);
}

/* What all live feeds said has grown too old, so that the timetable alone is asked. */
static void note_silent(const struct worker *worker, struct plan *plan)
{
    struct bulletin_live live = bulletin_live(worker->bulletin);
    struct arena *arena = plan->style.arena;
    if (!worker->world->live && live.silent)
        plan_add_note(plan, "LIVE_DATA_MISSING", "",
                      arena_format(arena, "Live data is %s old and not used.",
                                   age_text(arena, plan->style.now - live.made)));
}

/* Live feeds of one timetable that fare alike are told of together: what nobody brings about its
 * trips, its vehicles and its alerts is one thing to know. */
static bool are_alike(const struct live_feed *one, const struct live_feed *other, unix_time now)
{
    return one->kind == LIVE_FEED_TIMETABLE && other->kind == LIVE_FEED_TIMETABLE &&
           one->feed == other->feed && known_feed_state(one, now) == known_feed_state(other, now);
}

/* Those that are alike, from the first on. */
struct alike {
    const char *tags; /* "a, b and c" */
    unix_time said;   /* by the newest of them */
    bool used;        /* one of them is in the answers */
};

static struct alike gather(const struct plan *plan, uint32_t first)
{
    const struct live *live = plan->style.world->live;
    struct arena *arena = plan->style.arena;
    struct alike all = {.tags = ""};
    const char *last = NULL;
    for (uint32_t i = first; i < live->counts.feeds; i++) {
        const struct live_feed *feed = &live->feeds[i];
        if (i > first && !are_alike(&live->feeds[first], feed, plan->style.now))
            continue;
        if (last)
            all.tags = arena_format(arena, "%s%s%s", all.tags, *all.tags ? ", " : "", last);
        last = world_text(plan->style.world, feed->tag);
        unix_time said = live_feed_said(feed);
        all.said = said > all.said ? said : all.said;
        all.used |= feed->state != LIVE_FEED_STALE;
    }
    all.tags = *all.tags ? arena_format(arena, "%s and %s", all.tags, last) : last;
    return all;
}

static bool was_told(const struct plan *plan, uint32_t number)
{
    const struct live_feed *feeds = plan->style.world->live->feeds;
    for (uint32_t i = 0; i < number; i++)
        if (are_alike(&feeds[i], &feeds[number], plan->style.now))
            return true;
    return false;
}

static void note_feed(struct plan *plan, uint32_t number)
{
    const struct live_feed *feed = &plan->style.world->live->feeds[number];
    enum live_feed_state state = known_feed_state(feed, plan->style.now);
    struct arena *arena = plan->style.arena;
    if ((state != LIVE_FEED_STALE && state != LIVE_FEED_SILENT) || was_told(plan, number))
        return;
    struct alike all = gather(plan, number);
    if (state == LIVE_FEED_SILENT)
        plan_add_note(plan, "LIVE_DATA_MISSING", "",
                      arena_format(arena, "There is no live data of %s.", all.tags));
    else
        plan_add_note(plan, "LIVE_DATA_STALE", "",
                      arena_format(arena, "The newest live data of %s is %s old%s.", all.tags,
                                   age_text(arena, plan->style.now - all.said),
                                   all.used ? ": it may no longer be true" : " and not used"));
}

/* Whether answers to the question are different for what the feed says: shared vehicles and parks
 * only where they were asked for. */
static bool is_asked(const struct plan *plan, const struct live_feed *feed)
{
    switch ((enum live_feed_kind)feed->kind) {
    case LIVE_FEED_SHARED:
        return plan->rental;
    case LIVE_FEED_PARKS:
        return plan_parks_asked(plan);
    default:
        return true;
    }
}

/* Live feeds that are too old to be used, or have never said anything. */
static void note_stale(struct plan *plan)
{
    const struct live *live = plan->style.world->live;
    for (uint32_t i = 0; live && i < live->counts.feeds; i++)
        if (is_asked(plan, &live->feeds[i]))
            note_feed(plan, i);
}

/* Where shared vehicles stand is known of now alone, and taken for any other time, too. */
static void note_hires(struct plan *plan)
{
    const struct live *live = plan->style.world->live;
    int64_t away = plan->query.when.time - plan->style.now;
    if (plan->rental && live && live->counts.rental_systems &&
        (away > HIRES_HOLD || away < -HIRES_HOLD))
        plan_add_note(plan, "HIRES_AS_OF_NOW", "time",
                      "Shared vehicles are taken where they stand now; nobody knows where they are "
                      "at the time asked for.");
}

void plan_note_live(const struct worker *worker, struct plan *plan)
{
    note_silent(worker, plan);
    note_stale(plan);
    note_hires(plan);
    plan_note_parks(plan);
}
