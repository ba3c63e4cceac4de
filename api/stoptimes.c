#include "api/stoptimes.h"

#include "api/cursor.h"
#include "api/ignored.h"
#include "api/known.h"
#include "api/modes.h"
#include "api/render_stoptimes.h"
#include "api/renew.h"
#include "engine/base/clock.h"

/* Calls of one page; more come with the next one. */
#define CALLS_MAX 500
#define WINDOW_MAX 86400

static bool read_page(const struct request *request, struct stoptimes *times, struct error *error)
{
    static const char *const directions[] = {"EARLIER", "LATER", NULL};
    bool arrive_by = false, both = false, turned;
    int64_t least = 10, window = 0;
    struct board_page *page = &times->page;
    page->time = clock_now();
    if (!request_bool(request, "arriveBy", &arrive_by, error) ||
        !request_bool(request, "both", &both, error) ||
        !request_bool(request, "fetchStops", &times->stops, error) ||
        !request_time(request, "time", &page->time, error) ||
        !request_int(request, "window", 0, INT32_MAX, &window, error))
        return false;
    least = window > 0 ? 1 : least;
    uint32_t direction = arrive_by ? 0 : 1;
    if (!request_int(request, "n", 0, INT32_MAX, &least, error) ||
        !request_enum(request, "direction", directions, &direction, error))
        return false;
    page->least = (uint32_t)(least > CALLS_MAX ? CALLS_MAX : least < 1 ? 1 : least);
    page->most = CALLS_MAX;
    page->window_seconds = (int32_t)(window > WINDOW_MAX ? WINDOW_MAX : window);
    page->later = direction == 1;
    page->time += page->later ? 0 : 1;
    times->query.arrivals = both || arrive_by;
    times->query.departures = both || !arrive_by;
    return cursor_read(request, &turned, &page->later, &page->time, error);
}

/* What was found in the promise as it is now, in the promise's order. */
static void show_now(struct stoptimes *times)
{
    const struct world *world = times->style.world;
    struct board *board = &times->board;
    uint32_t kept = 0;
    if (times->style.asked == world)
        return;
    for (uint32_t i = 0; i < board->count; i++) {
        struct board_call call = board->calls[i];
        call.run = renew_call(world, call.run, &call.call);
        const struct live_run *live = world_live_run(world, call.run.trip);
        bool deleted = live && live->state == LIVE_DELETED;
        if (!deleted && (times->query.cancelled || !known_skipped(world, call.run, call.call)))
            board->calls[kept++] = call;
    }
    board->count = kept;
}

/* An empty board on a day of no timetable is told from one of a stop where nothing runs. */
static void explain(struct stoptimes *times)
{
    const struct network *network = times->style.asked->network;
    unix_time time = times->page.time;
    if (times->board.count == 0 && !reasons_in_service(network, time, time))
        times->reason = reasons_outside(network, time, times->style.arena);
}

bool stoptimes_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct stoptimes times = {0};
    struct modes modes = {.transit = MODES_ALL};
    times.query.cancelled = true;
    if (!ignored_check(request, error) || !style_read(request, &times.style, error) ||
        !around_read(request, &times.around, error) || !read_page(request, &times, error) ||
        !request_bool(request, "withCancelled", &times.query.cancelled, error) ||
        !modes_read(request, "mode", &modes, error))
        return false;
    times.query.stops = times.around.stops.items;
    times.query.stop_count = times.around.stops.count;
    times.query.modes = modes.transit;
    times.query.unusable = times.style.unused;
    board_turn(times.style.asked, &times.query, &times.page, &request->worker->arena, &times.board,
               &times.span);
    show_now(&times);
    explain(&times);
    render_stoptimes(&times, reply);
    return true;
}
