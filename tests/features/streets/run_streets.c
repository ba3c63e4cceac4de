#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/network/network.h"
#include "engine/street/worker.h"

/*
 * run_streets IMAGE FOLDER [CASE...]: asks the streets of the demo city every question of the
 * folder (or those named) and holds the ways against what is expected there. Prints what differs;
 * 0 if nothing does.
 */

#define ANSWER_SIZE 4096
#define CASES_MAX 200
#define MINUTES 90

/* The grid of data/city/MAP.md. */
#define METRES_LAT 111195.0
#define METRES_LON 77243.0

struct question {
    struct profile profile;
    double from[2], to[2]; /* metres east and north */
    int16_t from_level, to_level;
};

struct answer {
    char text[ANSWER_SIZE];
    size_t length;
};

struct asker {
    struct network network;
    struct streets streets;
    struct street_worker *worker;
    const char *folder;
};

static const char *const kinds[] = {"road",      "footway",     "cycleway", "track",    "steps",
                                    "escalator", "moving_walk", "lift",     "corridor", "fare_gate",
                                    "exit_gate", "platform",    "area",     "ferry",    "link"};

static const char *const travels[] = {"foot", "wheelchair", "bicycle", "scooter", "car"};

static void answer_add(struct answer *answer, const char *text)
{
    size_t length = strlen(text), left = sizeof answer->text - answer->length - 1;
    length = length < left ? length : left;
    memcpy(answer->text + answer->length, text, length);
    answer->length += length;
    answer->text[answer->length] = '\0';
}

static bool travel_read(const char *text, struct profile *profile)
{
    for (size_t i = 0; i < sizeof travels / sizeof travels[0]; i++)
        if (strcmp(text, travels[i]) == 0) {
            *profile = profile_of((enum travel)i);
            return true;
        }
    return false;
}

/* `X,Y` or `X,Y,FLOOR`. */
static bool place_read(const char *text, double place[2], int16_t *level)
{
    double floor;
    int read = sscanf(text, "%lf,%lf,%lf", &place[0], &place[1], &floor);
    *level = read == 3 ? (int16_t)lround(10 * floor) : DOOR_ANY_LEVEL;
    return read >= 2;
}

static bool taste_read(const char *text, struct profile *profile)
{
    profile->taste = strcmp(text, "safer") == 0     ? TASTE_SAFER
                     : strcmp(text, "flatter") == 0 ? TASTE_FLATTER
                                                    : TASTE_FASTER;
    return true;
}

static bool pair_read(struct question *question, const char *key, const char *value)
{
    if (strcmp(key, "travel") == 0)
        return travel_read(value, &question->profile);
    if (strcmp(key, "from") == 0)
        return place_read(value, question->from, &question->from_level);
    if (strcmp(key, "to") == 0)
        return place_read(value, question->to, &question->to_level);
    if (strcmp(key, "taste") == 0)
        return taste_read(value, &question->profile);
    if (strcmp(key, "slope") == 0)
        return sscanf(value, "%lf", &question->profile.slope_percent_max) == 1;
    if (strcmp(key, "unknown") == 0)
        question->profile.unknown_ways = value[0] == '1';
    else if (strcmp(key, "helped") == 0)
        question->profile.helped = value[0] == '1';
    else
        return false;
    return true;
}

static bool question_read(struct question *question, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[256];
    bool done = file != NULL;
    *question = (struct question){.profile = profile_of(TRAVEL_FOOT)};
    while (done && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *value = strchr(line, '=');
        if (line[0] == '#' || line[0] == '\0')
            continue;
        if (value != NULL)
            *value++ = '\0';
        done = value != NULL && pair_read(question, line, value);
        if (!done)
            printf("%s: `%s` is not understood\n", path, line);
    }
    if (file != NULL)
        fclose(file);
    return done;
}

static struct point point_of(const double place[2])
{
    return (struct point){(int32_t)lround((46 + place[1] / METRES_LAT) * 1e7),
                          (int32_t)lround((-4 + place[0] / METRES_LON) * 1e7)};
}

/* One line for a piece; the same for all pieces of a street. */
static void piece_line(const struct asker *asker, const struct path_piece *piece,
                       enum travel travel, char line[256])
{
    const struct streets *streets = &asker->streets;
    const struct street_edge *edge = &streets->street_edges[piece->way >> 1];
    const struct street_trait *trait = &streets->street_traits[piece->trait];
    bool against = piece->way & 1;
    int from = against ? edge->to_level : edge->from_level;
    int to = against ? edge->from_level : edge->to_level;
    const char *name = network_text(&asker->network, edge->name);
    int length = snprintf(line, 256, "%s %s", kinds[trait->kind], name[0] != '\0' ? name : "-");
    if (travel == TRAVEL_BICYCLE && trait->bicycle == ACCESS_PUSH)
        length += snprintf(line + length, 256 - (size_t)length, " pushed");
    if (from != to)
        length += snprintf(line + length, 256 - (size_t)length, " %d>%d", from / 10, to / 10);
    snprintf(line + length, 256 - (size_t)length, "\n");
}

static void path_tell(const struct asker *asker, const struct path *path, enum travel travel,
                      struct answer *answer)
{
    char last[256] = "", line[256];
    for (uint32_t i = 0; i < path->piece_count; i++) {
        if (path->pieces[i].end_mm - path->pieces[i].begin_mm < 1000 && path->piece_count > 1 &&
            path->pieces[i].time < 1000000000)
            continue;
        if (i > 0 && path->pieces[i].way == (path->pieces[i - 1].way ^ 1))
            answer_add(answer, "back\n");
        piece_line(asker, &path->pieces[i], travel, line);
        if (strcmp(line, last) != 0)
            answer_add(answer, line);
        memcpy(last, line, sizeof last);
    }
}

static bool ask(struct asker *asker, const char *path, struct answer *answer)
{
    struct question question;
    if (!question_read(&question, path))
        return false;
    const struct metric *metric = street_worker_metric(asker->worker, &question.profile);
    struct door from, to;
    door_at(asker->worker, metric, point_of(question.from), question.from_level, DOOR_METRES,
            &from);
    door_at(asker->worker, metric, point_of(question.to), question.to_level, DOOR_METRES, &to);
    struct path_ask path_ask = {metric, &from, &to, MINUTES * 60 * (uint64_t)1000000000};
    struct arena arena = {0};
    struct path way;
    if (path_find(asker->worker, &path_ask, &arena, &way))
        path_tell(asker, &way, question.profile.travel, answer);
    else
        answer_add(answer, "none\n");
    arena_finish(&arena);
    return true;
}

static bool expected_read(const char *path, struct answer *expected)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    char line[256];
    while (fgets(line, sizeof line, file) != NULL)
        if (line[0] != '#')
            answer_add(expected, line);
    fclose(file);
    return true;
}

static bool case_run(struct asker *asker, const char *name)
{
    static struct answer answer, expected;
    char path[512];
    answer = expected = (struct answer){.length = 0};
    snprintf(path, sizeof path, "%s/%s/expected", asker->folder, name);
    bool done = expected_read(path, &expected);
    snprintf(path, sizeof path, "%s/%s/query", asker->folder, name);
    done = ask(asker, path, &answer) && done;
    if (done && strcmp(answer.text, expected.text) == 0)
        return true;
    printf("FAIL %s\nexpected\n%sgot\n%s", name, expected.text, answer.text);
    return false;
}

/* The folders that hold a query. */
static uint32_t cases_list(const char *folder, struct arena *arena, char **names)
{
    uint32_t count = 0;
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL && count < CASES_MAX)
        if (strchr(entry->d_name, '.') == NULL && strcmp(entry->d_name, "meson") != 0)
            names[count++] = arena_text(arena, entry->d_name, strlen(entry->d_name));
    if (directory != NULL)
        closedir(directory);
    return count;
}

int main(int argc, char **argv)
{
    static char *names[CASES_MAX];
    struct arena arena = {0};
    struct error error = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: run_streets IMAGE FOLDER [CASE...]\n");
        return 2;
    }
    struct asker asker = {.folder = argv[2]};
    if (!network_open(&asker.network, argv[1], &error)) {
        fprintf(stderr, "run_streets: %s: %s\n", error.place, error.text);
        return 3;
    }
    asker.streets = network_streets(&asker.network);
    asker.worker = street_worker_create(&asker.streets);
    uint32_t count = argc > 3 ? (uint32_t)argc - 3 : cases_list(argv[2], &arena, names), failed = 0;
    for (uint32_t i = 0; i < count; i++)
        failed += !case_run(&asker, argc > 3 ? argv[3 + i] : names[i]);
    printf("%u cases, %u failed\n", count, failed);
    street_worker_destroy(asker.worker);
    network_close(&asker.network);
    arena_finish(&arena);
    return failed == 0 && count > 0 ? 0 : 1;
}
