#include "api/cli/city.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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
    bool ran = program_run("trajet-build", words, STDERR_FILENO, &ending, error);
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

/* `$XDG_CACHE_HOME/trajet/`, made if need be; false: there is no such place. */
static bool cache_folder(char *folder, size_t size)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    int length = cache && *cache ? snprintf(folder, size, "%s", cache)
                 : home && *home ? snprintf(folder, size, "%s/.cache", home)
                                 : -1;
    if (length < 0 || (size_t)length + sizeof "/trajet/" > size)
        return false;
    mkdir(folder, 0700);
    snprintf(folder + length, size - (size_t)length, "/trajet/");
    return mkdir(folder, 0700) == 0 || errno == EEXIST;
}

/* Removes images of the same inputs as they were before; `stamp` is `INPUTS-STATE`. */
static void forget_older(const char *folder, const char *stamp)
{
    char pattern[PATH_ROOM + 64];
    glob_t old;
    snprintf(pattern, sizeof pattern, "%s%.*s-*.trajet", folder, (int)strcspn(stamp, "-"), stamp);
    if (glob(pattern, 0, NULL, &old) != 0)
        return;
    for (size_t i = 0; i < old.gl_pathc; i++)
        unlink(old.gl_pathv[i]);
    globfree(&old);
}

/* What names the inputs and the state they are in, or false. */
static bool stamp_of(char *path, char *stamp, size_t size)
{
    char verb[] = "stamp";
    char *words[] = {NULL, verb, path, NULL};
    int ending = END_INPUT;
    if (!program_read("trajet-build", words, stamp, size, &ending, NULL) || ending != END_OK)
        return false;
    stamp[strcspn(stamp, "\n")] = '\0';
    return strspn(stamp, "0123456789abcdef-") == strlen(stamp) && *stamp;
}

bool city_open_kept(struct network *network, char *path, struct error *error)
{
    char folder[PATH_ROOM], image[PATH_ROOM + 64], stamp[48];
    if (image_recognises(path) || access(path, R_OK) != 0 || !cache_folder(folder, sizeof folder) ||
        !stamp_of(path, stamp, sizeof stamp))
        return city_open(network, &path, 1, error);
    snprintf(image, sizeof image, "%s%s.trajet", folder, stamp);
    if (network_open(network, image, NULL))
        return true;
    forget_older(folder, stamp);
    return build(image, &path, 1, error) && network_open(network, image, error);
}
