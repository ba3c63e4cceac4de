#ifndef FEEDS_FARES_VALUES_H
#define FEEDS_FARES_VALUES_H

#include "feeds/fares/fares.h"
#include "feeds/table/table.h"

/* Inside reading only: what stands in a cell, put into a row. */

/** Puts the value of a cell, which is not empty, into a row. False: it makes no sense. */
typedef bool fares_value(struct fares *fares, struct field field, struct fares_rule *rule);

/** The cells. Amounts stay micro-units until the row has its currency. */
fares_value value_id, value_name, value_url, value_category, value_medium, value_stands_for,
    value_currency, value_park, value_networks, value_onto, value_amount, value_reduction,
    value_percent, value_minutes, value_first_day, value_last_day, value_weekdays, value_period,
    value_steps, value_day_most;

#endif
