#include "api/render_reasons.h"

#include "api/render_place.h"

json_t *render_reasons(const struct reason *reasons, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *reason = json_object();
        render_set(reason, "code", reasons[i].code);
        render_set(reason, "description", reasons[i].text);
        render_set(reason, "inputField", reasons[i].field);
        json_array_append_new(list, reason);
    }
    return list;
}
