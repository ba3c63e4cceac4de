#include "api/plan.h"

#include "api/bulletin.h"
#include "api/known.h"

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

/* Live feeds that are too old to be used, or have never said anything; of shared vehicles only
 * where they were asked for. */
static void note_stale(struct plan *plan)
{
    const struct world *world = plan->style.world;
    uint32_t count = world->live ? world->live->counts.feeds : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct live_feed *feed = &world->live->feeds[i];
        enum live_feed_state state = known_feed_state(feed, plan->style.now);
        const char *tag = world_text(world, feed->tag);
        if (feed->kind == LIVE_FEED_SHARED && !plan->rental)
            continue;
        if (state == LIVE_FEED_STALE)
            plan_add_note(
                plan, "LIVE_DATA_STALE", "",
                arena_format(plan->style.arena, "The newest live data of %s is %s old%s.", tag,
                             age_text(plan->style.arena, plan->style.now - feed->stamp),
                             feed->state == LIVE_FEED_STALE ? " and not used"
                                                            : ": it may no longer be true"));
        if (state == LIVE_FEED_SILENT)
            plan_add_note(plan, "LIVE_DATA_MISSING", "",
                          arena_format(plan->style.arena, "There is no live data of %s.", tag));
    }
}

void plan_note_live(const struct worker *worker, struct plan *plan)
{
    note_silent(worker, plan);
    note_stale(plan);
}
