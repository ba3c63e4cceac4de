#include "engine/base/fold.h"

#include <stdint.h>
#include <string.h>

/* U+00C0 .. U+017F by code point, as lower-case letters without marks; NULL stays a blank. */
static const char *const latin[] = {
    /* C0 */ "a",  "a", "a",  "a",  "a", "a", "ae", "c",
    "e",           "e", "e",  "e",  "i", "i", "i",  "i",
    /* D0 */ "d",  "n", "o",  "o",  "o", "o", "o",  NULL,
    "o",           "u", "u",  "u",  "u", "y", "th", "ss",
    /* E0 */ "a",  "a", "a",  "a",  "a", "a", "ae", "c",
    "e",           "e", "e",  "e",  "i", "i", "i",  "i",
    /* F0 */ "d",  "n", "o",  "o",  "o", "o", "o",  NULL,
    "o",           "u", "u",  "u",  "u", "y", "th", "y",
    /* 100 */ "a", "a", "a",  "a",  "a", "a", "c",  "c",
    "c",           "c", "c",  "c",  "c", "c", "d",  "d",
    /* 110 */ "d", "d", "e",  "e",  "e", "e", "e",  "e",
    "e",           "e", "e",  "e",  "g", "g", "g",  "g",
    /* 120 */ "g", "g", "g",  "g",  "h", "h", "h",  "h",
    "i",           "i", "i",  "i",  "i", "i", "i",  "i",
    /* 130 */ "i", "i", "ij", "ij", "j", "j", "k",  "k",
    "k",           "l", "l",  "l",  "l", "l", "l",  "l",
    /* 140 */ "l", "l", "l",  "n",  "n", "n", "n",  "n",
    "n",           "n", "n",  "n",  "o", "o", "o",  "o",
    /* 150 */ "o", "o", "oe", "oe", "r", "r", "r",  "r",
    "r",           "r", "s",  "s",  "s", "s", "s",  "s",
    /* 160 */ "s", "s", "t",  "t",  "t", "t", "t",  "t",
    "u",           "u", "u",  "u",  "u", "u", "u",  "u",
    /* 170 */ "u", "u", "u",  "u",  "w", "w", "y",  "y",
    "y",           "z", "z",  "z",  "z", "z", "z",  "s",
};

/* What people write short; both ways of writing find each other. */
static const struct {
    const char *word, *expansion;
} expansions[] = {
    {"allee", "all"},       {"all", "allee"},     {"apt", "airport"},     {"av", "avenue"},
    {"ave", "avenue"},      {"avda", "avenida"},  {"bd", "boulevard"},    {"bf", "bahnhof"},
    {"bhf", "bahnhof"},     {"bld", "boulevard"}, {"blvd", "boulevard"},  {"ch", "chemin"},
    {"ch", "chateau"},      {"ctr", "center"},    {"ctr", "centre"},      {"dr", "drive"},
    {"dr", "docteur"},      {"e", "east"},        {"est", "estacao"},     {"fbg", "faubourg"},
    {"fg", "faubourg"},     {"gal", "general"},   {"gen", "general"},     {"hbf", "hauptbahnhof"},
    {"hop", "hopital"},     {"hwy", "highway"},   {"imp", "impasse"},     {"jct", "junction"},
    {"ln", "lane"},         {"mal", "marechal"},  {"n", "north"},         {"ndame", "notredame"},
    {"pde", "parade"},      {"pk", "park"},       {"pkwy", "parkway"},    {"pl", "place"},
    {"pl", "platz"},        {"pl", "plaza"},      {"pr", "professeur"},   {"pres", "president"},
    {"prof", "professeur"}, {"pte", "porte"},     {"pza", "plaza"},       {"r", "rue"},
    {"r", "rua"},           {"rd", "road"},       {"rte", "route"},       {"s", "south"},
    {"sq", "square"},       {"st", "saint"},      {"st", "street"},       {"st", "sankt"},
    {"sta", "santa"},       {"sta", "station"},   {"ste", "sainte"},      {"stn", "station"},
    {"str", "strasse"},     {"str", "street"},    {"terr", "terrace"},    {"univ", "universite"},
    {"univ", "university"}, {"w", "west"},        {"zi", "industrielle"},
};

/* The longest abbreviation. */
#define SHORT_MAX 5

const char *fold_expansion(const char *word, size_t length, unsigned index)
{
    if (length == 0 || length > SHORT_MAX)
        return NULL;
    for (size_t i = 0; i < sizeof expansions / sizeof *expansions; i++)
        if (expansions[i].word[0] == word[0] && strncmp(expansions[i].word, word, length) == 0 &&
            expansions[i].word[length] == '\0' && index-- == 0)
            return expansions[i].expansion;
    return NULL;
}

/* Reads one code point; 0 for a byte that starts none. */
static uint32_t next_point(const unsigned char **at)
{
    static const uint32_t lowest[] = {0, 0x80, 0x800, 0x10000};
    const unsigned char *byte = *at;
    unsigned more = *byte < 0x80 ? 0 : *byte >= 0xf0 ? 3 : *byte >= 0xe0 ? 2 : 1;
    uint32_t point = more == 0 ? *byte : *byte & (0x3fu >> more);
    *at = byte + 1;
    if (*byte >= 0xf8 || (*byte >= 0x80 && *byte < 0xc0))
        return 0;
    for (unsigned i = 1; i <= more; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (byte[i] & 0x3fu);
    }
    if (point < lowest[more])
        return 0;
    *at = byte + 1 + more;
    return point;
}

/* Lower case of the simple cases beyond Latin: Greek and Cyrillic. */
static uint32_t lower_point(uint32_t point)
{
    if (point >= 0x391 && point <= 0x3a9)
        return point + 0x20;
    if (point >= 0x400 && point <= 0x40f)
        return point + 0x50;
    if (point >= 0x410 && point <= 0x42f)
        return point + 0x20;
    return point;
}

static size_t put_point(uint32_t point, char out[4])
{
    if (point < 0x800) {
        out[0] = (char)(0xc0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xe0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (point & 0x3f));
    return 4;
}

/* What a code point folds to: 0 bytes for a mark on the letter before, a blank between words. */
static size_t fold_point(uint32_t point, char out[4])
{
    if (point < 0x80) {
        bool upper = point >= 'A' && point <= 'Z';
        bool letter = upper || (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
        out[0] = (char)(!letter ? ' ' : upper ? point + 0x20 : point);
        return 1;
    }
    if (point >= 0x300 && point < 0x370)
        return 0;
    if (point >= 0xc0 && point < 0x180) {
        const char *letters = latin[point - 0xc0] ? latin[point - 0xc0] : " ";
        size_t length = strlen(letters);
        memcpy(out, letters, length);
        return length;
    }
    if (point < 0xc0 || (point >= 0x2000 && point < 0x2070) || point == 0x3000) {
        out[0] = ' ';
        return 1;
    }
    return put_point(lower_point(point), out);
}

size_t fold_text(const char *text, char *folded, size_t room)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = 0;
    bool gap = false;
    while (*at) {
        char out[4];
        size_t count = fold_point(next_point(&at), out);
        if (count == 1 && out[0] == ' ') {
            gap = length > 0;
            continue;
        }
        if (length + gap + count >= room)
            break;
        if (gap && count > 0)
            folded[length++] = ' ';
        gap = gap && count == 0;
        memcpy(folded + length, out, count);
        length += count;
    }
    folded[length] = '\0';
    return length;
}

enum { ALIKE_ROOM = 512 };

bool fold_alike(const char *one, const char *two)
{
    char folded[ALIKE_ROOM], other[ALIKE_ROOM];
    return fold_text(one, folded, sizeof folded) && fold_text(two, other, sizeof other) &&
           strcmp(folded, other) == 0;
}
