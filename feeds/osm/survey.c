#include "feeds/osm/survey.h"

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void count_object(struct osm_survey *survey, const struct osm_object *object)
{
    survey->tags += object->tags.count;
    if (object->edited > survey->newest)
        survey->newest = object->edited;
}

static bool count_node(void *context, const struct osm_node *node)
{
    struct osm_survey *survey = context;
    struct box *box = &survey->box;
    box->low.lat = least(box->low.lat, node->point.lat);
    box->low.lon = least(box->low.lon, node->point.lon);
    box->high.lat = most(box->high.lat, node->point.lat);
    box->high.lon = most(box->high.lon, node->point.lon);
    survey->nodes++;
    count_object(survey, &node->object);
    return true;
}

static bool count_way(void *context, const struct osm_way *way)
{
    struct osm_survey *survey = context;
    survey->ways++;
    survey->refs += way->ref_count;
    count_object(survey, &way->object);
    return true;
}

static bool count_relation(void *context, const struct osm_relation *relation)
{
    struct osm_survey *survey = context;
    survey->relations++;
    survey->members += relation->member_count;
    count_object(survey, &relation->object);
    return true;
}

bool osm_survey(struct osm_survey *survey, const char *path, struct findings *findings,
                struct error *error)
{
    const struct osm_sink sink = {
        .context = survey,
        .node = count_node,
        .way = count_way,
        .relation = count_relation,
        .edited = true,
    };
    *survey =
        (struct osm_survey){.box = {.low = {INT32_MAX, INT32_MAX}, .high = {INT32_MIN, INT32_MIN}}};
    return osm_read(path, &sink, findings, error);
}
