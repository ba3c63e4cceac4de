#include "api/cli/city.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/cli/options.h"
#include "api/cli/program.h"
#include "engine/base/memory.h"

enum { PATH_ROOM = 4096, BUILD_WORDS = 5 };

/* `trajet-build build --quiet -o IMAGE PATH...`: stdout belongs to the answer. */
static bool build(char *image, char *const *paths, int count, struct error *error)
{
    char verb[] = "build", quiet[] = "--quiet", option[] = "-o";
    char **words = memory_zeroed((size_t)count + BUILD_WORDS + 1, sizeof *words);
    words[1] = verb;
    words[2] = quiet;
    words[3] = option;
    words[4] = image;
    for (int i = 0; i < count; i++)
        words[BUILD_WORDS + i] = paths[i];
    int ending = END_OK;
    bool ran = program_run("trajet-build", words, &ending, error);
    memory_free(words);
    if (ran && ending != END_OK)
        return error_set(error, ERROR_INPUT, paths[0],
                         "the network could not be built, for the reasons above (exit code %d)",
                         ending);
    return ran;
}

static bool check_paths(char *const *paths, int count, struct error *error)
{
    for (int i = 0; i < count; i++) {
        if (access(paths[i], R_OK) != 0)
            return error_set(error, ERROR_INPUT, paths[i], "cannot be read: %s", strerror(errno));
        if (image_recognises(paths[i]))
            return error_set(error, ERROR_INPUT, paths[i],
                             "is an image, and an image stands alone: leave the others out, or "
                             "build all feeds into one");
    }
    return true;
}

/* The folder is nobody else's, and empty again as soon as the image is mapped. */
static bool build_and_open(struct network *network, char *const *paths, int count,
                           struct error *error)
{
    char folder[PATH_ROOM], image[PATH_ROOM + 32];
    const char *temporary = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/trajet-XXXXXX",
             temporary && *temporary ? temporary : "/tmp");
    if (mkdtemp(folder) == NULL)
        return error_set(error, ERROR_SYSTEM, folder, "cannot be made: %s", strerror(errno));
    snprintf(image, sizeof image, "%s/city.trajet", folder);
    bool opened = build(image, paths, count, error) && network_open(network, image, error);
    unlink(image);
    rmdir(folder);
    return opened;
}

bool city_open(struct network *network, char *const *paths, int count, struct error *error)
{
    if (count == 1 && image_recognises(paths[0]))
        return network_open(network, paths[0], error);
    return check_paths(paths, count, error) && build_and_open(network, paths, count, error);
}
