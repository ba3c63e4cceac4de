#ifndef API_SUPERVISOR_NOTICE_H
#define API_SUPERVISOR_NOTICE_H

#include <stddef.h>

/**
 * Writes the text as everybody may read it into `out` (`size` bytes, cut if it is longer), which is
 * returned: files go by their own name, the folders they lie in are the operator's business.
 * `known` ends with NULL: files that the text is most likely about, whose folders are found though
 * there are blanks in them.
 */
char *notice_public(const char *text, const char *const *known, char *out, size_t size);

#endif
