#include "api/cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void program_open_streams(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

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

/* Starts the program at `path` with its stdout led to `output`; returns 0 or an error number. */
static int start(const char *path, char **argv, int output, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed)
        return failed;
    if (output != STDOUT_FILENO)
        failed = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!failed)
        failed = posix_spawn(child, path, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

bool program_run(const char *name, char **argv, int output, int *ending, struct error *error)
{
    char path[PATH_MAX];
    if (!program_find(name, path, sizeof path, error))
        return false;
    argv[0] = path;
    fflush(NULL);
    pid_t child;
    int failed = start(path, argv, output, &child), status;
    if (failed)
        return error_set(error, ERROR_SYSTEM, path, "cannot be started: %s", strerror(failed));
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return error_set(error, ERROR_SYSTEM, path, "%s", strerror(errno));
    *ending = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
}

bool program_read(const char *name, char **argv, char *text, size_t size, int *ending,
                  struct error *error)
{
    FILE *output = tmpfile();
    if (!output)
        return error_set(error, ERROR_SYSTEM, "temporary file", "%s", strerror(errno));
    bool ran = program_run(name, argv, fileno(output), ending, error);
    if (ran) {
        rewind(output);
        text[fread(text, 1, size - 1, output)] = '\0';
    }
    fclose(output);
    return ran;
}
