#ifndef ENGINE_LIVE_RENTAL_FIELDS_H
#define ENGINE_LIVE_RENTAL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/live/rental.h"

/* Inside live only: which fields of the rental sections lead to other sections. One list, by which
 * fleets are put behind each other and an image is checked. */

/** The rental sections by number. */
enum rental_section {
#define SECTION(name, type) IN_##name,
    RENTAL_SECTIONS(SECTION)
#undef SECTION
        IN_RENTAL_SECTIONS
};

/** What a field holds. */
enum rental_field_kind {
    RENTAL_FIELD_TEXT,   /**< a text_ix */
    RENTAL_FIELD_NUMBER, /**< the number of an item */
    RENTAL_FIELD_SPAN,   /**< a struct rental_span of items */
};

/** One field. */
struct rental_field {
    enum rental_section section;
    enum rental_field_kind kind;
    size_t offset;
    enum rental_section target; /**< of numbers and spans */
    bool optional;              /**< a number may be NO_IX */
};

/** All of them; `*count` is how many. */
const struct rental_field *rental_fields(size_t *count);

#endif
