#ifndef FEEDS_FETCH_ADDRESS_H
#define FEEDS_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Where a fetcher may go: an address in a feed's URL, or behind one of its names or redirects, must
 * not lead it to what only we can reach. */

/** Whether an address may be connected to. */
enum address_use {
    ADDRESS_PUBLIC,
    ADDRESS_PRIVATE, /**< by those only whom the configuration allows it */
    ADDRESS_REFUSED, /**< by nobody */
};

/** What an address is. */
struct address_kind {
    enum address_use use;
    const char *name; /**< "a loopback address" */
};

/** Judges a resolved address; of another family than IPv4 and IPv6 it is refused. */
struct address_kind address_kind_of(const struct sockaddr *address);

#endif
