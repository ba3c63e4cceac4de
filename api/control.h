#ifndef API_CONTROL_H
#define API_CONTROL_H

#include <stddef.h>

#include "engine/base/error.h"

/*
 * What the supervisor and its server say to each other: a word and, after a blank, the rest of the
 * line. The socket keeps messages apart (SOCK_SEQPACKET), so a message is a line without its end
 * and nothing has to be put together.
 *
 *   to the server     network PATH    open it, check it, ask it, serve it
 *                     force PATH      the same, however much it has lost
 *                     notice TEXT     what users of the service should know; none: all is well
 *                     status JSON     what the admin page shows
 *   to the supervisor ready           questions are welcome
 *                     earlier PATH    that network answers until the one that is served begins;
 *                                     none: it covers today itself
 *                     ok TEXT         the network is served
 *                     refused TEXT    it is not, and the one before is
 *                     reload, reload force, rollback
 */

/** Longest message, with the NUL that receiving adds. */
#define CONTROL_TEXT 32768

/** A pair of connected ends, both closed on exec. False: the system has none. */
MUST_CHECK bool control_pair(int ends[2], struct error *error);

/** Sends one message, cut if it is too long. False: nobody is there, or nobody listens. */
MUST_CHECK bool control_send(int end, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** What control_receive found. */
enum control_got { CONTROL_NOTHING, CONTROL_MESSAGE, CONTROL_GONE };

/** Takes the next message, if there is one, into `text` (CONTROL_TEXT bytes). Never waits. */
enum control_got control_receive(int end, char *text);

/** What follows `word` in the message (empty: nothing does), or NULL: it is another word. */
const char *control_rest(const char *message, const char *word);

#endif
