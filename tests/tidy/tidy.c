#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mapfile.h"
#include "tests/tidy/ladder.h"
#include "tests/tidy/shape.h"
#include "tests/tidy/source.h"
#include "tests/tidy/style.h"

/* tidy ROOT: reads every file of ours and complains. nftw has no place for an argument, hence the
 * two variables. */

static struct arena arena;
static struct vec sources;

static bool is_read(const char *path)
{
    static const char *const ends[] = {".c", ".h", ".md", ".sh", ".build", ".py", ".supp"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(path, ends[i]))
            return true;
    return false;
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *where)
{
    (void)status;
    const char *name = path + where->base;
    if (type == FTW_D)
        return where->level > 0 &&
                       (*name == '.' || (where->level == 1 && starts_with(name, "build")) ||
                        strcmp(name, "node_modules") == 0)
                   ? FTW_SKIP_SUBTREE
                   : FTW_CONTINUE;
    if (type != FTW_F || !is_read(path))
        return FTW_CONTINUE;
    struct mapfile file;
    struct error error = {0};
    if (!mapfile_open(&file, path, &error)) {
        printf("%s: %s\n", error.place, error.text);
        return FTW_STOP;
    }
    struct source source = source_of(&arena, path + 2, (const char *)file.bytes, file.size);
    vec_push(&sources, &source);
    mapfile_close(&file);
    return FTW_CONTINUE;
}

int main(int argc, char **argv)
{
    if (argc != 2 || chdir(argv[1]) != 0) {
        fprintf(stderr, "tidy: give the root of the sources\n");
        return 2;
    }
    sources = vec_of(sizeof(struct source));
    if (nftw(".", visit, 16, FTW_ACTIONRETVAL | FTW_PHYS) != 0)
        return 1;
    struct report report = {0};
    const struct source *items = sources.data;
    for (uint32_t i = 0; i < sources.count; i++) {
        style_check(&items[i], &report);
        shape_check(&items[i], &report);
    }
    ladder_check(&sources, &report);
    printf("%u files, %u complaints\n", (unsigned)sources.count, (unsigned)report.count);
    bool empty = sources.count == 0;
    vec_finish(&sources);
    arena_finish(&arena);
    return report.count || empty ? 1 : 0;
}
