#ifndef API_RENDER_WRITE_H
#define API_RENDER_WRITE_H

#include "api/render.h"

/*
 * From JSON values to bytes. The library's own writer asks printf for every number and hands over
 * text in crumbs: two thirds of the time of a large answer.
 */

/** Appends bytes as they are. */
void render_put(struct render_list *sink, const char *bytes, size_t size);

/** Appends a value: members in the order in which they were set, no blanks, reals to 11 digits. */
void render_write(struct render_list *sink, json_t *value);

#endif
