#ifndef TESTS_TAG_WORDS_H
#define TESTS_TAG_WORDS_H

#include "feeds/streets/tags.h"

/* Tags written as words: "highway=steps level=0;1". An underscore in a value stays one. */

#define TAG_WORDS_MAX 32

/** Words taken apart; the text must outlive it. */
struct tag_words {
    struct osm_tag items[TAG_WORDS_MAX];
    uint32_t count;
};

/** Takes them apart. */
struct tag_words tag_words(const char *text);

/** Takes them apart and hands them to `tags`. */
void tag_words_take(struct tags *tags, const char *text);

#endif
