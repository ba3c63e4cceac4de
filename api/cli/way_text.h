#ifndef API_CLI_WAY_TEXT_H
#define API_CLI_WAY_TEXT_H

#include "api/cli/screen.h"
#include "engine/way/way.h"
#include "engine/world/world.h"

/* What is not ridden, as a person reads it. */

#define WAY_TEXT 200

/** `walk 7 min, 480 m, 12 m up, stairs`; in `text` (WAY_TEXT bytes), which is returned. */
char *way_text_part(const struct network *network, const struct way_part *part, char *text);

/** `left into Rue Haute, 200 m` and so on, a line for each step, `indent` columns in. */
void way_text_steps(const struct screen *screen, const struct network *network,
                    const struct way_part *part, int indent);

/**
 * What happens before a part (1, 2): `park at P+R Ouest (12 of 40 free, 1 min ago), 2 min`; in
 * `text`, which is returned.
 */
char *way_text_pause(const struct world *world, const struct way *way, uint32_t part, char *text);

/** `480 m`, `6.1 km`; in `text` (WAY_TEXT bytes), which is returned. */
char *way_text_metres(double metres, char *text);

#endif
