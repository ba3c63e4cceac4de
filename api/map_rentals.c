#include "api/map.h"
#include "api/render_rentals.h"

bool map_rentals_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct rentals_ask ask;
    if (!rentals_read(request, &ask, error))
        return false;
    render_rentals(&ask, reply);
    return true;
}
