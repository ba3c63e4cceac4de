#ifndef API_NUMBERS_H
#define API_NUMBERS_H

#include "api/request.h"

/** A list of whole numbers, each larger than the one before. */
struct numbers_rule {
    const char *name; /**< the parameter */
    const char *what; /**< the sentence when it is wrong */
    int64_t min, max; /**< 0 <= min <= max <= UINT32_MAX */
    uint32_t room;    /**< items at most */
};

/**
 * Reads the list; absent, `*count` stays. False (ERROR_INPUT): empty, too long, out of range, not
 * rising.
 */
MUST_CHECK bool numbers_read(const struct request *request, const struct numbers_rule *rule,
                             uint32_t *numbers, uint32_t *count, struct error *error);

#endif
