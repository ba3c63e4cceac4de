#include "feeds/gtfs/fares.h"

/*
 * Which routes are priced alike. The standard has two forms, a column of routes.txt or two files of
 * their own, and wants one of them only; both are read, and the files have the last word.
 */

enum { ID, NAME };
enum { ROUTE = 1 };

static const char *const network_columns[] = {"network_id", "network_name", NULL};
static const char *const route_columns[] = {"network_id", "route_id", NULL};

uint32_t fares_network(struct gtfs *gtfs, struct field id)
{
    uint32_t before = gtfs->fares.network_ids.count;
    uint32_t number = intern_add(&gtfs->fares.network_ids, id.text, id.length);
    if (number == before) {
        struct fare_network network = {.id = gtfs_text(gtfs, id), .feed = gtfs->feed};
        vec_push(&gtfs->draft->tariff.fare_networks, &network);
    }
    return gtfs->first.tariff.fare_networks + number;
}

static bool take_network(struct gtfs *gtfs, const struct row *row)
{
    /* A network that routes.txt has named is not defined twice. */
    if (gtfs_new_id(gtfs, &gtfs->seen, row, ID) == INTERN_NONE)
        return false;
    uint32_t index = fares_network(gtfs, row->fields[ID]);
    struct fare_network *network = vec_at(&gtfs->draft->tariff.fare_networks, index);
    network->name = gtfs_text(gtfs, row->fields[NAME]);
    return true;
}

static bool take_route(struct gtfs *gtfs, const struct row *row)
{
    const struct fares_names networks = {&gtfs->fares.network_ids, gtfs->first.tariff.fare_networks,
                                         NO_IX, KIND_FARE_NETWORK_UNKNOWN};
    const struct fares_names routes = {&gtfs->route_ids, gtfs->first.routes, NO_IX,
                                       KIND_FARE_ROUTE_UNKNOWN};
    struct membership membership;
    if (!fares_find(gtfs, row, ID, &networks, &membership.group) ||
        !fares_find(gtfs, row, ROUTE, &routes, &membership.member))
        return false;
    if (membership.group == NO_IX || membership.member == NO_IX) {
        gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[ROUTE]);
        return false;
    }
    if (fares_repeated(gtfs, row, &membership, sizeof membership, row->fields[ROUTE]) ||
        fares_contradicts(gtfs, row, &membership.member, sizeof membership.member,
                          row->fields[ROUTE]))
        return false;
    vec_push(&gtfs->draft->tariff.route_members, &membership);
    return true;
}

void fares_read_networks(struct gtfs *gtfs)
{
    uint32_t before = gtfs->draft->tariff.route_members.count;
    fares_read(gtfs, FARE_NETWORKS, network_columns, 1, take_network);
    fares_read(gtfs, FARE_ROUTE_NETWORKS, route_columns, 2, take_route);
    if (before > gtfs->first.tariff.route_members && gtfs->counts->fares[FARE_ROUTE_NETWORKS].read)
        gtfs_note_at(gtfs, KIND_FARE_NETWORK_FORMS, gtfs_fare_files[FARE_ROUTE_NETWORKS], 0, NULL);
}
