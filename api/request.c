#include "api/request.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/network/keys.h"

const char *request_text(const struct request *request, const char *name)
{
    for (uint32_t i = 0; i < request->parameter_count; i++) {
        if (strcmp(request->parameters[i].name, name) == 0)
            return request->parameters[i].value;
    }
    return NULL;
}

bool request_required(const struct request *request, const char *name, const char **value,
                      struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL || text[0] == '\0')
        return error_set(error, ERROR_INPUT, name, "the parameter is missing");
    *value = text;
    return true;
}

bool request_bool(const struct request *request, const char *name, bool *value, struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL)
        return true;
    bool yes = strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
    if (!yes && strcmp(text, "false") != 0 && strcmp(text, "0") != 0)
        return error_set(error, ERROR_INPUT, name, "must be true or false");
    *value = yes;
    return true;
}

bool request_int(const struct request *request, const char *name, int64_t min, int64_t max,
                 int64_t *value, struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL)
        return true;
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    bool clean = text[0] == '-' || isdigit((unsigned char)text[0]);
    if (!clean || end == text || *end != '\0')
        return error_set(error, ERROR_INPUT, name, "must be a whole number");
    if (errno == ERANGE || number < min || number > max)
        return error_set(error, ERROR_INPUT, name, "must be between %lld and %lld", (long long)min,
                         (long long)max);
    *value = number;
    return true;
}

/* Reads plain decimals at `*text`, passes over blanks around them and moves on. */
static bool read_decimal(const char **text, double *value)
{
    const char *at = *text + strspn(*text, " ");
    size_t length = strspn(at, "+-.0123456789eE");
    char *end;
    *value = strtod(at, &end);
    if (length == 0 || end != at + length || !isfinite(*value))
        return false;
    *text = end + strspn(end, " ");
    return true;
}

bool request_number(const struct request *request, const char *name, double min, double max,
                    double *value, struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL)
        return true;
    double number;
    if (!read_decimal(&text, &number) || *text != '\0')
        return error_set(error, ERROR_INPUT, name, "must be a number");
    if (number < min || number > max)
        return error_set(error, ERROR_INPUT, name, "must be between %g and %g", min, max);
    *value = number;
    return true;
}

bool request_time(const struct request *request, const char *name, unix_time *value,
                  struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL)
        return true;
    char *mended = arena_text(&request->worker->arena, text, strlen(text));
    char *blank = strchr(mended, 'T') ? strrchr(mended, ' ') : NULL;
    if (blank != NULL && isdigit((unsigned char)blank[1]))
        *blank = '+'; /* `+02:00` that was not percent-encoded. */
    if (!civil_parse_time(mended, NULL, value))
        return error_set(error, ERROR_INPUT, name,
                         "must be a time with its offset, as 2026-01-31T12:00:00Z");
    return true;
}

const char *request_names(struct arena *arena, const char *const *names)
{
    const char *all = names[0];
    for (size_t i = 1; names[i] != NULL; i++)
        all = arena_format(arena, "%s, %s", all, names[i]);
    return all;
}

bool request_enum(const struct request *request, const char *name, const char *const *names,
                  uint32_t *value, struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL)
        return true;
    for (uint32_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], text) == 0) {
            *value = i;
            return true;
        }
    }
    return error_set(error, ERROR_INPUT, name, "must be one of %s",
                     request_names(&request->worker->arena, names));
}

/* Ends the item at `text` before its trailing blanks. */
static char *trimmed(char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    text[length] = '\0';
    return text + strspn(text, " ");
}

bool request_list(const struct request *request, const char *name, uint32_t max,
                  struct request_list *list, struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL)
        return true;
    struct arena *arena = &request->worker->arena;
    size_t length = strlen(text), commas = 0;
    for (const char *at = text; *at != '\0'; at++)
        commas += *at == ',';
    *list = (struct request_list){.items = arena_array(arena, commas + 1, sizeof *list->items),
                                  .given = true};
    char *copy = arena_text(arena, text, length);
    for (char *end = copy + length; copy <= end;) {
        size_t item_length = strcspn(copy, ",");
        char *item = trimmed(copy, item_length);
        if (*item != '\0')
            list->items[list->count++] = item;
        copy += item_length + 1;
    }
    if (list->count > max)
        return error_set(error, ERROR_INPUT, name, "has more than %u items", max);
    return true;
}

bool request_list_has(const struct request_list *list, const char *text)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

enum coordinates { NOT_COORDINATES, BAD_COORDINATES, GOOD_COORDINATES };

/* `lat,lon[,level]`; what does not look like numbers at all may be a stop id. */
static enum coordinates read_coordinates(const char *text, struct request_place *place)
{
    double lat, lon;
    if (!read_decimal(&text, &lat) || *text++ != ',' || !read_decimal(&text, &lon))
        return NOT_COORDINATES;
    if (*text == ',') {
        text++;
        place->has_level = *text != '\0';
        if (place->has_level && !read_decimal(&text, &place->level))
            return NOT_COORDINATES;
    }
    if (*text != '\0')
        return NOT_COORDINATES;
    if (fabs(lat) > 90 || fabs(lon) > 180)
        return BAD_COORDINATES;
    place->at = geo_point(lat, lon);
    return GOOD_COORDINATES;
}

bool request_point(const struct request *request, const char *name, bool *given,
                   struct point *value, struct error *error)
{
    const char *text = request_text(request, name);
    *given = text != NULL;
    if (text == NULL)
        return true;
    struct request_place place = {0};
    if (read_coordinates(text, &place) != GOOD_COORDINATES)
        return error_set(error, ERROR_INPUT, name,
                         "must be `latitude,longitude` in degrees, as 44.1,-1.2");
    *value = place.at;
    return true;
}

static bool find_stop(const struct request *request, const char *name, const char *text,
                      stop_ix *stop, struct error *error)
{
    struct error cause = {0};
    if (keys_find_stop(request->worker->world->network, text, stop, &cause))
        return true;
    return error_set(error, cause.kind, name, "%s", cause.text);
}

bool request_place_of(const struct request *request, const char *name, const char *text,
                      struct request_place *place, struct error *error)
{
    *place = (struct request_place){.given = true, .stop = NO_IX};
    switch (read_coordinates(text, place)) {
    case GOOD_COORDINATES:
        return true;
    case BAD_COORDINATES:
        return error_set(error, ERROR_INPUT, name,
                         "the latitude must be in -90..90 and the longitude in -180..180");
    case NOT_COORDINATES:
        break;
    }
    const struct network *network = request->worker->world->network;
    *place = (struct request_place){.given = true, .is_stop = true};
    if (!find_stop(request, name, text, &place->stop, error))
        return false;
    place->at = network->stops[place->stop].at;
    return true;
}

bool request_place(const struct request *request, const char *name, struct request_place *place,
                   struct error *error)
{
    const char *text = request_text(request, name);
    if (text == NULL) {
        *place = (struct request_place){.stop = NO_IX};
        return true;
    }
    return request_place_of(request, name, text, place, error);
}

bool request_stop(const struct request *request, const char *name, stop_ix *stop,
                  struct error *error)
{
    const char *text = request_text(request, name);
    *stop = NO_IX;
    return text == NULL || find_stop(request, name, text, stop, error);
}
