#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>

#include "engine/base/mapfile.h"
#include "engine/base/memory.h"
#include "engine/base/vec.h"

/*
 * replay FOLDER: every file of the corpus as it is, then as many seeded mutations of it as
 * FUZZ_RUNS says (100). The same corpus gives the same runs.
 */

enum { MUTATIONS_MOST = 8, PIECE = 64, GROWTH = (MUTATIONS_MOST + 1) * PIECE };

static uint64_t state = 1;

/* xorshift64 of Marsaglia. */
static uint64_t draw(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? state % below : 0;
}

/* Puts a copy of a piece in some other place; `size` is not zero. */
static size_t copy_within(uint8_t *bytes, size_t size)
{
    uint8_t piece[PIECE];
    size_t from = draw(size), to = draw(size), length = 1 + draw(PIECE);
    length = length > size - from ? size - from : length;
    memcpy(piece, bytes + from, length);
    memmove(bytes + to + length, bytes + to, size - to);
    memcpy(bytes + to, piece, length);
    return size + length;
}

static size_t mutate_once(uint8_t *bytes, size_t size)
{
    static const char words[] = "\",\n\r\0 PK\1\2\3\4\5\6\xff\xef\xbb\xbf";
    if (!size)
        return size;
    switch (draw(5)) {
    case 0:
        bytes[draw(size)] ^= (uint8_t)(1u << draw(8));
        return size;
    case 1:
        bytes[draw(size)] = (uint8_t)draw(256);
        return size;
    case 2:
        bytes[draw(size)] = (uint8_t)words[draw(sizeof words - 1)];
        return size;
    case 3:
        return draw(16) ? size : draw(size);
    default:
        return copy_within(bytes, size);
    }
}

static void run_mutated(const struct mapfile *file, uint8_t *bytes)
{
    size_t size = file->size;
    if (size)
        memcpy(bytes, file->bytes, size);
    for (uint64_t left = 1 + draw(MUTATIONS_MOST); left; left--)
        size = mutate_once(bytes, size);
    LLVMFuzzerTestOneInput(bytes, size);
}

static bool run_file(const char *path, long runs)
{
    struct mapfile file;
    struct error error;
    if (!mapfile_open(&file, path, &error)) {
        fprintf(stderr, "%s: %s\n", error.place, error.text);
        return false;
    }
    uint8_t *bytes = memory_resize(NULL, file.size + GROWTH, 1);
    if (file.size)
        memcpy(bytes, file.bytes, file.size);
    LLVMFuzzerTestOneInput(bytes, file.size);
    for (long run = 0; run < runs; run++)
        run_mutated(&file, bytes);
    memory_free(bytes);
    mapfile_close(&file);
    return true;
}

int main(int argc, char **argv)
{
    const char *wish = getenv("FUZZ_RUNS");
    long runs = wish ? strtol(wish, NULL, 10) : 100;
    struct dirent **entries;
    int count = argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1;
    int files = 0;
    for (int i = 0; i < count; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && run_file(path, runs))
            files++;
        memory_free(entries[i]);
    }
    if (count >= 0)
        memory_free(entries);
    printf("%d files, each with %ld mutations\n", files, runs);
    return files > 0 ? 0 : 1;
}
