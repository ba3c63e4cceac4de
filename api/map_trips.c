#include "api/map.h"

#include "api/render_map.h"
#include "engine/board/board.h"

#define SEGMENTS_MAX 4000
#define SPAN_MAX 86400

/* From which zoom on a map shows a mode: what goes far is seen from far. */
static const uint8_t zooms[MODE_COUNT] = {
    [MODE_HIGHSPEED_RAIL] = 4, [MODE_LONG_DISTANCE] = 4,
    [MODE_NIGHT_RAIL] = 4,     [MODE_REGIONAL_FAST_RAIL] = 5,
    [MODE_REGIONAL_RAIL] = 6,  [MODE_SUBURBAN] = 8,
    [MODE_SUBWAY] = 9,         [MODE_TRAM] = 9,
    [MODE_BUS] = 10,           [MODE_COACH] = 6,
    [MODE_FERRY] = 7,          [MODE_AIRPLANE] = 4,
    [MODE_CABLE_CAR] = 9,      [MODE_FUNICULAR] = 9,
    [MODE_AERIAL_LIFT] = 9,    [MODE_ON_DEMAND] = 10,
    [MODE_OTHER] = 9,
};

static mode_set modes_at(double zoom)
{
    mode_set modes = 0;
    for (unsigned mode = 0; mode < MODE_COUNT; mode++)
        if (zoom >= zooms[mode])
            modes |= (mode_set)1 << mode;
    return modes;
}

static bool read_span(const struct request *request, struct board_span *span, struct error *error)
{
    const char *text;
    if (!request_required(request, "startTime", &text, error) ||
        !request_required(request, "endTime", &text, error) ||
        !request_time(request, "startTime", &span->from, error) ||
        !request_time(request, "endTime", &span->to, error))
        return false;
    if (span->to < span->from)
        return error_set(error, ERROR_INPUT, "endTime", "must not lie before startTime");
    if (span->to - span->from > SPAN_MAX)
        return error_set(error, ERROR_LIMIT, "endTime", "at most a day after startTime");
    span->to++;
    return true;
}

bool map_trips_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct board_area area = {.most = SEGMENTS_MAX};
    struct style style;
    struct board_segments segments;
    double zoom = 20;
    int64_t precision = 5;
    if (!map_read_box(request, &area.box, error) || !style_read(request, &style, error) ||
        !request_number(request, "zoom", 0, 30, &zoom, error) ||
        !request_int(request, "precision", 0, 7, &precision, error) ||
        !read_span(request, &area.span, error))
        return false;
    area.modes = modes_at(zoom);
    style.alerts = style.alerts && request_text(request, "withAlerts");
    board_moving(style.world, &area, &request->worker->arena, &segments);
    render_map_trips(&style, &segments, (uint32_t)precision, reply);
    return true;
}
