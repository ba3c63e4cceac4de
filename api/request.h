#ifndef API_REQUEST_H
#define API_REQUEST_H

#include "api/dialect.h"
#include "api/worker.h"
#include "engine/base/error.h"

/*
 * One question as it came: a path and named parameters, already percent-decoded and known to be
 * UTF-8 without control bytes. Nothing here knows the HTTP library.
 *
 * The readers below turn a parameter into a value. They share three rules: an absent parameter
 * leaves `*value` as it was (set your default first) and succeeds; a malformed one gives false and
 * an ERROR_INPUT whose place is the parameter's name; nobody looks at parameters that no reader
 * asks for.
 */

#define REQUEST_TARGET_MAX 8192
#define REQUEST_PARAMETERS_MAX 64

/** One `name=value` of the query string. */
struct parameter {
    const char *name, *value; /**< decoded, NUL-terminated; the value may be empty */
};

/** What came behind the head of a request. */
struct request_body {
    const char *bytes; /**< borrowed; NULL when `size` is 0 */
    size_t size;
};

/** One question as it came in. */
struct request {
    struct worker *worker;              /**< world, planner and arena of this answer */
    const struct dialect *dialect;      /**< of the path; never NULL */
    uint32_t version;                   /**< 1..6 below /api, 0 elsewhere */
    const char *path;                   /**< decoded */
    const char *name;                   /**< the endpoint: the path without its root */
    const struct parameter *parameters; /**< in order of the query, names differ */
    uint32_t parameter_count;
    struct request_body body; /**< of POST, read into the parameters already */
};

/** A list as `a,b,c`. */
struct request_list {
    const char **items; /**< without blanks around them, none empty; in the arena */
    uint32_t count;
    bool given; /**< the parameter is there, perhaps empty (which means none, not the default) */
};

/** A place of the query: a point on the ground or a stop. */
struct request_place {
    bool given;
    bool is_stop;
    stop_ix stop;    /**< when is_stop */
    struct point at; /**< the point; of a stop, where it is */
    bool has_level;
    double level; /**< floor, 0 is the ground; only if has_level */
};

/**
 * Splits and decodes a target (`/path?a=b&c=d`). Everything lives in the worker's arena.
 * False, ERROR_INPUT: bad percent-encoding, no UTF-8, control bytes, `..` in the path, a parameter
 * twice; ERROR_LIMIT: too long or too many parameters.
 */
MUST_CHECK bool request_parse(struct request *request, struct worker *worker, const char *target,
                              struct error *error);

/** Sets `version`, `name` and `dialect` from `path`, which starts with a slash. */
void request_find_root(struct request *request);

/** The parameter's text, or NULL when it is absent. */
const char *request_text(const struct request *request, const char *name);

/** The text of a parameter that must be there and not empty. */
MUST_CHECK bool request_required(const struct request *request, const char *name,
                                 const char **value, struct error *error);

/** `true`, `false`, `1` or `0`. */
MUST_CHECK bool request_bool(const struct request *request, const char *name, bool *value,
                             struct error *error);

/** A whole number in min..max. */
MUST_CHECK bool request_int(const struct request *request, const char *name, int64_t min,
                            int64_t max, int64_t *value, struct error *error);

/** A finite decimal number in min..max. */
MUST_CHECK bool request_number(const struct request *request, const char *name, double min,
                               double max, double *value, struct error *error);

/**
 * A moment as civil_parse_time reads it, offset needed. A `+` of the offset that was not
 * percent-encoded (and so arrived as a blank) is understood.
 */
MUST_CHECK bool request_time(const struct request *request, const char *name, unix_time *value,
                             struct error *error);

/** One of `names` (NULL ends them); `*value` becomes its number. */
MUST_CHECK bool request_enum(const struct request *request, const char *name,
                             const char *const *names, uint32_t *value, struct error *error);

/** `a, b, c` of names (NULL ends them), as errors say what there is; in the arena. */
const char *request_names(struct arena *arena, const char *const *names);

/** A comma list; at most `max` items. */
MUST_CHECK bool request_list(const struct request *request, const char *name, uint32_t max,
                             struct request_list *list, struct error *error);

/** Whether the text is one of the list's items. */
bool request_list_has(const struct request_list *list, const char *text);

/** `lat,lon` in degrees; sets `*given`. */
MUST_CHECK bool request_point(const struct request *request, const char *name, bool *given,
                              struct point *value, struct error *error);

/** `lat,lon`, `lat,lon,level`, or a stop id; an unknown id is ERROR_MISSING. */
MUST_CHECK bool request_place(const struct request *request, const char *name,
                              struct request_place *place, struct error *error);

/** A stop id (`tag_id`); unknown: ERROR_MISSING. `*stop` stays NO_IX when absent. */
MUST_CHECK bool request_stop(const struct request *request, const char *name, stop_ix *stop,
                             struct error *error);

/** The same for a text that is not a whole parameter, an item of a list, say. */
MUST_CHECK bool request_place_of(const struct request *request, const char *name, const char *text,
                                 struct request_place *place, struct error *error);

#endif
