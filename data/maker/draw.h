#ifndef DATA_MAKER_DRAW_H
#define DATA_MAKER_DRAW_H

#include "data/maker/plan.h"
#include "data/maker/row.h"

/*
 * The drawing of the streets by hand, before it becomes a map: lines on the same grid as the stops,
 * which it may name. data/README.md explains the rows. Tags are texts `key=value; key=value`, of
 * which the last value of a key counts.
 */

#define DRAW_FEEDS 4

/** A place in decimetres east and north of the origin. */
struct spot {
    int32_t x, y;
};

/** Tags under a name. */
struct draw_style {
    const char *name, *tags;
};

/** A line, or with its first place repeated as the last, the edge of an area. */
struct draw_way {
    const char *id;   /**< for turns; may be empty */
    const char *tags; /**< with those of its style */
    struct vec spots; /**< struct spot */
    int32_t stack;    /**< lines cross others of the same stack; NO_STACK: none at all */
};

#define NO_STACK INT32_MIN

/** A point with tags; on the nearest line if that is not farther than `reach`. */
struct draw_mark {
    struct spot spot;
    const char *tags;
    int32_t reach; /**< decimetres; 0: where it is drawn */
};

/** House numbers along a line. */
struct draw_numbers {
    const char *street;
    const char *more; /**< numbers that also have a `bis`, between commas */
    int32_t from, to;
    bool map, list;   /**< written to the map, to the address file */
    struct vec spots; /**< struct spot */
};

/** What one may not do at `via`; with `only`, all that one may. */
struct draw_turn {
    const char *from, *to, *tags; /**< ids of ways */
    struct spot via;
};

/** Land rising to a ridge; a hill when the ridge is one point. */
struct draw_hill {
    struct spot from, to;
    double height, height_to; /**< metres over what is around, at both ends of the ridge */
    double inner, outer;      /**< metres from the ridge to where it begins to fall, and ends */
};

/** Length of the first of these tags: `; ` parts them, so that values may hold semicolons. */
size_t draw_tag_length(const char *tags);

/** Everything drawn. */
struct drawing {
    struct arena arena;
    struct plan feeds[DRAW_FEEDS]; /**< whose stops may be named */
    uint32_t feed_count;
    const char *path;
    struct plan grid; /**< only its origin */
    struct vec styles, ways, marks, numbers, turns, hills;
    struct vec seas; /**< struct vec of struct spot, each a polygon */
};

/** Reads a drawing. False: `error` names file and line. draw_finish is needed either way. */
MUST_CHECK bool draw_read(struct drawing *drawing, const char *path, struct error *error);

/** Frees it. */
void draw_finish(struct drawing *drawing);

/**
 * The value of `key`, as long as the drawing (allocated in its arena), or NULL: the last one that
 * `tags` has.
 */
const char *draw_tag(struct drawing *drawing, const char *tags, const char *key);

/** Adds a line of `style` with further tags. False: no such style. */
MUST_CHECK bool draw_way_add(struct drawing *drawing, const struct row *row, const char *style,
                             const char *tags, const struct vec *spots, struct error *error);

/** Reads places between blanks (`-20,35`, `GCA`, `GCA+10,-5`) and adds them to `spots`. */
MUST_CHECK bool draw_spots(struct drawing *drawing, const struct row *row, const char *text,
                           struct vec *spots, struct error *error);

#endif
