#include "tests/tag_words.h"

#include <string.h>

struct tag_words tag_words(const char *text)
{
    struct tag_words words = {.count = 0};
    while (*text && words.count < TAG_WORDS_MAX) {
        size_t key = strcspn(text, "="), value = strcspn(text + key, " ");
        words.items[words.count++] = (struct osm_tag){
            {text, (uint32_t)key},
            {text + key + 1, (uint32_t)value - 1},
        };
        text += key + value;
        text += strspn(text, " ");
    }
    return words;
}

void tag_words_take(struct tags *tags, const char *text)
{
    struct tag_words words = tag_words(text);
    tags_take(tags, (struct osm_tags){words.items, words.count});
}
