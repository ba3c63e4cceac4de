#ifndef ENGINE_NETWORK_STREETS_H
#define ENGINE_NETWORK_STREETS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/geo.h"
#include "engine/network/ix.h"

/*
 * The streets: one graph for everybody who moves by himself. It is made of the same arrays whether
 * they lie in a mapped image or were just compiled, so `struct streets` is a view of either.
 *
 *   vertex    where ways meet, end, or change; also where a stop or a park is tied
 *   edge      a stretch between two vertices, as drawn on the map: name, shape, levels
 *   arc       an edge in one direction, as searched. Arcs may share an edge: turn restrictions are
 *             compiled into copies of vertices (see feeds/streets), so that a search knows of none
 *   trait     everything about an arc that decides who may use it and how fast; arcs share them,
 *             so that a traveller's own speeds are worked out once a trait and not once an arc
 *   tie       where a stop or a park touches the streets
 *
 * All durations along an arc are linear in its length, climb and fixed seconds: joining stretches
 * of the same trait to one edge changes no result.
 */

/** What an edge is to somebody who looks at it. */
enum street_kind {
    STREET_ROAD,        /**< has a carriageway; `road` says of which class */
    STREET_FOOTWAY,     /**< footway, path, sidewalk, crossing */
    STREET_CYCLEWAY,    /**< */
    STREET_TRACK,       /**< field and forest */
    STREET_STEPS,       /**< */
    STREET_ESCALATOR,   /**< */
    STREET_MOVING_WALK, /**< */
    STREET_LIFT,        /**< one edge from floor to floor */
    STREET_CORRIDOR,    /**< indoor ways, GTFS pathways on the level */
    STREET_FARE_GATE,   /**< GTFS pathway_mode 6 */
    STREET_EXIT_GATE,   /**< GTFS pathway_mode 7 */
    STREET_PLATFORM,    /**< public_transport=platform, railway=platform */
    STREET_AREA,        /**< across a square that one may cross */
    STREET_FERRY,       /**< takes `seconds`, whatever the length */
    STREET_LINK,        /**< made by us: from a stop to the street in front of it */
    STREET_KINDS
};

/** Class of road, the large ones first. */
enum street_road {
    ROAD_NONE,
    ROAD_MOTORWAY,
    ROAD_TRUNK,
    ROAD_PRIMARY,
    ROAD_SECONDARY,
    ROAD_TERTIARY,
    ROAD_UNCLASSIFIED,
    ROAD_RESIDENTIAL,
    ROAD_LIVING_STREET,
    ROAD_PEDESTRIAN,
    ROAD_SERVICE,
    ROAD_CLASSES
};

/** Who may pass. */
enum street_access {
    ACCESS_NO,
    ACCESS_YES,
    ACCESS_PUSH,        /**< bicycles: on foot only; wheelchairs: with help (limited) */
    ACCESS_DESTINATION, /**< only by who starts or ends in it (private, customers, delivery) */
    ACCESS_UNKNOWN,     /**< wheelchairs: nothing speaks against it, nobody says so */
};

/** What one rolls on. */
enum street_surface {
    SURFACE_UNKNOWN,
    SURFACE_PAVED,
    SURFACE_COBBLES,
    SURFACE_COMPACT,
    SURFACE_ROUGH
};

/** How bicycles are kept from cars. */
enum street_cycling { CYCLING_MIXED, CYCLING_LANE, CYCLING_TRACK, CYCLING_FREE };

/** Marks of a trait. */
enum street_mark {
    MARK_ISLAND_FOOT = 1 << 0,       /**< not joined to the main body of the graph on foot; */
    MARK_ISLAND_WHEELCHAIR = 1 << 1, /**< doors are not put here */
    MARK_ISLAND_BICYCLE = 1 << 2,
    MARK_ISLAND_CAR = 1 << 3,
    MARK_ROUNDABOUT = 1 << 4,
    MARK_LIT = 1 << 5,
    MARK_TOLL = 1 << 6,
    MARK_TUNNEL = 1 << 7,
    MARK_BRIDGE = 1 << 8,
    MARK_INDOOR = 1 << 9,
    MARK_HANDRAIL = 1 << 10,
    MARK_RAMP_BICYCLE = 1 << 11, /**< steps with a channel for bicycles */
    MARK_TIMED = 1 << 12,        /**< takes its fixed seconds, whatever the length */
};

/** Who may use an arc, in its direction, and what it is like. Each set of values stands once. */
struct street_trait {
    uint8_t kind;       /**< enum street_kind */
    uint8_t road;       /**< enum street_road */
    uint8_t foot;       /**< enum street_access, likewise the next four */
    uint8_t wheelchair; /**< NO where foot is NO */
    uint8_t bicycle;
    uint8_t scooter; /**< stand-up electric ones */
    uint8_t car;
    uint8_t car_kmh; /**< 1 .. 140, free-flowing; 0 where cars do not go */
    uint8_t surface; /**< enum street_surface */
    uint8_t cycling; /**< enum street_cycling */
    int8_t incline;  /**< steepest slope in this direction in percent, from tags; 0 unsaid */
    uint8_t reserved;
    uint16_t width_cm; /**< narrowest clear width; 0 unsaid */
    uint16_t marks;    /**< enum street_mark */
};

/** What stands in the way at a vertex: one may reach it, and not pass it. */
enum street_vertex_mark {
    VERTEX_NO_FOOT = 1 << 0,
    VERTEX_NO_WHEELCHAIR = 1 << 1, /**< stile, turnstile, raised kerb, gap too narrow */
    VERTEX_NO_BICYCLE = 1 << 2,
    VERTEX_NO_CAR = 1 << 3,   /**< bollard, block, locked gate */
    VERTEX_SIGNALS = 1 << 4,  /**< traffic lights */
    VERTEX_CROSSING = 1 << 5, /**< of pedestrians */
    VERTEX_TIED = 1 << 6,     /**< a stop or a park is tied here */
    VERTEX_ENTRANCE = 1 << 7, /**< of a building or station */
    VERTEX_COPY = 1 << 8,     /**< stands for another at the same place (turn restrictions) */
};

/** A vertex. Near ones have near numbers. The last of the section is only an end of lists. */
struct street_vertex {
    struct point at;
    uint32_t first_out, first_in; /**< in arcs_out, arcs_in; end where the next one's begin */
    uint16_t marks;               /**< enum street_vertex_mark */
    int16_t level;                /**< in tenths of a floor; 0 the ground, and unsaid */
};

/** An edge in one direction, 1 when against the order in which the edge is drawn. */
typedef uint32_t edge_way; /**< edge_ix << 1 | against */

/** One way to go on from a vertex (arcs_out), or to come to it (arcs_in). */
struct street_arc {
    vertex_ix vertex; /**< the other end: head (out) or tail (in) */
    edge_way way;     /**< as travelled */
    uint32_t length_mm;
    uint16_t trait;
    uint16_t up_dm,
        down_dm;      /**< climb and descent in decimetres, as travelled; 0 without heights */
    uint16_t seconds; /**< on top of what the length takes: ferries, lifts, timed pathways */
};

/** A stretch on the map. */
struct street_edge {
    vertex_ix from, to; /**< as drawn; never copies */
    uint32_t length_mm;
    text_ix name;                 /**< street name, else its number; may be empty */
    uint32_t shape;               /**< byte in `street_shapes` where its inner points begin */
    uint32_t osm_way;             /**< id of (one of) its OSM way; 0: none or beyond 32 bits */
    uint16_t inner_points;        /**< between from and to */
    int16_t from_level, to_level; /**< in tenths of a floor */
    uint16_t trait;               /**< as drawn from `from` to `to` */
};

/** What is tied. */
enum tie_kind { TIE_STOP, TIE_CAR_PARK, TIE_BICYCLE_PARK };

/** Where a stop or a park touches the streets; one may have several. */
struct street_tie {
    uint32_t record; /**< a served stop_ix, or an index of `street_parks` */
    vertex_ix vertex;
    uint32_t off_mm; /**< walk between the vertex and the thing itself */
    uint32_t kind;   /**< enum tie_kind */
};

/** Where vehicles are left. */
struct street_park {
    text_ix id, name; /**< `osm:w123`; the name may be empty */
    struct point at;
    uint32_t capacity;  /**< vehicles; NO_IX unsaid */
    uint16_t disabled;  /**< of them for disabled drivers; UINT16_MAX unsaid */
    uint8_t kind;       /**< TIE_CAR_PARK or TIE_BICYCLE_PARK */
    uint8_t fee;        /**< enum tristate */
    uint8_t park_ride;  /**< enum tristate: meant for changing to transit */
    uint8_t covered;    /**< enum tristate */
    uint16_t height_cm; /**< highest vehicle; 0 unsaid */
};

/** The edges that touch one cell of the map, see street_cell_of. Sorted by cell. */
struct street_cell {
    uint32_t row, column;
    uint32_t first; /**< in `street_cell_edges`; ends where the next one's begin */
};

/* The sections of the image that hold streets; all are empty in an image without. The last vertex
 * and the last cell are ends only. */
#define STREET_SECTIONS(SECTION)                                                                   \
    SECTION(street_vertices, struct street_vertex)                                                 \
    SECTION(street_arcs_out, struct street_arc)                                                    \
    SECTION(street_arcs_in, struct street_arc)                                                     \
    SECTION(street_traits, struct street_trait)                                                    \
    SECTION(street_edges, struct street_edge)                                                      \
    SECTION(street_shapes, uint8_t)                                                                \
    SECTION(street_cells, struct street_cell)                                                      \
    SECTION(street_cell_edges, edge_ix)                                                            \
    SECTION(street_ties, struct street_tie) /* by kind, record */                                  \
    SECTION(street_vertex_ties, uint32_t)   /* indices of ties, by vertex */                       \
    SECTION(street_parks, struct street_park)

/** Every section as `streets->street_edges` with `streets->counts.street_edges` items. */
struct streets {
#define SECTION(name, type) const type *name;
    STREET_SECTIONS(SECTION)
#undef SECTION
    struct {
#define SECTION(name, type) uint32_t name;
        STREET_SECTIONS(SECTION)
#undef SECTION
    } counts;
};

/** Whether there are any streets. */
static inline bool streets_exist(const struct streets *streets)
{
    return streets->counts.street_edges > 0;
}

/** Vertices, without the end. */
static inline uint32_t streets_vertices(const struct streets *streets)
{
    return streets->counts.street_vertices ? streets->counts.street_vertices - 1 : 0;
}

/** Side of a cell in units of 1e-7 degree: about 280 m of latitude. */
#define STREET_CELL_UNITS 25000

/** Row or column of a coordinate, shifted so as not to be negative. */
static inline uint32_t street_cell_of(int32_t coordinate)
{
    return (uint32_t)(((int64_t)coordinate + 1800000000) / STREET_CELL_UNITS);
}

/**
 * The length of a straight piece in millimetres: what every length of the graph is a sum of.
 * Symmetric in its ends.
 */
uint32_t street_millimetres(struct point a, struct point b);

/**
 * The points of an edge as drawn, both ends included, into `points`, which has room for
 * inner_points + 2. Returns how many.
 */
uint32_t street_edge_points(const struct streets *streets, edge_ix edge, struct point *points);

#endif
