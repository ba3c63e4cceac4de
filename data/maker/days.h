#ifndef DATA_MAKER_DAYS_H
#define DATA_MAKER_DAYS_H

#include "data/maker/plan.h"
#include "data/maker/sheet.h"

/** Writes calendar.txt: every service by week, over the whole century. */
void days_calendar(const struct plan *plan, struct sheet *sheet);

/** Writes calendar_dates.txt: French public holidays and the school holidays of the city. */
void days_exceptions(const struct plan *plan, struct sheet *sheet);

#endif
