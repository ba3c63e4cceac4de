#include "feeds/osm/xml.h"

#include <stdarg.h>
#include <string.h>

#include <zlib.h>

#define PIECE_BYTES (64 * 1024)
#define SILENT_BYTES (4 * 1024 * 1024) /* longest run without an element: a text, a comment */
#define RATIO_FROM (10 * 1024 * 1024)  /* unpacked bytes after which the ratio is watched */
#define RATIO_MAX 200

/* Which element is open. */
enum element {
    IN_NOTHING,
    IN_OSM,
    IN_NODE,
    IN_WAY,
    IN_RELATION,
    IN_TAG,
    IN_REF,
    IN_MEMBER,
    IN_REMARK,
    IN_ASIDE, /* what other programs add, and nobody needs here */
};

/* What may stand where; anything else is no map. */
static const struct {
    uint8_t parent;
    const char *name;
    uint8_t element;
} grammar[] = {
    {IN_WAY, "nd", IN_REF},
    {IN_OSM, "node", IN_NODE},
    {IN_NODE, "tag", IN_TAG},
    {IN_WAY, "tag", IN_TAG},
    {IN_OSM, "way", IN_WAY},
    {IN_RELATION, "member", IN_MEMBER},
    {IN_RELATION, "tag", IN_TAG},
    {IN_OSM, "relation", IN_RELATION},
    {IN_NOTHING, "osm", IN_OSM},
    {IN_OSM, "bounds", IN_ASIDE},
    {IN_OSM, "bound", IN_ASIDE},
    {IN_OSM, "note", IN_ASIDE},
    {IN_OSM, "meta", IN_ASIDE},
    {IN_OSM, "remark", IN_REMARK},
    {IN_WAY, "bounds", IN_ASIDE},
    {IN_WAY, "center", IN_ASIDE},
    {IN_RELATION, "bounds", IN_ASIDE},
    {IN_RELATION, "center", IN_ASIDE},
    {IN_MEMBER, "nd", IN_ASIDE},
};

static uint32_t line_of(const struct xml *xml)
{
    return (uint32_t)XML_GetCurrentLineNumber(xml->parser);
}

void xml_fail(struct xml *xml, enum error_kind kind, const char *format, ...)
{
    char place[192], text[320];
    va_list arguments;
    if (xml->failed)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    snprintf(place, sizeof place, "%.170s:%u", xml->reader->path, line_of(xml));
    error_set(xml->reader->error, kind, place, "%s", text);
    xml->failed = xml->done = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

static enum element find_element(enum element parent, const char *name)
{
    for (size_t i = 0; i < sizeof grammar / sizeof *grammar; i++)
        if (grammar[i].parent == parent && strcmp(grammar[i].name, name) == 0)
            return (enum element)grammar[i].element;
    return IN_NOTHING;
}

static void refuse_element(struct xml *xml, const char *name)
{
    if (xml->depth)
        xml_fail(xml, ERROR_INPUT, "an element <%.40s> has no place here", name);
    else if (strcmp(name, "osmChange") == 0)
        xml_fail(xml, ERROR_INPUT,
                 "this is a change file (.osc), not a map; apply it to a map first");
    else
        xml_fail(xml, ERROR_INPUT, "this is XML but no OpenStreetMap file: it starts with <%.40s>",
                 name);
}

static void check_version(struct xml *xml, const char **attributes)
{
    const char *version = NULL;
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], "version") == 0)
            version = attributes[1];
    if (!version || strcmp(version, "0.6") != 0)
        xml_fail(xml, ERROR_INPUT, "version of <osm> is \"%.20s\"; only 0.6 can be read",
                 version ? version : "");
}

static void begin_element(struct xml *xml, enum element element, const char **attributes)
{
    switch (element) {
    case IN_OSM:
        check_version(xml, attributes);
        break;
    case IN_NODE:
        xml_object_begin(xml, OSM_NODE, attributes);
        break;
    case IN_WAY:
        xml_object_begin(xml, OSM_WAY, attributes);
        break;
    case IN_RELATION:
        xml_object_begin(xml, OSM_RELATION, attributes);
        break;
    case IN_TAG:
        xml_object_tag(xml, attributes);
        break;
    case IN_REF:
        xml_object_ref(xml, attributes);
        break;
    case IN_MEMBER:
        xml_object_member(xml, attributes);
        break;
    case IN_REMARK:
        osm_report_text(xml->reader, ODD_REMARK, line_of(xml), NULL, 0);
        break;
    default:
        break;
    }
}

static void XMLCALL on_start(void *context, const char *name, const char **attributes)
{
    struct xml *xml = context;
    if (xml->done)
        return;
    xml->heard = xml->fed;
    enum element parent = xml->depth ? xml->path[xml->depth - 1] : IN_NOTHING;
    enum element element = find_element(parent, name);
    if (element == IN_NOTHING || xml->depth == sizeof xml->path) {
        refuse_element(xml, name);
        return;
    }
    xml->path[xml->depth++] = (uint8_t)element;
    begin_element(xml, element, attributes);
}

static void XMLCALL on_end(void *context, const char *name)
{
    struct xml *xml = context;
    (void)name;
    if (xml->done)
        return;
    xml->heard = xml->fed;
    enum element element = xml->path[--xml->depth];
    if (element == IN_NODE || element == IN_WAY || element == IN_RELATION)
        xml_object_end(xml);
}

/* Entities are declared there; no writer of maps has a use for them. */
static void XMLCALL on_doctype(void *context, const char *name, const char *system,
                               const char *public, int has_declarations)
{
    (void)name, (void)system, (void)public, (void)has_declarations;
    xml_fail(context, ERROR_INPUT,
             "the file has a DOCTYPE, where entities are declared; a map "
             "has none");
}

/* Nothing of expat's own may grow without end: a tag, text or comment without end does. */
static void check_silence(struct xml *xml)
{
    if (!xml->done && xml->fed - xml->heard > SILENT_BYTES)
        xml_fail(xml, ERROR_LIMIT, "no element for 4 MiB");
}

static void parse(struct xml *xml, int size, bool last)
{
    xml->fed += (uint64_t)size;
    enum XML_Status status = XML_ParseBuffer(xml->parser, size, last);
    if (status == XML_STATUS_ERROR && !xml->done)
        xml_fail(xml, ERROR_CORRUPT, "the XML is damaged: %s",
                 XML_ErrorString(XML_GetErrorCode(xml->parser)));
    check_silence(xml);
}

static void fail_to_unpack(struct xml *xml, gzFile file)
{
    int code;
    const char *words = gzerror(file, &code);
    bool cut = code == Z_BUF_ERROR;
    xml_fail(xml, code == Z_ERRNO ? ERROR_SYSTEM : ERROR_CORRUPT,
             "cannot be unpacked: %s; fetch it again", cut ? "the file is cut short" : words);
}

/* Reads the next piece. False: that was the last one. */
static bool read_piece(struct xml *xml, gzFile file)
{
    int code;
    void *piece = XML_GetBuffer(xml->parser, PIECE_BYTES);
    int size = piece ? gzread(file, piece, PIECE_BYTES) : -1;
    gzerror(file, &code);
    if (!piece)
        xml_fail(xml, ERROR_SYSTEM, "no memory");
    else if (size < 0 || (size < PIECE_BYTES && code == Z_BUF_ERROR))
        fail_to_unpack(xml, file);
    else
        parse(xml, size, size == 0);
    if (!xml->done && xml->fed > RATIO_FROM && xml->fed / RATIO_MAX > (uint64_t)gzoffset(file))
        xml_fail(xml, ERROR_LIMIT, "unpacks to more than 200 times its size");
    return size > 0 && !xml->done;
}

static bool begin(struct xml *xml, struct osm_reader *reader)
{
    *xml = (struct xml){.reader = reader, .parser = XML_ParserCreate(NULL)};
    if (!xml->parser)
        return error_set(reader->error, ERROR_SYSTEM, reader->path, "no memory");
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    return true;
}

bool osm_read_xml(struct osm_reader *reader)
{
    struct xml xml;
    gzFile file = gzopen(reader->path, "rbe");
    if (!file)
        return error_set(reader->error, ERROR_SYSTEM, reader->path, "cannot open it again");
    bool begun = begin(&xml, reader);
    gzbuffer(file, PIECE_BYTES);
    while (begun && read_piece(&xml, file))
        continue;
    gzclose_r(file);
    if (!begun)
        return false;
    XML_ParserFree(xml.parser);
    arena_finish(&xml.texts);
    return !xml.failed;
}
