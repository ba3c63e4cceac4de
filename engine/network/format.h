#ifndef ENGINE_NETWORK_FORMAT_H
#define ENGINE_NETWORK_FORMAT_H

/** What the head of a network image says it is. */
#define NETWORK_KIND "network "

/** Raise it with every change of a record or section in network.h. */
#define NETWORK_VERSION 10

#endif
