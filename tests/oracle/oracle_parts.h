#ifndef TESTS_ORACLE_ORACLE_PARTS_H
#define TESTS_ORACLE_ORACLE_PARTS_H

#include "engine/base/vec.h"
#include "tests/oracle/rules.h"
#include "tests/oracle/small.h"

/* What the files of the oracle tell each other. */

/** The question at hand. */
struct task {
    const struct small_world *world;
    const struct small_question *question;
    rule_set off; /**< rules that do not count */
};

/** Whether a rule counts. */
static inline bool task_has(const struct task *task, enum rule rule)
{
    return !(task->off >> rule & 1);
}

/** One trip on one day (and at one departure of its frequency). */
struct oracle_run {
    int trip, day;
    int64_t zero;    /**< add a call's time to get the time of the world */
    int first_event; /**< its calls are neighbours among the events */
};

/** One call of one run. */
struct oracle_event {
    int run, call;
    int64_t arrive, depart;
};

/** All that moves. */
struct movement {
    struct vec runs;   /**< struct oracle_run */
    struct vec events; /**< struct oracle_event */
};

/** Whether the service runs on `day`. */
bool days_service_runs(const struct task *task, int service, int day);

/** Lays out all wanted runs that move between `low` and `high`. */
void days_lay_out(const struct task *task, int64_t low, int64_t high, struct movement *movement);

/** Whether the traveller may use the trip at all. */
bool days_trip_wanted(const struct task *task, int trip);

/** Whether somebody in `from` on its last call may stay seated when the vehicle goes on as `to`. */
bool seats_go_on(const struct task *task, const struct oracle_run *from,
                 const struct oracle_run *to);

#define WALK_NEVER (-1)

/** A change, as far as the rules know it. */
struct walk {
    int seconds;     /**< WALK_NEVER: not possible */
    bool guaranteed; /**< on their common day the second trip waits, whatever `seconds` says */
};

/** From a call of one trip to a call of another: rules, then the question's change settings. */
struct walk walk_between(const struct task *task, int from_trip, int from_stop, int to_trip,
                         int to_stop);

/** From a source to the first stop, or from the last stop to a target. */
int walk_outside(const struct task *task, int from_stop, int to_stop);

/** Whether two stops are one, of one station, or within `metres`. */
bool walk_near(const struct task *task, int a, int b, int metres);

#endif
