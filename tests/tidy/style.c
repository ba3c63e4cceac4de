#include "tests/tidy/style.h"

#include <ctype.h>
#include <string.h>

#define COLUMNS_MAX 100

/* A function that may be called in one room only, or nowhere (room NULL). Tests may manage memory
 * that a library gave them. */
struct banned {
    const char *name;
    const char *room;
    const char *why;
};

static const struct banned bans[] = {
    {"strcpy", NULL, "it does not know how much room there is; use snprintf or arena_text"},
    {"strcat", NULL, "it does not know how much room there is; use snprintf"},
    {"sprintf", NULL, "it does not know how much room there is; use snprintf"},
    {"vsprintf", NULL, "it does not know how much room there is; use vsnprintf"},
    {"gets", NULL, "it does not know how much room there is; use fgets"},
    {"strtok", NULL, "it keeps state between calls; use strcspn"},
    {"atoi", NULL, "it cannot say that the text is no number; use strtol"},
    {"atol", NULL, "it cannot say that the text is no number; use strtol"},
    {"atof", NULL, "it cannot say that the text is no number; use strtod"},
    {"rand", NULL, "runs must be repeatable; use a seeded generator"},
    {"malloc", "engine/base", "memory comes from engine/base"},
    {"calloc", "engine/base", "memory comes from engine/base"},
    {"realloc", "engine/base", "memory comes from engine/base"},
    {"free", "engine/base", "memory comes from engine/base"},
    {"strdup", "engine/base", "memory comes from engine/base"},
    {"strndup", "engine/base", "memory comes from engine/base"},
    {"asprintf", "engine/base", "memory comes from engine/base"},
    {"getline", "engine/base", "memory comes from engine/base"},
    {"time", "engine/base", "there is one clock: clock_now or clock_ticks"},
    {"gettimeofday", "engine/base", "there is one clock: clock_now or clock_ticks"},
    {"clock_gettime", "engine/base", "there is one clock: clock_now or clock_ticks"},
};

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Whether the word of `length` at `at` is called there. */
static bool is_call(const char *code, size_t at, size_t length)
{
    const char *next = code + at + length;
    while (*next == ' ')
        next++;
    if (*next != '(')
        return false;
    return at < 1 || (code[at - 1] != '.' && code[at - 1] != '>');
}

static void check_word(const struct source *source, size_t at, size_t length, struct report *report)
{
    for (size_t i = 0; i < sizeof bans / sizeof *bans; i++) {
        const struct banned *ban = &bans[i];
        if (strlen(ban->name) != length || strncmp(source->code + at, ban->name, length) != 0)
            continue;
        bool home = ban->room &&
                    (starts_with(source->path, ban->room) || starts_with(source->path, "tests/"));
        if (!home && is_call(source->code, at, length))
            report_add(report, source, source_line(source, at), "%s(): %s", ban->name, ban->why);
    }
}

/* Money is counted in whole minor units: `double price` is a bug to come. */
static void check_money(const struct source *source, size_t at, size_t length,
                        struct report *report)
{
    const char *word = source->code + at;
    if (!(length == 5 && strncmp(word, "float", 5) == 0) &&
        !(length == 6 && strncmp(word, "double", 6) == 0))
        return;
    const char *name = word + length;
    while (*name == ' ' || *name == '*')
        name++;
    static const char *const kinds[] = {"price", "amount", "money", "fare"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (starts_with(name, kinds[i]))
            report_add(report, source, source_line(source, at),
                       "money is no floating point number: count minor units");
}

static void check_words(const struct source *source, struct report *report)
{
    for (size_t i = 0; source->code[i];) {
        size_t length = 0;
        while (is_word(source->code[i + length]))
            length++;
        if (length) {
            check_word(source, i, length, report);
            check_money(source, i, length, report);
        }
        i += length ? length : 1;
    }
}

/* Columns a line takes: bytes that begin a character. */
static uint32_t columns(const char *line, size_t length)
{
    uint32_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)line[i] & 0xC0) != 0x80;
    return count;
}

static void check_line(const struct source *source, const char *line, size_t length,
                       uint32_t number, struct report *report)
{
    if (length && (line[length - 1] == ' ' || line[length - 1] == '\t' || line[length - 1] == '\r'))
        report_add(report, source, number, "blanks at the end of the line");
    if (!source_is_c(source))
        return;
    uint32_t wide = columns(line, length);
    if (wide > COLUMNS_MAX)
        report_add(report, source, number, "%u columns, at most %d", (unsigned)wide, COLUMNS_MAX);
    if (memchr(line, '\t', length))
        report_add(report, source, number, "a tab: four blanks are meant");
}

/* `TODO(#12)` says where it will be done; a bare one says that nobody will. */
static void check_reminders(const struct source *source, struct report *report)
{
    static const char *const words[] = {"TODO", "FIXME", "XXX"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = source->said; (at = strstr(at, words[i])); at += strlen(words[i]))
            if (!starts_with(at + strlen(words[i]), "(#"))
                report_add(report, source, source_line(source, (size_t)(at - source->said)),
                           "%s without an issue: write %s(#number) or do it", words[i], words[i]);
}

void style_check(const struct source *source, struct report *report)
{
    uint32_t number = 1;
    for (const char *line = source->text; *line; number++) {
        size_t length = strcspn(line, "\n");
        check_line(source, line, length, number, report);
        line += length;
        if (*line == '\n')
            line++;
        else
            report_add(report, source, number, "the last line has no end");
    }
    if (!source_is_c(source))
        return;
    check_words(source, report);
    check_reminders(source, report);
}
