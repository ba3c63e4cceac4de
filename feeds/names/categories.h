#ifndef FEEDS_NAMES_CATEGORIES_H
#define FEEDS_NAMES_CATEGORIES_H

#include "engine/network/names.h"
#include "feeds/osm/osm.h"

/* What an OSM object is to somebody who looks for it by name. */

/** Category and weight. */
struct category {
    enum named_category category; /**< CATEGORY_NONE: nobody looks for it */
    float importance;             /**< 0 .. 1 */
};

/** By the object's tags; towns count by how many live there. */
struct category category_of(const struct osm_tags *tags);

/** How important a street of that `highway` is, 0: it is no street that has an address. */
float category_street(struct osm_text highway);

/** Whether people live in it and name streets by it. */
bool category_is_town(enum named_category category);

/** The value of a key; empty when the object has none. */
struct osm_text tag_of(const struct osm_tags *tags, const char *key);

#endif
