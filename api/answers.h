#ifndef API_ANSWERS_H
#define API_ANSWERS_H

#include "api/reply.h"
#include "api/request.h"

/* Endpoints that are nothing but their handler (see routes.h). */

/** The endpoint plan: how to get from one place to another. */
bool plan_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint stop: a stop and the routes that serve it. */
bool stop_answer(const struct request *request, struct reply *reply, struct error *error);

/**
 * The endpoint: one run from its first call to its last, and what the vehicle runs after it as
 * long as one may stay seated and gets farther. An itinerary of one leg or, not joined, several.
 */
bool trip_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint one-to-many, by GET and POST: how far it is from one place to many, or back. */
bool one_to_many_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/reach`: what is reached from a place, or from where it is reached, as points or areas. */
bool reach_answer(const struct request *request, struct reply *reply, struct error *error);

/** `one-to-all`: every stop that is reached from a place, with minutes and number of rides. */
bool one_to_all_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/matrix`, by GET and POST: travel times from many places to many; streamed. */
bool matrix_answer(const struct request *request, struct reply *reply, struct error *error);

/** The endpoint refresh-itinerary, by GET and POST: an itinerary as it is now. */
bool refresh_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/gtfs-rt`: what all live feeds say, cleaned, as one GTFS-Realtime message. */
bool gtfs_rt_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/quote`, by POST and GET: what an itinerary costs, signed. */
bool quote_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/quote/{id}/explain`, by GET and POST: how the quote comes about, rule by rule. */
bool quote_explain_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/fares`: what a question about prices may name, and what else bears on prices. */
bool fares_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/keys`: what verifies the signatures under quotes. */
bool keys_answer(const struct request *request, struct reply *reply, struct error *error);

/** `/x/v1/vehicles`: where vehicles are, in a box. */
bool vehicles_answer(const struct request *request, struct reply *reply, struct error *error);

#endif
