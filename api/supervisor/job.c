#include "api/supervisor/job.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/supervisor/child.h"
#include "engine/base/checksum.h"
#include "engine/base/memory.h"
#include "engine/network/network.h"

/* What a build may use: all memory there is, a day of one processor, a quarter of a day in all. */
enum { CPU_SECONDS = 24 * 3600, CLOCK_SECONDS = 6 * 3600, LOOK_SECONDS = 300, NICENESS = 10 };
#define FILE_BYTES (UINT64_C(256) << 30)

bool inputs_of(struct inputs *inputs, char *const *paths, int count, struct error *error)
{
    *inputs = (struct inputs){.paths = paths, .count = count};
    for (int i = 0; i < count; i++) {
        if (access(paths[i], R_OK) != 0)
            return error_set(error, ERROR_INPUT, paths[i], "cannot be read: %s", strerror(errno));
        if (!image_recognises(paths[i]))
            continue;
        if (count > 1)
            return error_set(error, ERROR_INPUT, paths[i],
                             "is an image, and an image stands alone: leave the others out, or "
                             "build all feeds into one");
        inputs->is_image = true;
    }
    return true;
}

static uint64_t memory_of_machine(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
}

/* Starts `trajet-build WORDS... PATHS...` with its stdout, or its stderr, kept. */
static bool start(struct job *job, struct child_plan *plan, char *const *words,
                  const struct inputs *inputs, struct error *error)
{
    size_t count = 0;
    while (words[count])
        count++;
    char **argv = memory_zeroed(count + (size_t)inputs->count + 2, sizeof *argv);
    memcpy(argv + 1, words, count * sizeof *argv);
    memcpy(argv + 1 + count, inputs->paths, (size_t)inputs->count * sizeof *argv);
    job->output = memfd_create("trajet-build", MFD_CLOEXEC);
    bool started = job->output >= 0;
    if (!started)
        error_set(error, ERROR_SYSTEM, "memfd", "%s", strerror(errno));
    plan->program = "trajet-build";
    plan->argv = argv;
    plan->input = plan->output = plan->errors = -1;
    plan->end_signal = SIGKILL;
    *(plan->limits.file_bytes ? &plan->errors : &plan->output) = job->output;
    started = started && child_start(plan, &job->pid, error);
    memory_free(argv);
    if (!started)
        job_stop(job);
    return started;
}

bool job_look(struct job *job, const struct inputs *inputs, struct error *error)
{
    char verb[] = "stamp";
    char *words[] = {verb, NULL};
    struct child_plan plan = {.limits = {.clock_seconds = LOOK_SECONDS}};
    *job = (struct job){.kind = JOB_LOOK};
    return start(job, &plan, words, inputs, error);
}

bool job_build(struct job *job, const struct inputs *inputs, char *path, struct error *error)
{
    char verb[] = "build", quiet[] = "--quiet", option[] = "-o";
    char *words[] = {verb, quiet, option, path, NULL};
    struct child_plan plan = {.limits = {.memory_bytes = memory_of_machine(),
                                         .cpu_seconds = CPU_SECONDS,
                                         .file_bytes = FILE_BYTES,
                                         .clock_seconds = CLOCK_SECONDS,
                                         .niceness = NICENESS}};
    *job = (struct job){.kind = JOB_BUILD};
    return start(job, &plan, words, inputs, error);
}

void job_end(struct job *job, char *text)
{
    ssize_t size = pread(job->output, text, JOB_TEXT - 1, 0);
    text[size > 0 ? size : 0] = '\0';
    job->pid = 0;
    job_stop(job);
}

void job_stop(struct job *job)
{
    if (job->pid > 0) {
        kill(job->pid, SIGKILL);
        waitpid(job->pid, NULL, 0);
    }
    if (job->kind != JOB_NONE && job->output >= 0)
        close(job->output);
    *job = (struct job){0};
}

bool inputs_image_state(const struct inputs *inputs, char *state, size_t size)
{
    struct stat status;
    char text[128];
    if (stat(inputs->paths[0], &status) != 0)
        return false;
    int length = snprintf(text, sizeof text, "%" PRId64 " %" PRId64 ".%09ld %" PRIu64,
                          (int64_t)status.st_size, (int64_t)status.st_mtim.tv_sec,
                          status.st_mtim.tv_nsec, (uint64_t)status.st_ino);
    snprintf(state, size, "%016" PRIx64, checksum(text, (size_t)length));
    return true;
}

bool inputs_link_live(const struct inputs *inputs, const char *path, struct error *error)
{
    char whole[PATH_MAX], live[PATH_MAX + 16], beside[PATH_MAX + 160];
    if (!realpath(inputs->paths[0], whole))
        return error_set(error, ERROR_SYSTEM, inputs->paths[0], "cannot be taken over: %s",
                         strerror(errno));
    snprintf(live, sizeof live, "%s.live", whole);
    snprintf(beside, sizeof beside, "%s.live", path);
    if (symlink(live, beside) != 0)
        return error_set(error, ERROR_SYSTEM, beside, "cannot be made: %s", strerror(errno));
    return true;
}

bool inputs_link_image(const struct inputs *inputs, const char *path)
{
    char whole[PATH_MAX];
    return realpath(inputs->paths[0], whole) && link(whole, path) == 0;
}

static bool copy_all(int from, int to)
{
    static char bytes[1 << 20];
    ssize_t size;
    while ((size = read(from, bytes, sizeof bytes)) > 0)
        for (ssize_t done = 0, more; done < size; done += more)
            if ((more = write(to, bytes + done, (size_t)(size - done))) <= 0)
                return false;
    return size == 0 && fsync(to) == 0;
}

/* In a child: a large image takes its time, and a server may die meanwhile. */
static _Noreturn void copy_and_end(int from, int to, int output, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpriority(PRIO_PROCESS, 0, NICENESS);
    bool copied = getppid() == parent && copy_all(from, to);
    if (!copied)
        dprintf(output, "the image cannot be copied: %s\n", strerror(errno));
    _exit(copied ? 0 : 1);
}

bool job_copy(struct job *job, const struct inputs *inputs, const char *path, struct error *error)
{
    int from = open(inputs->paths[0], O_RDONLY | O_CLOEXEC);
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    *job = (struct job){.kind = JOB_BUILD, .output = memfd_create("copy", MFD_CLOEXEC)};
    pid_t parent = getpid();
    bool ready = from >= 0 && to >= 0 && job->output >= 0;
    job->pid = ready ? fork() : -1;
    if (job->pid == 0)
        copy_and_end(from, to, job->output, parent);
    bool started = job->pid > 0;
    if (!started) {
        error_set(error, ERROR_SYSTEM, inputs->paths[0], "cannot be copied: %s", strerror(errno));
        job_stop(job);
    }
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    return started;
}
