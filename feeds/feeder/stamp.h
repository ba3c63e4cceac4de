#ifndef FEEDS_FEEDER_STAMP_H
#define FEEDS_FEEDER_STAMP_H

#include "engine/base/clock.h"
#include "feeds/findings/findings.h"

/**
 * When something was said that comes `now`: what it says itself (`stamp`; 0: it does not), but not
 * later than now, or a provider whose clock is ahead would seem fresh long after it has frozen.
 * More than a minute ahead is a finding of `file`.
 */
unix_time stamp_believed(unix_time stamp, unix_time now, const char *file,
                         struct findings *findings);

#endif
