#include "tests/tidy/shape.h"

#include <ctype.h>
#include <string.h>

#define FILE_LINES_MAX 700
#define FUNCTION_LINES_MAX 70
#define PARAMETERS_MAX 6

/* One declaration or definition at the outer level, as offsets into the code. */
struct part {
    size_t start, end; /* end: after the last character */
    size_t open;       /* its first brace, or 0 */
    bool is_function;  /* has a parameter list before brace or end */
};

/* The parenthesis that closes the one at `open`. */
static size_t closing(const char *code, size_t open, size_t end)
{
    int depth = 0;
    for (size_t i = open; i < end; i++) {
        depth += code[i] == '(';
        depth -= code[i] == ')';
        if (depth == 0)
            return i;
    }
    return end;
}

/* The parameter list: the first parenthesis before any brace or equals sign, or 0. */
static size_t parameter_list(const char *code, const struct part *part)
{
    for (size_t i = part->start; i < part->end; i++) {
        if (code[i] == '(')
            return i;
        if (code[i] == '{' || code[i] == '=')
            return 0;
    }
    return 0;
}

/* Reads the next part from `at`; false at the end of the file. */
static bool next_part(const char *code, size_t at, struct part *part)
{
    while (code[at] && (isspace((unsigned char)code[at]) || code[at] == ';'))
        at++;
    if (!code[at])
        return false;
    *part = (struct part){.start = at};
    int depth = 0;
    size_t i = at;
    for (; code[i]; i++) {
        if (code[i] == '{' && depth++ == 0 && !part->open)
            part->open = i;
        bool closed = code[i] == '}' && --depth == 0;
        part->end = i + 1;
        if (closed && part->open && parameter_list(code, part)) {
            part->is_function = true;
            return true;
        }
        if (code[i] == ';' && depth == 0)
            break;
    }
    part->end = i;
    part->is_function = parameter_list(code, part) && !starts_with(code + at, "typedef");
    return true;
}

static uint32_t count_parameters(const char *code, const struct part *part)
{
    size_t open = parameter_list(code, part), close = closing(code, open, part->end);
    uint32_t commas = 0;
    int depth = 0;
    for (size_t i = open; i < close; i++) {
        depth += code[i] == '(';
        depth -= code[i] == ')';
        commas += code[i] == ',' && depth == 1;
    }
    return commas + 1;
}

/*
 * Agreed before the limit was checked (they go when their callers are next touched), or shaped by
 * a library that calls us.
 */
static bool is_agreed(const struct source *source)
{
    return strcmp(source->path, "feeds/findings/findings.h") == 0 ||
           strcmp(source->path, "feeds/findings/findings.c") == 0 ||
           strcmp(source->path, "feeds/table/table.h") == 0 ||
           strcmp(source->path, "feeds/table/table.c") == 0 ||
           strcmp(source->path, "api/server/admin.c") == 0 ||
           strcmp(source->path, "api/server/exchange.h") == 0 ||
           strcmp(source->path, "api/server/exchange.c") == 0;
}

static void check_function(const struct source *source, const struct part *part,
                           struct report *report)
{
    uint32_t first = source_line(source, part->start), last = source_line(source, part->end);
    uint32_t parameters = count_parameters(source->code, part);
    if (parameters > PARAMETERS_MAX && !is_agreed(source))
        report_add(report, source, first, "%u parameters, at most %d: make a struct of them",
                   (unsigned)parameters, PARAMETERS_MAX);
    if (part->open && last - first + 1 > FUNCTION_LINES_MAX)
        report_add(report, source, first, "a function of %u lines, at most %d",
                   (unsigned)(last - first + 1), FUNCTION_LINES_MAX);
}

/* Whether a comment ends before the part (one blank line is fine: the page's own comment speaks for
 * what follows it), or begins on its last line. */
static bool has_comment(const struct source *source, const struct part *part)
{
    size_t i = part->start;
    int line_ends = 0;
    while (i > 0 && isspace((unsigned char)source->text[i - 1]))
        line_ends += source->text[--i] == '\n';
    if (line_ends < 3 && i >= 2 && starts_with(source->text + i - 2, "*/"))
        return true;
    for (i = part->end; source->text[i] && source->text[i] != '\n'; i++)
        if (source->said[i] != ' ')
            return true;
    return false;
}

/* Whether nothing but a line end stands between the part and the one before it. */
static bool follows(const struct source *source, const struct part *part, size_t end)
{
    if (!end)
        return false;
    int line_ends = 0;
    for (size_t i = end; i < part->start; i++) {
        line_ends += source->text[i] == '\n';
        if (!isspace((unsigned char)source->text[i]) && source->text[i] != ';')
            return false;
    }
    return line_ends < 2;
}

/* `struct arena_block;` only says that there is one. */
static bool is_forward(const struct source *source, const struct part *part)
{
    if (part->open || part->is_function)
        return false;
    const char *code = source->code + part->start;
    size_t length = part->end - part->start, words = 0;
    for (size_t i = 0; i < length; i++)
        words += isspace((unsigned char)code[i]) && !isspace((unsigned char)code[i + 1]);
    return words == 1 && (starts_with(code, "struct") || starts_with(code, "union"));
}

/* Several declarations without a blank line between them may share one comment. */
static bool check_documented(const struct source *source, const struct part *part, size_t before,
                             struct report *report)
{
    if (has_comment(source, part) || follows(source, part, before) || is_forward(source, part))
        return true;
    report_add(report, source, source_line(source, part->start),
               "a public declaration without a comment");
    return false;
}

void shape_check(const struct source *source, struct report *report)
{
    if (!source_is_c(source))
        return;
    uint32_t lines = source_line(source, strlen(source->text)) - 1;
    if (lines > FILE_LINES_MAX)
        report_add(report, source, 1, "%u lines, at most %d", (unsigned)lines, FILE_LINES_MAX);
    struct part part;
    size_t documented_end = 0;
    for (size_t at = 0; next_part(source->code, at, &part); at = part.end) {
        if (part.is_function)
            check_function(source, &part, report);
        if (source_is_header(source) && check_documented(source, &part, documented_end, report))
            documented_end = part.end;
    }
}
