#ifndef API_FARE_LIST_H
#define API_FARE_LIST_H

#include "api/words.h"
#include "engine/fare/overlay.h"

/* What a question about prices may name, and what bears on prices without being named. */

/** What it is; the first four are named in a question, each kind in a parameter of its own. */
enum fare_list_kind {
    FARE_LIST_CATEGORY,   /**< rider categories of feeds and of the city, and those of its rules */
    FARE_LIST_MEDIUM,     /**< likewise what one pays with */
    FARE_LIST_PASS,       /**< passes that may be held */
    FARE_LIST_CAP,        /**< caps up to which something may be spent */
    FARE_LIST_FREE,       /**< what costs nothing, on some days */
    FARE_LIST_COMBINED,   /**< from one network to another */
    FARE_LIST_SUPPLEMENT, /**< for a dog, a bicycle */
    FARE_LIST_KINDS
};

/** One of them. Texts live as long as the world, or in the arena. */
struct fare_listed {
    enum fare_list_kind kind;
    const char *id;   /**< as a question names it: of a feed with its tag before it */
    const char *name; /**< or empty */
    const char *url;  /**< who is eligible; or empty */
    feed_ix feed;     /**< NO_IX: the city's own */
    bool standard;    /**< a category: of who claims nothing */
    uint32_t medium;  /**< enum medium_kind, of a medium of a feed */
    const struct overlay_rule *rule; /**< of the city's; NULL: of a feed, or only named in a rule */
};

/** All of a world: by kind, of a kind those of feeds first. Returns how many; in the arena. */
uint32_t fare_list(const struct words *words, struct arena *arena, const struct fare_listed **list);

/** The parameter in which such ids are sent, `farePasses`; NULL: in none. */
const char *fare_list_parameter(enum fare_list_kind kind);

/**
 * The next rule of the same kind and id behind `rule`, which is of the overlay; NULL: there is
 * none. Categories may have several.
 */
const struct overlay_rule *fare_list_next(const struct overlay *overlay,
                                          const struct overlay_rule *rule);

/** A network as the tables of the overlay write it, `maree:agency:PASSEUR`; in the arena. */
const char *fare_list_network(const struct overlay *overlay, const struct overlay_network *network,
                              struct arena *arena);

#endif
