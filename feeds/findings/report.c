#include "feeds/findings/report.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include <jansson.h>

#include "engine/base/clock.h"

static void print_counts(FILE *out, const struct report_feed *feed)
{
    const char *gap = "  ";
    for (uint32_t i = 0; i < feed->count_count; i++) {
        const struct report_count *count = &feed->counts[i];
        bool all = count->read == REPORT_UNCOUNTED || count->read == count->kept;
        if (!count->kept && all)
            continue;
        fprintf(out, "%s%s %" PRIu64, gap, count->name, count->kept);
        if (!all)
            fprintf(out, " of %" PRIu64, count->read);
        gap = ", ";
    }
    if (*gap == ',')
        fputc('\n', out);
}

/* By the clocks of UTC; nobody renews a feed on its last evening. */
static bool has_ended(const struct report_feed *feed)
{
    return feed->last_day < clock_now() / 86400;
}

static void print_days(FILE *out, const struct report_feed *feed)
{
    char first[CIVIL_TEXT], last[CIVIL_TEXT];
    if (feed->has_days)
        fprintf(out, "  runs %s to %s%s\n", civil_text_day(feed->first_day, first),
                civil_text_day(feed->last_day, last), has_ended(feed) ? ", which is over" : "");
}

static void print_place(FILE *out, const struct finding_place *place)
{
    fprintf(out, "%s", place->file);
    if (place->line)
        fprintf(out, ":%" PRIu32, place->line);
    if (*place->detail)
        fprintf(out, "%s\"%s\"", *place->file ? " " : "", place->detail);
}

static void print_finding(FILE *out, const struct finding *finding, enum report_detail detail)
{
    fprintf(out, "  %8" PRIu64 "  %-13s %s", finding->count, finding_action_name(finding->action),
            finding->code);
    if (detail == REPORT_SHORT) {
        fputs(finding->place_count ? "  " : "", out);
        if (finding->place_count)
            print_place(out, &finding->places[0]);
        fputc('\n', out);
        return;
    }
    fprintf(out, ": %s\n", finding->text);
    for (uint32_t i = 0; i < finding->place_count; i++) {
        fprintf(out, "%27s", "");
        print_place(out, &finding->places[i]);
        fputc('\n', out);
    }
    if (finding->count > finding->place_count)
        fprintf(out, "%27sand %" PRIu64 " more\n", "", finding->count - finding->place_count);
}

void report_print(FILE *out, const struct report_feed *feed, enum report_detail detail)
{
    fprintf(out, "%s  %s\n", feed->tag, feed->path);
    if (feed->error)
        fprintf(out, "  UNUSABLE: %s%s%s\n", feed->error->place, *feed->error->place ? ": " : "",
                feed->error->text);
    else
        print_counts(out, feed);
    print_days(out, feed);
    for (uint32_t i = 0; i < feed->fact_count; i++)
        fprintf(out, "  %s %s\n", feed->facts[i].name, feed->facts[i].text);
    const struct finding *items = feed->findings->items.data;
    for (uint32_t i = 0; i < feed->findings->items.count; i++)
        print_finding(out, &items[i], detail);
    if (!feed->error && !feed->findings->items.count)
        fprintf(out, "  nothing to complain about\n");
}

/* Names out of archives may be in any encoding: JSON gets what is ASCII of them. */
static json_t *text_json(const char *text)
{
    json_t *value = json_string(text);
    if (value)
        return value;
    char plain[512];
    snprintf(plain, sizeof plain, "%s", text);
    for (char *at = plain; *at; at++)
        if ((unsigned char)*at > 0x7f)
            *at = '?';
    return json_string(plain);
}

static json_t *place_json(const struct finding_place *place)
{
    json_t *object = json_object();
    if (*place->file)
        json_object_set_new(object, "file", text_json(place->file));
    if (place->line)
        json_object_set_new(object, "line", json_integer(place->line));
    if (*place->detail)
        json_object_set_new(object, "detail", text_json(place->detail));
    return object;
}

static json_t *finding_json(const struct finding *finding)
{
    json_t *object = json_object(), *places = json_array();
    json_object_set_new(object, "code", text_json(finding->code));
    json_object_set_new(object, "action", text_json(finding_action_name(finding->action)));
    json_object_set_new(object, "count", json_integer((json_int_t)finding->count));
    json_object_set_new(object, "text", text_json(finding->text));
    for (uint32_t i = 0; i < finding->place_count; i++)
        json_array_append_new(places, place_json(&finding->places[i]));
    json_object_set_new(object, "places", places);
    return object;
}

static json_t *counts_json(const struct report_count *counts, uint32_t number)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < number; i++) {
        const struct report_count *count = &counts[i];
        json_t *pair = json_object();
        json_object_set_new(pair, "kept", json_integer((json_int_t)count->kept));
        if (count->read != REPORT_UNCOUNTED)
            json_object_set_new(pair, "read", json_integer((json_int_t)count->read));
        json_object_set_new(object, count->name, pair);
    }
    return object;
}

static void add_days(json_t *object, const struct report_feed *feed)
{
    char day[CIVIL_TEXT];
    if (!feed->has_days)
        return;
    json_object_set_new(object, "firstDay", json_string(civil_text_day(feed->first_day, day)));
    json_object_set_new(object, "lastDay", json_string(civil_text_day(feed->last_day, day)));
    json_object_set_new(object, "expired", json_boolean(has_ended(feed)));
}

static json_t *facts_json(const struct report_feed *feed)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < feed->fact_count; i++)
        json_object_set_new(object, feed->facts[i].name, text_json(feed->facts[i].text));
    return object;
}

static json_t *feed_json(const struct report_feed *feed)
{
    json_t *object = json_object(), *findings = json_array();
    json_object_set_new(object, "tag", text_json(feed->tag));
    json_object_set_new(object, "path", text_json(feed->path));
    json_object_set_new(object, "usable", json_boolean(!feed->error));
    if (feed->error) {
        json_t *error = json_object();
        json_object_set_new(error, "kind", text_json(error_kind_name(feed->error->kind)));
        json_object_set_new(error, "place", text_json(feed->error->place));
        json_object_set_new(error, "text", text_json(feed->error->text));
        json_object_set_new(object, "error", error);
    }
    add_days(object, feed);
    json_object_set_new(object, "counts", counts_json(feed->counts, feed->count_count));
    if (feed->fact_count)
        json_object_set_new(object, "facts", facts_json(feed));
    const struct finding *items = feed->findings->items.data;
    for (uint32_t i = 0; i < feed->findings->items.count; i++)
        json_array_append_new(findings, finding_json(&items[i]));
    json_object_set_new(object, "findings", findings);
    return object;
}

static json_t *build_json(const struct report_build *build)
{
    json_t *object = json_object(), *steps = json_array();
    json_object_set_new(object, "path", text_json(build->path));
    json_object_set_new(object, "bytes", json_integer((json_int_t)build->bytes));
    json_object_set_new(object, "counts", counts_json(build->counts, build->count_count));
    for (uint32_t i = 0; i < build->step_count; i++) {
        json_t *step = json_object();
        json_object_set_new(step, "name", text_json(build->steps[i].name));
        json_object_set_new(step, "seconds", json_real(build->steps[i].seconds));
        json_object_set_new(step, "peakBytes",
                            json_integer((json_int_t)build->steps[i].peak_bytes));
        json_array_append_new(steps, step);
    }
    json_object_set_new(object, "steps", steps);
    return object;
}

void report_print_steps(FILE *out, const struct report_build *build)
{
    for (uint32_t i = 0; i < build->step_count; i++)
        fprintf(out, "  %8.2f s  %6.0f MB  %s\n", build->steps[i].seconds,
                (double)build->steps[i].peak_bytes / 1e6, build->steps[i].name);
}

bool report_print_json(FILE *out, const struct report_feed *feeds, size_t count,
                       const struct report_build *build, struct error *error)
{
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, feed_json(&feeds[i]));
    json_object_set_new(root, "feeds", list);
    if (build)
        json_object_set_new(root, "image", build_json(build));
    bool written = json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(6)) == 0 &&
                   fputc('\n', out) != EOF && fflush(out) == 0;
    json_decref(root);
    return written || error_set(error, ERROR_SYSTEM, NULL, "cannot write: %s", strerror(errno));
}
