#include "api/ignored.h"

static const char *const yes_or_no[] = {
    "slowDirect",
    "useRoutedTransfers",
    "noCompulsoryReservation",
};

static const char *const numbers[] = {
    "fastestSlowDirectFactor", "passengers", "luggage", "numLegAlternatives", "timeout",
};

static const char *const algorithms[] = {"RAPTOR", "PONG", "TB", NULL};

static const struct {
    const char *name;
    const char *const *values;
} choices[] = {
    {"algorithm", algorithms},
};

bool ignored_check(const struct request *request, struct error *error)
{
    bool yes = false;
    double number = 0;
    uint32_t choice = 0;
    for (size_t i = 0; i < sizeof yes_or_no / sizeof *yes_or_no; i++)
        if (!request_bool(request, yes_or_no[i], &yes, error))
            return false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!request_number(request, numbers[i], 0, 1e9, &number, error))
            return false;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (!request_enum(request, choices[i].name, choices[i].values, &choice, error))
            return false;
    return true;
}
