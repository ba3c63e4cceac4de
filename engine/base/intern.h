#ifndef ENGINE_BASE_INTERN_H
#define ENGINE_BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

/*
 * Byte strings (texts, or any array of plain numbers) to dense numbers 0, 1, 2 ... in order of
 * first appearance. One owner, one thread. Zeroed struct = empty; intern_finish ends it.
 */

#define INTERN_NONE UINT32_MAX

/** The keys and where each is. */
struct intern {
    char *bytes;       /**< all keys, one behind the other, each followed by a NUL */
    size_t byte_count; /**< bytes used */
    size_t byte_room;
    uint64_t *starts;  /**< where key i starts in `bytes` */
    uint32_t *lengths; /**< its length without the NUL */
    uint32_t count;    /**< keys */
    uint32_t room;
    uint32_t *slots; /**< open addressing: key number + 1, or 0 */
    uint32_t slot_mask;
};

/** The number of the key, added when it is new. */
uint32_t intern_add(struct intern *intern, const void *key, size_t length);

/** The number of the key, or INTERN_NONE. */
uint32_t intern_find(const struct intern *intern, const void *key, size_t length);

/** The bytes of key `number` (NUL-terminated); valid until the next add. */
const char *intern_key(const struct intern *intern, uint32_t number);

/** Forgets all keys but the first `count`. */
void intern_truncate(struct intern *intern, uint32_t count);

/** Frees everything; empty and usable again. */
void intern_finish(struct intern *intern);

#endif
