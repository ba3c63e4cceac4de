#include "feeds/streets/kinds.h"

#include <inttypes.h>
#include <stdio.h>

const struct street_oddity_words street_oddities[STREET_ODDITIES] = {
    [STREETS_EMPTY] = {"streets_empty", FINDING_NOTED, "There is not one street in the files."},
    [WAY_NODES_MISSING] = {"street_nodes_missing", FINDING_MENDED,
                           "Nodes of the way are not in the file, as at the border of an extract; "
                           "the way was cut there."},
    [WAY_LEAPS] = {"street_leaps", FINDING_MENDED,
                   "Two nodes of the way that follow each other are too far apart; it was cut "
                   "between them."},
    [SPEED_UNREADABLE] = {"street_speed_unreadable", FINDING_MENDED,
                          "The speed limit is none that we know; the usual one of such a road was "
                          "taken."},
    [LEVEL_UNREADABLE] = {"street_level_unreadable", FINDING_MENDED,
                          "The level is no list of numbers; it was read as not said."},
    [AREA_OPEN] = {"street_area_open", FINDING_ROW,
                   "The rings of the area do not close; it cannot be crossed."},
    [AREA_CUT] = {"street_area_cut", FINDING_ROW,
                  "Ways of the area are not in the file; it cannot be crossed."},
    [AREA_TOO_LARGE] =
        {"street_area_too_large", FINDING_NOTED,
         "The area has too many entries or corners; one walks along its edges only."},
    [LIFT_WITHOUT_LEVELS] = {"street_lift_without_levels", FINDING_NOTED,
                             "All ways at the lift are on one level; it is passed like any other "
                             "node."},
    [TURN_BROKEN] = {"turn_restriction_broken", FINDING_ROW,
                     "The ways of the turn restriction are not there, do not meet, or meet more "
                     "than once; it was left out."},
    [TURN_UNKNOWN] = {"turn_restriction_unknown", FINDING_ROW,
                      "What the turn restriction forbids is not understood; it was left out."},
    [TURN_CONDITIONAL] = {"turn_restriction_conditional", FINDING_ROW,
                          "The turn restriction holds at some times only; it was left out."},
    [PARK_WITHOUT_STREET] = {"park_without_street", FINDING_ROW,
                             "No street leads to the car or bicycle park; it was left out."},
};

void street_report(struct findings *findings, enum street_oddity oddity, enum osm_kind kind,
                   int64_t id, const struct osm_text *value)
{
    static const char *const kinds[] = {"node", "way", "relation"};
    const struct street_oddity_words *words = &street_oddities[oddity];
    char detail[96];
    int length = id ? snprintf(detail, sizeof detail, "%s %" PRId64, kinds[kind], id) : 0;
    if (value && value->length)
        length = snprintf(detail, sizeof detail, "%s %" PRId64 ": %.*s", kinds[kind], id,
                          (int)(value->length < 60 ? value->length : 60), value->text);
    if (length >= (int)sizeof detail)
        length = sizeof detail - 1;
    findings_add(findings, words->code, words->action, words->text, "streets", 0, detail,
                 (size_t)length);
}
