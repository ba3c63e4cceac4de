#include "feeds/gtfs/context.h"

#include <stdlib.h>

/* Services stay ranges, weekdays and exceptions: nothing here runs through days. */

enum { SERVICE, FIRST_DAY, LAST_DAY, MONDAY };
enum { EXCEPTION_DAY = 1, EXCEPTION_TYPE };

static const char *const columns[] = {
    "service_id", "start_date", "end_date", "monday", "tuesday", "wednesday",
    "thursday",   "friday",     "saturday", "sunday", NULL,
};
static const char *const exception_columns[] = {"service_id", "date", "exception_type", NULL};

#define LONG_DAYS 3653

static const char weekly_file[] = "calendar.txt";
static const char exception_file[] = "calendar_dates.txt";
static const char misnamed_file[] = "calendar_date.txt";

/* A row of calendar_dates.txt before sorting. */
struct exception {
    uint32_t service; /* number of service_ids */
    civil_day day;
    uint32_t runs;
    uint32_t line;
};

static const struct service no_days = {.first_day = 1, .last_day = 0};

static struct service *service_at(struct gtfs *gtfs, uint32_t number)
{
    return vec_at(&gtfs->draft->services, gtfs->first.services + number);
}

/* The weekly part of a service; first > last if there is none. */
static void weekly(struct gtfs *gtfs, const struct row *row, struct service *service)
{
    uint32_t weekdays = 0;
    for (int i = 0; i < 7; i++)
        weekdays |= (uint32_t)gtfs_whole(gtfs, row, MONDAY + i, 1, 0) << i;
    civil_day first, last;
    bool has_first = gtfs_date(gtfs, row, FIRST_DAY, &first);
    bool has_last = gtfs_date(gtfs, row, LAST_DAY, &last);
    if (!has_first || !has_last) {
        if (!row->fields[FIRST_DAY].length || !row->fields[LAST_DAY].length)
            gtfs_note(gtfs, KIND_DATE_INVALID, row, row->fields[SERVICE]);
        return;
    }
    if (last < first) {
        gtfs_note(gtfs, KIND_SERVICE_RANGE_REVERSED, row, row->fields[SERVICE]);
        return;
    }
    if (last - first > LONG_DAYS)
        gtfs_note(gtfs, KIND_SERVICE_RANGE_LONG, row, row->fields[SERVICE]);
    if (weekdays)
        *service = (struct service){.first_day = first, .last_day = last, .weekdays = weekdays};
}

static void take_service(struct gtfs *gtfs, const struct row *row)
{
    if (gtfs_new_id(gtfs, &gtfs->service_ids, row, SERVICE) == INTERN_NONE)
        return;
    struct service service = no_days;
    weekly(gtfs, row, &service);
    vec_push(&gtfs->draft->services, &service);
}

static uint32_t service_of(struct gtfs *gtfs, struct field id)
{
    uint32_t before = gtfs->service_ids.count;
    uint32_t number = intern_add(&gtfs->service_ids, id.text, id.length);
    if (number == before)
        vec_push(&gtfs->draft->services, &no_days);
    return number;
}

static void take_exception(struct gtfs *gtfs, const struct row *row)
{
    if (!row->fields[SERVICE].length) {
        gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[EXCEPTION_DAY]);
        return;
    }
    int64_t type;
    struct exception exception = {.line = row->line};
    if (value_whole(row->fields[EXCEPTION_TYPE], 1, 2, &type) != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_EXCEPTION_TYPE_INVALID, row, row->fields[EXCEPTION_TYPE]);
        return;
    }
    if (!gtfs_date(gtfs, row, EXCEPTION_DAY, &exception.day)) {
        if (!row->fields[EXCEPTION_DAY].length)
            gtfs_note(gtfs, KIND_DATE_INVALID, row, row->fields[SERVICE]);
        return;
    }
    exception.service = service_of(gtfs, row->fields[SERVICE]);
    exception.runs = type == 1;
    vec_push(&gtfs->exceptions, &exception);
}

static int by_service(const void *left, const void *right)
{
    const struct exception *a = left, *b = right;
    if (a->service != b->service)
        return a->service < b->service ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static void add_exception(struct gtfs *gtfs, const char *file, const struct exception *exception,
                          const struct exception *before)
{
    if (before && before->service == exception->service && before->day == exception->day) {
        bool same = before->runs == exception->runs;
        gtfs_note_at(gtfs, same ? KIND_EXCEPTION_REPEATED : KIND_EXCEPTION_CONTRADICTORY, file,
                     exception->line, intern_key(&gtfs->service_ids, exception->service));
        return;
    }
    struct vec *exceptions = &gtfs->draft->exceptions;
    struct service *service = service_at(gtfs, exception->service);
    if (!service->exception_count)
        service->first_exception = exceptions->count;
    service->exception_count++;
    struct service_exception kept = {.day = exception->day, .runs = exception->runs};
    vec_push(exceptions, &kept);
}

static void add_exceptions(struct gtfs *gtfs, const char *file)
{
    struct exception *items = gtfs->exceptions.data;
    uint32_t count = gtfs->exceptions.count;
    if (count)
        qsort(items, count, sizeof *items, by_service);
    const struct exception *kept = NULL;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t before = gtfs->draft->exceptions.count;
        add_exception(gtfs, file, &items[i], kept);
        if (gtfs->draft->exceptions.count > before)
            kept = &items[i];
    }
    vec_finish(&gtfs->exceptions);
}

static bool runs_at_all(struct gtfs *gtfs, const struct service *service)
{
    if (service->first_day <= service->last_day)
        return true;
    for (uint32_t i = 0; i < service->exception_count; i++) {
        const struct service_exception *exception =
            vec_at(&gtfs->draft->exceptions, service->first_exception + i);
        if (exception->runs)
            return true;
    }
    return false;
}

static void check_services(struct gtfs *gtfs)
{
    for (uint32_t i = 0; i < gtfs->service_ids.count; i++)
        if (!runs_at_all(gtfs, service_at(gtfs, i)))
            gtfs_note_at(gtfs, KIND_SERVICE_WITHOUT_DAYS, weekly_file, 0,
                         intern_key(&gtfs->service_ids, i));
}

/* The file of exceptions by its right name or the one it is often given by mistake. */
static const char *exceptions_name(struct gtfs *gtfs)
{
    if (input_has(gtfs->input, exception_file))
        return exception_file;
    if (!input_has(gtfs->input, misnamed_file))
        return NULL;
    gtfs_note_at(gtfs, KIND_FILE_MISNAMED, misnamed_file, 0, exception_file);
    return misnamed_file;
}

bool gtfs_read_calendar(struct gtfs *gtfs, struct error *error)
{
    gtfs->exceptions = vec_of(sizeof(struct exception));
    const char *exceptions = exceptions_name(gtfs);
    bool has_weekly = input_has(gtfs->input, weekly_file);
    if (!has_weekly && !exceptions)
        return gtfs_refuse(gtfs, error, ERROR_MISSING, weekly_file,
                           "the feed has neither calendar.txt nor calendar_dates.txt, so nothing "
                           "says on which days it runs");
    const struct gtfs_table weekly_table = {weekly_file, columns, 3, take_service};
    if (has_weekly && !gtfs_read_table(gtfs, &weekly_table, error))
        return false;
    const struct gtfs_table exception_table = {exceptions, exception_columns, 3, take_exception};
    if (exceptions && !gtfs_read_table(gtfs, &exception_table, error))
        return false;
    add_exceptions(gtfs, exceptions);
    gtfs->counts->services = gtfs->service_ids.count;
    if (!gtfs->service_ids.count)
        return gtfs_refuse(gtfs, error, ERROR_INPUT, has_weekly ? weekly_file : exceptions,
                           "the feed lists no day on which anything runs");
    check_services(gtfs);
    return true;
}
