#include "api/cli/options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/clock.h"

int usage_error(const struct command *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", command->name);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\nTry: %s --help\n", command->name);
    va_end(arguments);
    return END_USAGE;
}

int input_error(const struct error *error)
{
    fprintf(stderr, "trajet: %s%s%s\n", error->place, *error->place ? ": " : "", error->text);
    return END_INPUT;
}

#define HELP_COLUMN 26

static void print_option(const struct option *option)
{
    char head[80], letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    int length = snprintf(head, sizeof head, "  %s--%s%s%s", letter, option->name,
                          option->argument ? " " : "", option->argument ? option->argument : "");
    printf("%s", head);
    if (length >= HELP_COLUMN)
        printf("\n%*s", HELP_COLUMN, "");
    else
        printf("%*s", HELP_COLUMN - length, "");
    for (const char *c = option->help; *c; c++)
        if (*c == '\n')
            printf("\n%*s", HELP_COLUMN, "");
        else
            putchar(*c);
    putchar('\n');
}

static void print_help(const struct command *command)
{
    static const struct option common[] = {
        {.name = "now",
         .argument = "TIME",
         .help = "Take this as the present, 2026-05-01T08:00:00Z"},
        {.name = "help", .letter = 'h', .help = "Print this page"},
        {.name = "version", .help = "Print versions, of the libraries too"},
    };
    printf("Usage: %s %s\n\n%s\n\nOptions:\n", command->name, command->arguments, command->summary);
    for (const struct option *option = command->options; option->name; option++)
        print_option(option);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        print_option(&common[i]);
    if (command->examples)
        printf("\n%s\n", command->examples);
}

static void print_version(const struct command *command)
{
    printf("trajet %s\n", TRAJET_VERSION);
    if (command->print_version)
        command->print_version();
}

/* Reads a whole number of the option's range. */
static bool read_number(const struct option *option, const char *text)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno || end == text || *end || number < option->low || number > option->high)
        return false;
    *(int64_t *)option->value = number;
    return true;
}

/* Stores the value; returns false after having said what is wrong. */
static bool store(const struct command *command, const struct option *option, const char *text)
{
    struct option_list *list = option->value;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)option->value = true;
        return true;
    case OPTION_TEXT:
        *(const char **)option->value = text;
        return true;
    case OPTION_NUMBER:
        if (read_number(option, text))
            return true;
        usage_error(command, "--%s %s: a whole number from %" PRId64 " to %" PRId64 " is needed",
                    option->name, text, option->low, option->high);
        return false;
    case OPTION_LIST:
        if (list->count == OPTION_LIST_MAX) {
            usage_error(command, "--%s: at most %d times", option->name, OPTION_LIST_MAX);
            return false;
        }
        list->items[list->count++] = text;
        return true;
    }
    return false;
}

static const struct option *find_option(const struct option *options, const char *word)
{
    size_t length = word[1] == '-' ? strcspn(word + 2, "=") : 0;
    for (const struct option *option = options; option->name; option++) {
        if (length && strlen(option->name) == length &&
            strncmp(option->name, word + 2, length) == 0)
            return option;
        if (!length && option->letter && word[1] == option->letter && word[2] == '\0')
            return option;
    }
    return NULL;
}

/* `-30.03,-51.2` is a place on the southern half of the world, and `-` is a file. */
static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9') && word[1] != '.';
}

struct reader {
    const struct command *command;
    int argc, next; /* `next`: the word to read */
    char **argv;
};

/* Reads the option at `next`; returns false after having said what is wrong. */
static bool read_option(struct reader *reader, const struct option *options)
{
    char *word = reader->argv[reader->next++];
    const struct option *option = find_option(options, word);
    if (!option) {
        usage_error(reader->command, "%s: no such option", word);
        return false;
    }
    char *text = word[1] == '-' ? strchr(word, '=') : NULL;
    if (text && option->kind == OPTION_FLAG) {
        usage_error(reader->command, "--%s takes no value", option->name);
        return false;
    }
    if (text)
        text++;
    else if (option->kind != OPTION_FLAG) {
        if (reader->next == reader->argc) {
            usage_error(reader->command, "%s: its %s is missing", word,
                        option->argument ? option->argument : "value");
            return false;
        }
        text = reader->argv[reader->next++];
    }
    return store(reader->command, option, text);
}

static bool is_common(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
           strcmp(word, "--version") == 0 || strcmp(word, "--now") == 0 ||
           strncmp(word, "--now=", 6) == 0;
}

static bool set_now(const struct command *command, const char *text)
{
    unix_time now;
    if (!civil_parse_time(text, NULL, &now)) {
        usage_error(command, "--now %s: write it with its offset, 2026-05-01T08:00:00+02:00", text);
        return false;
    }
    clock_set_now(now);
    return true;
}

/* Reads one of --help, --version, --now. False: the program ends with `*ending`. */
static bool read_common(struct reader *reader, int *ending)
{
    bool help = false, version = false;
    const char *now = NULL;
    const struct option common[] = {
        {.name = "help", .letter = 'h', .kind = OPTION_FLAG, .value = &help},
        {.name = "version", .kind = OPTION_FLAG, .value = &version},
        {.name = "now", .kind = OPTION_TEXT, .value = &now, .argument = "TIME"},
        {0},
    };
    *ending = END_USAGE;
    if (!read_option(reader, common) || (now && !set_now(reader->command, now)))
        return false;
    *ending = END_OK;
    if (help)
        print_help(reader->command);
    if (version)
        print_version(reader->command);
    return !help && !version;
}

bool options_read(const struct command *command, int *argc, char **argv, int *ending)
{
    struct reader reader = {.command = command, .argc = *argc, .next = 1, .argv = argv};
    int kept = 1;
    bool only_words = false;
    while (reader.next < reader.argc) {
        char *word = argv[reader.next];
        if (!only_words && strcmp(word, "--") == 0) {
            only_words = true;
            reader.next++;
        } else if (only_words || !is_option(word)) {
            argv[kept++] = word;
            reader.next++;
        } else if (is_common(word)) {
            if (!read_common(&reader, ending))
                return false;
        } else if (!read_option(&reader, command->options)) {
            *ending = END_USAGE;
            return false;
        }
    }
    *argc = kept;
    if (kept - 1 < command->least || (command->most >= 0 && kept - 1 > command->most)) {
        *ending =
            usage_error(command, "%s",
                        kept - 1 < command->least ? "something is missing" : "too many arguments");
        fprintf(stderr, "Usage: %s %s\n", command->name, command->arguments);
        return false;
    }
    return true;
}
