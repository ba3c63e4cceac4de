#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "feeds/input/input.h"

/* A zip of any bytes: opened or refused with a reason, and never more delivered than allowed. */

enum { MEMBER_MAX = 1 << 20, ALL_MAX = 4 << 20 };

static bool take(void *context, const char *bytes, size_t size)
{
    uint64_t *sum = context;
    for (size_t i = 0; i < size; i++)
        *sum += (unsigned char)bytes[i]; /* Every byte is touched, for the sanitizers. */
    return true;
}

static void read_members(struct input *input)
{
    for (uint32_t i = 0; i < input_count(input); i++) {
        struct error error = {0};
        uint64_t sum = 0;
        const char *name = input_name(input, i);
        PROMISE(input_has(input, name));
        bool read = input_read(input, name, take, &sum, &error);
        PROMISE(read || (error.kind != ERROR_NONE && *error.text));
        PROMISE(sum <= (uint64_t)255 * MEMBER_MAX);
    }
}

static void read_zip(const char *path)
{
    const struct input_limits limits = {
        .members_max = 50, .bytes_max = ALL_MAX, .member_bytes_max = MEMBER_MAX, .ratio_max = 50};
    struct input *input;
    struct error error = {0};
    if (!input_open(&input, path, &limits, &error)) {
        PROMISE(error.kind != ERROR_NONE && *error.text);
        return;
    }
    struct findings findings;
    findings_init(&findings);
    read_members(input);
    input_report(input, &findings);
    findings_finish(&findings);
    input_close(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[64];
    int file = memfd_create("fuzz", MFD_CLOEXEC);
    PROMISE(file >= 0);
    PROMISE(write(file, bytes, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    read_zip(path);
    close(file);
    return 0;
}
