#include "api/cli/check_gbfs.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#include "api/cli/check_realtime.h"
#include "engine/base/clock.h"
#include "engine/base/mapfile.h"
#include "feeds/gbfs/apply.h"

#define DISCOVERY "gbfs.json"
#define NAME_TEXT 64 /* bytes of a document's name */

/* --- Names --- */

static bool is_folder(const char *path)
{
    struct stat seen;
    return stat(path, &seen) == 0 && S_ISDIR(seen.st_mode);
}

/* `folder/name`, the folder being the path or what it lies in. False: too long. */
static bool join(const char *path, const char *name, char joined[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int lead = is_folder(path) ? (int)strlen(path) : slash ? (int)(slash - path) : 0;
    bool here = !lead && (!slash || is_folder(path));
    int length = snprintf(joined, PATH_MAX, "%.*s/%s", here ? 1 : lead, here ? "." : path, name);
    return length > 0 && length < PATH_MAX;
}

static bool is_there(const char *path, const char *name)
{
    struct stat seen;
    char joined[PATH_MAX];
    return join(path, name, joined) && stat(joined, &seen) == 0 && S_ISREG(seen.st_mode);
}

/* The file of a document, vehicles under either name; false: there is none. */
static bool file_of(const char *path, enum gbfs_document document, char name[NAME_TEXT])
{
    snprintf(name, NAME_TEXT, "%s.json", gbfs_document_name(document));
    if (!is_there(path, name) && document == GBFS_VEHICLES)
        snprintf(name, NAME_TEXT, "free_bike_status.json");
    return is_there(path, name);
}

static bool is_document(const char *name)
{
    char stem[NAME_TEXT];
    size_t length = strlen(name);
    if (length < 6 || length >= sizeof stem || strcmp(name + length - 5, ".json") != 0)
        return false;
    snprintf(stem, sizeof stem, "%.*s", (int)length - 5, name);
    return strcmp(name, DISCOVERY) == 0 || gbfs_document_of(stem) != GBFS_DOCUMENTS;
}

bool check_gbfs_recognise(const char *path)
{
    const char *slash = strrchr(path, '/');
    char name[NAME_TEXT];
    if (!is_folder(path))
        return is_document(slash ? slash + 1 : path);
    if (is_there(path, "stops.txt"))
        return false;
    bool found = is_there(path, DISCOVERY);
    for (unsigned i = 0; i < GBFS_DOCUMENTS && !found; i++)
        found = file_of(path, (enum gbfs_document)i, name);
    return found;
}

/* --- Reading --- */

static void note_unreadable(struct check_gbfs *check, const char *name, const struct error *error)
{
    findings_add(&check->findings, "gbfs_document_unreadable", FINDING_FILE,
                 "The document cannot be used.", name, 0, error->text, strlen(error->text));
}

/* Opens a document of the folder. False: it cannot be read, which is noted. */
static bool open_document(struct check_gbfs *check, const char *name, struct mapfile *file,
                          struct gbfs_bytes *bytes)
{
    char joined[PATH_MAX];
    struct error error = {0};
    *file = (struct mapfile){0};
    if (!join(check->path, name, joined) || !mapfile_open(file, joined, &error)) {
        note_unreadable(check, name, &error);
        return false;
    }
    *bytes = (struct gbfs_bytes){file->bytes ? (const char *)file->bytes : "", file->size, name};
    return true;
}

static void read_document(struct check_gbfs *check, enum gbfs_document document,
                          struct gbfs_store *store)
{
    char name[NAME_TEXT];
    struct mapfile file;
    struct gbfs_bytes bytes;
    struct gbfs_taken taken;
    struct error error = {0};
    if (!file_of(check->path, document, name) || !open_document(check, name, &file, &bytes))
        return;
    if (!gbfs_store_take(store, document, bytes, &check->findings, &taken, &error))
        note_unreadable(check, name, &error);
    mapfile_close(&file);
}

/* The discovery document: which of those it leads to do not lie beside it. */
static void read_discovery(struct check_gbfs *check)
{
    struct mapfile file;
    struct gbfs_bytes bytes;
    struct gbfs_discovery leads = {0};
    struct arena arena = {0};
    struct error error = {0};
    char name[NAME_TEXT];
    if (!is_there(check->path, DISCOVERY) || !open_document(check, DISCOVERY, &file, &bytes))
        return;
    if (!gbfs_read_discovery(bytes, NULL, &arena, &leads, &check->findings, &error))
        note_unreadable(check, DISCOVERY, &error);
    for (uint32_t i = 0; i < leads.count; i++)
        if (!file_of(check->path, leads.links[i].document, name))
            findings_add(&check->findings, "gbfs_document_absent", FINDING_NOTED,
                         "The document is named and does not lie beside gbfs.json.", DISCOVERY, 0,
                         name, strlen(name));
    arena_finish(&arena);
    mapfile_close(&file);
}

/* --- What is said of it --- */

/* When the older of those that say how things stand was made. */
static unix_time made_at(const struct gbfs_system *system)
{
    static const enum gbfs_document quick[] = {GBFS_STATION_STATUS, GBFS_VEHICLES};
    unix_time oldest = 0;
    for (size_t i = 0; i < sizeof quick / sizeof *quick; i++) {
        unix_time stamp = system->heads[quick[i]].last_updated;
        if (system->has[quick[i]] && stamp && (!oldest || stamp < oldest))
            oldest = stamp;
    }
    return oldest;
}

static void name_facts(struct check_gbfs *check, const struct gbfs_system *system, unix_time now)
{
    const struct gbfs_information *said = &system->information;
    snprintf(check->system, sizeof check->system, "%.60s%s%.90s", said->system_id,
             *said->system_id && *said->name ? ", " : "", said->name);
    for (unsigned i = 0; i < GBFS_DOCUMENTS; i++)
        if (system->has[i] && *system->heads[i].version)
            memcpy(check->version, system->heads[i].version, sizeof check->version);
    check_realtime_made(check->made, made_at(system), now);
    check->facts[0] = (struct report_fact){"made", check->made};
    check->facts[1] =
        (struct report_fact){"system", *check->system ? check->system : "does not say who it is"};
    check->facts[2] =
        (struct report_fact){"version", *check->version ? check->version : "unsaid, as in 1.0"};
}

static void name_counts(struct check_gbfs *check, const struct gbfs_system *system,
                        const struct fleet *fleet)
{
    uint32_t documents = 0;
    for (unsigned i = 0; i < GBFS_DOCUMENTS; i++)
        documents += system->has[i];
    const struct report_count counts[] = {
        {"documents", documents, REPORT_UNCOUNTED},
        {"vehicle_types", system->type_count, REPORT_UNCOUNTED},
        {"stations", fleet->rental_stations.count, REPORT_UNCOUNTED},
        {"station_statuses", system->status_count, REPORT_UNCOUNTED},
        {"vehicles", fleet->rental_vehicles.count, system->vehicle_count},
        {"zones", fleet->rental_zones.count, system->zone_count},
        {"pricing_plans", system->plan_count, REPORT_UNCOUNTED},
        {"alerts", system->alert_count, REPORT_UNCOUNTED},
        {"regions", system->region_count, REPORT_UNCOUNTED},
        {"kinds_to_hire", fleet->rental_products.count, REPORT_UNCOUNTED},
    };
    memcpy(check->counts, counts, sizeof counts);
}

bool check_gbfs_read(struct check_gbfs *check)
{
    static const struct network nowhere;
    const struct gbfs_scene scene = {.network = &nowhere, .now = clock_now()};
    const struct gbfs_rules rules = {.tag = "gbfs", .way_back = RENTAL_RETURN_UNSAID};
    struct gbfs_store *store = gbfs_store_create(NULL);
    struct fleet fleet;
    findings_init(&check->findings);
    read_discovery(check);
    for (unsigned i = 0; i < GBFS_DOCUMENTS; i++)
        read_document(check, (enum gbfs_document)i, store);
    const struct gbfs_system *system = gbfs_store_system(store);
    gbfs_apply(system, &scene, &rules, &fleet, &check->findings);
    name_facts(check, system, scene.now);
    name_counts(check, system, &fleet);
    fleet_finish(&fleet);
    bool usable = system->has[GBFS_STATION_STATUS] || system->has[GBFS_VEHICLES];
    gbfs_store_destroy(store);
    return usable || error_set(&check->error, ERROR_MISSING, check->path,
                               "neither station_status nor vehicle_status lies here and can be "
                               "used, so nothing is known to be lent");
}

struct report_feed check_gbfs_report(const struct check_gbfs *check)
{
    bool usable = check->error.kind == ERROR_NONE;
    return (struct report_feed){
        .tag = "gbfs",
        .path = check->path,
        .error = usable ? NULL : &check->error,
        .counts = check->counts,
        .count_count = sizeof check->counts / sizeof *check->counts,
        .facts = usable ? check->facts : NULL,
        .fact_count = usable ? sizeof check->facts / sizeof *check->facts : 0,
        .findings = &check->findings,
    };
}

void check_gbfs_finish(struct check_gbfs *check)
{
    findings_finish(&check->findings);
}
