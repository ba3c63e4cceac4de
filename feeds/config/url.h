#ifndef FEEDS_CONFIG_URL_H
#define FEEDS_CONFIG_URL_H

#include <stdbool.h>

/** Whether a text is meant as a URL that can be fetched: it begins with http:// or https://. */
bool url_is(const char *text);

/**
 * What is wrong with such a URL as it is written, before anybody looks where it leads; NULL:
 * nothing. Says nothing of the URL itself, which may hold what nobody is to read.
 */
const char *url_fault(const char *url);

#endif
