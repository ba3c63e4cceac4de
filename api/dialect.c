#include "api/dialect.h"

static const struct dialect dialects[] = {
    {1, 7, true, true, false, true, 1},  {2, 6, true, true, false, true, 1},
    {3, 6, true, true, false, true, 0},  {4, 6, true, false, true, true, 0},
    {5, 6, false, false, true, true, 0}, {6, 6, false, false, true, false, 0},
};

const struct dialect *dialect_of(uint32_t version)
{
    if (version < 1 || version > DIALECT_NEWEST)
        version = DIALECT_NEWEST;
    return &dialects[version - 1];
}

const char *dialect_mode_name(const struct dialect *dialect, enum mode mode)
{
    if (dialect->old_modes && mode == MODE_SUBURBAN)
        return "METRO";
    if (dialect->old_modes && mode == MODE_AERIAL_LIFT)
        return "AREAL_LIFT";
    return mode_name(mode);
}
