#include "engine/network/names.h"

#define VALUE_MAX 999999

const char *named_category_name(unsigned category)
{
    static const char *const texts[CATEGORY_COUNT] = {
#define CATEGORY(name, text) text,
        NAMED_CATEGORIES(CATEGORY)
#undef CATEGORY
    };
    return texts[category < CATEGORY_COUNT ? category : CATEGORY_NONE];
}

uint32_t house_value(const char *number)
{
    uint32_t value = 0;
    for (; *number >= '0' && *number <= '9' && value <= VALUE_MAX; number++)
        value = value * 10 + (uint32_t)(*number - '0');
    return value < VALUE_MAX ? value : VALUE_MAX;
}
