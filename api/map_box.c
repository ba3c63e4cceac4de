#include "api/map.h"

static int32_t lower(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t higher(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

bool map_read_box(const struct request *request, struct box *box, struct error *error)
{
    const char *text;
    struct point a, b;
    bool given;
    if (!request_required(request, "min", &text, error) ||
        !request_required(request, "max", &text, error) ||
        !request_point(request, "min", &given, &a, error) ||
        !request_point(request, "max", &given, &b, error))
        return false;
    box->low = (struct point){lower(a.lat, b.lat), lower(a.lon, b.lon)};
    box->high = (struct point){higher(a.lat, b.lat), higher(a.lon, b.lon)};
    return true;
}
