#include "tests/tidy/source.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

bool source_is_header(const struct source *source)
{
    return ends_with(source->path, ".h");
}

bool source_is_c(const struct source *source)
{
    return source_is_header(source) || ends_with(source->path, ".c");
}

uint32_t source_line(const struct source *source, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset && source->text[i]; i++)
        line += source->text[i] == '\n';
    return line;
}

/* Blanks out `[from, to)` but for line ends. */
static void blank(char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text[i] != '\n')
            text[i] = ' ';
}

static size_t end_of_comment(const char *text, size_t at)
{
    const char *end = text[at + 1] == '*' ? strstr(text + at + 2, "*/") : strchr(text + at, '\n');
    if (!end)
        return at + strlen(text + at);
    return (size_t)(end - text) + (text[at + 1] == '*' ? 2 : 0);
}

/* After the closing quote of the literal that starts at `at`. */
static size_t end_of_literal(const char *text, size_t at)
{
    size_t i = at + 1;
    while (text[i] && text[i] != text[at] && text[i] != '\n')
        i += text[i] == '\\' && text[i + 1] ? 2 : 1;
    return text[i] ? i + 1 : i;
}

/* The end of a preprocessor directive with its continued lines. */
static size_t end_of_directive(const char *text, size_t at)
{
    size_t i = at;
    while (text[i] && (text[i] != '\n' || text[i - 1] == '\\'))
        i++;
    return i;
}

static bool starts_line(const char *code, size_t at)
{
    while (at > 0 && (code[at - 1] == ' ' || code[at - 1] == '\t'))
        at--;
    return at == 0 || code[at - 1] == '\n';
}

/* Comments go first, so that a quote inside one is no quote. */
static void split(const char *text, char *code, char *said, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length;) {
        size_t end = i + 1;
        if (text[i] == '/' && (text[i + 1] == '*' || text[i + 1] == '/')) {
            end = end_of_comment(text, i);
            blank(said, kept, i);
            blank(code, i, end);
            kept = end;
        } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !isalnum(text[i - 1])))) {
            end = end_of_literal(text, i);
            blank(code, i + 1, end > i + 1 ? end - 1 : end);
        }
        i = end;
    }
    blank(said, kept, length);
    for (size_t i = 0; i < length; i++)
        if (code[i] == '#' && starts_line(code, i))
            blank(code, i, end_of_directive(code, i));
}

struct source source_of(struct arena *arena, const char *path, const char *text, size_t length)
{
    struct source source = {.path = arena_text(arena, path, strlen(path)),
                            .text = arena_text(arena, text, length)};
    char *code = arena_text(arena, text, length), *said = arena_text(arena, text, length);
    split(source.text, code, said, strlen(source.text));
    source.code = code;
    source.said = said;
    return source;
}

void report_add(struct report *report, const struct source *source, uint32_t line,
                const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(report->last, sizeof report->last, "%s:%u: %s", source->path, (unsigned)line, text);
    if (!report->quiet)
        printf("%s\n", report->last);
    report->count++;
}
