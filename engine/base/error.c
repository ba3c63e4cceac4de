#include "engine/base/error.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error *error, enum error_kind kind, const char *place, const char *format,
               ...)
{
    if (!error)
        return false;
    error->kind = kind;
    snprintf(error->place, sizeof error->place, "%s", place ? place : "");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return false;
}

const char *error_kind_name(enum error_kind kind)
{
    static const char *const names[] = {
        [ERROR_NONE] = "none",   [ERROR_INPUT] = "input",   [ERROR_MISSING] = "missing",
        [ERROR_LIMIT] = "limit", [ERROR_SYSTEM] = "system", [ERROR_CORRUPT] = "corrupt",
    };
    return names[kind];
}
