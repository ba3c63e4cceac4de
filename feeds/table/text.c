#include "feeds/table/reader.h"

#include <string.h>

unsigned text_kind(const char *text, size_t length)
{
    uint64_t all = 0;
    size_t at = 0;
    for (; at + sizeof all <= length; at += sizeof all) {
        uint64_t word;
        memcpy(&word, text + at, sizeof word);
        all |= word;
    }
    for (; at < length; at++)
        all |= (unsigned char)text[at];
    unsigned wide = all & UINT64_C(0x8080808080808080) ? BYTES_WIDE : 0;
    return length && memchr(text, 0, length) ? wide | BYTES_NUL : wide;
}

/* Length of the character at `at`, or 0 if it is none. Table 3-7 of the Unicode standard. */
static size_t character(const unsigned char *at, size_t left)
{
    unsigned char first = at[0];
    if (first < 0x80)
        return 1;
    size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || length > left)
        return 0;
    unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

bool text_is_utf8(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    while (at < end) {
        size_t step = character(at, (size_t)(end - at));
        if (!step)
            return false;
        at += step;
    }
    return true;
}

static size_t write_character(char *into, unsigned point)
{
    if (point < 0x80) {
        into[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        into[0] = (char)(0xc0 | point >> 6);
        into[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    into[0] = (char)(0xe0 | point >> 12);
    into[1] = (char)(0x80 | (point >> 6 & 0x3f));
    into[2] = (char)(0x80 | (point & 0x3f));
    return 3;
}

size_t text_from_1252(char *into, const char *from, size_t length)
{
    /* 0x80 .. 0x9f; the five that Windows-1252 leaves open become the replacement character. */
    static const uint16_t middle[32] = {
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
    };
    char *at = into;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)from[i];
        at += write_character(at, byte >= 0x80 && byte < 0xa0 ? middle[byte - 0x80] : byte);
    }
    return (size_t)(at - into);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void text_trim(const char **text, size_t *length)
{
    while (*length && is_blank((*text)[*length - 1]))
        --*length;
    while (*length && is_blank(**text))
        ++*text, --*length;
}
