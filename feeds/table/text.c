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
