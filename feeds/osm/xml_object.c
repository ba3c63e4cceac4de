#include "feeds/osm/xml.h"

#include <string.h>

#include "feeds/osm/number.h"

#define LAT_MOST 900000000
#define LON_MOST 1800000000

static uint32_t line_of(const struct xml *xml)
{
    return (uint32_t)XML_GetCurrentLineNumber(xml->parser);
}

static const char *find(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

/* The id in an attribute that has to be there. */
static int64_t need_id(struct xml *xml, const char **attributes, const char *name)
{
    int64_t id = 0;
    const char *text = find(attributes, name);
    if (!text || !number_read_id(text, &id))
        xml_fail(xml, ERROR_INPUT, text ? "%s is no number: \"%.40s\"" : "%s is missing%s", name,
                 text ? text : "");
    return id;
}

/* A text copied for as long as the object lasts. */
static struct osm_text keep(struct xml *xml, const char *text)
{
    size_t length = strlen(text);
    if (length > OSM_TEXT_MAX) {
        xml_fail(xml, ERROR_LIMIT, "a text is longer than 64 KiB");
        return (struct osm_text){.text = ""};
    }
    return (struct osm_text){.text = arena_text(&xml->texts, text, length),
                             .length = (uint32_t)length};
}

/* One coordinate; false: it is not given. */
static bool read_degrees(struct xml *xml, const char **attributes, const char *name, int64_t *units)
{
    const char *text = find(attributes, name);
    if (text && !number_read_degrees(text, units))
        xml_fail(xml, ERROR_INPUT, "%s is no number: \"%.40s\"", name, text);
    return text != NULL;
}

/* Whether the node can be used. */
static bool place(struct xml *xml, const char **attributes)
{
    bool lat = read_degrees(xml, attributes, "lat", &xml->lat);
    bool lon = read_degrees(xml, attributes, "lon", &xml->lon);
    if (xml->failed)
        return false;
    bool on_earth = xml->lat >= -LAT_MOST && xml->lat <= LAT_MOST && xml->lon >= -LON_MOST &&
                    xml->lon <= LON_MOST;
    if (lat && lon && on_earth)
        return true;
    osm_report(xml->reader, lat && lon ? ODD_OUT_OF_RANGE : ODD_UNPLACED, line_of(xml), OSM_NODE,
               xml->object.id);
    return false;
}

static bool is_deleted(const char **attributes)
{
    const char *visible = find(attributes, "visible"), *action = find(attributes, "action");
    return (visible && strcmp(visible, "false") == 0) || (action && strcmp(action, "delete") == 0);
}

void xml_object_begin(struct xml *xml, enum osm_kind kind, const char **attributes)
{
    struct osm_reader *reader = xml->reader;
    const char *edited = reader->sink->edited ? find(attributes, "timestamp") : NULL;
    reader->objects++;
    xml->kind = kind;
    xml->kept = false;
    if (!osm_wanted(reader, kind))
        return;
    xml->object = (struct osm_object){.id = need_id(xml, attributes, "id")};
    if (edited && !civil_parse_time(edited, NULL, &xml->object.edited))
        xml->object.edited = 0;
    if (is_deleted(attributes))
        osm_report(reader, ODD_DELETED, line_of(xml), kind, xml->object.id);
    else
        xml->kept = !xml->failed && (kind != OSM_NODE || place(xml, attributes));
    reader->tags.count = reader->refs.count = reader->members.count = 0;
    arena_reset(&xml->texts);
}

void xml_object_tag(struct xml *xml, const char **attributes)
{
    struct vec *tags = &xml->reader->tags;
    const char *key = find(attributes, "k"), *value = find(attributes, "v");
    if (!xml->kept)
        return;
    if (!key || !value) {
        xml_fail(xml, ERROR_INPUT, "a tag needs k and v");
        return;
    }
    if (tags->count == OSM_TAGS_MAX)
        xml_fail(xml, ERROR_LIMIT, "an object has more than 100,000 tags");
    struct osm_tag tag = {.key = keep(xml, key), .value = keep(xml, value)};
    vec_push(tags, &tag);
}

void xml_object_ref(struct xml *xml, const char **attributes)
{
    struct vec *refs = &xml->reader->refs;
    if (!xml->kept)
        return;
    int64_t ref = need_id(xml, attributes, "ref");
    if (refs->count == OSM_REFS_MAX)
        xml_fail(xml, ERROR_LIMIT, "a way has more than a million nodes");
    else
        vec_push(refs, &ref);
}

static bool read_kind(const char *text, enum osm_kind *kind)
{
    static const char *const names[] = {"node", "way", "relation"};
    for (int i = 0; i < 3; i++)
        if (strcmp(text, names[i]) == 0) {
            *kind = (enum osm_kind)i;
            return true;
        }
    return false;
}

void xml_object_member(struct xml *xml, const char **attributes)
{
    struct vec *members = &xml->reader->members;
    struct osm_member member = {0};
    const char *type = find(attributes, "type"), *role = find(attributes, "role");
    if (!xml->kept)
        return;
    if (!type || !read_kind(type, &member.kind))
        xml_fail(xml, ERROR_INPUT, "a member's type is node, way or relation");
    member.ref = need_id(xml, attributes, "ref");
    member.role = keep(xml, role ? role : "");
    if (members->count == OSM_MEMBERS_MAX)
        xml_fail(xml, ERROR_LIMIT, "a relation has more than a million members");
    else
        vec_push(members, &member);
}

void xml_object_end(struct xml *xml)
{
    const struct point point = {(int32_t)xml->lat, (int32_t)xml->lon};
    if (!xml->kept)
        return;
    bool more = xml->kind == OSM_NODE
                    ? osm_deliver_node(xml->reader, &xml->object, point)
                    : osm_deliver(xml->reader, &xml->object, xml->kind, line_of(xml));
    if (!more) {
        xml->done = true;
        XML_StopParser(xml->parser, XML_FALSE);
    }
}
