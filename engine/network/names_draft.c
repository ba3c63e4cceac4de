#include "engine/network/names_draft.h"

void names_draft_init(struct names_draft *draft)
{
    *draft = (struct names_draft){
        .areas = vec_of(sizeof(struct name_area)),
        .items = vec_of(sizeof(struct draft_named)),
        .aliases = vec_of(sizeof(struct draft_alias)),
        .houses = vec_of(sizeof(struct draft_house)),
        .stop_areas = vec_of(sizeof(uint32_t)),
    };
}

void names_draft_finish(struct names_draft *draft)
{
    vec_finish(&draft->areas);
    vec_finish(&draft->items);
    vec_finish(&draft->aliases);
    vec_finish(&draft->houses);
    vec_finish(&draft->stop_areas);
}
