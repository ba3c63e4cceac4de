#include "api/cli/lent_text.h"

#include <inttypes.h>

#include "api/render_rental.h"
#include "api/rental_wish.h"

/* What can be taken of a product, at how many places, and at how many stations it is left. */
static void print_product(const struct world *world, const struct rental_product *product,
                          FILE *out)
{
    const struct live *live = world->live;
    const struct rental_system *system = &live->rental_systems[product->system];
    uint64_t vehicles = 0;
    for (uint32_t i = 0; i < product->pickups.count; i++)
        vehicles += live->rental_pickups[product->pickups.first + i].vehicles;
    fprintf(out, "%-16s %-16s %-16s %-17s %8" PRIu64 " %8u %8u  %s\n",
            world_text(world, system->id), rental_form_name((enum rental_form)product->form),
            rental_propulsion_name((enum rental_propulsion)product->propulsion),
            rental_return_name(product->way_back), vehicles, product->pickups.count,
            product->docks.count, world_text(world, system->closed));
}

void lent_text_print(const struct live *live, FILE *out)
{
    const struct world world = {.network = live->network, .live = live};
    if (live->counts.rental_products)
        fprintf(out, "%-16s %-16s %-16s %-17s %8s %8s %8s\n", "system", "form", "driven by",
                "has to return to", "vehicles", "taken at", "left at");
    for (uint32_t i = 0; i < live->counts.rental_products; i++)
        print_product(&world, &live->rental_products[i], out);
}
