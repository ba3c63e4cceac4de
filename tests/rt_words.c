#include "tests/rt_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fields of the standard. */
enum { HEADER = 1, ENTITY = 2, ID = 1, DELETED = 2, TRIP = 3, VEHICLE = 4, ALERT = 5 };

/* The words of one part of a line. */
struct part {
    char words[24][64];
    int count;
};

/* Where a word goes. */
enum form { TEXT, NUMBER, CLOCK, FLOAT };

struct place {
    const char *name;
    int field;
    enum form form;
};

static void stop_here(const char *word)
{
    fprintf(stderr, "no word of a message: %s\n", word);
    exit(1);
}

/* Takes the next part of a line, up to a bar; false: there is none. */
static bool next_part(const char **line, struct part *part)
{
    part->count = 0;
    if (!**line)
        return false;
    while (**line && **line != '|') {
        size_t length = strcspn(*line, " |");
        if (length && part->count < 24)
            snprintf(part->words[part->count++], 64, "%.*s", (int)length, *line);
        *line += length;
        *line += strspn(*line, " ");
    }
    *line += **line == '|';
    *line += strspn(*line, " ");
    return true;
}

static void put_text(struct pbf_bytes *bytes, int field, const char *text)
{
    pbf_field(bytes, field, text, strlen(text));
}

static void put_float(struct pbf_bytes *bytes, int field, float number)
{
    pbf_varint(bytes, (uint64_t)field << 3 | 5);
    memcpy(bytes->data + bytes->size, &number, sizeof number);
    bytes->size += sizeof number;
}

static uint64_t moment(const struct rt_words *words, const char *clock)
{
    int32_t seconds;
    if (!civil_parse_clock(clock, strlen(clock), &seconds))
        return strtoull(clock, NULL, 10);
    return (uint64_t)(words->midnight + seconds);
}

/* Puts a word where its name says; false: it has none of these names. */
static bool put_named(const struct rt_words *words, struct pbf_bytes *bytes,
                      const struct place *places, const char *word)
{
    for (; places->name; places++) {
        size_t length = strlen(places->name);
        if (strncmp(word, places->name, length) != 0)
            continue;
        const char *value = word + length;
        if (places->form == TEXT)
            put_text(bytes, places->field, value);
        else if (places->form == FLOAT)
            put_float(bytes, places->field, strtof(value, NULL));
        else if (places->form == CLOCK)
            pbf_number(bytes, places->field, moment(words, value));
        else
            pbf_number(bytes, places->field, (uint64_t)strtoll(value, NULL, 10));
        return true;
    }
    return false;
}

static void put_or_stop(const struct rt_words *words, struct pbf_bytes *bytes,
                        const struct place *places, const char *word)
{
    if (!put_named(words, bytes, places, word))
        stop_here(word);
}

static void put_if_any(struct pbf_bytes *bytes, int field, const struct pbf_bytes *message)
{
    if (message->size)
        pbf_message(bytes, field, message);
}

static const struct place run_places[] = {{"^", 2, TEXT},      {"@", 3, TEXT},
                                          {"!", 4, NUMBER},    {"route:", 5, TEXT},
                                          {"dir:", 6, NUMBER}, {NULL, 0, TEXT}};
static const struct place name_places[] = {{"vehicle:", 1, TEXT},
                                           {"label:", 2, TEXT},
                                           {"plate:", 3, TEXT},
                                           {"wheel:", 4, NUMBER},
                                           {NULL, 0, TEXT}};

/* Whether the word is an id: nothing else has neither sign nor colon. */
static bool is_id(const char *word)
{
    return !strpbrk(word, ":=") && !strchr("!@^#", *word) &&
           !((*word == 'a' || *word == 'd') && (word[1] == '+' || word[1] == '-'));
}

/* The first word of a trip is its id, unless it is said by route. */
static bool put_run(const struct rt_words *words, struct pbf_bytes *run, const char *word,
                    bool first)
{
    if (put_named(words, run, run_places, word))
        return true;
    if (first)
        put_text(run, 1, word);
    return first;
}

/* `a+60`, `a=08:01`, `A=08:00`, `u:30`; false: no word of an event. */
static bool put_event(const struct rt_words *words, struct pbf_bytes *arrival,
                      struct pbf_bytes *departure, const char *word)
{
    struct pbf_bytes *event = *word == 'a' || *word == 'A' ? arrival : departure;
    if (strchr("ad", *word) && (word[1] == '+' || word[1] == '-'))
        pbf_number(event, 1, (uint64_t)strtoll(word + 1, NULL, 10));
    else if (strchr("ad", *word) && word[1] == '=')
        pbf_number(event, 2, moment(words, word + 2));
    else if (strchr("AD", *word) && word[1] == '=')
        pbf_number(event, 4, moment(words, word + 2));
    else if (strncmp(word, "u:", 2) == 0)
        pbf_number(departure, 3, strtoull(word + 2, NULL, 10));
    else
        return false;
    return true;
}

static void put_stop(const struct rt_words *words, struct pbf_bytes *update,
                     const struct part *part)
{
    static const struct place places[] = {
        {"#", 1, NUMBER}, {"!", 5, NUMBER}, {"occ:", 7, NUMBER}, {NULL, 0, TEXT}};
    static const struct place changes[] = {{"to:", 1, TEXT},
                                           {"sign:", 2, TEXT},
                                           {"pick:", 3, NUMBER},
                                           {"drop:", 4, NUMBER},
                                           {NULL, 0, TEXT}};
    struct pbf_bytes stop = {.size = 0}, arrival = {.size = 0}, departure = {.size = 0};
    struct pbf_bytes change = {.size = 0};
    for (int i = 0; i < part->count; i++) {
        const char *word = part->words[i];
        if (is_id(word))
            put_text(&stop, 4, word);
        else if (!put_event(words, &arrival, &departure, word) &&
                 !put_named(words, &stop, places, word))
            put_or_stop(words, &change, changes, word);
    }
    put_if_any(&stop, 2, &arrival);
    put_if_any(&stop, 3, &departure);
    put_if_any(&stop, 6, &change);
    pbf_message(update, 2, &stop);
}

static void add_entity(struct rt_words *words, const char *id, int field,
                       const struct pbf_bytes *content)
{
    struct pbf_bytes entity = {.size = 0};
    if (id)
        put_text(&entity, ID, id);
    pbf_message(&entity, field, content);
    pbf_message(&words->bytes, ENTITY, &entity);
}

void rt_begin(struct rt_words *words, unix_time midnight, unix_time stamp, bool differential)
{
    struct pbf_bytes header = {.size = 0};
    words->bytes.size = 0;
    words->midnight = midnight;
    put_text(&header, 1, "2.0");
    pbf_number(&header, 2, differential);
    if (stamp)
        pbf_number(&header, 3, (uint64_t)stamp);
    pbf_message(&words->bytes, HEADER, &header);
}

void rt_trip(struct rt_words *words, const char *entity, const char *line)
{
    static const struct place places[] = {{"at:", 4, CLOCK}, {"late:", 5, NUMBER}, {NULL, 0, TEXT}};
    static const struct place changes[] = {{"as:", 1, TEXT},    {"on:", 2, TEXT},
                                           {"from:", 3, TEXT},  {"sign:", 5, TEXT},
                                           {"short:", 6, TEXT}, {NULL, 0, TEXT}};
    struct pbf_bytes update = {.size = 0}, run = {.size = 0}, name = {.size = 0};
    struct pbf_bytes change = {.size = 0};
    struct part part;
    if (!next_part(&line, &part))
        stop_here(line);
    for (int i = 0; i < part.count; i++) {
        const char *word = part.words[i];
        if (!put_run(words, &run, word, i == 0) && !put_named(words, &update, places, word) &&
            !put_named(words, &name, name_places, word))
            put_or_stop(words, &change, changes, word);
    }
    pbf_message(&update, 1, &run);
    put_if_any(&update, 3, &name);
    put_if_any(&update, 6, &change);
    while (next_part(&line, &part))
        put_stop(words, &update, &part);
    add_entity(words, entity, TRIP, &update);
}

void rt_vehicle(struct rt_words *words, const char *entity, const char *line)
{
    static const struct place places[] = {
        {"#", 3, NUMBER},   {"status:", 4, NUMBER}, {"at:", 5, CLOCK},     {"jam:", 6, NUMBER},
        {"stop:", 7, TEXT}, {"occ:", 9, NUMBER},    {"full:", 10, NUMBER}, {NULL, 0, TEXT}};
    static const struct place position[] = {{"lat:", 1, FLOAT},
                                            {"lon:", 2, FLOAT},
                                            {"bearing:", 3, FLOAT},
                                            {"speed:", 5, FLOAT},
                                            {NULL, 0, TEXT}};
    static const struct place names[] = {
        {"id:", 1, TEXT}, {"label:", 2, TEXT}, {"plate:", 3, TEXT}, {NULL, 0, TEXT}};
    struct pbf_bytes vehicle = {.size = 0}, run = {.size = 0}, place = {.size = 0};
    struct pbf_bytes name = {.size = 0};
    struct part part;
    if (next_part(&line, &part))
        for (int i = 0; i < part.count; i++)
            if (!put_run(words, &run, part.words[i], i == 0))
                stop_here(part.words[i]);
    while (next_part(&line, &part))
        for (int i = 0; i < part.count; i++)
            if (!put_named(words, &vehicle, places, part.words[i]) &&
                !put_named(words, &place, position, part.words[i]))
                put_or_stop(words, &name, names, part.words[i]);
    put_if_any(&vehicle, 1, &run);
    put_if_any(&vehicle, 2, &place);
    put_if_any(&vehicle, 8, &name);
    add_entity(words, entity, VEHICLE, &vehicle);
}

/* `text/language` as a text of the field. */
static void put_translation(struct pbf_bytes *alert, int field, const char *value)
{
    struct pbf_bytes texts = {.size = 0}, one = {.size = 0};
    size_t length = strcspn(value, "/");
    pbf_field(&one, 1, value, length);
    if (value[length])
        put_text(&one, 2, value + length + 1);
    pbf_message(&texts, 1, &one);
    pbf_message(alert, field, &texts);
}

static bool put_alert_text(struct pbf_bytes *alert, const char *word)
{
    static const struct place places[] = {{"url:", 8, TEXT},
                                          {"header:", 10, TEXT},
                                          {"description:", 11, TEXT},
                                          {"cause_detail:", 17, TEXT},
                                          {NULL, 0, TEXT}};
    for (const struct place *place = places; place->name; place++) {
        size_t length = strlen(place->name);
        if (strncmp(word, place->name, length) != 0)
            continue;
        put_translation(alert, place->field, word + length);
        return true;
    }
    return false;
}

/* One selector; false: the words are of the alert itself. */
static bool put_selector(const struct rt_words *words, struct pbf_bytes *alert,
                         const struct part *part)
{
    static const struct place places[] = {{"agency:", 1, TEXT}, {"route:", 2, TEXT},
                                          {"type:", 3, NUMBER}, {"stop:", 5, TEXT},
                                          {"dir:", 6, NUMBER},  {NULL, 0, TEXT}};
    static const struct place trips[] = {
        {"trip:", 1, TEXT}, {"^", 2, TEXT}, {"@", 3, TEXT}, {"on:", 5, TEXT}, {NULL, 0, TEXT}};
    struct pbf_bytes selector = {.size = 0}, run = {.size = 0};
    for (int i = 0; i < part->count; i++)
        if (!put_named(words, &selector, places, part->words[i]) &&
            !put_named(words, &run, trips, part->words[i]))
            return false;
    put_if_any(&selector, 4, &run);
    pbf_message(alert, 5, &selector);
    return true;
}

void rt_alert(struct rt_words *words, const char *entity, const char *line)
{
    static const struct place places[] = {
        {"cause:", 6, NUMBER}, {"effect:", 7, NUMBER}, {"severity:", 14, NUMBER}, {NULL, 0, TEXT}};
    static const struct place periods[][3] = {{{"from:", 1, CLOCK}, {"until:", 2, CLOCK}, {0}},
                                              {{"shown:", 1, CLOCK}, {"to:", 2, CLOCK}, {0}},
                                              {{"hit:", 1, CLOCK}, {"over:", 2, CLOCK}, {0}}};
    struct pbf_bytes alert = {.size = 0};
    struct part part;
    while (next_part(&line, &part)) {
        struct pbf_bytes period[3] = {{.size = 0}};
        if (put_selector(words, &alert, &part))
            continue;
        for (int i = 0; i < part.count; i++) {
            const char *word = part.words[i];
            if (!put_alert_text(&alert, word) && !put_named(words, &alert, places, word) &&
                !put_named(words, &period[0], periods[0], word) &&
                !put_named(words, &period[1], periods[1], word))
                put_or_stop(words, &period[2], periods[2], word);
        }
        for (int i = 0; i < 3; i++)
            put_if_any(&alert, i + 1, &period[i]);
    }
    add_entity(words, entity, ALERT, &alert);
}

void rt_deleted(struct rt_words *words, const char *entity)
{
    struct pbf_bytes content = {.size = 0};
    put_text(&content, ID, entity);
    pbf_number(&content, DELETED, 1);
    pbf_message(&words->bytes, ENTITY, &content);
}

struct realtime_bytes rt_bytes(const struct rt_words *words)
{
    return (struct realtime_bytes){words->bytes.data, words->bytes.size, "words.pb"};
}
