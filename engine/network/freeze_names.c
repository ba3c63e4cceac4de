#include <stdlib.h>
#include <string.h>

#include "engine/base/fold.h"
#include "engine/base/memory.h"
#include "engine/network/frozen.h"

/* A folded name is cut here; nothing sane is called longer. */
#define FOLDED_MAX 512
/* Names of areas larger than this (admin_level) are not typed beside a street or stop. */
#define LEVEL_LARGEST 6

/* What is needed while the names are written. */
struct naming {
    struct frozen *frozen;
    const uint32_t *areas;   /* one a stop, or NULL */
    uint32_t *named_of;      /* draft item -> number in `named` */
    struct vec raw;          /* struct raw_name */
    struct intern spellings; /* folded words by first appearance */
};

/* A name before it has its place in the order. */
struct raw_name {
    uint32_t named, order;
    text_ix text, language;
    float importance;
};

static const char *text_at(const struct naming *naming, text_ix text)
{
    return draft_text_at(naming->frozen->draft, text);
}

/* Where each stop lies, by its number in the image. */
static uint32_t *stop_areas(const struct frozen *frozen)
{
    const struct vec *given = &frozen->draft->names.stop_areas;
    uint32_t *areas = memory_zeroed(frozen->stops.count, sizeof *areas);
    for (stop_ix i = 0; i < frozen->stops.count; i++)
        areas[i] = NO_IX;
    for (uint32_t i = 0; i < given->count && i < frozen->stops.count; i++)
        areas[frozen->stop_of[i]] = ((const uint32_t *)given->data)[i];
    return areas;
}

static void add_places(struct naming *naming)
{
    struct frozen *frozen = naming->frozen;
    const struct place *places = frozen->places.data;
    for (uint32_t i = 0; i < frozen->places.count; i++) {
        const struct stop *stop = vec_at(&frozen->stops, places[i].stop);
        vec_push(&frozen->named, &(struct named){
                                     .name = stop->name,
                                     .at = stop->at,
                                     .area = naming->areas[places[i].stop],
                                     .importance = places[i].importance,
                                     .kind = NAMED_STOP,
                                 });
    }
}

/* Whether a word of the name says that trains stop there. */
static bool is_called_station(const char *name)
{
    static const char *const words[] = {"gare", "gares",   "hauptbahnhof", "hbf",      "bahnhof",
                                        "bhf",  "station", "estacao",      "stazione", "central"};
    char folded[FOLDED_MAX];
    fold_text(name, folded, sizeof folded);
    for (const char *word = folded; *word;) {
        size_t length = strcspn(word, " ");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
                return true;
        word += length + (word[length] == ' ');
    }
    return false;
}

/* How much speaks for a stop as the one its town is known by: trains before many buses. */
static float hub_weight(const struct naming *naming, uint32_t index)
{
    const mode_set rails = (1u << (MODE_SUBWAY + 1)) - 1;
    const struct place *place = vec_at(&naming->frozen->places, index);
    const struct stop *stop = vec_at(&naming->frozen->stops, place->stop);
    return place->importance + (place->modes & rails ? 0.3f : 0) +
           (is_called_station(text_at(naming, stop->name)) ? 0.3f : 0);
}

/* Marks the hub of each area that is a town or part of one. */
static void mark_hubs(struct naming *naming)
{
    struct frozen *frozen = naming->frozen;
    const struct name_area *areas = frozen->name_areas.data;
    struct named *named = frozen->named.data;
    float *weights = memory_zeroed(frozen->name_areas.count, sizeof *weights);
    uint32_t *hubs = memory_zeroed(frozen->name_areas.count, sizeof *hubs); /* place + 1 */
    for (uint32_t i = 0; i < frozen->places.count; i++) {
        float weight = hub_weight(naming, i);
        for (uint32_t area = named[i].area; area != NO_IX; area = areas[area].parent)
            if (!hubs[area] || weight > weights[area]) {
                hubs[area] = i + 1;
                weights[area] = weight;
            }
    }
    for (uint32_t i = 0; i < frozen->name_areas.count; i++)
        if (hubs[i] && areas[i].level >= LEVEL_LARGEST)
            named[hubs[i] - 1].marks |= NAMED_HUB;
    memory_free(hubs);
    memory_free(weights);
}

/* Streets by name, so that the name of an edge leads to them; places stay in order. */
static int item_order(const void *a, const void *b, void *context)
{
    const struct draft_named *items = context;
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    if (items[one].kind != items[two].kind)
        return items[one].kind < items[two].kind ? -1 : 1;
    if (items[one].kind == NAMED_STREET && items[one].name != items[two].name)
        return items[one].name < items[two].name ? -1 : 1;
    return one < two ? -1 : one > two;
}

static void add_items(struct naming *naming)
{
    struct frozen *frozen = naming->frozen;
    const struct vec *items = &frozen->draft->names.items;
    uint32_t *order = memory_zeroed(items->count, sizeof *order);
    naming->named_of = memory_zeroed(items->count, sizeof *naming->named_of);
    for (uint32_t i = 0; i < items->count; i++)
        order[i] = i;
    if (items->count)
        qsort_r(order, items->count, sizeof *order, item_order, items->data);
    for (uint32_t i = 0; i < items->count; i++) {
        const struct draft_named *item = vec_at(items, order[i]);
        naming->named_of[order[i]] = vec_push(&frozen->named, &(struct named){
                                                                  .osm = item->osm,
                                                                  .name = item->name,
                                                                  .at = item->at,
                                                                  .area = item->area,
                                                                  .zip = item->zip,
                                                                  .importance = item->importance,
                                                                  .kind = item->kind,
                                                                  .category = item->category,
                                                              });
    }
    memory_free(order);
    vec_add(&frozen->named);
}

/* A house with the texts that decide its order. */
struct house_key {
    uint32_t named, value;
    const char *text;
    struct house house;
};

static int house_order(const void *a, const void *b)
{
    const struct house_key *one = a, *two = b;
    if (one->named != two->named)
        return one->named < two->named ? -1 : 1;
    if (one->value != two->value)
        return one->value < two->value ? -1 : 1;
    return strcmp(one->text, two->text);
}

/* Of a number that stands twice the one that was read first stays. */
static void add_houses(struct naming *naming)
{
    struct frozen *frozen = naming->frozen;
    const struct vec *houses = &frozen->draft->names.houses;
    struct house_key *keys = memory_zeroed(houses->count, sizeof *keys);
    for (uint32_t i = 0; i < houses->count; i++) {
        const struct draft_house *house = vec_at(houses, i);
        const char *text = text_at(naming, house->number);
        keys[i] = (struct house_key){
            naming->named_of[house->named], house_value(text), text, {house->number, house->at}};
    }
    if (houses->count)
        qsort(keys, houses->count, sizeof *keys, house_order);
    struct named *named = frozen->named.data;
    uint32_t next = 0;
    for (uint32_t i = 0; i < houses->count; i++) {
        for (; next <= keys[i].named; next++)
            named[next].first_house = frozen->houses.count;
        if (i == 0 || house_order(&keys[i - 1], &keys[i]) != 0)
            vec_push(&frozen->houses, &keys[i].house);
    }
    for (; next < frozen->named.count; next++)
        named[next].first_house = frozen->houses.count;
    memory_free(keys);
}

static void add_raw(struct naming *naming, uint32_t named, text_ix text, text_ix language)
{
    const struct named *record = vec_at(&naming->frozen->named, named);
    vec_push(&naming->raw,
             &(struct raw_name){named, naming->raw.count, text, language, record->importance});
}

/* Names of stops in other languages. */
static void gather_translations(struct naming *naming)
{
    const struct frozen *frozen = naming->frozen;
    const struct place *places = frozen->places.data;
    const uint32_t *place_of = frozen->place_of_stop.data;
    for (uint32_t i = 0; i < frozen->translations.count; i++) {
        const struct translation *row = vec_at(&frozen->translations, i);
        if (row->kind != TRANSLATED_STOP_NAME || place_of[row->record] == NO_IX)
            continue;
        uint32_t place = place_of[row->record];
        if (places[place].stop == row->record)
            add_raw(naming, place, row->text, row->language);
    }
}

static int raw_order(const void *a, const void *b)
{
    const struct raw_name *one = a, *two = b;
    if (one->importance != two->importance)
        return one->importance > two->importance ? -1 : 1;
    if (one->named != two->named)
        return one->named < two->named ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

static void gather_names(struct naming *naming)
{
    const struct frozen *frozen = naming->frozen;
    const struct draft_alias *aliases = frozen->draft->names.aliases.data;
    for (uint32_t i = 0; i + 1 < frozen->named.count; i++)
        add_raw(naming, i, ((const struct named *)vec_at(&frozen->named, i))->name, 0);
    gather_translations(naming);
    for (uint32_t i = 0; i < frozen->draft->names.aliases.count; i++)
        add_raw(naming, naming->named_of[aliases[i].named], aliases[i].text, aliases[i].language);
    vec_sort(&naming->raw, raw_order);
}

static void add_word(struct naming *naming, const char *word, size_t length, uint32_t position,
                     enum name_word_kind kind)
{
    vec_push(&naming->frozen->name_words,
             &(struct name_word){intern_add(&naming->spellings, word, length), (uint16_t)position,
                                 (uint16_t)kind});
}

/* German joins words and cuts them short all the same: Gaisbergstr., Bismarckpl. */
static void add_long_form(struct naming *naming, const char *word, size_t length, uint32_t position)
{
    static const struct {
        const char *end, *whole;
    } forms[] = {{"str", "strasse"}, {"pl", "platz"}, {"bahnh", "bahnhof"}};
    char text[FOLDED_MAX + 8];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t end = strlen(forms[i].end), whole = strlen(forms[i].whole);
        if (length < end + 3 || memcmp(word + length - end, forms[i].end, end) != 0)
            continue;
        memcpy(text, word, length - end);
        memcpy(text + length - end, forms[i].whole, whole);
        add_word(naming, text, length - end + whole, position, WORD_SHORT);
    }
}

/* Adds the words of a name, each with what it may be short for. Returns how many it has. */
static uint32_t add_own_words(struct naming *naming, const char *text)
{
    char folded[FOLDED_MAX];
    uint32_t position = 0;
    fold_text(text, folded, sizeof folded);
    for (const char *word = folded; *word && position < NAME_POSITIONS; position++) {
        size_t length = strcspn(word, " ");
        const char *expansion;
        add_word(naming, word, length, position, WORD_OWN);
        for (unsigned i = 0; (expansion = fold_expansion(word, length, i)); i++)
            add_word(naming, expansion, strlen(expansion), position, WORD_SHORT);
        add_long_form(naming, word, length, position);
        word += length + (word[length] == ' ');
    }
    return position;
}

/* What sort of thing it is may be said beside the name or for it: `gare de Monaco`. */
static void add_category_words(struct naming *naming, const struct named *named, uint32_t position)
{
    const char *word = named_category_words(named->category);
    if (position >= NAME_POSITIONS)
        return;
    while (*word) {
        size_t length = strcspn(word, " ");
        add_word(naming, word, length, position, WORD_SHORT);
        word += length + (word[length] == ' ');
    }
}

static void add_area_words(struct naming *naming, const char *text, const char *own)
{
    char folded[FOLDED_MAX];
    if (strcmp(text, own) == 0)
        return;
    fold_text(text, folded, sizeof folded);
    for (const char *word = folded; *word;) {
        size_t length = strcspn(word, " ");
        add_word(naming, word, length, 0, WORD_AREA);
        word += length + (word[length] == ' ');
    }
}

static void add_surroundings(struct naming *naming, const struct named *named)
{
    const char *own = text_at(naming, named->name);
    const struct name_area *areas = naming->frozen->name_areas.data;
    for (uint32_t area = named->area; area != NO_IX; area = areas[area].parent)
        if (areas[area].level >= LEVEL_LARGEST)
            add_area_words(naming, text_at(naming, areas[area].name), own);
    add_area_words(naming, text_at(naming, named->zip), own);
}

/* A name that folds to nothing (dashes, an emoji) is kept for showing; nobody can type it. */
static void write_names(struct naming *naming)
{
    struct frozen *frozen = naming->frozen;
    struct named *named = frozen->named.data;
    const struct raw_name *raw = naming->raw.data;
    for (uint32_t i = 0; i < naming->raw.count; i++) {
        if (i == 0 || raw[i].named != raw[i - 1].named)
            named[raw[i].named].first_name = i;
        named[raw[i].named].name_count++;
        struct name *name = vec_add(&frozen->names);
        *name = (struct name){.named = raw[i].named,
                              .text = raw[i].text,
                              .language = raw[i].language,
                              .first_word = frozen->name_words.count};
        name->length = add_own_words(naming, text_at(naming, raw[i].text));
        if (!name->length)
            continue;
        add_category_words(naming, &named[raw[i].named], name->length);
        add_surroundings(naming, &named[raw[i].named]);
    }
    *(struct name *)vec_add(&frozen->names) =
        (struct name){.named = NO_IX, .first_word = frozen->name_words.count};
    named[frozen->named.count - 1].first_name = naming->raw.count;
}

static int spelling_order(const void *a, const void *b, void *context)
{
    const struct intern *spellings = context;
    return strcmp(intern_key(spellings, *(const uint32_t *)a),
                  intern_key(spellings, *(const uint32_t *)b));
}

/* Writes the spellings in order, and gives the words their numbers in that order. */
static void write_spellings(struct naming *naming)
{
    struct frozen *frozen = naming->frozen;
    uint32_t count = naming->spellings.count;
    uint32_t *order = memory_zeroed(count, sizeof *order);
    uint32_t *ranks = memory_zeroed(count, sizeof *ranks);
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    if (count)
        qsort_r(order, count, sizeof *order, spelling_order, &naming->spellings);
    for (uint32_t i = 0; i < count; i++) {
        const char *text = intern_key(&naming->spellings, order[i]);
        vec_push(&frozen->name_spellings,
                 &(struct name_spelling){.text = frozen->spelling_bytes.count});
        vec_add_many(&frozen->spelling_bytes, text, strlen(text) + 1);
        ranks[order[i]] = i;
    }
    vec_push(&frozen->name_spellings,
             &(struct name_spelling){.text = frozen->spelling_bytes.count});
    struct name_word *words = frozen->name_words.data;
    for (uint32_t i = 0; i < frozen->name_words.count; i++)
        words[i].spelling = ranks[words[i].spelling];
    memory_free(order);
    memory_free(ranks);
}

/* Whether the word stands in the same name before. */
static bool seen_before(const struct name_word *words, uint32_t first, uint32_t at)
{
    for (uint32_t i = first; i < at; i++)
        if (words[i].spelling == words[at].spelling)
            return true;
    return false;
}

/* Counts the postings of each spelling, or puts them there when `postings` is given. */
static void post(const struct frozen *frozen, uint32_t *next, uint32_t *postings)
{
    const struct name *names = frozen->names.data;
    const struct name_word *words = frozen->name_words.data;
    for (uint32_t i = 0; i + 1 < frozen->names.count; i++)
        for (uint32_t k = names[i].first_word; k < names[i + 1].first_word; k++) {
            if (seen_before(words, names[i].first_word, k))
                continue;
            if (postings)
                postings[next[words[k].spelling]] = i;
            next[words[k].spelling]++;
        }
}

static void write_postings(struct frozen *frozen)
{
    struct name_spelling *spellings = frozen->name_spellings.data;
    uint32_t count = frozen->name_spellings.count, sum = 0;
    uint32_t *next = memory_zeroed(count, sizeof *next);
    post(frozen, next, NULL);
    for (uint32_t i = 0; i < count; i++) {
        spellings[i].first_posting = sum;
        sum += next[i];
        next[i] = spellings[i].first_posting;
    }
    vec_resize(&frozen->name_postings, sum);
    post(frozen, next, frozen->name_postings.data);
    memory_free(next);
}

/* Something on the map by the cell it lies in. */
struct located {
    uint32_t row, column;
    uint32_t is_house, item, named;
};

static int located_order(const void *a, const void *b)
{
    const struct located *one = a, *two = b;
    const uint32_t keys[2][4] = {{one->row, one->column, one->is_house, one->item},
                                 {two->row, two->column, two->is_house, two->item}};
    for (int i = 0; i < 4; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

static void locate(struct vec *all, struct point at, bool is_house, uint32_t item, uint32_t named)
{
    vec_push(all, &(struct located){street_cell_of(at.lat), street_cell_of(at.lon), is_house, item,
                                    named});
}

static void write_cells(struct frozen *frozen)
{
    struct vec all = vec_of(sizeof(struct located));
    const struct named *named = frozen->named.data;
    const struct house *houses = frozen->houses.data;
    for (uint32_t i = 0; i + 1 < frozen->named.count; i++) {
        if (named[i].kind == NAMED_PLACE)
            locate(&all, named[i].at, false, i, i);
        for (uint32_t k = named[i].first_house; k < named[i + 1].first_house; k++)
            locate(&all, houses[k].at, true, k, i);
    }
    const struct located *item = all.data;
    vec_sort(&all, located_order);
    for (uint32_t i = 0; i < all.count; i++) {
        if (i == 0 || item[i].row != item[i - 1].row || item[i].column != item[i - 1].column)
            vec_push(&frozen->name_cells,
                     &(struct name_cell){item[i].row, item[i].column, frozen->cell_houses.count,
                                         frozen->cell_named.count});
        if (item[i].is_house)
            vec_push(&frozen->cell_houses, &(struct cell_house){item[i].item, item[i].named});
        else
            vec_push_number(&frozen->cell_named, item[i].item);
    }
    vec_push(&frozen->name_cells,
             &(struct name_cell){UINT32_MAX, UINT32_MAX, frozen->cell_houses.count,
                                 frozen->cell_named.count});
    vec_finish(&all);
}

void freeze_names(struct frozen *frozen)
{
    uint32_t *areas = stop_areas(frozen);
    struct naming naming = {
        .frozen = frozen, .areas = areas, .raw = vec_of(sizeof(struct raw_name))};
    vec_add_many(&frozen->name_areas, frozen->draft->names.areas.data,
                 frozen->draft->names.areas.count);
    add_places(&naming);
    mark_hubs(&naming);
    add_items(&naming);
    add_houses(&naming);
    gather_names(&naming);
    write_names(&naming);
    write_spellings(&naming);
    write_postings(frozen);
    write_cells(frozen);
    memory_free(areas);
    memory_free(naming.named_of);
    vec_finish(&naming.raw);
    intern_finish(&naming.spellings);
}
