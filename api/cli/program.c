#include "api/cli/program.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool program_find(const char *name, char *path, size_t size, struct error *error)
{
    static const char *const folders[] = {"", "../libexec/trajet/", "../libexec/"};
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length < 0)
        return error_set(error, ERROR_SYSTEM, "/proc/self/exe", "%s", strerror(errno));
    own[length] = '\0';
    *(strrchr(own, '/') + 1) = '\0';
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int needed = snprintf(path, size, "%s%s%s", own, folders[i], name);
        if (needed > 0 && (size_t)needed < size && access(path, X_OK) == 0)
            return true;
    }
    return error_set(error, ERROR_MISSING, name,
                     "this program is neither in %s nor in libexec beside it; install it again",
                     own);
}

void program_become(const char *name, char **argv, struct error *error)
{
    char path[PATH_MAX];
    if (!program_find(name, path, sizeof path, error))
        return;
    argv[0] = path;
    execv(path, argv);
    error_set(error, ERROR_SYSTEM, path, "cannot be started: %s", strerror(errno));
}

bool program_run(const char *name, char **argv, int *ending, struct error *error)
{
    char path[PATH_MAX];
    if (!program_find(name, path, sizeof path, error))
        return false;
    argv[0] = path;
    fflush(NULL);
    pid_t child;
    int failed = posix_spawn(&child, path, NULL, NULL, argv, environ);
    if (failed)
        return error_set(error, ERROR_SYSTEM, path, "cannot be started: %s", strerror(failed));
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return error_set(error, ERROR_SYSTEM, path, "%s", strerror(errno));
    *ending = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
}
