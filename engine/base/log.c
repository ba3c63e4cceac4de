#include "engine/base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

#include "engine/base/clock.h"

static atomic_int enabled = 1;

void log_enable(int on)
{
    atomic_store(&enabled, on);
}

static void escape(const char *text, char *out, size_t room)
{
    size_t used = 0;
    for (; *text && used + 5 < room; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7f)
            used += (size_t)snprintf(out + used, room - used, "\\x%02x", c);
        else
            out[used++] = (char)c;
    }
    out[used] = 0;
}

void log_line(const char *event, const char *format, ...)
{
    if (!atomic_load(&enabled))
        return;
    char text[1024], safe[2048], now[CIVIL_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    escape(text, safe, sizeof safe);
    fprintf(stderr, "%s %s %s\n", civil_text_utc(clock_now(), now), event, safe);
}
