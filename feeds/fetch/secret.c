#include "feeds/fetch/secret.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_MAX = 4096, NAME_MAX_LENGTH = 64 };

static void push(struct vec *into, const char *bytes, size_t count)
{
    if (count)
        vec_add_many(into, bytes, count);
}

static bool read_line(const char *path, char value[VALUE_MAX + 2], struct error *error)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return error_set(error, ERROR_MISSING, path, "the key cannot be read: %s", strerror(errno));
    size_t length = fread(value, 1, VALUE_MAX + 1, file);
    fclose(file);
    value[length] = '\0';
    value[strcspn(value, "\r\n")] = '\0';
    return true;
}

static bool find_value(const char *name, const char *key_file, char value[VALUE_MAX + 2],
                       struct error *error)
{
    if (key_file && strcmp(name, "KEY") == 0)
        return read_line(key_file, value, error);
    const char *found = getenv(name);
    if (!found)
        return error_set(error, ERROR_MISSING, NULL, "the variable %s is not in the environment",
                         name);
    snprintf(value, VALUE_MAX + 2, "%s", found);
    return true;
}

static bool check_value(const char *name, const char *value, struct error *error)
{
    if (!*value)
        return error_set(error, ERROR_INPUT, NULL, "${%s} is empty", name);
    if (strlen(value) > VALUE_MAX)
        return error_set(error, ERROR_LIMIT, NULL, "${%s} is longer than %d bytes", name,
                         VALUE_MAX);
    for (const char *at = value; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return error_set(error, ERROR_INPUT, NULL, "${%s} holds control bytes", name);
    return true;
}

static void push_encoded(struct vec *into, const char *value)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-._~";
    for (; *value; value++) {
        char text[4];
        if (strchr(plain, *value))
            push(into, value, 1);
        else
            push(into, text, (size_t)snprintf(text, sizeof text, "%%%02X", (unsigned char)*value));
    }
}

/* One `${NAME}` of `length` letters. */
static bool put_in(const char *start, size_t length, const char *key_file, bool encode,
                   struct vec *into, struct error *error)
{
    char name[NAME_MAX_LENGTH + 1], value[VALUE_MAX + 2];
    if (length > NAME_MAX_LENGTH)
        return error_set(error, ERROR_LIMIT, NULL, "${%.20s...} is too long a name", start);
    memcpy(name, start, length);
    name[length] = '\0';
    bool fine = find_value(name, key_file, value, error) && check_value(name, value, error);
    if (fine && encode)
        push_encoded(into, value);
    else if (fine)
        push(into, value, strlen(value));
    explicit_bzero(value, sizeof value);
    return fine;
}

bool secret_expand(const char *text, const char *key_file, bool encode, struct vec *into,
                   struct error *error)
{
    for (const char *open; (open = strstr(text, "${"));) {
        const char *name = open + 2;
        size_t length = strcspn(name, "}");
        push(into, text, (size_t)(open - text));
        if (!put_in(name, length, key_file, encode, into, error))
            return false;
        text = name + length + (name[length] == '}');
    }
    push(into, text, strlen(text) + 1);
    into->count--;
    return true;
}
