#include "engine/network/tariff_draft.h"

void tariff_draft_init(struct tariff_draft *tariff)
{
    *tariff = (struct tariff_draft){
#define SECTION(name, type) .name = vec_of(sizeof(type)),
        TARIFF_RECORDS(SECTION)
#undef SECTION
            .stop_members = vec_of(sizeof(struct membership)),
        .route_members = vec_of(sizeof(struct membership)),
    };
}

void tariff_draft_finish(struct tariff_draft *tariff)
{
#define SECTION(name, type) vec_finish(&tariff->name);
    TARIFF_RECORDS(SECTION)
#undef SECTION
    vec_finish(&tariff->stop_members);
    vec_finish(&tariff->route_members);
}

struct tariff_marks tariff_draft_marks(const struct tariff_draft *tariff)
{
    return (struct tariff_marks){
#define SECTION(name, type) .name = tariff->name.count,
        TARIFF_RECORDS(SECTION)
#undef SECTION
            .stop_members = tariff->stop_members.count,
        .route_members = tariff->route_members.count,
    };
}

void tariff_draft_truncate(struct tariff_draft *tariff, const struct tariff_marks *marks)
{
#define SECTION(name, type) vec_resize(&tariff->name, marks->name);
    TARIFF_RECORDS(SECTION)
#undef SECTION
    vec_resize(&tariff->stop_members, marks->stop_members);
    vec_resize(&tariff->route_members, marks->route_members);
}
