#include "feeds/osm/number.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>

#define DIGITS_KEPT 7
#define DEGREES_MOST 1000
#define UNITS 10000000

bool number_read_id(const char *text, int64_t *id)
{
    bool minus = *text == '-';
    uint64_t value = 0, most = (uint64_t)INT64_MAX + minus;
    text += minus || *text == '+';
    if (!*text)
        return false;
    for (; *text; text++) {
        unsigned digit = (unsigned)*text - '0';
        if (digit > 9 || value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *id = minus ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

static int64_t clamp(double units)
{
    const double most = (double)DEGREES_MOST * UNITS;
    units = units > most ? most : units < -most ? -most : units;
    return (int64_t)(units < 0 ? units - 0.5 : units + 0.5);
}

/* The rare number with an exponent. */
static bool read_slowly(const char *text, int64_t *units)
{
    char *end;
    double degrees = strtod(text, &end);
    if (end == text || *end || degrees != degrees)
        return false;
    *units = clamp(degrees * UNITS);
    return true;
}

/* The digits after the point, in units; the eighth one rounds. */
static const char *read_fraction(const char *at, int64_t *units)
{
    int64_t value = 0;
    for (int i = 0; i < DIGITS_KEPT; i++) {
        value *= 10;
        if (isdigit((unsigned char)*at))
            value += *at++ - '0';
    }
    value += *at >= '5' && *at <= '9';
    while (isdigit((unsigned char)*at))
        at++;
    *units += value;
    return at;
}

bool number_read_degrees(const char *text, int64_t *units)
{
    bool minus = *text == '-';
    const char *at = text + (minus || *text == '+');
    if (!isdigit((unsigned char)*at) && !(*at == '.' && isdigit((unsigned char)at[1])))
        return false;
    int64_t value = 0;
    for (; isdigit((unsigned char)*at); at++)
        value = value < DEGREES_MOST ? value * 10 + (*at - '0') : DEGREES_MOST;
    value = (value < DEGREES_MOST ? value : DEGREES_MOST) * UNITS;
    if (*at == '.')
        at = read_fraction(at + 1, &value);
    if (*at == 'e' || *at == 'E')
        return read_slowly(text, units);
    *units = minus ? -value : value;
    return *at == '\0';
}
