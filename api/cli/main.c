#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/cli/options.h"
#include "api/cli/program.h"
#include "api/cli/verbs.h"

/* The one command: verbs with a function are answered here, the others by their own programs. */

struct verb {
    const char *name;
    int (*run)(int argc, char **argv); /* or NULL */
    const char *program;               /* or NULL */
    int skip;                          /* words it is not told: 1 when it has but one verb */
    const char *help;
};

static const struct verb verbs[] = {
    {"build", NULL, "trajet-build", 0, "read feeds and write a network image"},
    {"check", NULL, "trajet-build", 0, "report what is wrong with a feed"},
    {"feed", NULL, "trajet-feed", 1, "fetch live feeds and write a live image"},
    {"serve", serve_main, NULL, 0, "answer over HTTP"},

    {"plan", plan_main, NULL, 0, "answer one question here"},
    {"batch", batch_main, NULL, 0, "answer a list of questions, for comparing and timing"},
    {"matrix", matrix_main, NULL, 0, "travel times from many points to many"},
    {"fare", fare_main, NULL, 0, "say what given rides cost, and why"},
    {"change", change_main, NULL, 0, "say how long a change takes, and why"},
    {"info", info_main, NULL, 0, "show what is in an image"},
    {NULL, NULL, NULL, 0, NULL},
};

static void print_help(void)
{
    printf("Usage: trajet VERB ...\n\n"
           "Plans journeys by public transport from GTFS timetables.\n\nVerbs:\n");
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf("  %-8s%s\n", verb->name, verb->help);
    printf("\nEach verb has a page of its own: trajet plan --help\n\n"
           "A first journey, from nothing:\n"
           "  trajet build -o city.trajet city.gtfs.zip\n"
           "  trajet info city.trajet\n"
           "  trajet plan --image city.trajet \"Central Station\" Harbour --at 08:30\n"
           "  trajet serve city.trajet\n\n"
           "It ends with 0 when all is well, 1 when there is no answer, 2 when the command line\n"
           "is wrong, 3 when a file is.\n");
}

/* Ours, then what the other programs say of theirs. */
static int print_versions(void)
{
    printf("trajet %s\n", TRAJET_VERSION);
    static const char *const programs[] = {"trajet-build", "trajet-feed", "trajet-serve"};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        char option[] = "--version";
        char *argv[] = {NULL, option, NULL};
        struct error error = {0};
        int ending;
        printf("\n%s:\n", programs[i]);
        if (!program_run(programs[i], argv, STDOUT_FILENO, &ending, &error))
            printf("%s\n", error.text);
    }
    return END_OK;
}

static int run_verb(const struct verb *verb, int argc, char **argv)
{
    if (verb->run)
        return verb->run(argc, argv);
    struct error error = {0};
    /* The word before the first one told gives way to the program's path. */
    program_become(verb->program, argv - 1 + verb->skip, &error);
    return input_error(&error);
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";
    program_open_streams();
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (strcmp(verb->name, word) == 0)
            return run_verb(verb, argc - 1, argv + 1);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        print_help();
        return END_OK;
    }
    if (strcmp(word, "--version") == 0)
        return print_versions();
    if (*word)
        fprintf(stderr, "trajet: %s: no such verb\nTry: trajet --help\n", word);
    else
        fprintf(stderr, "trajet: a verb is missing\nTry: trajet --help\n");
    return END_USAGE;
}
