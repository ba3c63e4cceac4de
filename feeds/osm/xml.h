#ifndef FEEDS_OSM_XML_H
#define FEEDS_OSM_XML_H

#include <expat.h>

#include "engine/base/arena.h"
#include "feeds/osm/reader.h"

/* What xml.c (the document) and xml_object.c (one object) share. */

/** An XML file under way. */
struct xml {
    struct osm_reader *reader;
    XML_Parser parser;
    struct arena texts; /**< of the object at hand */
    enum osm_kind kind; /**< of the object at hand */
    struct osm_object object;
    int64_t lat, lon;
    bool kept;       /**< the object at hand is wanted and usable */
    bool failed;     /**< the error is set */
    bool done;       /**< failed, or the sink wants no more */
    uint32_t depth;  /**< open elements */
    uint8_t path[8]; /**< which ones (enum in xml.c), from the outermost */
    uint64_t fed;    /**< bytes given to the parser */
    uint64_t heard;  /**< `fed` when it last found anything */
};

/** Fails with the present line; the parser stops. */
void xml_fail(struct xml *xml, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Begins a node, way or relation. `attributes` are name, value, ... NULL, as expat has them. */
void xml_object_begin(struct xml *xml, enum osm_kind kind, const char **attributes);

/** Adds a tag to it. */
void xml_object_tag(struct xml *xml, const char **attributes);

/** Adds a node to a way. */
void xml_object_ref(struct xml *xml, const char **attributes);

/** Adds a member to a relation. */
void xml_object_member(struct xml *xml, const char **attributes);

/** Hands it over. */
void xml_object_end(struct xml *xml);

#endif
