#include "feeds/osm/kinds.h"

const struct osm_oddity_words osm_oddities[ODD_COUNT] = {
    [ODD_DELETED] = {"osm_deleted", FINDING_ROW,
                     "The object is marked as deleted (visible or action); it was left out."},
    [ODD_UNPLACED] = {"osm_node_unplaced", FINDING_ROW,
                      "The node has no lat or no lon; it was left out."},
    [ODD_OUT_OF_RANGE] = {"osm_node_out_of_range", FINDING_ROW,
                          "The node's coordinates are not on Earth; it was left out."},
    [ODD_WAY_SHORT] = {"osm_way_short", FINDING_NOTED,
                       "The way has fewer than two nodes: it leads nowhere."},
    [ODD_WAY_LONG] = {"osm_way_long", FINDING_NOTED,
                      "The way has more than 2,000 nodes, which OpenStreetMap does not allow."},
    [ODD_NOT_UTF8] = {"osm_text_not_utf8", FINDING_MENDED,
                      "A text is not UTF-8; each wrong byte was read as a question mark."},
    [ODD_BLOCK_UNKNOWN] = {"osm_block_unknown", FINDING_NOTED,
                           "A block is neither header nor data; it was passed over, as the format "
                           "asks."},
    [ODD_REMARK] = {"osm_remark", FINDING_NOTED,
                    "The server that made the file left a remark in it, as it does when it could "
                    "not finish: the file may lack objects."},
    [ODD_EMPTY] = {"osm_empty", FINDING_NOTED, "There is not one object in the file."},
};
