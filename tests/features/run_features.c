#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/network/keys.h"
#include "engine/planner.h"
#include "tests/features/question.h"
#include "tests/built.h"

/*
 * run_features ROOT [CASE...]: asks the town every question of tests/features (or those named) and
 * holds the answers against what is expected there. Prints what differs; 0 if nothing does.
 */

#define ANSWER_SIZE 8192
#define CASES_MAX 1000

/* Text being put together; what does not fit any more makes the answer differ. */
struct answer {
    char text[ANSWER_SIZE];
    size_t length;
};

struct town {
    struct built built;
    struct planner *planner;
    const char *folder; /* of the cases */
};

static void answer_add(struct answer *answer, const char *text)
{
    size_t length = strlen(text);
    if (answer->length + length + 1 > sizeof answer->text)
        length = sizeof answer->text - answer->length - 1;
    memcpy(answer->text + answer->length, text, length);
    answer->length += length;
    answer->text[answer->length] = '\0';
}

static void answer_clock(struct answer *answer, const struct question *question, unix_time time)
{
    char text[CIVIL_TEXT];
    unix_time start = zone_day_start(&question->zone, question->day);
    answer_add(answer, " ");
    answer_add(answer, civil_text_clock((int32_t)(time - start), text));
}

static void answer_stop(struct answer *answer, const struct network *network, stop_ix stop)
{
    answer_add(answer, " ");
    answer_add(answer, network_text(network, network->stops[stop].id));
}

static void answer_ride(struct answer *answer, const struct question *question,
                        const struct network *network, const struct leg *leg)
{
    answer_add(answer, leg->stays ? "stay " : "ride ");
    answer_add(answer, network_text(network, network->trips[leg->run.trip].id));
    answer_stop(answer, network, leg->from);
    answer_clock(answer, question, leg->depart);
    answer_stop(answer, network, leg->to);
    answer_clock(answer, question, leg->arrive);
    answer_add(answer, "\n");
}

static void answer_journey(struct answer *answer, const struct question *question,
                           const struct network *network, const struct journey *journey)
{
    char transfers[16];
    answer_add(answer, "journey");
    answer_clock(answer, question, journey->depart);
    answer_clock(answer, question, journey->arrive);
    snprintf(transfers, sizeof transfers, " %u\n", journey->transfers);
    answer_add(answer, transfers);
    for (uint32_t i = 0; i < journey->leg_count; i++)
        if (journey->legs[i].kind == LEG_RIDE)
            answer_ride(answer, question, network, &journey->legs[i]);
}

static bool ask(struct town *town, const char *path, struct answer *answer, struct error *error)
{
    struct arena arena = {0};
    struct question question;
    struct journeys journeys = {0};
    const struct network *network = &town->built.network;
    bool done =
        question_read(&question, network, path, &arena, error) &&
        query_check(&question.query, network, error) &&
        planner_run(town->planner, &town->built.world, &question.query, &arena, &journeys, error);
    for (uint32_t i = 0; done && i < journeys.count; i++)
        answer_journey(answer, &question, network, &journeys.items[i]);
    arena_finish(&arena);
    return done;
}

static bool expected_read(const char *path, struct answer *expected)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    char line[512];
    while (fgets(line, sizeof line, file) != NULL)
        if (line[0] != '#')
            answer_add(expected, line);
    fclose(file);
    return true;
}

static bool case_run(struct town *town, const char *name)
{
    char path[512];
    static struct answer answer, expected;
    struct error error = {0};
    answer = expected = (struct answer){.length = 0};
    snprintf(path, sizeof path, "%s/%s/expected", town->folder, name);
    if (!expected_read(path, &expected)) {
        printf("FAIL %s: cannot open %s\n", name, path);
        return false;
    }
    snprintf(path, sizeof path, "%s/%s/query", town->folder, name);
    if (!ask(town, path, &answer, &error)) {
        printf("FAIL %s: %s: %s\n", name, error.place, error.text);
        return false;
    }
    if (strcmp(answer.text, expected.text) == 0)
        return true;
    printf("FAIL %s\nexpected\n%sgot\n%s", name, expected.text, answer.text);
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folders that hold a query, sorted. */
static uint32_t cases_list(const char *folder, struct arena *arena, char **names)
{
    uint32_t count = 0;
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL && count < CASES_MAX) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s/query", folder, entry->d_name);
        FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (file == NULL)
            continue;
        fclose(file);
        names[count++] = arena_text(arena, entry->d_name, strlen(entry->d_name));
    }
    if (directory != NULL)
        closedir(directory);
    qsort(names, count, sizeof names[0], by_name);
    return count;
}

static int cases_run(struct town *town, char **names, uint32_t count)
{
    uint32_t failed = 0;
    town->planner = planner_create(&town->built.network);
    for (uint32_t i = 0; i < count; i++)
        failed += !case_run(town, names[i]);
    planner_destroy(town->planner);
    printf("%u cases, %u failed\n", count, failed);
    return failed == 0 && count > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    static char *names[CASES_MAX];
    if (argc < 2) {
        fprintf(stderr, "usage: run_features ROOT [CASE...]\n");
        return 2;
    }
    char bourg[512], large[512], folder[512];
    snprintf(bourg, sizeof bourg, "%s/data/town/bourg", argv[1]);
    snprintf(large, sizeof large, "%s/data/town/large", argv[1]);
    snprintf(folder, sizeof folder, "%s/tests/features", argv[1]);
    struct town town = {.folder = folder};
    struct arena arena = {0};
    int code;
    built_from_paths(&town.built, (const char *const[]){bourg, large, NULL});
    if (argc > 2)
        code = cases_run(&town, argv + 2, (uint32_t)argc - 2);
    else
        code = cases_run(&town, names, cases_list(folder, &arena, names));
    arena_finish(&arena);
    built_finish(&town.built);
    return code;
}
