#include "feeds/config/url.h"

#include <string.h>
#include <strings.h>

bool url_is(const char *text)
{
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}

const char *url_fault(const char *url)
{
    if (!url_is(url))
        return "must start with https:// or http://";
    const char *host = strstr(url, "//") + 2;
    size_t length = strcspn(host, "/?#");
    if (strlen(url) > 2000)
        return "longer than 2000 bytes";
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7f)
            return "has blanks, control bytes or letters beyond ASCII";
    if (!length)
        return "has no host";
    if (memchr(host, '@', length))
        return "a user and password have no place in it; say `headers`";
    if (strchr(url, '#'))
        return "has a fragment (#), which is never sent";
    return strchr(url, '\\') ? "has a backslash" : NULL;
}
