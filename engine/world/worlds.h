#ifndef ENGINE_WORLD_WORLDS_H
#define ENGINE_WORLD_WORLDS_H

#include "engine/world/world.h"

/*
 * Which world counts now. One thread publishes, any number of readers pin what is there, answer
 * from it as long as they like and let go; nobody waits for anybody. A world that has been replaced
 * is retired once no reader has it pinned (hazard pointers: Michael, "Hazard Pointers: Safe Memory
 * Reclamation for Lock-Free Objects", 2004, with one pointer a reader).
 */

struct worlds;
struct worlds_reader;

/** Called for a world that nobody can see any more, by the thread that publishes. */
typedef void worlds_retire(void *context, const struct world *world);

/** Starts with `first` published. `retire` is called once for each world, also at the end. */
struct worlds *worlds_create(const struct world *first, worlds_retire *retire, void *context);

/** Retires all worlds; no reader is left. NULL is fine. */
void worlds_destroy(struct worlds *worlds);

/** A place for one thread; worlds_leave is its end. Any thread. */
struct worlds_reader *worlds_join(struct worlds *worlds);

/** Gives the place up; NULL is fine. Nothing is pinned. Any thread. */
void worlds_leave(struct worlds *worlds, struct worlds_reader *reader);

/** The world that counts now; it stays as it is until worlds_unpin. One at a time a reader. */
const struct world *worlds_pin(struct worlds *worlds, struct worlds_reader *reader);

/** Lets go of it. */
void worlds_unpin(struct worlds_reader *reader);

/** Makes `next` the one that counts, and retires what nobody has pinned. The publisher only. */
void worlds_publish(struct worlds *worlds, const struct world *next);

/** Retires what nobody has pinned any more; how many are still waiting. The publisher only. */
uint32_t worlds_sweep(struct worlds *worlds);

/** The one that was published last. The publisher only. */
const struct world *worlds_newest(const struct worlds *worlds);

#endif
