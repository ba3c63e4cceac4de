#ifndef API_CLI_PLAN_FARE_H
#define API_CLI_PLAN_FARE_H

struct journey;
struct journey_text;
struct plan;

/** Prints what a journey of the answer costs. */
void plan_fare_print(const struct plan *plan, const struct journey_text *text,
                     const struct journey *journey);

#endif
