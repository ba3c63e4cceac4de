#ifndef FEEDS_GBFS_EFFECTS_H
#define FEEDS_GBFS_EFFECTS_H

#include "feeds/area/area.h"
#include "feeds/gbfs/applying.h"

/*
 * Inside applying only: what zones mean for products. Products for which they mean the same are a
 * *party*. An effect is a word of bits, 0 where no rule says anything.
 */

/** Of an effect; above them the speed limit in km/h, 0 none. */
enum effect_bit {
    EFFECT_SAID = 1,   /**< some rule speaks of the product, or the zone has none and frees all */
    EFFECT_START = 2,  /**< rides may start */
    EFFECT_END = 4,    /**< they may end, anywhere */
    EFFECT_THROUGH = 8 /**< they may pass */
};

/** Where nothing is said, all may be done. */
#define EFFECT_NOTHING ((uint32_t)(EFFECT_SAID | EFFECT_START | EFFECT_END | EFFECT_THROUGH))
#define EFFECT_SPEED_SHIFT 8

/** Effects of all zones for all parties. */
struct effects {
    struct intern parties; /**< key: effects by zone, then that of where no zone is */
    struct vec party_of;   /**< uint32_t, by product: its party */
    uint32_t zone_count;   /**< a party has one effect more than that */
    uint32_t party_count;  /**< at least one, if there are products */
};

/** Works them out of the rules for the zones that hold now. */
void effects_make(struct effects *effects, const struct applying *applying);

/** Frees them. */
void effects_finish(struct effects *effects);

/** What a party has to keep to in those zones: what the first one says that says anything. */
uint32_t effects_at(const struct effects *effects, uint32_t party, const uint32_t *zones,
                    uint32_t count);

/** Whether nothing is ever forbidden to a party, nor slowed down. */
bool effects_are_none(const struct effects *effects, uint32_t party);

#endif
