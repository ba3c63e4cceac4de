#include "engine/street/steps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/vec.h"
#include "engine/street/beside.h"

/* From here on an angle counts as a slight turn, a turn, a hard one, one back. Degrees. */
#define SLIGHT_DEGREES 20.0
#define PLAIN_DEGREES 60.0
#define HARD_DEGREES 120.0
#define BACK_DEGREES 165.0
/* From here on a turn is told although the street has no name, or keeps it. */
#define TOLD_DEGREES 45.0
/* Directions are taken over so many metres: the last centimetres of a drawing mean nothing. */
#define LOOK_METRES 8.0
/* Shorter nameless stretches are corners of a drawing and not worth a word. */
#define CORNER_MM 3000u
/* From this length on a nameless step is worth a name from beside. */
#define BESIDE_MM 20000u
/* A nameless stretch up to this long between two of one street is part of that street. */
#define GAP_MM 25000u

const char *turn_name(enum turn turn)
{
    static const char *const names[TURNS] = {
        "DEPART",         "HARD_LEFT", "LEFT",       "SLIGHTLY_LEFT",    "CONTINUE",
        "SLIGHTLY_RIGHT", "RIGHT",     "HARD_RIGHT", "CIRCLE_CLOCKWISE", "CIRCLE_COUNTERCLOCKWISE",
        "STAIRS",         "ELEVATOR",  "UTURN_LEFT", "UTURN_RIGHT",
    };
    return names[turn];
}

enum turn turn_of(double degrees)
{
    double sharp = fabs(degrees);
    bool right = degrees > 0;
    if (sharp < SLIGHT_DEGREES)
        return TURN_CONTINUE;
    if (sharp < PLAIN_DEGREES)
        return right ? TURN_SLIGHTLY_RIGHT : TURN_SLIGHTLY_LEFT;
    if (sharp < HARD_DEGREES)
        return right ? TURN_RIGHT : TURN_LEFT;
    if (sharp < BACK_DEGREES)
        return right ? TURN_HARD_RIGHT : TURN_HARD_LEFT;
    return right ? TURN_UTURN_RIGHT : TURN_UTURN_LEFT;
}

/* What a piece is told as. */
enum manner { MANNER_PLAIN, MANNER_STAIRS, MANNER_LIFT, MANNER_CIRCLE };

/* A piece of the path with what telling it needs. */
struct told {
    const struct street_edge *edge;
    const struct street_trait *trait;
    enum manner manner;
    uint32_t length_mm;
    uint32_t first_point, last_point; /* in the line; both ends */
};

/* A telling under way. */
struct telling {
    const struct streets *streets;
    const struct street_steps_ask *ask;
    const struct path *path; /* of the ask */
    struct told *pieces;
    struct vec points, scratch; /* struct point */
    struct street_step *steps;
    uint32_t count;
};

/* Within a centimetre: as near as rounding takes a place along an edge. */
static bool same_point(struct point a, struct point b)
{
    return labs((long)a.lat - b.lat) <= 1 && labs((long)a.lon - b.lon) <= 1;
}

static void add_point(struct vec *points, struct point point)
{
    if (!points->count || !same_point(*(struct point *)vec_at(points, points->count - 1), point))
        vec_push(points, &point);
}

static struct point between(struct point a, struct point b, double part)
{
    return (struct point){
        .lat = (int32_t)lround(a.lat + part * ((double)b.lat - a.lat)),
        .lon = (int32_t)lround(a.lon + part * ((double)b.lon - a.lon)),
    };
}

static void turn_around(struct point *points, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        struct point swap = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = swap;
    }
}

/* The points of an edge as travelled, in the scratch. */
static uint32_t edge_line(struct telling *telling, edge_way way)
{
    const struct streets *streets = telling->streets;
    vec_resize(&telling->scratch, streets->street_edges[way >> 1].inner_points + 2u);
    uint32_t count = street_edge_points(streets, way >> 1, telling->scratch.data);
    if (way & 1)
        turn_around(telling->scratch.data, count);
    return count;
}

static double drawn_mm(const struct point *line, uint32_t count)
{
    double length = 0;
    for (uint32_t i = 1; i < count; i++)
        length += street_millimetres(line[i - 1], line[i]);
    return length;
}

/* Appends the part of a line between two places along it. */
static void add_part(struct vec *points, const struct point *line, uint32_t count, double begin,
                     double end)
{
    double along = 0;
    for (uint32_t i = 1; i < count; i++) {
        double step = street_millimetres(line[i - 1], line[i]);
        if (step > 0 && along + step >= begin && along <= end) {
            double from = begin > along ? (begin - along) / step : 0;
            double to = end < along + step ? (end - along) / step : 1;
            add_point(points, between(line[i - 1], line[i], from));
            add_point(points, between(line[i - 1], line[i], to));
        }
        along += step;
    }
}

static void add_line(struct telling *telling, const struct path_piece *piece)
{
    uint32_t count = edge_line(telling, piece->way);
    const struct point *line = telling->scratch.data;
    uint32_t length = telling->streets->street_edges[piece->way >> 1].length_mm;
    if (piece->begin_mm == 0 && piece->end_mm >= length) {
        for (uint32_t i = 0; i < count; i++)
            add_point(&telling->points, line[i]);
        return;
    }
    double scale = length ? drawn_mm(line, count) / length : 0;
    add_part(&telling->points, line, count, piece->begin_mm * scale, piece->end_mm * scale);
}

static enum manner manner_of(const struct street_trait *trait)
{
    switch ((enum street_kind)trait->kind) {
    case STREET_STEPS:
    case STREET_ESCALATOR:
        return MANNER_STAIRS;
    case STREET_LIFT:
        return MANNER_LIFT;
    default:
        return trait->marks & MARK_ROUNDABOUT ? MANNER_CIRCLE : MANNER_PLAIN;
    }
}

static void lay_out(struct telling *telling)
{
    const struct path *path = telling->path;
    add_point(&telling->points, telling->ask->from);
    if (!path->piece_count) { /* Two stops at one corner are joined by way of it. */
        add_point(&telling->points, path->from);
        add_point(&telling->points, path->to);
    }
    for (uint32_t i = 0; i < path->piece_count; i++) {
        const struct path_piece *piece = &path->pieces[i];
        struct told *told = &telling->pieces[i];
        told->edge = &telling->streets->street_edges[piece->way >> 1];
        told->trait = &telling->streets->street_traits[piece->trait];
        told->manner = manner_of(told->trait);
        told->length_mm = piece->end_mm - piece->begin_mm;
        uint32_t before = telling->points.count;
        add_line(telling, piece);
        /* The way from the door to the street has a direction of its own. */
        told->first_point =
            before - 1 + (i == 0 && path->from_off_mm > 0 && telling->points.count > before);
        told->last_point = telling->points.count - 1;
    }
    add_point(&telling->points, telling->ask->to);
}

/* Direction from `at` over some metres towards `last`, in degrees; false: there is none. */
static bool direction(const struct telling *telling, uint32_t at, uint32_t last, double *degrees)
{
    const struct point *points = telling->points.data;
    uint32_t to = at;
    while (to != last && geo_metres(points[at], points[to]) < LOOK_METRES)
        to += to < last ? 1 : UINT32_MAX;
    double north = (double)points[to].lat - points[at].lat;
    double narrow = cos(geo_degrees(points[at].lat) * (acos(-1) / 180));
    double east = ((double)points[to].lon - points[at].lon) * narrow;
    *degrees = atan2(east, north) * (180 / acos(-1));
    return to != at;
}

/* The angle between a piece and the one before; right above zero. 0 where nothing is drawn. */
static double angle_before(const struct telling *telling, uint32_t i)
{
    const struct told *before = &telling->pieces[i - 1], *next = &telling->pieces[i];
    double in, out;
    if (!direction(telling, before->last_point, before->first_point, &in) ||
        !direction(telling, next->first_point, next->last_point, &out))
        return 0;
    double angle = out - in - 180; /* `in` looks back */
    while (angle <= -180)
        angle += 360;
    return angle > 180 ? angle - 360 : angle;
}

/* The vertex at the end of a piece that is travelled whole. */
static vertex_ix head_of(const struct telling *telling, uint32_t i)
{
    const struct street_edge *edge = telling->pieces[i].edge;
    return telling->path->pieces[i].way & 1 ? edge->from : edge->to;
}

/* Whether there is no way on between two pieces but from one to the other. */
static bool is_bend(const struct telling *telling, uint32_t i)
{
    const struct streets *streets = telling->streets;
    const struct street_vertex *vertex = &streets->street_vertices[head_of(telling, i - 1)];
    edge_ix one = telling->path->pieces[i - 1].way >> 1, other = telling->path->pieces[i].way >> 1;
    for (uint32_t k = vertex[0].first_out; k < vertex[1].first_out; k++) {
        edge_ix edge = streets->street_arcs_out[k].way >> 1;
        if (edge != one && edge != other)
            return false;
    }
    return one != other;
}

static bool is_area(const struct street_trait *trait)
{
    return trait->kind == STREET_AREA || trait->kind == STREET_PLATFORM;
}

/* Whether a nameless piece is but a gap in the street it leaves and comes back to. */
static bool is_gap(const struct telling *telling, uint32_t i, text_ix street)
{
    const struct told *piece = &telling->pieces[i];
    return !piece->edge->name && piece->length_mm <= GAP_MM && i + 1 < telling->path->piece_count &&
           telling->pieces[i + 1].edge->name == street;
}

/* Whether a plain piece is told as part of the plain step before it. */
static bool goes_on(const struct telling *telling, uint32_t i, double angle)
{
    const struct told *piece = &telling->pieces[i];
    const struct street_step *step = &telling->steps[telling->count - 1];
    bool turns = fabs(angle) >= TOLD_DEGREES && !is_bend(telling, i);
    if (!piece->edge->name && piece->length_mm < CORNER_MM)
        return true;
    if (turns || is_area(piece->trait) != step->area)
        return false;
    return piece->edge->name == step->name || (step->name && is_gap(telling, i, step->name));
}

static bool begins_step(const struct telling *telling, uint32_t i, double angle)
{
    if (telling->pieces[i].manner != telling->pieces[i - 1].manner)
        return true;
    return telling->pieces[i].manner == MANNER_PLAIN && !goes_on(telling, i, angle);
}

/* How many ways out of a roundabout one comes by, the one taken included. */
static uint32_t exits_at(const struct telling *telling, uint32_t i)
{
    const struct streets *streets = telling->streets;
    const struct street_vertex *vertex = &streets->street_vertices[head_of(telling, i)];
    for (uint32_t k = vertex[0].first_out; k < vertex[1].first_out; k++) {
        const struct street_trait *trait =
            &streets->street_traits[streets->street_arcs_out[k].trait];
        if (!(trait->marks & MARK_ROUNDABOUT) && trait->car != ACCESS_NO)
            return 1;
    }
    return 0;
}

/* Which way a roundabout is taken, by the area its line encloses. */
static enum turn circle_of(const struct telling *telling, uint32_t first, uint32_t last)
{
    const struct point *points = telling->points.data, *start = &points[first];
    double area = 0;
    for (uint32_t i = first; i < last; i++)
        area += ((double)points[i].lon - start->lon) * ((double)points[i + 1].lat - start->lat) -
                ((double)points[i + 1].lon - start->lon) * ((double)points[i].lat - start->lat);
    return area < 0 ? TURN_CIRCLE_CLOCKWISE : TURN_CIRCLE_COUNTERCLOCKWISE;
}

static enum turn turn_for(const struct telling *telling, uint32_t i, double angle)
{
    switch (telling->pieces[i].manner) {
    case MANNER_STAIRS:
        return TURN_STAIRS;
    case MANNER_LIFT:
        return TURN_ELEVATOR;
    case MANNER_CIRCLE:
        return TURN_CIRCLE_COUNTERCLOCKWISE; /* Known when its end is. */
    case MANNER_PLAIN:
        break;
    }
    return i == 0 ? TURN_DEPART : turn_of(angle);
}

static void begin_step(struct telling *telling, uint32_t i, double angle)
{
    const struct told *piece = &telling->pieces[i];
    bool against = telling->path->pieces[i].way & 1;
    struct street_step *step = &telling->steps[telling->count++];
    *step = (struct street_step){
        .turn = turn_for(telling, i, angle),
        .name = piece->edge->name,
        .kind = (enum street_kind)piece->trait->kind,
        .osm_way = piece->edge->osm_way,
        .from_level = against ? piece->edge->to_level : piece->edge->from_level,
        .area = is_area(piece->trait),
        .first_point = i == 0 ? 0 : piece->first_point,
    };
    step->stay_on = i > 0 && step->name && step->name == telling->pieces[i - 1].edge->name &&
                    piece->manner == MANNER_PLAIN;
}

/* A piece counts with the part of it that is travelled. */
static void add_to_step(struct telling *telling, uint32_t i)
{
    const struct told *told = &telling->pieces[i];
    const struct path_piece *piece = &telling->path->pieces[i];
    struct street_step *step = &telling->steps[telling->count - 1];
    double part = told->edge->length_mm ? (double)told->length_mm / told->edge->length_mm : 1;
    step->length_mm += told->length_mm;
    step->up_metres += piece->up_dm * part / 10;
    step->down_metres += piece->down_dm * part / 10;
    step->toll |= (told->trait->marks & MARK_TOLL) != 0;
    step->restricted |= trait_access(told->trait, telling->ask->travel) == ACCESS_DESTINATION;
    step->to_level = piece->way & 1 ? told->edge->from_level : told->edge->to_level;
    step->point_count = told->last_point - step->first_point + 1;
    if (told->manner == MANNER_CIRCLE) {
        step->exit += exits_at(telling, i);
        step->turn = circle_of(telling, step->first_point, told->last_point);
    }
}

/* Sidewalks and the like are called after the street they run along. */
static bool may_be_beside(const struct street_step *step)
{
    return !step->name && step->length_mm >= BESIDE_MM && !step->area &&
           (step->kind == STREET_FOOTWAY || step->kind == STREET_CYCLEWAY);
}

/* Names a step that is over by its longest piece, which began with piece `first`. */
static void name_step(struct telling *telling, uint32_t first, uint32_t end)
{
    struct street_step *step = &telling->steps[telling->count - 1];
    uint32_t longest = first;
    if (!may_be_beside(step))
        return;
    for (uint32_t i = first; i < end; i++)
        if (telling->pieces[i].length_mm > telling->pieces[longest].length_mm)
            longest = i;
    step->name = street_beside(telling->streets, telling->path->pieces[longest].way >> 1);
    step->beside = step->name != 0;
}

/* The steps' own doors: what lies off the streets at both ends. */
static void add_doors(struct telling *telling)
{
    const struct path *path = telling->path;
    struct street_step *last;
    if (!telling->count)
        telling->steps[telling->count++] =
            (struct street_step){.turn = TURN_DEPART, .kind = STREET_LINK};
    last = &telling->steps[telling->count - 1];
    telling->steps[0].length_mm += path->from_off_mm;
    last->length_mm += path->to_off_mm;
    last->point_count = telling->points.count - last->first_point;
}

static void tell(struct telling *telling)
{
    uint32_t first = 0, count = telling->path->piece_count;
    for (uint32_t i = 0; i < count; i++) {
        double angle = i > 0 ? angle_before(telling, i) : 0;
        bool lifted = i > 0 && telling->pieces[i - 1].manner == MANNER_LIFT;
        if (i == 0 || begins_step(telling, i, angle)) {
            if (i > 0)
                name_step(telling, first, i);
            begin_step(telling, i, lifted ? 0 : angle);
            first = i;
        }
        add_to_step(telling, i);
    }
    if (count)
        name_step(telling, first, count);
}

void street_steps_of(const struct streets *streets, const struct street_steps_ask *ask,
                     struct arena *arena, struct street_steps *steps)
{
    const struct path *path = ask->path;
    struct telling telling = {
        .streets = streets,
        .ask = ask,
        .path = path,
        .pieces = arena_array(arena, path->piece_count, sizeof *telling.pieces),
        .steps = arena_array(arena, path->piece_count + 1u, sizeof *telling.steps),
        .points = vec_of(sizeof(struct point)),
        .scratch = vec_of(sizeof(struct point)),
    };
    lay_out(&telling);
    tell(&telling);
    add_doors(&telling);
    *steps = (struct street_steps){
        .items = telling.steps,
        .count = telling.count,
        .points = arena_array(arena, telling.points.count, sizeof(struct point)),
        .point_count = telling.points.count,
    };
    memcpy(steps->points, telling.points.data, telling.points.count * sizeof(struct point));
    vec_finish(&telling.points);
    vec_finish(&telling.scratch);
}
