#include "feeds/fetch/web.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/clock.h"
#include "feeds/config/url.h"
#include "feeds/fetch/address.h"
#include "feeds/fetch/secret.h"

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    struct web *web = context;
    (void)size; /* always 1 */
    web->too_large = web->body.count + count > web->from->bytes;
    if (web->too_large)
        return 0;
    if (count)
        vec_add_many(&web->body, bytes, count);
    return count;
}

static void note_refused(struct web *web, const struct sockaddr *address, struct address_kind kind)
{
    char text[INET6_ADDRSTRLEN] = "?";
    const char *at = (const char *)address;
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, at + offsetof(struct sockaddr_in, sin_addr), text, sizeof text);
    else if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, at + offsetof(struct sockaddr_in6, sin6_addr), text, sizeof text);
    bool could = kind.use == ADDRESS_PRIVATE && web->named;
    snprintf(web->refused, sizeof web->refused, "leads to %s, %s%s", text, kind.name,
             could ? "; say \"allow_private\": true if that is meant" : "");
}

/* The one place where connections begin: what is judged here is the very address connected to. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct web *web = context;
    (void)purpose;
    struct address_kind kind = address_kind_of(&address->addr);
    bool allowed = kind.use == ADDRESS_PUBLIC ||
                   (kind.use == ADDRESS_PRIVATE && web->named && web->from->rules->allow_private);
    if (!allowed) {
        note_refused(web, &address->addr, kind);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool port_allowed(const struct web *web, long port)
{
    for (uint32_t i = 0; i < web->from->rules->port_count; i++)
        if (web->from->rules->ports[i] == port)
            return true;
    return port == 80 || port == 443;
}

/* What the parts of a URL are judged by. */
struct parts {
    char *scheme, *host, *port, *user;
};

static void parts_finish(struct parts *parts)
{
    curl_free(parts->scheme);
    curl_free(parts->host);
    curl_free(parts->port);
    curl_free(parts->user);
}

static bool parts_read(struct parts *parts, const char *url)
{
    *parts = (struct parts){0};
    CURLU *parsed = curl_url();
    bool fine = parsed && curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
                curl_url_get(parsed, CURLUPART_SCHEME, &parts->scheme, 0) == CURLUE_OK &&
                curl_url_get(parsed, CURLUPART_HOST, &parts->host, 0) == CURLUE_OK &&
                curl_url_get(parsed, CURLUPART_PORT, &parts->port, CURLU_DEFAULT_PORT) == CURLUE_OK;
    if (fine)
        curl_url_get(parsed, CURLUPART_USER, &parts->user, 0); /* there may be none */
    curl_url_cleanup(parsed);
    if (!fine)
        parts_finish(parts);
    return fine;
}

/* False: longer than we care for. */
static bool write_origin(const struct parts *parts, char origin[WEB_NAME_MAX])
{
    int length =
        snprintf(origin, WEB_NAME_MAX, "%s://%s:%s", parts->scheme, parts->host, parts->port);
    return length < WEB_NAME_MAX;
}

/* Where the configuration leads, whatever stands in the query; it was read as a URL already. */
static void note_home(struct web *web)
{
    const struct config_source *rules = web->from->rules;
    char url[2048];
    struct parts parts;
    snprintf(url, sizeof url, "%.*s", (int)strcspn(rules->where, "?"), rules->where);
    if (!rules->is_url || !parts_read(&parts, url))
        return;
    if (write_origin(&parts, web->origin))
        snprintf(web->host, sizeof web->host, "%s", parts.host);
    parts_finish(&parts);
}

void web_init(struct web *web, const struct fetch_source *from, const struct fetch_limits *limits)
{
    *web = (struct web){.from = from, .limits = limits, .body = vec_of(1)};
    const char *where = from->where ? from->where : from->rules->where;
    bool shown = !from->where || !url_fault(from->where);
    snprintf(web->name, sizeof web->name, "%.*s", shown ? (int)strcspn(where, "?") : 7,
             shown ? where : "its URL");
    if (from->is_url)
        note_home(web);
}

static bool is_listed(const struct fetch_source *from, const char *host)
{
    for (uint32_t i = 0; i < from->host_count; i++)
        if (strcasecmp(from->hosts[i], host) == 0)
            return true;
    return false;
}

/* Sees whether it is home, and whether one may go there if not. */
static bool judge_host(struct web *web, const struct parts *parts, struct error *error)
{
    char origin[WEB_NAME_MAX];
    if (!write_origin(parts, origin))
        return error_set(error, ERROR_LIMIT, web->name, "leads to a host with a very long name");
    bool listed = is_listed(web->from, parts->host);
    web->home = strcmp(web->origin, origin) == 0;
    web->named = web->home || listed;
    return !web->from->hosts_only || web->named || strcasecmp(web->host, parts->host) == 0 ||
           error_set(error, ERROR_INPUT, web->name,
                     "leads to the host %.100s, which is not among `hosts`", parts->host);
}

/* Whether one may go there. */
static bool judge_parts(struct web *web, const struct parts *parts, struct error *error)
{
    bool secure = strcmp(parts->scheme, "https") == 0;
    if (!secure && strcmp(parts->scheme, "http") != 0)
        return error_set(error, ERROR_INPUT, web->name, "leads to a URL of another kind than http");
    if (!secure && !web->from->rules->allow_http)
        return error_set(error, ERROR_INPUT, web->name,
                         "leads to http://, which is not allowed (allow_http)");
    if (parts->user)
        return error_set(error, ERROR_INPUT, web->name, "leads to a URL with a user in it");
    if (!port_allowed(web, strtol(parts->port, NULL, 10)))
        return error_set(error, ERROR_INPUT, web->name,
                         "leads to port %.5s, which is neither 80 nor 443 nor among `ports`",
                         parts->port);
    return judge_host(web, parts, error);
}

static bool judge(struct web *web, const char *url, struct error *error)
{
    struct parts parts;
    if (!parts_read(&parts, url))
        return error_set(error, ERROR_INPUT, web->name, "leads to something that is no URL");
    bool fine = judge_parts(web, &parts, error);
    parts_finish(&parts);
    return fine;
}

static void add_head(struct web *web, const char *line)
{
    struct curl_slist *longer = curl_slist_append(web->head, line);
    web->head = longer ? longer : web->head;
}

/* Keys are told to nobody but whom the configuration names. */
static bool make_head(struct web *web, struct error *error)
{
    char line[300];
    curl_slist_free_all(web->head);
    web->head = NULL;
    for (uint32_t i = 0; web->home && i < web->from->rules->header_count; i++) {
        const struct config_header *header = &web->from->rules->headers[i];
        struct vec text = vec_of(1);
        vec_add_many(&text, header->name, strlen(header->name));
        vec_add_many(&text, ": ", 2);
        bool fine = secret_expand(header->value, web->from->rules->key_file, false, &text, error);
        if (fine)
            add_head(web, text.data);
        vec_finish(&text);
        if (!fine)
            return false;
    }
    if (*web->etag) {
        snprintf(line, sizeof line, "If-None-Match: %s", web->etag);
        add_head(web, line);
    }
    if (*web->modified) {
        snprintf(line, sizeof line, "If-Modified-Since: %s", web->modified);
        add_head(web, line);
    }
    return true;
}

static void set_up(struct web *web, const char *url)
{
    CURL *easy = web->easy;
    int64_t left = (web->deadline - clock_ticks()) / 1000000;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, web);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, web->detail);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* none from the environment either */
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* A name server that is silent holds up the thread that asks it, and not all other feeds. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(left > 1 ? left : 1));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "trajet/" TRAJET_VERSION);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, web->head);
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)web->from->bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, web);
    /* A connection that another feed was allowed is none that this one may use. */
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, web);
}

/* One request, the first one or a redirect. */
static bool ask(struct web *web, CURLM *multi, const char *url, struct error *error)
{
    if (!judge(web, url, error) || !make_head(web, error))
        return false;
    web->body.count = 0;
    web->too_large = false;
    *web->refused = *web->detail = '\0';
    web->easy = curl_easy_init();
    if (!web->easy)
        return error_set(error, ERROR_SYSTEM, web->name, "no request could be made");
    set_up(web, url);
    return curl_multi_add_handle(multi, web->easy) == CURLM_OK ||
           error_set(error, ERROR_SYSTEM, web->name, "the request could not be started");
}

static void drop_request(struct web *web, CURLM *multi)
{
    if (web->easy)
        curl_multi_remove_handle(multi, web->easy);
    curl_easy_cleanup(web->easy);
    web->easy = NULL;
    curl_slist_free_all(web->head);
    web->head = NULL;
}

void web_stop(struct web *web, CURLM *multi)
{
    drop_request(web, multi);
    vec_finish(&web->body);
}

/* Secrets are put into what the configuration says, and into nothing that others wrote. */
static bool write_url(const struct web *web, struct vec *url, struct error *error)
{
    const struct config_source *rules = web->from->rules;
    const char *found = web->from->where, *fault = found ? url_fault(found) : NULL;
    if (!found)
        return secret_expand(rules->where, rules->key_file, true, url, error);
    if (fault)
        return error_set(error, ERROR_INPUT, web->name, "%s", fault);
    vec_add_many(url, found, strlen(found) + 1);
    return true;
}

bool web_begin(struct web *web, CURLM *multi, struct error *error)
{
    struct vec url = vec_of(1);
    web->deadline = clock_ticks() + (int64_t)web->limits->milliseconds * 1000000;
    web->redirects = 0;
    bool fine = write_url(web, &url, error) && ask(web, multi, url.data, error);
    vec_finish(&url);
    if (fine)
        return true;
    if (error && !*error->place)
        snprintf(error->place, sizeof error->place, "%s", web->name);
    web_stop(web, multi);
    return false;
}

/* Goes where the answer leads. */
static bool follow(struct web *web, CURLM *multi, struct error *error)
{
    char *lead = NULL;
    struct vec url = vec_of(1);
    if (web->redirects == web->limits->redirects)
        return error_set(error, ERROR_INPUT, web->name, "more than %u redirects",
                         web->limits->redirects);
    curl_easy_getinfo(web->easy, CURLINFO_REDIRECT_URL, &lead);
    vec_add_many(&url, lead, strlen(lead) + 1); /* `lead` goes with the request. */
    drop_request(web, multi);
    web->redirects++;
    bool fine = ask(web, multi, url.data, error);
    vec_finish(&url);
    return fine;
}

static void keep_header(const struct web *web, const char *name, char *text, size_t size)
{
    struct curl_header *header;
    *text = '\0';
    if (curl_easy_header(web->easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return;
    for (const char *at = header->value; *at; at++)
        if ((unsigned char)*at < ' ' || (unsigned char)*at >= 0x7f)
            return;
    if (strlen(header->value) < size)
        snprintf(text, size, "%s", header->value);
}

/* What a page is served as that says why there is no message. */
static bool is_page(const struct web *web, const char *type)
{
    static const char *const pages[] = {"text/html", "application/xhtml", "text/xml",
                                        "application/xml", "application/json"};
    size_t count = sizeof pages / sizeof *pages - web->from->is_json;
    for (size_t i = 0; i < count; i++)
        if (strncasecmp(type, pages[i], strlen(pages[i])) == 0)
            return true;
    return false;
}

static bool check_answer(struct web *web, long status, struct error *error)
{
    char type[200];
    if (status != 200)
        return error_set(error, ERROR_INPUT, web->name, "answers with HTTP %ld", status);
    keep_header(web, "Content-Type", type, sizeof type);
    if (is_page(web, type))
        return error_set(error, ERROR_INPUT, web->name, "answers with %.60s, which is no message",
                         type);
    keep_header(web, "ETag", web->etag, sizeof web->etag);
    keep_header(web, "Last-Modified", web->modified, sizeof web->modified);
    return true;
}

/* Why there is no answer at all. Details of TLS name hosts and certificates, never a query. */
static bool explain(const struct web *web, CURLcode code, struct error *error)
{
    bool secure = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR;
    if (*web->refused && code == CURLE_COULDNT_CONNECT)
        return error_set(error, ERROR_INPUT, web->name, "%s", web->refused);
    if (web->too_large || code == CURLE_FILESIZE_EXCEEDED)
        return error_set(error, ERROR_LIMIT, web->name, "larger than %zu KiB",
                         web->from->bytes >> 10);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return error_set(error, ERROR_LIMIT, web->name, "took longer than %d ms",
                         (int)web->limits->milliseconds);
    return error_set(error, ERROR_SYSTEM, web->name, "%s",
                     secure && *web->detail ? web->detail : curl_easy_strerror(code));
}

static enum web_ending look(struct web *web, CURLM *multi, CURLcode code, struct error *error)
{
    long status = 0;
    char *lead = NULL;
    if (code != CURLE_OK) {
        explain(web, code, error);
        return WEB_FAILED;
    }
    curl_easy_getinfo(web->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(web->easy, CURLINFO_REDIRECT_URL, &lead);
    if (status / 100 == 3 && lead)
        return follow(web, multi, error) ? WEB_MORE : WEB_FAILED;
    if (status == 304 && (*web->etag || *web->modified))
        return WEB_SAME;
    return check_answer(web, status, error) ? WEB_NEW : WEB_FAILED;
}

enum web_ending web_end(struct web *web, CURLM *multi, CURLcode code, int64_t *wait,
                        struct error *error)
{
    curl_off_t asked = 0;
    curl_easy_getinfo(web->easy, CURLINFO_RETRY_AFTER, &asked);
    *wait = asked;
    enum web_ending ending = look(web, multi, code, error);
    if (ending == WEB_MORE)
        return ending;
    drop_request(web, multi);
    if (ending != WEB_NEW)
        vec_finish(&web->body);
    return ending;
}
