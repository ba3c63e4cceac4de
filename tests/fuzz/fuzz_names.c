#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "feeds/names/names.h"
#include "tests/scratch.h"

/*
 * An address file or a map of any bytes (a map when it begins with `<`): what gets into the draft
 * leads somewhere, has a name, and lies on Earth.
 */

static struct scratch scratch;

static void end_scratch(void)
{
    scratch_finish(&scratch);
}

static void check_text(const struct draft *draft, text_ix text)
{
    PROMISE(text < draft->texts.byte_count);
    const char *bytes = draft_text_at(draft, text);
    PROMISE(utf8_valid_prefix(bytes, strlen(bytes)) == strlen(bytes));
}

static void check_point(struct point at)
{
    PROMISE(at.lat >= -900000000 && at.lat <= 900000000);
    PROMISE(at.lon >= -1800000000 && at.lon <= 1800000000);
}

static void check_draft(const struct draft *draft)
{
    const struct names_draft *names = &draft->names;
    for (uint32_t i = 0; i < names->areas.count; i++) {
        const struct name_area *area = vec_at(&names->areas, i);
        check_text(draft, area->name);
        PROMISE(area->parent == NO_IX || area->parent < i);
    }
    for (uint32_t i = 0; i < names->items.count; i++) {
        const struct draft_named *item = vec_at(&names->items, i);
        check_text(draft, item->name);
        PROMISE(item->name != 0);
        PROMISE(item->area == NO_IX || item->area < names->areas.count);
        check_point(item->at);
    }
    for (uint32_t i = 0; i < names->houses.count; i++) {
        const struct draft_house *house = vec_at(&names->houses, i);
        PROMISE(house->named < names->items.count);
        check_point(house->at);
        check_text(draft, house->number);
    }
    for (uint32_t i = 0; i < names->aliases.count; i++)
        PROMISE(((const struct draft_alias *)vec_at(&names->aliases, i))->named <
                names->items.count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct draft draft;
    struct findings findings;
    struct error error = {0};
    if (!*scratch.path) {
        scratch_init(&scratch);
        atexit(end_scratch);
    }
    draft_init(&draft);
    findings_init(&findings);
    struct names *names = names_create(&draft);
    bool map = size && bytes[0] == '<';
    const char *path = scratch_write(&scratch, map ? "map.osm" : "ban.csv", bytes, size);
    bool read = map ? names_read_osm(names, path, &findings, &error)
                    : names_read_addresses(names, path, NULL, &findings, &error);
    PROMISE(read || (error.kind != ERROR_NONE && *error.text));
    names_write(names, NULL);
    names_destroy(names);
    check_draft(&draft);
    findings_finish(&findings);
    draft_finish(&draft);
    return 0;
}
