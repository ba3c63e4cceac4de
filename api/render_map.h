#ifndef API_RENDER_MAP_H
#define API_RENDER_MAP_H

#include "api/reply.h"
#include "api/style.h"
#include "engine/board/board.h"
#include "engine/places/places.h"

/** Where a map opens. */
struct map_view {
    struct point center;
    double zoom;
    bool streets; /**< there are some */
    bool heights; /**< and where they climb is known */
};

/** Writes stops as an array of Places with their modes. */
void render_map_stops(const struct style *style, const struct places *places, const stop_ix *stops,
                      uint32_t count, struct reply *reply);

/** Writes segments as an array of TripSegments, lines at that precision. */
void render_map_trips(const struct style *style, const struct board_segments *segments,
                      uint32_t precision, struct reply *reply);

/** Writes the view, what the server has, and whom to name on a map. */
void render_map_initial(const struct network *network, struct map_view view, struct arena *arena,
                        struct reply *reply);

/** Writes floors, which are given in tenths. */
void render_map_levels(const int16_t *levels, uint32_t count, struct arena *arena,
                       struct reply *reply);

#endif
