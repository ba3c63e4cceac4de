#include "api/control.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "engine/base/memory.h"

bool control_pair(int ends[2], struct error *error)
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set(error, ERROR_SYSTEM, "socketpair", "%s", strerror(errno));
    return true;
}

bool control_send(int end, const char *format, ...)
{
    char *text = memory_zeroed(CONTROL_TEXT, 1);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, CONTROL_TEXT, format, arguments);
    va_end(arguments);
    size_t size = length < CONTROL_TEXT ? (size_t)length : CONTROL_TEXT - 1;
    bool sent = length > 0 && send(end, text, size, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size;
    memory_free(text);
    return sent;
}

enum control_got control_receive(int end, char *text)
{
    ssize_t size;
    do
        size = recv(end, text, CONTROL_TEXT - 1, MSG_DONTWAIT);
    while (size < 0 && errno == EINTR);
    text[size > 0 ? size : 0] = '\0';
    if (size > 0)
        return CONTROL_MESSAGE;
    return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? CONTROL_NOTHING : CONTROL_GONE;
}

const char *control_rest(const char *message, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(message, word, length) != 0 || (message[length] && message[length] != ' '))
        return NULL;
    return message + length + (message[length] == ' ');
}
