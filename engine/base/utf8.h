#ifndef ENGINE_BASE_UTF8_H
#define ENGINE_BASE_UTF8_H

#include <stddef.h>

/* UTF-8 as RFC 3629 has it: shortest forms only, no surrogates, nothing above U+10FFFF. */

/** Bytes (1..4) of the character that starts at `text`, or 0 if none does in `length` bytes. */
size_t utf8_length(const char *text, size_t length);

/** How many of `length` bytes come before the first one that is no part of a character. */
size_t utf8_valid_prefix(const char *text, size_t length);

#endif
