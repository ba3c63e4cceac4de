#ifndef API_RENDER_LENDERS_H
#define API_RENDER_LENDERS_H

#include <jansson.h>

#include "api/rentals.h"

/* Who lends vehicles: systems, which MOTIS calls providers, and groups of them. */

/** The group that the system is in, with all that are in it. The caller owns it. */
json_t *render_lender_group(const struct rentals_ask *ask, const struct rental_system *system);

/** The system. The caller owns it. */
json_t *render_lender(const struct rentals_ask *ask, const struct rental_system *system);

/** Rules as a list: which vehicles of the system may be taken, left and ridden there. */
json_t *render_lender_rules(const struct live *live, const struct rental_system *system,
                            struct rental_span rules);

/** A box as the API has it: west, south, east, north; of one that is empty, zeros. */
json_t *render_lender_box(struct box box);

/** The forms of all types of the system, as bits. */
uint32_t render_lender_forms(const struct live *live, const struct rental_system *system);

/** Forms as names, in their own order. */
json_t *render_lender_form_names(uint32_t forms);

#endif
