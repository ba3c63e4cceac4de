#ifndef API_CLI_PLAN_FARE_H
#define API_CLI_PLAN_FARE_H

struct journey;
struct journey_text;
struct plan;
struct plan_direct;

/** Prints what a journey of the answer costs. */
void plan_fare_print(const struct plan *plan, const struct journey_text *text,
                     const struct journey *journey);

/** The same of a way without rides; nothing where nothing is to be paid, as on foot. */
void plan_fare_print_direct(const struct plan *plan, const struct journey_text *text,
                            const struct plan_direct *direct);

#endif
