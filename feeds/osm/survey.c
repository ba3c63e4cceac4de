#include "feeds/osm/survey.h"

static void count_object(struct osm_survey *survey, const struct osm_object *object)
{
    survey->tags += object->tags.count;
    if (object->edited > survey->newest)
        survey->newest = object->edited;
}

static bool count_node(void *context, const struct osm_node *node)
{
    struct osm_survey *survey = context;
    geo_box_stretch(&survey->box, node->point);
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
    *survey = (struct osm_survey){.box = GEO_BOX_EMPTY};
    return osm_read(path, &sink, findings, error);
}
