#include "api/server/guard.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool refuse(struct guard_verdict *verdict, unsigned status, const char *reason,
                   const char *text)
{
    *verdict = (struct guard_verdict){status, reason, text};
    return false;
}

static bool is_named(const struct guard_header *header, const char *name)
{
    return header->name_length == strlen(name) &&
           strncasecmp(header->name, name, header->name_length) == 0;
}

static size_t count_named(const struct guard_head *head, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < head->header_count; i++)
        count += is_named(&head->headers[i], name);
    return count;
}

static const struct guard_header *find_named(const struct guard_head *head, const char *name)
{
    for (size_t i = 0; i < head->header_count; i++) {
        if (is_named(&head->headers[i], name))
            return &head->headers[i];
    }
    return NULL;
}

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x80 || (!isalnum(byte) && strchr("!#$%&'*+-.^_`|~", byte) == NULL))
            return false;
    }
    return length > 0;
}

static bool has_control(const char *text, size_t length, bool tab_allowed)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte < 0x20 && !(tab_allowed && byte == '\t')) || byte == 0x7f)
            return true;
    }
    return false;
}

static bool check_target(const struct guard_head *head, struct guard_verdict *verdict)
{
    const char *target = head->target;
    if (head->target_cut)
        return refuse(verdict, 414, "long_url", "the URL is longer than 8192 bytes");
    if (strcmp(target, "*") == 0 && strcmp(head->method, "OPTIONS") == 0)
        return true;
    if (target[0] != '/')
        return refuse(verdict, 400, "absolute_target", "the request target must be a path");
    if (has_control(target, strlen(target), false) || strchr(target, ' ') != NULL)
        return refuse(verdict, 400, "control_in_target", "blanks and control bytes in the URL");
    return true;
}

static bool check_sizes(const struct guard_head *head, struct guard_verdict *verdict)
{
    size_t total = 0;
    if (head->header_count > GUARD_HEADERS_MAX)
        return refuse(verdict, 431, "many_headers", "more than 64 headers");
    for (size_t i = 0; i < head->header_count; i++) {
        size_t line = head->headers[i].name_length + head->headers[i].value_length + 4;
        if (line > GUARD_HEADER_BYTES_MAX)
            return refuse(verdict, 431, "long_header", "a header is longer than 8192 bytes");
        total += line;
    }
    if (total > GUARD_HEAD_BYTES_MAX)
        return refuse(verdict, 431, "long_head", "the headers are longer than 16384 bytes");
    return true;
}

static bool check_lines(const struct guard_head *head, struct guard_verdict *verdict)
{
    for (size_t i = 0; i < head->header_count; i++) {
        const struct guard_header *header = &head->headers[i];
        if (!is_token(header->name, header->name_length))
            return refuse(verdict, 400, "header_name", "a header's name is malformed");
        if (has_control(header->value, header->value_length, true))
            return refuse(verdict, 400, "header_control", "a header holds control bytes");
    }
    return true;
}

/*
 * The library cuts a value at a NUL and joins folded lines before it shows them. Both leave a head
 * larger than its lines, each of which has at most a blank after the colon and two bytes at its
 * end. (Heads that save these bytes elsewhere can still hide as many: see api/README.md.)
 */
static bool check_hidden(const struct guard_head *head, struct guard_verdict *verdict)
{
    size_t seen = strlen(head->method) + strlen(head->target) + strlen(head->version) + 2 + 2 + 2;
    for (size_t i = 0; i < head->header_count; i++)
        seen += head->headers[i].name_length + head->headers[i].value_length + 4;
    if (head->size > seen)
        return refuse(verdict, 400, "hidden_bytes",
                      "the headers hold folded lines, NUL, or more blanks than one after a colon");
    return true;
}

static bool check_host(const struct guard_head *head, struct guard_verdict *verdict)
{
    size_t hosts = count_named(head, "Host");
    if (hosts > 1)
        return refuse(verdict, 400, "repeated_host", "Host is given twice");
    if (hosts == 0 && strcmp(head->version, "HTTP/1.0") != 0)
        return refuse(verdict, 400, "no_host", "Host is missing");
    return true;
}

static bool is_post(const struct guard_head *head)
{
    return head->takes_body && strcmp(head->method, "POST") == 0;
}

/* A length as all readers read it: digits, no zero before others. Else -1. */
static long length_of(const struct guard_header *header)
{
    long length = 0;
    if (header->value_length == 0 || header->value_length > 9 ||
        (header->value_length > 1 && header->value[0] == '0'))
        return -1;
    for (size_t i = 0; i < header->value_length; i++) {
        if (!isdigit((unsigned char)header->value[i]))
            return -1;
        length = length * 10 + (header->value[i] - '0');
    }
    return length;
}

static bool is_json(const struct guard_head *head)
{
    static const char json[] = "application/json";
    const struct guard_header *type = find_named(head, "Content-Type");
    size_t length = sizeof json - 1;
    return type != NULL && type->value_length >= length &&
           strncasecmp(type->value, json, length) == 0 &&
           (type->value_length == length || strchr("; ", type->value[length]) != NULL);
}

/* One length, said in one way, of something that says it is JSON. */
static bool check_post(const struct guard_head *head, struct guard_verdict *verdict)
{
    const struct guard_header *length = find_named(head, "Content-Length");
    if (length == NULL)
        return refuse(verdict, 411, "no_length", "POST needs a Content-Length");
    if (length_of(length) < 0)
        return refuse(verdict, 400, "length", "Content-Length must be a plain number of bytes");
    if (length_of(length) > GUARD_BODY_BYTES_MAX)
        return refuse(verdict, 413, "long_body", "the body is longer than 1 MiB");
    if (count_named(head, "Content-Type") > 1 || !is_json(head))
        return refuse(verdict, 415, "content_type", "Content-Type must be application/json");
    return true;
}

/* Only POST may have a body: elsewhere zero is the only length that all readers agree about. */
static bool check_body(const struct guard_head *head, struct guard_verdict *verdict)
{
    const struct guard_header *length = find_named(head, "Content-Length");
    if (count_named(head, "Content-Length") > 1)
        return refuse(verdict, 400, "repeated_length", "Content-Length is given twice");
    if (find_named(head, "Transfer-Encoding") != NULL)
        return refuse(verdict, 400, length ? "length_and_encoding" : "body",
                      "this server takes no Transfer-Encoding");
    if (is_post(head))
        return check_post(head, verdict);
    if (length != NULL && (length->value_length != 1 || length->value[0] != '0'))
        return refuse(verdict, 400, "body", "this endpoint takes no request body");
    return true;
}

static bool check_method(const struct guard_head *head, struct guard_verdict *verdict)
{
    if (strcmp(head->method, "GET") == 0 || strcmp(head->method, "HEAD") == 0 ||
        strcmp(head->method, "OPTIONS") == 0 || is_post(head))
        return true;
    return refuse(verdict, 405, "method",
                  head->takes_body ? "use GET, HEAD, POST or OPTIONS" : "use GET, HEAD or OPTIONS");
}

bool guard_admits(const struct guard_head *head, struct guard_verdict *verdict)
{
    return check_target(head, verdict) && check_sizes(head, verdict) &&
           check_lines(head, verdict) && check_hidden(head, verdict) && check_host(head, verdict) &&
           check_body(head, verdict) && check_method(head, verdict);
}
