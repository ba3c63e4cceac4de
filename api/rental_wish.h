#ifndef API_RENTAL_WISH_H
#define API_RENTAL_WISH_H

#include "api/request.h"
#include "engine/live/live.h"

/* Which shared vehicles a question allows, part by part of the way. */

/** The part of the way that parameters are about. */
enum rental_part { RENTAL_DIRECT, RENTAL_PRE, RENTAL_POST, RENTAL_CHANGE };

/** What is allowed. A zeroed one allows none, since no form is. */
struct rental_wish {
    uint32_t forms, propulsions; /**< bits of enum rental_form, enum rental_propulsion */
    struct request_list systems; /**< ids of which one must fit; none: any */
    struct request_list groups;  /**< likewise */
    bool ignore_returns;         /**< wherever a vehicle has to be given back */
};

/** All of them, as the feeds lend them. */
extern const struct rental_wish rental_wish_all;

/**
 * Reads `directRentalFormFactors`, `...PropulsionTypes`, `...Providers`, `...ProviderGroups` and
 * `ignoreDirectRentalReturnConstraints`; of the other parts with `preTransit`, `postTransit` and,
 * ours, `change`.
 * An empty list allows all, as MOTIS has it here and nowhere else. False: a name nobody knows.
 */
MUST_CHECK bool rental_wish_read(const struct request *request, enum rental_part part,
                                 struct rental_wish *wish, struct error *error);

/** Whether a product of the image is allowed. */
bool rental_wish_has(const struct rental_wish *wish, const struct world *world, uint32_t product);

/** Whether some system of the world, or some group, has that id. */
bool rental_wish_knows(const struct world *world, const char *id, bool group);

/** The first id of the wish that nobody in the world has, or NULL; `*name`: its parameter. */
const char *rental_wish_stranger(const struct request *request, enum rental_part part,
                                 const struct rental_wish *wish, const struct world *world,
                                 const char **name);

/** As the API and GBFS name it: `BICYCLE`, `SCOOTER_STANDING` ... */
const char *rental_form_name(enum rental_form form);

/** `HUMAN`, `ELECTRIC_ASSIST` ... */
const char *rental_propulsion_name(enum rental_propulsion propulsion);

#endif
