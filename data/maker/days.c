#include "data/maker/days.h"

#include <string.h>

#include "engine/base/civil.h"

#define FIRST_YEAR 2025
#define HOLIDAYS_LAST_YEAR 2035
#define SCHOOL_LAST_YEAR 2030

void days_calendar(const struct plan *plan, struct sheet *sheet)
{
    sheet_add(sheet, "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                     "start_date,end_date\n");
    for (uint32_t i = 0; i < plan->services.count; i++) {
        const struct plan_service *service = vec_at(&plan->services, i);
        sheet_add(sheet, "%s,", service->id);
        for (int k = 0; k < 7; k++)
            sheet_add(sheet, "%c,", service->weekdays[k]);
        sheet_add(sheet, "20200101,20991231\n");
    }
}

/* Easter Sunday, by the anonymous Gregorian computus. */
static civil_day easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int sum = h + l - 7 * m + 114;
    return civil_day_of(year, sum / 31, sum % 31 + 1);
}

static bool is_public_holiday(civil_day day)
{
    static const int fixed[][2] = {{1, 1},  {5, 1},  {5, 8},   {7, 14},
                                   {8, 15}, {11, 1}, {11, 11}, {12, 25}};
    int year, month, of_month;
    civil_date_of(day, &year, &month, &of_month);
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (fixed[i][0] == month && fixed[i][1] == of_month)
            return true;
    civil_day sunday = easter(year);
    return day == sunday + 1 || day == sunday + 39 || day == sunday + 50;
}

/* Whether `day` is within 16 days from the first Saturday on or after that date. */
static bool in_fortnight(civil_day day, int year, int month, int of_month)
{
    civil_day first = civil_day_of(year, month, of_month);
    while (civil_weekday(first) != 5)
        first++;
    return day >= first && day < first + 16;
}

static bool is_school_holiday(civil_day day)
{
    int year, month, of_month;
    civil_date_of(day, &year, &month, &of_month);
    if (year > SCHOOL_LAST_YEAR)
        return false;
    return in_fortnight(day, year, 2, 8) || in_fortnight(day, year, 4, 5) ||
           in_fortnight(day, year, 10, 17) || in_fortnight(day, year, 12, 19) ||
           in_fortnight(day, year - 1, 12, 19) ||
           (day >= civil_day_of(year, 7, 4) && day <= civil_day_of(year, 8, 31));
}

static void day_write(const struct plan_service *service, civil_day day, struct sheet *sheet)
{
    bool usual = service->weekdays[civil_weekday(day)] == '1';
    bool holiday = is_public_holiday(day);
    bool rests = (holiday && strcmp(service->holiday, "rests") == 0) ||
                 (service->school[0] != '\0' && is_school_holiday(day));
    bool runs = holiday && strcmp(service->holiday, "runs") == 0;
    if (!(usual && rests) && !(!usual && runs))
        return;
    int year, month, of_month;
    civil_date_of(day, &year, &month, &of_month);
    sheet_add(sheet, "%s,%04d%02d%02d,%d\n", service->id, year, month, of_month, runs ? 1 : 2);
}

void days_exceptions(const struct plan *plan, struct sheet *sheet)
{
    civil_day first = civil_day_of(FIRST_YEAR, 1, 1);
    civil_day last = civil_day_of(HOLIDAYS_LAST_YEAR, 12, 31);
    sheet_add(sheet, "service_id,date,exception_type\n");
    for (uint32_t i = 0; i < plan->services.count; i++)
        for (civil_day day = first; day <= last; day++)
            day_write(vec_at(&plan->services, i), day, sheet);
}
