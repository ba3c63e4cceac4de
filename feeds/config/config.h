#ifndef FEEDS_CONFIG_CONFIG_H
#define FEEDS_CONFIG_CONFIG_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/vec.h"
#include "engine/network/freeze.h"
#include "feeds/input/input.h"

/*
 * What a city is made of: `city.json` (jansson lives here), or just paths. Every key has a default
 * but `feeds`; a key that is unknown, doubled or of a wrong type is an error that names it.
 *
 *   name                    text, for reports
 *   feeds[]                 path (relative to the file), kind ("gtfs"), tag, licence, licence_url,
 *                           time_zone (used when the feed names none that exists)
 *   feeds[].live[]          what is said of the feed at this moment; a path or URL, or an object of
 *                           path or url, tag, every_seconds (15), limit_seconds (600), headers{},
 *                           key_file, ports[], allow_http, allow_private (false), trip_suffix,
 *                           trip_prefix, by_route (true), by_stops (false), backward ("none",
 *                           "always"): see struct config_live. A build does not look at it.
 *   shared[]                who lends vehicles (GBFS); a path or URL, or an object of path or url,
 *                           tag, every_seconds (30), limit_seconds (600), headers{}, key_file,
 *                           ports[], allow_http, allow_private (false), group, group_name,
 *                           language, hosts[], return ("any_station", "anywhere", "roundtrip"):
 *                           see struct config_shared. A build does not look at it.
 *   fares                   folder of the city's own prices (feeds/fares/README.md), relative to
 *                           the file. A build does not look at it.
 *   streets[]               OpenStreetMap files; addresses[]: address files (BAN CSV); each a path,
 *                           or an object of path, attribution, licence, licence_url. A map whose
 *                           licence is not said is ODbL, "© OpenStreetMap contributors".
 *   elevation[]             heights, files or folders
 *   stop_metres             how far from a stop its street may be (250)
 *   walking_minutes         how long one walks from stop to stop on streets (15)
 *   foot_metres_per_second, wheelchair_metres_per_second
 *                           on streets between stops (1.2, 0.8)
 *   reduce_changes          whether walks that no change needs are kept out of the search (true)
 *   change_seconds          change time where a feed gives none (120), or an object of it: "*" for
 *                           all, "stop:ID" for a stop or station
 *   link_metres             stops nearer than this are linked by walking, 0 none (200)
 *   walk_metres_per_second  along the straight line between stops (1.0)
 *   transfers               two_way (false), closed (false), least_seconds (0): how rows of
 *                           transfers.txt become walks
 *   board_slack             seconds to be there before departure, by mode ("FERRY"), agency id,
 *                           "route:ID" or "stop:ID" (a station stands for its stops)
 *   alight_slack            seconds from arrival to being out, likewise
 *   limits                  members, bytes, member_bytes, ratio: of what one feed unpacks to
 */

/** One feed of the city. */
struct config_feed {
    const char *path;
    const char *tag;         /**< unique, letters, digits and `-`; never empty */
    const char *licence;     /**< or NULL */
    const char *licence_url; /**< or NULL */
    const char *time_zone;   /**< or NULL */
};

/** A line of a request's head. */
struct config_header {
    const char *name;
    const char *value; /**< may hold `${NAME}` */
};

/** What is said of stops before the first one that an update speaks of. */
enum config_backward {
    CONFIG_BACKWARD_NONE,   /**< nothing */
    CONFIG_BACKWARD_ALWAYS, /**< they are as late as the first one told */
};

/**
 * Something that is fetched again and again. `${NAME}` in a header's value or in the query of the
 * URL stands for a variable of the environment, `${KEY}` for the first line of `key_file` where
 * there is one: who fetches puts them in, so that no secret is ever part of a configuration.
 */
struct config_source {
    const char *where;    /**< a path, or an http:// or https:// URL as written */
    const char *tag;      /**< unique among all that is fetched, as a feed's */
    const char *key_file; /**< or NULL */
    const struct config_header *headers;
    const uint16_t *ports; /**< that a URL may lead to beside 80 and 443 */
    uint32_t header_count, port_count;
    int32_t every_seconds; /**< from one look to the next, 1 .. 3600 */
    int32_t limit_seconds; /**< age from which what it says is dropped, 10 .. 86400 */
    bool is_url;
    bool allow_http;    /**< http:// is fine: anybody on the way may read and change it */
    bool allow_private; /**< its own host may have a private or loopback address */
};

/** A live feed. */
struct config_live {
    struct config_source from;
    const char *trip_suffix; /**< what comes before the part of a trip_id that counts, or NULL */
    const char *trip_prefix; /**< what comes behind it, or NULL */
    uint32_t feed;           /**< in `feeds`: whose ids it speaks */
    bool by_route;           /**< runs may be found by route, direction and start */
    bool by_stops;           /**< runs may be found by route and times at stops */
    enum config_backward backward;
};

/** Where shared vehicles have to be given back when their system does not say. */
enum config_return {
    CONFIG_RETURN_UNSAID, /**< as its stations suggest */
    CONFIG_RETURN_ANY_STATION,
    CONFIG_RETURN_ANYWHERE,
    CONFIG_RETURN_ROUNDTRIP,
};

/**
 * Shared vehicles: the discovery document of a system (`gbfs.json`), a manifest of several, or a
 * folder of documents. `from.every_seconds` is the least time from one look at a document to the
 * next; it may ask for more itself.
 */
struct config_shared {
    struct config_source from;
    const char *group, *group_name; /**< what it is shown as a part of, or NULL */
    const char *language;           /**< of texts, or NULL: the first */
    const char *const *hosts;       /**< that documents may lead to, beside the URL's own */
    uint32_t host_count;
    enum config_return way_back;
};

/** What is said of spaces in parks of one kind, see `feeds/parks/lots.h`. */
struct config_parks {
    struct config_source from;
    int32_t metres; /**< how far from a park of the map it may say that it lies, 1 .. 500 */
    bool bicycles;  /**< else cars */
};

/** A map or an address file of the city. */
struct config_file {
    const char *path;
    const char *attribution; /**< whom to name, or NULL */
    const char *licence;     /**< or NULL */
    const char *licence_url; /**< or NULL */
};

/** Slack of a mode, an agency, a route or a stop, and the change time of a stop. */
struct config_slack {
    const char *key; /**< mode name, agency id, `route:ID` or `stop:ID`; ids may be `tag_id` */
    int32_t board, alight; /**< seconds, or -1: not said */
    int32_t change;        /**< likewise; of stops only */
};

/** How stops are tied to streets, and changes between them found there. */
struct config_streets {
    int32_t stop_metres;
    int32_t walking_minutes;
    int32_t foot_mm_per_second, wheelchair_mm_per_second;
};

/** A configuration, however it came. */
struct config {
    const char *name;     /**< may be empty */
    const char *fares;    /**< folder of the overlay of prices, or NULL */
    struct vec feeds;     /**< struct config_feed */
    struct vec live;      /**< struct config_live, by feed */
    struct vec shared;    /**< struct config_shared */
    struct vec parks;     /**< struct config_parks */
    struct vec slacks;    /**< struct config_slack, each key once */
    struct vec notes;     /**< const char *: what a person should know: tags made unique */
    struct vec streets;   /**< struct config_file: OpenStreetMap files */
    struct vec elevation; /**< const char *: files of heights, or folders of them */
    struct vec addresses; /**< struct config_file: address files (BAN CSV) */
    struct config_streets walking;
    struct freeze_options freeze;
    struct input_limits limits;
    uint64_t digest;    /**< of all that a build reads of a city.json; 0: made of paths */
    struct arena arena; /**< holds the texts */
};

/** What a path leads to. */
enum config_kind {
    CONFIG_FEED,    /**< a zip, a folder, or something only a reader can name */
    CONFIG_CITY,    /**< a city.json, or a folder that holds one */
    CONFIG_STREETS, /**< an OpenStreetMap file */
    CONFIG_IMAGE,   /**< a file of ours, already built */
};

/** Looks at the path; what is missing or unreadable counts as a feed: its reader says so. */
enum config_kind config_kind_of(const char *path);

/** Reads a city.json, or that of a folder. False: not valid; nothing is to be freed. */
MUST_CHECK bool config_read(struct config *config, const char *path, struct error *error);

/**
 * Makes a configuration of paths, or reads the city.json when it is the one path. OpenStreetMap
 * files among them are streets, the others feeds. False: an image or several configurations among
 * them, or the city.json is wrong; nothing is to be freed.
 */
MUST_CHECK bool config_of_paths(struct config *config, char *const *paths, uint32_t count,
                                struct error *error);

/**
 * Gives a map its credit: the contributors' where no attribution is said, the Open Database Licence
 * where no licence is. A map under another licence is not OpenStreetMap's and is given nothing.
 */
void config_credit_map(struct config_file *map);

/** Frees it; fine on a zeroed one. */
void config_finish(struct config *config);

/** "jansson 2.14": the library at run time. */
const char *config_libraries(void);

#endif
