#include <stdio.h>
#include <string.h>

#include "engine/base/money.h"
#include "feeds/fares/head.h"
#include "feeds/fares/values.h"
#include "feeds/table/beyond.h"

/* A folder of tables becomes rules. */

enum { COLUMNS_MAX = 14 };

/* A column of a file. */
struct column {
    const char *name;
    fares_value *value;
};

/* A file: what it may say, and what a row of it needs. */
struct file {
    const char *name;
    enum overlay_kind kind;
    struct column columns[COLUMNS_MAX];
    const char *needs;                                   /* names of columns between blanks */
    const char *(*lacks)(const struct fares_rule *rule); /* what else it needs; NULL: nothing */
};

static bool has_amount(const struct fares_rule *rule)
{
    return rule->rule.amount >= 0;
}

static const char *lacks_days(const struct fares_rule *rule)
{
    return rule->rule.first_day > rule->rule.last_day ? "to_date after from_date" : NULL;
}

/* One price for both, or something off the second. */
static const char *lacks_price(const struct fares_rule *rule)
{
    bool percent = rule->rule.percent > 0;
    if (!has_amount(rule) && !percent)
        return "amount or reduction";
    return *rule->currency || percent ? lacks_days(rule) : "currency";
}

static const char *lacks_meaning(const struct fares_rule *rule)
{
    if (!*rule->stands_for && !rule->rule.percent)
        return "stands_for or percent";
    return rule->rule.percent && !rule->networks.count ? "networks" : lacks_days(rule);
}

static const char *lacks_base(const struct fares_rule *rule)
{
    return has_amount(rule) || rule->rate_count ? NULL : "base or steps";
}

#define DAYS                                                                                       \
    {"from_date", value_first_day},                                                                \
    {                                                                                              \
        "to_date", value_last_day                                                                  \
    }
#define WHO                                                                                        \
    {"medium", value_medium},                                                                      \
    {                                                                                              \
        "category", value_category                                                                 \
    }

static const struct file files[] = {
    {.name = "interop.csv",
     .kind = OVERLAY_COMBINED,
     .columns = {{"id", value_id},
                 {"from", value_networks},
                 {"to", value_onto},
                 {"within_minutes", value_minutes},
                 {"product", value_name},
                 {"amount", value_amount},
                 {"reduction", value_reduction},
                 {"currency", value_currency},
                 WHO,
                 DAYS},
     .needs = " from to within_minutes ",
     .lacks = lacks_price},
    {.name = "caps.csv",
     .kind = OVERLAY_CAP,
     .columns = {{"id", value_id},
                 {"name", value_name},
                 {"networks", value_networks},
                 {"period", value_period},
                 {"amount", value_amount},
                 {"currency", value_currency},
                 WHO,
                 {"weekdays", value_weekdays},
                 DAYS},
     .needs = " id networks period amount currency ",
     .lacks = lacks_days},
    {.name = "passes.csv",
     .kind = OVERLAY_PASS,
     .columns = {{"id", value_id},
                 {"name", value_name},
                 {"networks", value_networks},
                 {"period", value_period},
                 {"price", value_amount},
                 {"currency", value_currency},
                 {"free_minutes", value_minutes},
                 WHO,
                 {"weekdays", value_weekdays},
                 DAYS},
     .needs = " id networks period price currency ",
     .lacks = lacks_days},
    {.name = "categories.csv",
     .kind = OVERLAY_CATEGORY,
     .columns = {{"id", value_id},
                 {"name", value_name},
                 {"url", value_url},
                 {"stands_for", value_stands_for},
                 {"percent", value_percent},
                 {"networks", value_networks},
                 {"weekdays", value_weekdays},
                 DAYS},
     .needs = " id ",
     .lacks = lacks_meaning},
    {.name = "free.csv",
     .kind = OVERLAY_FREE,
     .columns = {{"id", value_id},
                 {"name", value_name},
                 {"networks", value_networks},
                 {"weekdays", value_weekdays},
                 {"category", value_category},
                 DAYS},
     .needs = " networks ",
     .lacks = lacks_days},
    {.name = "parking.csv",
     .kind = OVERLAY_PARKING,
     .columns = {{"park", value_park},
                 {"name", value_name},
                 {"base", value_amount},
                 {"steps", value_steps},
                 {"currency", value_currency},
                 {"day_max", value_day_most},
                 {"covers", value_networks},
                 {"pass", value_stands_for},
                 DAYS},
     .needs = " park currency ",
     .lacks = lacks_base},
    {.name = "supplements.csv",
     .kind = OVERLAY_SUPPLEMENT,
     .columns = {{"id", value_id},
                 {"name", value_name},
                 {"networks", value_networks},
                 {"amount", value_amount},
                 {"currency", value_currency},
                 {"category", value_category},
                 {"weekdays", value_weekdays},
                 DAYS},
     .needs = " id networks amount currency category ",
     .lacks = lacks_days},
};

const char *const fares_files[] = {"interop.csv",     "caps.csv", "passes.csv",
                                   "categories.csv",  "free.csv", "parking.csv",
                                   "supplements.csv", NULL};

/* A file being read. */
struct reading {
    const struct file *file;
    struct fares *fares;
    struct findings *findings;
    uint32_t known;       /* columns of the file that are known */
    struct beyond beyond; /* others of it that may say when a row holds */
};

static void note(const struct reading *reading, const char *code, const char *text, uint32_t line,
                 const char *detail)
{
    findings_add(reading->findings, code, FINDING_ROW, text, reading->file->name, line, detail,
                 strlen(detail));
    reading->fares->lost[reading->file->kind]++;
}

static struct fares_rule blank_rule(const struct file *file, uint32_t line)
{
    return (struct fares_rule){
        .rule = {.kind = file->kind,
                 .line = line,
                 .amount = -1, /* not said */
                 .first_day = OVERLAY_ALWAYS_FROM,
                 .last_day = OVERLAY_ALWAYS_TO,
                 .weekdays = 127,
                 .park = NO_IX},
        .id = "",
        .name = "",
        .url = "",
        .category = "",
        .medium = "",
        .stands_for = "",
        .currency = "",
        .park = "",
    };
}

static bool is_needed(const struct file *file, const char *column)
{
    char word[40];
    snprintf(word, sizeof word, " %s ", column);
    return strstr(file->needs, word) != NULL;
}

/* The column of a row that makes no sense, or is needed and empty; NULL: none. */
static const char *fill(const struct reading *reading, const struct row *row,
                        struct fares_rule *rule)
{
    const struct column *columns = reading->file->columns;
    for (uint32_t i = 0; i < COLUMNS_MAX && columns[i].name; i++) {
        struct field field = row->fields[i];
        if (field.length ? !columns[i].value(reading->fares, field, rule)
                         : is_needed(reading->file, columns[i].name))
            return columns[i].name;
    }
    return NULL;
}

/* Caps and passes are asked for by their ids. */
static bool is_doubled(const struct reading *reading, const struct fares_rule *rule)
{
    const struct fares_rule *rules = reading->fares->rules.data;
    if (rule->rule.kind != OVERLAY_CAP && rule->rule.kind != OVERLAY_PASS)
        return false;
    for (uint32_t i = 0; i < reading->fares->rules.count; i++)
        if (rules[i].rule.kind == rule->rule.kind && strcmp(rules[i].id, rule->id) == 0)
            return true;
    return false;
}

/* What was said in micro-units is minor units from here on. */
static void settle(struct fares_rule *rule)
{
    rule->rule.decimals = money_digits(rule->currency);
    rule->rule.amount = has_amount(rule) ? money_minor(rule->rule.amount, rule->rule.decimals) : 0;
    rule->rule.day_most = money_minor(rule->rule.day_most, rule->rule.decimals);
}

/* Makes a row a rule, or says why it is none. */
static void keep(const struct reading *reading, const struct row *row)
{
    struct fares_rule rule = blank_rule(reading->file, row->line);
    const char *wrong = fill(reading, row, &rule);
    const char *lacking = wrong ? NULL : reading->file->lacks(&rule);
    uint32_t further = beyond_filled(&reading->beyond, row->fields + reading->known);
    if (further != INTERN_NONE)
        note(reading, "fares_condition_unknown",
             "A row fills a column that is not known; it may hold less often than it says, and is "
             "left out.",
             row->line, intern_key(&reading->beyond.names, further));
    else if (wrong)
        note(reading, "fares_value_bad",
             "A value makes no sense, or is needed and missing; the row is left out.", row->line,
             wrong);
    else if (lacking)
        note(reading, "fares_row_incomplete", "A row does not say all that it must.", row->line,
             lacking);
    else if (is_doubled(reading, &rule))
        note(reading, "fares_id_doubled", "An id comes more than once; the first row holds.",
             row->line, rule.id);
    else {
        settle(&rule);
        vec_push(&reading->fares->rules, &rule);
        reading->fares->lost[reading->file->kind] += row->cut;
    }
}

static bool take_row(void *context, const struct row *row)
{
    const struct reading *reading = context;
    if (reading->fares->rules.count < FARES_RULES_MAX) {
        keep(reading, row);
        return true;
    }
    findings_add(reading->findings, "fares_too_many", FINDING_ROW,
                 "There are more than 5,000 rules; the rest is left out.", row->file, row->line, "",
                 0);
    reading->fares->torn[reading->file->kind] = true;
    return false;
}

/* What is asked for: the columns that are known, then those that may be conditions. */
static bool list_columns(struct input *input, struct reading *reading,
                         const char *names[COLUMNS_MAX + BEYOND_MAX + 1], struct error *error)
{
    const struct file *file = reading->file;
    struct beyond *beyond = &reading->beyond;
    while (reading->known < COLUMNS_MAX && file->columns[reading->known].name) {
        names[reading->known] = file->columns[reading->known].name;
        reading->known++;
    }
    names[reading->known] = NULL;
    head_check(input, file->name, names, reading->findings);
    if (!beyond_read(input, file->name, names, beyond, error))
        return false;
    if (beyond->doubled.count)
        return error_set(error, ERROR_INPUT, file->name,
                         "has the column %.60s twice, which is not known either",
                         intern_key(&beyond->doubled, 0));
    for (uint32_t i = 0; i < beyond->names.count; i++)
        names[reading->known + i] = intern_key(&beyond->names, i);
    names[reading->known + beyond->names.count] = NULL;
    return true;
}

static void read_file(struct input *input, const struct file *file, struct fares *fares,
                      struct findings *findings)
{
    const char *names[COLUMNS_MAX + BEYOND_MAX + 1];
    struct reading reading = {.file = file, .fares = fares, .findings = findings};
    struct error error = {0};
    uint64_t before = table_dropped(findings);
    fares->files++;
    bool read = list_columns(input, &reading, names, &error) &&
                table_read(input, file->name, names, take_row, &reading, findings, &error);
    fares->lost[file->kind] += (uint32_t)(table_dropped(findings) - before);
    beyond_finish(&reading.beyond);
    if (read)
        return;
    fares->torn[file->kind] = true;
    findings_add(findings, "fares_file_unreadable", FINDING_FILE,
                 "A file cannot be read to its end; what stood before counts.", file->name, 0,
                 error.text, strlen(error.text));
}

/* A table under another name is one that is not read, perhaps misspelt. */
static void find_strangers(const struct input *input, struct findings *findings)
{
    for (uint32_t i = 0; i < input_count(input); i++) {
        const char *name = input_name(input, i), *end = strrchr(name, '.');
        bool known = !end || strcmp(end, ".csv") != 0;
        for (const char *const *file = fares_files; !known && *file; file++)
            known = strcmp(name, *file) == 0;
        if (!known)
            findings_add(findings, "fares_file_unknown", FINDING_FILE,
                         "Prices of a city have no table of that name; it was not read.", name, 0,
                         "", 0);
    }
}

bool fares_read_folder(const char *folder, struct fares *fares, struct findings *findings,
                       struct error *error)
{
    static const struct input_limits limits = {1000, 32 << 20, 4 << 20, 100};
    struct input *input;
    if (!input_open(&input, folder, &limits, error))
        return false;
    *fares = (struct fares){.rules = vec_of(sizeof(struct fares_rule))};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (input_has(input, files[i].name))
            read_file(input, &files[i], fares, findings);
    find_strangers(input, findings);
    input_close(input);
    return true;
}

void fares_finish(struct fares *fares)
{
    vec_finish(&fares->rules);
    arena_finish(&fares->arena);
}
