#include "feeds/streets/tags.h"

#include <string.h>

#define NUMBER_MAX 1e9

static const char *const names[TAGS] = {
#define TAG(name, text) [TAG_##name] = text,
    TAG_LIST(TAG)
#undef TAG
};

_Static_assert(TAGS <= UINT8_MAX, "keys are kept in bytes");

void tags_init(struct tags *tags)
{
    *tags = (struct tags){0};
    for (int i = 0; i < TAGS; i++)
        intern_add(&tags->keys, names[i], strlen(names[i]));
}

void tags_finish(struct tags *tags)
{
    intern_finish(&tags->keys);
}

void tags_take(struct tags *tags, struct osm_tags from)
{
    for (uint32_t i = 0; i < tags->count; i++)
        tags->values[tags->said[i]].length = 0;
    tags->count = 0;
    for (uint32_t i = 0; i < from.count; i++) {
        const struct osm_tag *tag = &from.items[i];
        uint32_t key = intern_find(&tags->keys, tag->key.text, tag->key.length);
        if (key == INTERN_NONE || tags->values[key].length || !tag->value.length)
            continue;
        tags->values[key] = tag->value;
        tags->said[tags->count++] = (uint8_t)key;
    }
}

bool tag_said(const struct tags *tags, enum tag tag)
{
    return tags->values[tag].length > 0;
}

bool tag_is(const struct tags *tags, enum tag tag, const char *word)
{
    return text_is(tags->values[tag], word);
}

static struct osm_text first_value(struct osm_text text)
{
    const char *end = text.length ? memchr(text.text, ';', text.length) : NULL;
    if (end)
        text.length = (uint32_t)(end - text.text);
    while (text.length && text.text[text.length - 1] == ' ')
        text.length--;
    return text;
}

int tag_meaning(const struct tags *tags, enum tag tag, const struct word_meaning *words,
                int otherwise)
{
    struct osm_text value = first_value(tags->values[tag]);
    for (; value.length && words->word; words++)
        if (text_is(value, words->word))
            return words->meaning;
    return otherwise;
}

bool text_number(struct osm_text text, double *number, struct osm_text *unit)
{
    uint32_t at = 0, digits = 0;
    double value = 0, scale = 0;
    bool minus = text.length && text.text[0] == '-';
    at += minus || (text.length && text.text[0] == '+');
    for (; at < text.length; at++) {
        char c = text.text[at];
        bool point = at + 1 < text.length && text.text[at + 1] >= '0' && text.text[at + 1] <= '9';
        if ((c == '.' || c == ',') && scale <= 0 && point) {
            scale = 1;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        if (value < NUMBER_MAX) { /* Further digits would change nothing. */
            value = value * 10 + (c - '0');
            scale *= 10;
        }
        digits++;
    }
    while (at < text.length && text.text[at] == ' ')
        at++;
    if (unit)
        *unit = (struct osm_text){text.text + at, text.length - at};
    *number = (minus ? -value : value) / (scale > 0 ? scale : 1);
    return digits > 0;
}

bool tag_number(const struct tags *tags, enum tag tag, double *number, struct osm_text *unit)
{
    return text_number(tags->values[tag], number, unit);
}
