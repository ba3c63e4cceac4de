#include "api/cli/batch_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/keys.h"

enum { WORD_MAX = 512 };

/* A line cut into words; a word is text up to a blank or tab. */
struct words {
    char items[4][WORD_MAX];
    int count;
};

static bool cut(const char *line, const char *end, struct words *words)
{
    words->count = 0;
    while (line < end) {
        while (line < end && (*line == ' ' || *line == '\t' || *line == '\r'))
            line++;
        const char *start = line;
        while (line < end && *line != ' ' && *line != '\t' && *line != '\r')
            line++;
        if (line == start)
            break;
        if (words->count == 4 || line - start >= WORD_MAX)
            return false;
        memcpy(words->items[words->count], start, (size_t)(line - start));
        words->items[words->count++][line - start] = 0;
    }
    return true;
}

/* Goes through the lines of a file; false ends it, with `error` told. */
static bool each_line(const struct mapfile *file, const char *path,
                      bool (*take)(void *context, const char *line, const char *end,
                                   struct error *error),
                      void *context, struct error *error)
{
    const char *at = (const char *)file->bytes, *end = at + file->size;
    for (uint32_t number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        struct error inner = {0};
        if (stop > at && !take(context, at, stop, &inner)) {
            char place[sizeof error->place];
            snprintf(place, sizeof place, "%s:%u", path, number);
            return error_set(error, ERROR_INPUT, place, "%s", inner.text);
        }
        at = stop + 1;
    }
    return true;
}

struct list_reader {
    struct batch_list *list;
    const struct network *network;
};

static struct zone zone_of_stop(const struct network *network, stop_ix stop)
{
    uint32_t first = network->stop_pattern_first[stop];
    const struct pattern *pattern = &network->patterns[network->stop_patterns[first].pattern];
    agency_ix agency = network->routes[pattern->route].agency;
    return network_zone(network, network->agencies[agency].zone);
}

static stop_ix find_served(const struct network *network, const char *id)
{
    stop_ix stop;
    if (!keys_find_stop(network, id, &stop, NULL) || stop >= network->facts->served_stops)
        return NO_IX;
    return stop;
}

static bool take_question(void *context, const char *line, const char *end, struct error *error)
{
    struct list_reader *reader = context;
    struct words words;
    civil_day day;
    int32_t clock;
    if (!cut(line, end, &words) || (words.count && words.count != 4))
        return error_set(error, ERROR_INPUT, NULL,
                         "a question is `from_stop_id to_stop_id YYYY-MM-DD HH:MM:SS`");
    if (!words.count)
        return true;
    if (!civil_parse_day(words.items[2], strlen(words.items[2]), &day) ||
        !civil_parse_clock(words.items[3], strlen(words.items[3]), &clock) || clock >= 86400)
        return error_set(error, ERROR_INPUT, NULL, "`%.20s %.20s` is no date and time",
                         words.items[2], words.items[3]);
    struct batch_question *question = vec_add(&reader->list->questions);
    question->text = line;
    question->length = (uint32_t)(end - line);
    while (question->length && line[question->length - 1] == '\r')
        question->length--;
    question->from = find_served(reader->network, words.items[0]);
    question->to = find_served(reader->network, words.items[1]);
    if (question->from == NO_IX || question->to == NO_IX) {
        reader->list->unknown++;
        return true;
    }
    struct zone zone = zone_of_stop(reader->network, question->from);
    question->time = zone_time(&zone, day, clock);
    question->day_start = zone_day_start(&zone, day);
    return true;
}

bool batch_list_read(struct batch_list *list, const char *path, const struct network *network,
                     struct error *error)
{
    *list = (struct batch_list){.questions = vec_of(sizeof(struct batch_question))};
    struct list_reader reader = {list, network};
    return mapfile_open(&list->file, path, error) &&
           each_line(&list->file, path, take_question, &reader, error);
}

void batch_list_finish(struct batch_list *list)
{
    vec_finish(&list->questions);
    mapfile_close(&list->file);
}

/* A footpath of the file between two stops. */
struct stop_walk {
    stop_ix from, to;
    int32_t seconds;
};

struct walks_reader {
    struct vec rows; /* struct stop_walk */
    const struct network *network;
};

static bool take_walk(void *context, const char *line, const char *end, struct error *error)
{
    struct walks_reader *reader = context;
    struct words words;
    if (!cut(line, end, &words) || (words.count && words.count != 3))
        return error_set(error, ERROR_INPUT, NULL, "a footpath is `from to seconds`");
    if (!words.count)
        return true;
    char *rest;
    long seconds = strtol(words.items[2], &rest, 10);
    if (*rest || seconds < 0 || seconds > 86400)
        return error_set(error, ERROR_INPUT, NULL, "`%.20s` is no number of seconds up to a day",
                         words.items[2]);
    struct stop_walk row = {find_served(reader->network, words.items[0]),
                            find_served(reader->network, words.items[1]), (int32_t)seconds};
    if (row.from != NO_IX && row.to != NO_IX)
        vec_push(&reader->rows, &row);
    return true;
}

static uint32_t berth_count(const struct network *network, stop_ix stop)
{
    return 1 + network->more_berth_first[stop + 1] - network->more_berth_first[stop];
}

static berth_ix berth_of(const struct network *network, stop_ix stop, uint32_t number)
{
    return number ? network->more_berths[network->more_berth_first[stop] + number - 1] : stop;
}

/* A footpath between berths, before it is sorted under its owner. */
struct berth_walk {
    berth_ix owner;
    struct footpath path;
};

static int walk_order(const void *a, const void *b)
{
    const struct berth_walk *one = a, *two = b;
    if (one->owner != two->owner)
        return one->owner < two->owner ? -1 : 1;
    if (one->path.seconds != two->path.seconds)
        return one->path.seconds < two->path.seconds ? -1 : 1;
    return one->path.berth < two->path.berth ? -1 : one->path.berth > two->path.berth;
}

static void sort_walks(struct vec *unsorted, uint32_t berths, struct vec *paths, struct vec *first)
{
    *paths = vec_of(sizeof(struct footpath));
    *first = vec_of(sizeof(uint32_t));
    vec_sort(unsorted, walk_order);
    const struct berth_walk *walk = unsorted->data;
    uint32_t at = 0;
    for (berth_ix berth = 0; berth <= berths; berth++) {
        vec_push(first, &paths->count);
        for (; at < unsorted->count && walk[at].owner == berth; at++)
            vec_push(paths, &walk[at].path);
    }
    vec_finish(unsorted);
}

static void spread_row(const struct network *network, const struct stop_walk *row,
                       struct batch_walks *walks, struct vec *out, struct vec *in)
{
    int32_t *change = walks->change.data;
    for (uint32_t i = 0; i < berth_count(network, row->from); i++)
        for (uint32_t k = 0; k < berth_count(network, row->to); k++) {
            berth_ix from = berth_of(network, row->from, i), to = berth_of(network, row->to, k);
            if (from == to) {
                change[from] = row->seconds;
                continue;
            }
            vec_push(out, &(struct berth_walk){from, {to, row->seconds}});
            vec_push(in, &(struct berth_walk){to, {from, row->seconds}});
        }
}

static void spread(const struct network *network, const struct vec *rows, struct batch_walks *walks)
{
    uint32_t berths = network->counts.berth_stops;
    struct vec out = vec_of(sizeof(struct berth_walk)), in = vec_of(sizeof(struct berth_walk));
    walks->change = vec_of(sizeof(int32_t));
    for (uint32_t i = 0; i < berths; i++)
        vec_push(&walks->change, &(int32_t){CHANGE_DEFAULT});
    for (uint32_t i = 0; i < rows->count; i++)
        spread_row(network, vec_at(rows, i), walks, &out, &in);
    sort_walks(&out, berths, &walks->out, &walks->out_first);
    sort_walks(&in, berths, &walks->in, &walks->in_first);
    walks->walks = (struct walks){
        .out = walks->out.data,
        .in = walks->in.data,
        .out_first = walks->out_first.data,
        .in_first = walks->in_first.data,
        .change_seconds = walks->change.data,
        .default_change_seconds = network->facts->default_change_seconds,
    };
}

bool batch_walks_read(struct batch_walks *walks, const char *path, const struct network *network,
                      struct error *error)
{
    struct mapfile file;
    struct walks_reader reader = {vec_of(sizeof(struct stop_walk)), network};
    bool read =
        mapfile_open(&file, path, error) && each_line(&file, path, take_walk, &reader, error);
    mapfile_close(&file);
    if (read)
        spread(network, &reader.rows, walks);
    vec_finish(&reader.rows);
    return read;
}

void batch_walks_finish(struct batch_walks *walks)
{
    vec_finish(&walks->out);
    vec_finish(&walks->in);
    vec_finish(&walks->out_first);
    vec_finish(&walks->in_first);
    vec_finish(&walks->change);
}
