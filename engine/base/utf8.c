#include "engine/base/utf8.h"

static int is_tail(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Bounds of the second byte shut out long forms, surrogates and what lies above U+10FFFF. */
static int second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0 && second <= 0xbf;
    case 0xed:
        return second >= 0x80 && second <= 0x9f;
    case 0xf0:
        return second >= 0x90 && second <= 0xbf;
    case 0xf4:
        return second >= 0x80 && second <= 0x8f;
    default:
        return is_tail(second);
    }
}

size_t utf8_length(const char *text, size_t length)
{
    if (length == 0)
        return 0;
    unsigned char first = (unsigned char)text[0];
    if (first < 0x80)
        return 1;
    size_t count = first >= 0xc2 && first < 0xe0   ? 2
                   : (first & 0xf0) == 0xe0        ? 3
                   : first >= 0xf0 && first < 0xf5 ? 4
                                                   : 0;
    if (count == 0 || count > length || !second_fits(first, (unsigned char)text[1]))
        return 0;
    for (size_t at = 2; at < count; at++) {
        if (!is_tail((unsigned char)text[at]))
            return 0;
    }
    return count;
}

size_t utf8_valid_prefix(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t step = utf8_length(text + at, length - at);
        if (step == 0)
            break;
        at += step;
    }
    return at;
}
