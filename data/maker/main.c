#include <stdio.h>
#include <string.h>

#include "data/maker/days.h"
#include "data/maker/rides.h"
#include "data/maker/stops.h"

/*
 * make_city DRAWING FOLDER [--check]: turns one drawing (data/city/plan) into the larger tables of
 * a GTFS feed. With --check nothing is written and a difference is an error.
 */

static const struct {
    const char *name;
    void (*write)(const struct plan *plan, struct sheet *sheet);
} plan_tables[] = {{"stops.txt", stops_write},
                   {"stop_areas.txt", stops_areas},
                   {"calendar.txt", days_calendar},
                   {"calendar_dates.txt", days_exceptions}};

static const struct {
    const char *name;
    void (*write)(const struct rides *rides, struct sheet *sheet);
} ride_tables[] = {{"trips.txt", rides_trips},
                   {"stop_times.txt", rides_stop_times},
                   {"frequencies.txt", rides_frequencies},
                   {"shapes.txt", rides_shapes}};

/* Files that a drawing may do without. */
static bool is_wanted(const struct plan *plan, const char *name)
{
    if (strcmp(name, "stop_areas.txt") == 0)
        return plan->areas;
    return strcmp(name, "frequencies.txt") != 0 || plan->everys.count > 0;
}

static bool tables_write(const struct rides *rides, const char *folder, bool check,
                         struct error *error)
{
    for (size_t i = 0; i < sizeof plan_tables / sizeof plan_tables[0]; i++) {
        if (!is_wanted(rides->plan, plan_tables[i].name))
            continue;
        struct sheet sheet = sheet_new();
        plan_tables[i].write(rides->plan, &sheet);
        if (!sheet_end(&sheet, folder, plan_tables[i].name, check, error))
            return false;
    }
    for (size_t i = 0; i < sizeof ride_tables / sizeof ride_tables[0]; i++) {
        if (!is_wanted(rides->plan, ride_tables[i].name))
            continue;
        struct sheet sheet = sheet_new();
        ride_tables[i].write(rides, &sheet);
        if (!sheet_end(&sheet, folder, ride_tables[i].name, check, error))
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    bool check = argc == 4 && strcmp(argv[3], "--check") == 0;
    if (argc != 3 && !check) {
        fprintf(stderr, "usage: make_city DRAWING FOLDER [--check]\n");
        return 2;
    }
    struct error error = {0};
    struct plan plan;
    struct rides rides = {0};
    bool done = plan_read(&plan, argv[1], &error) && rides_make(&rides, &plan, &error) &&
                tables_write(&rides, argv[2], check, &error);
    if (!done)
        fprintf(stderr, "make_city: %s: %s\n", error.place, error.text);
    else
        printf("%s: %u places, %u lines, %u trips\n", argv[2], plan.places.count, plan.lines.count,
               rides.rides.count);
    rides_finish(&rides);
    plan_finish(&plan);
    return done ? 0 : 3;
}
