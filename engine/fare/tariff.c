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

struct tariff_said tariff_said(const struct network *network, feed_ix feed)
{
    struct tariff_said said = {0};
    for (uint32_t i = 0; i < network->counts.flat_fares; i++) {
        const struct flat_fare *fare = &network->flat_fares[i];
        said.flat_fares += fare->feed == feed;
        said.flat_rules += fare->feed == feed ? fare->rule_count : 0;
    }
    for (uint32_t i = 0; i < network->counts.fare_products; i++)
        said.products += network->fare_products[i].feed == feed;
    said.products -= said.flat_fares; /* each is a product, too */
    for (uint32_t i = 0; i < network->counts.fare_leg_rules; i++)
        said.leg_rules += network->fare_leg_rules[i].feed == feed;
    for (uint32_t i = 0; i < network->counts.fare_transfer_rules; i++)
        said.transfer_rules += network->fare_transfer_rules[i].feed == feed;
    for (uint32_t i = 0; i < network->counts.fare_join_rules; i++)
        said.join_rules += network->fare_join_rules[i].feed == feed;
    return said;
}
