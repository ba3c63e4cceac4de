#include "api/supervisor/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/cli/program.h"

enum { NOT_STARTED = 127 };

/* Sanitizers reserve terabytes and never touch them: no limit of memory can be told from theirs. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

/* From here on all is said in a child: no memory is asked for, no word is printed. */

static void limit(int resource, uint64_t most)
{
    struct rlimit limit = {.rlim_cur = most, .rlim_max = most};
    setrlimit(resource, &limit);
}

static void limit_all(const struct child_limits *limits)
{
    if (limits->memory_bytes && !SANITIZED)
        limit(RLIMIT_DATA, limits->memory_bytes);
    if (limits->cpu_seconds)
        limit(RLIMIT_CPU, limits->cpu_seconds);
    if (limits->file_bytes)
        limit(RLIMIT_FSIZE, limits->file_bytes);
    if (limits->clock_seconds)
        alarm(limits->clock_seconds);
    limit(RLIMIT_CORE, 0);
    setpriority(PRIO_PROCESS, 0, limits->niceness);
}

static bool put_in_place(int from, int to)
{
    return from < 0 || dup2(from, to) == to;
}

static _Noreturn void become(const struct child_plan *plan, const char *path, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, plan->end_signal);
    bool ready = getppid() == parent && put_in_place(plan->input, STDIN_FILENO) &&
                 put_in_place(plan->output, STDOUT_FILENO) &&
                 put_in_place(plan->errors, STDERR_FILENO);
    for (int i = 0; i < CHILD_KEPT && ready; i++)
        ready = plan->kept[i] == 0 || fcntl(plan->kept[i], F_SETFD, 0) == 0;
    limit_all(&plan->limits);
    if (ready)
        execv(path, plan->argv);
    _exit(NOT_STARTED);
}

bool child_start(const struct child_plan *plan, pid_t *pid, struct error *error)
{
    char path[PATH_MAX];
    if (!program_find(plan->program, path, sizeof path, error))
        return false;
    plan->argv[0] = path;
    fflush(NULL);
    pid_t parent = getpid(), child = fork();
    if (child == 0)
        become(plan, path, parent);
    plan->argv[0] = NULL;
    if (child < 0)
        return error_set(error, ERROR_SYSTEM, path, "cannot be started: %s", strerror(errno));
    *pid = child;
    return true;
}

char *child_ending(int status, char text[32])
{
    if (WIFSIGNALED(status))
        snprintf(text, 32, "signal %d", WTERMSIG(status));
    else
        snprintf(text, 32, "exit code %d", WEXITSTATUS(status));
    return text;
}
