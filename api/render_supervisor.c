#include "api/render_supervisor.h"

#include "api/render_write.h"
#include "api/supervisor/state.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    if (*text)
        json_object_set_new(object, key, render_text(text));
}

static json_t *render_version(const struct version *version, const char *says, const char *when)
{
    json_t *object = json_object();
    json_object_set_new(object, "number", json_integer((json_int_t)version->number));
    set_text(object, "inputs", version->state);
    json_object_set_new(object, when, render_time(version->since));
    set_text(object, says, version->says);
    return object;
}

static void set_version(json_t *object, const char *key, const struct version *version)
{
    if (version->number)
        json_object_set_new(object, key, render_version(version, "looked", "since"));
}

static json_t *render_quarantined(const struct versions *versions)
{
    const struct version *items = versions->quarantined.data;
    json_t *list = json_array();
    for (uint32_t i = versions->quarantined.count; i-- > 0;)
        json_array_append_new(list, render_version(&items[i], "reason", "when"));
    return list;
}

static void add_process(json_t *list, const struct process *process)
{
    if (!process->pid && !process->start_at)
        return;
    json_t *object = json_object();
    set_text(object, "program", process->program);
    if (process->pid) {
        json_object_set_new(object, "pid", json_integer(process->pid));
        json_object_set_new(object, "since", render_time(process->since));
    }
    json_object_set_new(object, "restarts", json_integer(process->deaths));
    json_array_append_new(list, object);
}

static const char *stage_text(enum renewal_stage stage)
{
    static const char *const texts[] = {"none",
                                        "looks at the inputs",
                                        "builds",
                                        "waits for the server",
                                        "the server looks at the version to come",
                                        "the server looks at the version before"};
    return texts[stage];
}

const char *render_supervisor(const struct supervisor *supervisor, struct arena *arena)
{
    const struct versions *versions = &supervisor->versions;
    json_t *status = json_object(), *children = json_array();
    set_text(status, "notice", supervisor->notice);
    set_version(status, "current", &versions->current);
    set_version(status, "before", &versions->before);
    set_version(status, "today", &versions->today);
    json_object_set_new(status, "quarantined", render_quarantined(versions));
    set_text(status, "work", stage_text(supervisor->renewal.stage));
    if (supervisor->renewal.unchanged)
        json_object_set_new(status, "nothingChanged", render_time(supervisor->renewal.unchanged));
    add_process(children, &supervisor->server);
    add_process(children, &supervisor->feeder);
    json_object_set_new(status, "children", children);
    set_text(status, "folder", versions->path);
    struct render_list list = render_list_of(arena);
    render_write(&list, status);
    json_decref(status);
    return arena_text(arena, list.bytes, list.used);
}
