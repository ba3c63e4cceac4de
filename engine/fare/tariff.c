#include "engine/fare/tariff.h"

struct tariff tariff_of(const struct world *world)
{
    const struct network *network = world->network;
    return (struct tariff){
        .world = world,
#define SECTION(name, type) .name = network->name,
        TARIFF_SECTIONS(SECTION)
#undef SECTION
            .counts =
            {
#define SECTION(name, type) .name = network->counts.name,
                TARIFF_SECTIONS(SECTION)
#undef SECTION
            },
    };
}
