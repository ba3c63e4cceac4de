#include "feeds/feeder/control.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum control_verb verb_of(const char *line, char path[PATH_MAX])
{
    static const struct {
        const char *word;
        enum control_verb verb;
    } verbs[] = {{"image ", CONTROL_IMAGE}, {"forget ", CONTROL_FORGET}};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t length = strlen(verbs[i].word);
        if (strncmp(line, verbs[i].word, length) == 0 && line[length] &&
            snprintf(path, PATH_MAX, "%s", line + length) < PATH_MAX)
            return verbs[i].verb;
    }
    return CONTROL_UNKNOWN;
}

/* Takes the first line out of the text; `end` is where its line feed was. */
static enum control_verb take_line(struct control *control, char *end, char path[PATH_MAX])
{
    *end = '\0';
    enum control_verb verb = control->too_long ? CONTROL_UNKNOWN : verb_of(control->text, path);
    control->too_long = false;
    control->used -= (size_t)(end + 1 - control->text);
    memmove(control->text, end + 1, control->used);
    return verb;
}

static bool has_more(const struct control *control)
{
    struct pollfd look = {.fd = control->descriptor, .events = POLLIN};
    return poll(&look, 1, 0) > 0;
}

enum control_verb control_next(struct control *control, char path[PATH_MAX])
{
    for (;;) {
        char *end = memchr(control->text, '\n', control->used);
        if (end)
            return take_line(control, end, path);
        if (control->used == sizeof control->text) {
            control->too_long = true;
            control->used = 0;
        }
        if (!has_more(control))
            return CONTROL_NOTHING;
        ssize_t count = read(control->descriptor, control->text + control->used,
                             sizeof control->text - control->used);
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            return CONTROL_NOTHING;
        if (count <= 0)
            return CONTROL_END;
        control->used += (size_t)count;
    }
}
