/* Writes a GTFS-Realtime message made of words (rt_words.h), for tests that are no C programs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/rt_words.h"

/* `trip ENTITY WORDS`, `vehicle ENTITY WORDS` or `alert ENTITY WORDS`. */
static bool add_line(struct rt_words *words, char *line)
{
    line[strcspn(line, "\n")] = '\0';
    char *rest = NULL;
    const char *kind = strtok_r(line, " ", &rest), *entity = strtok_r(NULL, " ", &rest);
    if (!kind)
        return true;
    if (!entity)
        return false;
    if (strcmp(kind, "trip") == 0)
        rt_trip(words, entity, rest);
    else if (strcmp(kind, "vehicle") == 0)
        rt_vehicle(words, entity, rest);
    else if (strcmp(kind, "alert") == 0)
        rt_alert(words, entity, rest);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    static struct rt_words words;
    unix_time midnight, stamp;
    char line[1000];
    if (argc != 3 || !civil_parse_time(argv[1], NULL, &midnight) ||
        !civil_parse_time(argv[2], NULL, &stamp)) {
        fprintf(stderr, "usage: rt_message MIDNIGHT STAMP <LINES >MESSAGE\n");
        return 2;
    }
    rt_begin(&words, midnight, stamp, false);
    while (fgets(line, sizeof line, stdin))
        if (!add_line(&words, line)) {
            fprintf(stderr, "rt_message: no line of trip, vehicle or alert\n");
            return 1;
        }
    struct realtime_bytes bytes = rt_bytes(&words);
    return fwrite(bytes.data, 1, bytes.length, stdout) == bytes.length ? 0 : 1;
}
