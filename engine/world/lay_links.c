#include "engine/world/lay.h"

void lay_links(struct layout *layout)
{
    (void)layout;
}
