#include "feeds/names/names.h"

#include <string.h>

#include "engine/base/fold.h"
#include "engine/base/memory.h"
#include "feeds/names/gather.h"

#define FOLDED_MAX 512
#define NUMBER_MAX 24

struct names *names_create(struct draft *draft)
{
    struct names *names = memory_zeroed(1, sizeof *names);
    names->draft = draft;
    names->pieces = vec_of(sizeof(struct piece));
    names->places = vec_of(sizeof(struct draft_named));
    names->others = vec_of(sizeof(struct other_name));
    names->town_places = vec_of(sizeof(uint32_t));
    boundaries_init(&names->boundaries);
    return names;
}

void names_destroy(struct names *names)
{
    if (!names)
        return;
    intern_finish(&names->keys);
    vec_finish(&names->pieces);
    vec_finish(&names->places);
    vec_finish(&names->others);
    vec_finish(&names->town_places);
    boundaries_finish(&names->boundaries);
    memory_free(names);
}

uint32_t gather_piece(struct names *names, const struct piece *piece)
{
    char folded[FOLDED_MAX];
    size_t length = fold_text(draft_text_at(names->draft, piece->name), folded, sizeof folded);
    uint32_t index = vec_push(&names->pieces, piece);
    struct piece *added = vec_at(&names->pieces, index);
    added->key = intern_add(&names->keys, folded, length);
    added->town = NO_IX;
    return index;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What follows the digits: a letter sticks to them, words like bis stand apart. */
text_ix gather_number(struct names *names, const char *text, size_t length)
{
    char number[NUMBER_MAX + 2];
    size_t digits = 0, used;
    while (digits < length && is_digit(text[digits]))
        digits++;
    if (digits == 0 || length > NUMBER_MAX)
        return 0;
    memcpy(number, text, digits);
    used = digits;
    const char *rest = text + digits;
    size_t left = length - digits;
    while (left && *rest == ' ') {
        rest++;
        left--;
    }
    if (left > 1 && !is_digit(*rest) && *rest != '-' && *rest != '/')
        number[used++] = ' ';
    memcpy(number + used, rest, left);
    return draft_text(names->draft, number, used + left);
}
