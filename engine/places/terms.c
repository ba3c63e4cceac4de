#include "engine/places/terms.h"

#include <string.h>

#include "engine/base/fold.h"

/* Numbers shorter than this are looked for whole: 12 does not mean 1234. */
#define NUMBER_STARTS 4
/* `12bis` is the longest house number that is one word. */
#define NUMBER_TAIL 6
/* Parts of two words typed as one are at least this long. */
#define CUT_LEAST 4
/* How well what an abbreviation stands for answers it. */
#define EXPANSION_MATCH 0.95

static const char *const small_words[] = {
    "a",  "am",  "an", "and", "au",  "aux", "da",  "das", "de", "del", "dem", "den", "der", "des",
    "di", "die", "do", "dos", "du",  "e",   "el",  "en",  "et", "im",  "l",   "la",  "le",  "les",
    "of", "os",  "s",  "sur", "the", "und", "van", "vom", "y",  "zum", "zur", "d",
};

static const char *const suffixes[] = {"bis", "ter", "quater", "quinquies"};

/* First spelling that is not below `text` (with `beyond`: and does not start with it). */
static uint32_t first_spelling(const struct network *network, const char *text, size_t length,
                               bool beyond)
{
    uint32_t low = 0, high = network->counts.name_spellings - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strncmp(terms_spelling(network, middle), text, length);
        if (order < 0 || (beyond && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_one_of(const struct term *term, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == term->length && strncmp(words[i], term->text, term->length) == 0)
            return true;
    return false;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Digits and at most a few letters behind them. */
static bool is_number(const struct term *term)
{
    uint32_t digits = 0;
    while (digits < term->length && is_digit(term->text[digits]))
        digits++;
    if (digits == 0 || digits > 5 || term->length - digits > NUMBER_TAIL)
        return false;
    for (uint32_t i = digits; i < term->length; i++)
        if (is_digit(term->text[i]))
            return false;
    return true;
}

/* Letters beyond these are abbreviations: `12 r Haute`. */
static bool is_suffix(const struct term *term)
{
    return (term->length == 1 && term->text[0] >= 'a' && term->text[0] <= 'h') ||
           is_one_of(term, suffixes, sizeof suffixes / sizeof *suffixes);
}

/* Names that hold an extra spelling; those within the starts are counted there. */
static uint32_t extra_postings(const struct network *network, const struct term *term,
                               uint32_t spelling)
{
    if (spelling >= term->low && spelling < term->high)
        return 0;
    return terms_postings(network, spelling, spelling + 1);
}

void term_add(const struct network *network, struct term *term, uint32_t spelling, double match)
{
    if (term_match(network, term, spelling) >= match)
        return;
    uint32_t at = 0;
    while (at < term->extra_count && term->extra[at].spelling != spelling)
        at++;
    if (at == term->extra_count && at == TERM_EXTRA_MAX) {
        at = 0;
        for (uint32_t i = 1; i < term->extra_count; i++)
            at = term->extra[i].match < term->extra[at].match ? i : at;
        if ((double)term->extra[at].match >= match)
            return;
    }
    if (at < term->extra_count)
        term->postings -= extra_postings(network, term, term->extra[at].spelling);
    else
        term->extra_count++;
    term->extra[at] = (struct term_extra){spelling, (float)match};
    term->postings += extra_postings(network, term, spelling);
}

static void find_spellings(const struct network *network, struct term *term)
{
    term->low = first_spelling(network, term->text, term->length, false);
    term->high = first_spelling(network, term->text, term->length, true);
    term->whole =
        term->low < term->high && strlen(terms_spelling(network, term->low)) == term->length;
    if (term->number && term->length < NUMBER_STARTS)
        term->high = term->low + term->whole;
    term->postings = terms_postings(network, term->low, term->high);
    const char *expansion;
    for (unsigned i = 0; (expansion = fold_expansion(term->text, term->length, i)); i++) {
        uint32_t at = first_spelling(network, expansion, strlen(expansion) + 1, false);
        if (at + 1 < network->counts.name_spellings &&
            strcmp(terms_spelling(network, at), expansion) == 0)
            term_add(network, term, at, EXPANSION_MATCH);
    }
}

/* Where the words stand in the text as typed; folding keeps their order and number. */
static void find_tokens(const char *text, struct places_token *tokens)
{
    char folded[512], before[512];
    uint32_t count = 0, last = 0;
    size_t length = strlen(text);
    for (size_t i = 0; i < length && count < PLACES_TERMS_MAX;) {
        size_t next = i + 1;
        while (next < length && ((unsigned char)text[next] & 0xc0) == 0x80)
            next++;
        if (next - i < sizeof before) {
            memcpy(before, text + i, next - i);
            before[next - i] = '\0';
            if (fold_text(before, folded, sizeof folded) == 0)
                last = 0;
            else if (last == 0) {
                tokens[count++] = (struct places_token){(uint32_t)i, (uint32_t)(next - i)};
                last = 1;
            } else
                tokens[count - 1].length = (uint32_t)(next - tokens[count - 1].first);
        }
        i = next;
    }
}

static void read_term(struct terms *terms, const char *word, size_t length)
{
    struct term *term = &terms->items[terms->count];
    *term = (struct term){.text = word, .length = (uint32_t)length};
    term->number = is_number(term);
    term->suffix = terms->count > 0 && term[-1].number && is_digit(word[-2]) && is_suffix(term);
    term->small = is_one_of(term, small_words, sizeof small_words / sizeof *small_words);
    find_spellings(terms->network, term);
    terms->count++;
}

/* Whether there is a spelling that is just the `length` letters. */
static bool is_spelling(const struct network *network, const char *text, size_t length)
{
    uint32_t at = first_spelling(network, text, length, false);
    return at + 1 < network->counts.name_spellings &&
           strncmp(terms_spelling(network, at), text, length) == 0 &&
           terms_spelling(network, at)[length] == '\0';
}

/* A word that nothing holds may be two that were typed as one; of all cuts the first that fits. */
static void cut_last(struct terms *terms, struct places_token *tokens)
{
    const struct term *term = &terms->items[terms->count - 1];
    const char *word = term->text;
    uint32_t length = term->length;
    if (term->postings > 0 || term->number || terms->count == PLACES_TERMS_MAX)
        return;
    for (uint32_t cut = CUT_LEAST; cut + CUT_LEAST <= length; cut++) {
        if (!is_spelling(terms->network, word, cut) ||
            !is_spelling(terms->network, word + cut, length - cut))
            continue;
        memmove(&tokens[terms->count], &tokens[terms->count - 1],
                (PLACES_TERMS_MAX - terms->count) * sizeof *tokens);
        terms->count--;
        read_term(terms, word, cut);
        read_term(terms, word + cut, length - cut);
        return;
    }
}

void terms_read(struct terms *terms, const struct network *network, const char *text,
                struct places_token *tokens)
{
    terms->network = network;
    terms->count = 0;
    fold_text(text, terms->folded, sizeof terms->folded);
    find_tokens(text, tokens);
    for (const char *word = terms->folded; *word && terms->count < PLACES_TERMS_MAX;) {
        size_t length = strcspn(word, " ");
        read_term(terms, word, length);
        cut_last(terms, tokens);
        word += length + (word[length] == ' ');
    }
}

/* The same but for a plural's s, which people leave out and put in. */
static bool is_plural(const struct term *term, const char *word)
{
    return term->length >= 3 && strcmp(word + term->length, "s") == 0;
}

static double start_match(const struct network *network, const struct term *term, uint32_t spelling)
{
    const char *word = terms_spelling(network, spelling);
    size_t length = strlen(word);
    if (is_plural(term, word))
        return 0.95;
    return length == term->length ? 1 : 0.45 + 0.45 * (double)term->length / (double)length;
}

double term_match(const struct network *network, const struct term *term, uint32_t spelling)
{
    double best =
        spelling >= term->low && spelling < term->high ? start_match(network, term, spelling) : 0;
    for (uint32_t i = 0; i < term->extra_count; i++)
        if (term->extra[i].spelling == spelling && (double)term->extra[i].match > best)
            best = (double)term->extra[i].match;
    return best;
}
