#include "feeds/gtfs/values.h"

#include <math.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads one or two digits up to 59 at `*at` and steps over them. */
static bool sexagesimal(struct field field, size_t *at, int32_t *value)
{
    size_t start = *at;
    *value = 0;
    while (*at < field.length && is_digit(field.text[*at]) && *at - start < 2)
        *value = *value * 10 + (field.text[(*at)++] - '0');
    return *at > start && *value < 60;
}

static bool colon(struct field field, size_t *at)
{
    if (*at >= field.length || field.text[*at] != ':')
        return false;
    ++*at;
    return true;
}

enum value_state value_time(struct field field, day_time *seconds)
{
    if (!field.length)
        return VALUE_BLANK;
    int32_t hours = 0, minutes, rest = 0;
    size_t at = 0;
    while (at < field.length && is_digit(field.text[at]) && at < 4)
        hours = hours * 10 + (field.text[at++] - '0');
    if (!at || !colon(field, &at) || !sexagesimal(field, &at, &minutes))
        return VALUE_BAD;
    bool short_form = at == field.length;
    if (!short_form && (!colon(field, &at) || !sexagesimal(field, &at, &rest)))
        return VALUE_BAD;
    int32_t total = hours * 3600 + minutes * 60 + rest;
    if (at != field.length || total > VALUE_TIME_MAX)
        return VALUE_BAD;
    *seconds = total;
    return short_form ? VALUE_MENDED : VALUE_GOOD;
}

/* Whether everything from `at` on is a fraction of zero: `.`, `.0`, `.00`. */
static bool zero_fraction(struct field field, size_t at)
{
    if (at == field.length)
        return true;
    if (field.text[at++] != '.')
        return false;
    while (at < field.length && field.text[at] == '0')
        at++;
    return at == field.length;
}

enum value_state value_whole(struct field field, int64_t low, int64_t high, int64_t *number)
{
    if (!field.length)
        return VALUE_BLANK;
    bool minus = field.text[0] == '-';
    size_t at = minus || field.text[0] == '+' ? 1 : 0;
    size_t first = at;
    int64_t value = 0;
    for (; at < field.length && is_digit(field.text[at]); at++) {
        if (value > INT64_MAX / 10 - 1)
            return VALUE_BAD;
        value = value * 10 + (field.text[at] - '0');
    }
    value = minus ? -value : value;
    if (at == first || !zero_fraction(field, at) || value < low || value > high)
        return VALUE_BAD;
    *number = value;
    return VALUE_GOOD;
}

/* The digits of a decimal number: value = digits * 10 ^ power. */
struct decimal {
    uint64_t digits;
    int power;
    bool any;
};

static size_t read_digits(struct field field, size_t at, struct decimal *decimal, int step)
{
    for (; at < field.length && is_digit(field.text[at]); at++) {
        decimal->any = true;
        if (decimal->digits < UINT64_MAX / 10 - 1) {
            decimal->digits = decimal->digits * 10 + (uint64_t)(field.text[at] - '0');
            decimal->power -= step;
        } else {
            decimal->power += 1 - step;
        }
    }
    return at;
}

/* Reads `e+12` at `at`; false if there is something else. */
static bool read_exponent(struct field field, size_t at, struct decimal *decimal)
{
    if (at == field.length)
        return true;
    if (field.text[at] != 'e' && field.text[at] != 'E')
        return false;
    struct field rest = {field.text + at + 1, field.length - at - 1};
    int64_t power;
    if (value_whole(rest, -400, 400, &power) != VALUE_GOOD)
        return false;
    decimal->power += (int)power;
    return true;
}

static double scaled(const struct decimal *decimal)
{
    static const double powers[] = {1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7, 1e8,
                                    1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};
    int power = decimal->power;
    if (power <= 0 && power >= -16)
        return (double)decimal->digits / powers[-power];
    return (double)decimal->digits * pow(10, power);
}

enum value_state value_decimal(struct field field, double *number)
{
    if (!field.length)
        return VALUE_BLANK;
    bool minus = field.text[0] == '-';
    size_t at = minus || field.text[0] == '+' ? 1 : 0;
    struct decimal decimal = {0};
    at = read_digits(field, at, &decimal, 0);
    if (at < field.length && field.text[at] == '.')
        at = read_digits(field, at + 1, &decimal, 1);
    if (!decimal.any || !read_exponent(field, at, &decimal))
        return VALUE_BAD;
    double value = scaled(&decimal);
    if (!isfinite(value))
        return VALUE_BAD;
    *number = minus ? -value : value;
    return VALUE_GOOD;
}

static int digits_at(const char *text, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_digit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

enum value_state value_date(struct field field, civil_day *day)
{
    if (!field.length)
        return VALUE_BLANK;
    if (civil_parse_day(field.text, field.length, day))
        return VALUE_GOOD;
    if (field.length != 8)
        return VALUE_BAD;
    int year = digits_at(field.text, 4), month = digits_at(field.text + 4, 2);
    int number = digits_at(field.text + 6, 2);
    if (!civil_date_valid(year, month, 1) || number < 29 || number > 31)
        return VALUE_BAD;
    while (!civil_date_valid(year, month, number))
        number--;
    *day = civil_day_of(year, month, number);
    return VALUE_MENDED;
}

static int hexadecimal(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum value_state value_colour(struct field field, uint32_t *colour)
{
    if (!field.length)
        return VALUE_BLANK;
    size_t at = field.text[0] == '#' ? 1 : 0;
    if (field.length - at != 6)
        return VALUE_BAD;
    uint32_t value = 0;
    for (; at < field.length; at++) {
        int digit = hexadecimal(field.text[at]);
        if (digit < 0)
            return VALUE_BAD;
        value = value << 4 | (uint32_t)digit;
    }
    *colour = value;
    return VALUE_GOOD;
}

bool value_is(struct field field, const char *text)
{
    return field.length == strlen(text) && memcmp(field.text, text, field.length) == 0;
}
