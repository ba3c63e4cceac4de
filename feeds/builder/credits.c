#include "feeds/builder/credits.h"

#include <string.h>

static text_ix text_of(struct draft *draft, const char *text)
{
    return text ? draft_text(draft, text, strlen(text)) : 0;
}

static bool is_shared(const struct vec *credits, const struct credit *credit)
{
    const struct credit *items = credits->data;
    if (!credit->attribution && !credit->licence && !credit->licence_url)
        return false;
    for (uint32_t i = 0; i < credits->count; i++)
        if (items[i].kind == credit->kind && items[i].attribution == credit->attribution &&
            items[i].licence == credit->licence && items[i].licence_url == credit->licence_url)
            return true;
    return false;
}

static void add_files(const struct vec *files, enum credit_kind kind, struct draft *draft)
{
    const struct config_file *items = files->data;
    for (uint32_t i = 0; i < files->count; i++) {
        const char *slash = strrchr(items[i].path, '/');
        struct credit credit = {
            .file = text_of(draft, slash ? slash + 1 : items[i].path),
            .attribution = text_of(draft, items[i].attribution),
            .licence = text_of(draft, items[i].licence),
            .licence_url = text_of(draft, items[i].licence_url),
            .kind = kind,
        };
        if (!is_shared(&draft->credits, &credit))
            vec_push(&draft->credits, &credit);
    }
}

void credits_add(const struct config *config, struct draft *draft)
{
    add_files(&config->streets, CREDIT_MAP, draft);
    add_files(&config->addresses, CREDIT_ADDRESSES, draft);
}
