#ifndef API_RENDER_READ_H
#define API_RENDER_READ_H

#include <stdbool.h>
#include <stddef.h>

/** Items of the array `key` in the JSON object of `size` bytes; 0 when there is none. */
size_t render_read_count(const char *json, size_t size, const char *key);

/** Whether the JSON object of `size` bytes has a member `key`. */
bool render_read_has(const char *json, size_t size, const char *key);

#endif
