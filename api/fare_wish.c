#include "api/fare_wish.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* No cap is that high: sums of amounts stay far from the limits of their type. */
#define AMOUNT_MAX INT64_C(1000000000000)

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Puts texts in order, each once: who claims the same twice or in another order claims the same. */
static uint32_t order(const char **items, uint32_t count)
{
    uint32_t kept = 0;
    if (count)
        qsort(items, count, sizeof *items, by_text);
    for (uint32_t i = 0; i < count; i++)
        if (!kept || strcmp(items[kept - 1], items[i]) != 0)
            items[kept++] = items[i];
    return kept;
}

static bool read_claims(const struct request *request, const char *name, const char *const **items,
                        uint32_t *count, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, name, FARE_CLAIMS_MAX, &list, error))
        return false;
    *count = order(list.items, list.count);
    *items = list.items;
    return true;
}

/* `cap:amount`; the cap's id may have colons in it. */
static bool read_spent(const char *text, struct arena *arena, struct fare_spending *spent,
                       struct error *error)
{
    const char *colon = strrchr(text, ':');
    char *end = NULL;
    errno = 0;
    long long amount = colon && isdigit((unsigned char)colon[1]) ? strtoll(colon + 1, &end, 10) : 0;
    if (!end || *end || errno || colon == text || amount > AMOUNT_MAX)
        return error_set(error, ERROR_INPUT, "fareSpending",
                         "must be a list of `cap:amount`, in whole minor units (cents)");
    spent->cap = arena_text(arena, text, (size_t)(colon - text));
    spent->amount = amount;
    return true;
}

bool fare_wish_spent(const char **items, uint32_t count, struct arena *arena,
                     struct fare_profile *profile, struct error *error)
{
    struct fare_spending *spending = arena_array(arena, count + 1, sizeof *spending);
    count = order(items, count);
    for (uint32_t i = 0; i < count; i++) {
        if (!read_spent(items[i], arena, &spending[i], error))
            return false;
        if (i && strcmp(spending[i - 1].cap, spending[i].cap) == 0)
            return error_set(error, ERROR_INPUT, "fareSpending", "has `%s` twice", spending[i].cap);
    }
    profile->spending = spending;
    profile->spending_count = count;
    return true;
}

static bool read_spending(const struct request *request, struct fare_profile *profile,
                          struct error *error)
{
    struct request_list list = {0};
    return request_list(request, "fareSpending", FARE_CLAIMS_MAX, &list, error) &&
           fare_wish_spent(list.items, list.count, &request->worker->arena, profile, error);
}

bool fare_wish_read(const struct request *request, struct fare_wish *wish, struct error *error)
{
    static const char *const models[] = {"v1", "v2", NULL};
    struct fare_profile *profile = &wish->profile;
    uint32_t model = 1;
    int64_t parking = 0;
    *wish = (struct fare_wish){0};
    if (!request_bool(request, "withFares", &wish->given, error) ||
        !read_claims(request, "fareCategories", &profile->categories, &profile->category_count,
                     error) ||
        !read_claims(request, "fareMedia", &profile->media, &profile->medium_count, error) ||
        !read_claims(request, "farePasses", &profile->passes, &profile->pass_count, error) ||
        !read_spending(request, profile, error) ||
        !request_int(request, "fareParkingTime", 0, FARE_PARKING_MINUTES_MAX, &parking, error) ||
        !request_enum(request, "fareModel", models, &model, error))
        return false;
    profile->parking_seconds = (int32_t)parking * 60;
    profile->flat = model == 0;
    return true;
}
