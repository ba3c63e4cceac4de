#include "api/numbers.h"

#include <stdlib.h>

bool numbers_read(const struct request *request, const struct numbers_rule *rule, uint32_t *numbers,
                  uint32_t *count, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, rule->name, rule->room, &list, error))
        return false;
    if (!list.given)
        return true;
    *count = list.count;
    for (uint32_t i = 0; i < list.count; i++) {
        char *end;
        long long number = strtoll(list.items[i], &end, 10);
        if (*end || end == list.items[i] || number < rule->min || number > rule->max ||
            (i > 0 && number <= (long long)numbers[i - 1]))
            return error_set(error, ERROR_INPUT, rule->name, "%s", rule->what);
        numbers[i] = (uint32_t)number;
    }
    return list.count > 0 || error_set(error, ERROR_INPUT, rule->name, "%s", rule->what);
}
