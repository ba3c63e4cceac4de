#ifndef ENGINE_BASE_FOLD_H
#define ENGINE_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Text as people mean it, not as they spell it: lower case, no accents, no punctuation, one blank
 * between words. "Hôtel-de-Ville" and "hotel de ville" fold to the same bytes.
 */

/**
 * Folds UTF-8 `text` into `room` bytes at `folded` (room >= 1), NUL-terminated; what does not fit
 * is left out at a word or letter border. Returns its length. A folded text is at most as long as
 * twice the text. Bytes that are no UTF-8 end a word.
 */
size_t fold_text(const char *text, char *folded, size_t room);

/** Whether both fold to the same text, which is not empty; of longer ones the first 511 bytes. */
bool fold_alike(const char *one, const char *two);

/** The expansion number `index` (0, 1, ...) of a folded abbreviation ("st": saint, street ...), or
 * NULL when there is no further one. */
const char *fold_expansion(const char *word, size_t length, unsigned index);

#endif
