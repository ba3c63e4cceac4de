#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/cli/build.h"
#include "api/cli/options.h"
#include "api/cli/program.h"
#include "feeds/elevation/elevation.h"
#include "feeds/osm/osm.h"
#include "feeds/table/table.h"

/* trajet-build: the verbs that read feeds. A feed that breaks it breaks nothing else. */

void build_print_version(void)
{
    printf("%s\n%s\n%s\n%s\n%s\n", input_libraries(), table_libraries(), config_libraries(),
           osm_libraries(), elevation_libraries());
}

static void show_step(void *context, const char *step)
{
    bool line = *(const bool *)context;
    fprintf(stderr, line ? "%s\n" : "\r\033[K%s", step);
}

void build_show_progress(struct builder *builder, bool verbose)
{
    static bool lines;
    lines = verbose || !isatty(STDERR_FILENO);
    builder->steps.progress = verbose || isatty(STDERR_FILENO) ? show_step : NULL;
    builder->steps.context = &lines;
}

void build_hide_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

static void print_help(FILE *out)
{
    fprintf(out, "Usage: trajet-build build|check|stamp ...\n\n"
                 "  build   read feeds and write a network image\n"
                 "  check   report what is wrong with feeds\n"
                 "  stamp   say whether the inputs of a build have changed\n\n"
                 "Each has a page of its own: trajet build --help\n");
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";
    program_open_streams();
    if (strcmp(word, "build") == 0)
        return build_main(argc - 1, argv + 1);
    if (strcmp(word, "check") == 0)
        return check_main(argc - 1, argv + 1);
    if (strcmp(word, "stamp") == 0)
        return stamp_main(argc - 1, argv + 1);
    if (strcmp(word, "--version") == 0) {
        printf("trajet %s\n", TRAJET_VERSION);
        build_print_version();
        return END_OK;
    }
    bool help = strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
    print_help(help ? stdout : stderr);
    return help ? END_OK : END_USAGE;
}
