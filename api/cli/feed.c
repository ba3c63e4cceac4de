/* trajet-feed: fetches what feeds say at this moment and writes it as live images. What they say
 * may break this program; nothing else does it break. */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "api/cli/feed_text.h"
#include "api/cli/options.h"
#include "api/cli/program.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "feeds/area/area.h"
#include "feeds/feeder/control.h"
#include "feeds/feeder/feeder.h"
#include "feeds/osm/osm.h"

#define DATA_MAX ((rlim_t)2 << 30)

/* What the command line says. */
struct settings {
    struct option_list images;
    bool once, control, quiet;
};

static void print_version(void)
{
    printf("%s\n%s\n%s\n%s\n", fetch_libraries(), config_libraries(), osm_libraries(),
           area_libraries());
}

static bool read_settings(struct settings *settings, int *argc, char **argv, int *ending)
{
    const struct option options[] = {
        {.name = "image",
         .kind = OPTION_LIST,
         .value = &settings->images,
         .argument = "NET",
         .help = "A network image; NET.live is written beside it. May be given again"},
        {.name = "once",
         .kind = OPTION_FLAG,
         .value = &settings->once,
         .help = "Fetch each feed once, write, and say how they fare"},
        {.name = "control",
         .kind = OPTION_FLAG,
         .value = &settings->control,
         .help = "Read `image NET` and `forget NET` from stdin, and end with it"},
        {.name = "quiet",
         .letter = 'q',
         .kind = OPTION_FLAG,
         .value = &settings->quiet,
         .help = "No lines on stderr, no table"},
        {0},
    };
    const struct command command = {
        .name = "trajet feed",
        .arguments = "--image NET.trajet CITY.json",
        .summary =
            "Fetches the live feeds of a city (`live` in CITY.json, see data/README.md) and "
            "writes\n"
            "what they say as a live image beside the network image, again and again, until\n"
            "SIGTERM or SIGINT. With --once it ends with 0 when a feed could be used, else with 1.",
        .options = options,
        .examples = "  trajet build -o city.trajet city.json\n"
                    "  trajet feed --once --image city.trajet city.json\n"
                    "  trajet feed --image city.trajet city.json",
        .least = 1,
        .most = 1,
        .print_version = print_version,
    };
    if (!options_read(&command, argc, argv, ending))
        return false;
    if (settings->images.count || (settings->control && !settings->once))
        return true;
    *ending = usage_error(&command, "name a network image with --image");
    return false;
}

/* A message that takes more than this is none. Maps of files do not count; what a sanitizer keeps
 * beside the memory would. */
static void limit_ourselves(void)
{
    const struct rlimit data = {DATA_MAX, DATA_MAX}, core = {0, 0};
    setrlimit(RLIMIT_CORE, &core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    setrlimit(RLIMIT_DATA, &data);
#else
    (void)data;
#endif
}

/* A descriptor that can be read when we are to end; -1: there is none. */
static int end_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool add_images(struct feeder *feeder, const struct option_list *images, struct error *error)
{
    for (uint32_t i = 0; i < images->count; i++)
        if (!feeder_add(feeder, images->items[i], error))
            return false;
    return true;
}

/* Does what the supervisor says; false: it has gone. */
static bool obey(struct feeder *feeder, struct control *control)
{
    char path[PATH_MAX];
    struct error error = {0};
    for (;;) {
        switch (control_next(control, path)) {
        case CONTROL_NOTHING:
            return true;
        case CONTROL_IMAGE:
            if (!feeder_add(feeder, path, &error))
                log_line("feed", "image=%s problem=\"%s\"", path, error.text);
            break;
        case CONTROL_FORGET:
            feeder_forget(feeder, path);
            break;
        case CONTROL_UNKNOWN:
            log_line("feed", "problem=\"a command that is none\"");
            break;
        case CONTROL_END:
            return false;
        }
    }
}

static bool has_signal(int signals)
{
    struct signalfd_siginfo got;
    return read(signals, &got, sizeof got) == (ssize_t)sizeof got;
}

static void run(struct feeder *feeder, const struct settings *settings)
{
    static struct control control = {.descriptor = STDIN_FILENO};
    const int descriptors[] = {end_signals(), STDIN_FILENO};
    while (!has_signal(descriptors[0]) && (!settings->control || obey(feeder, &control))) {
        feeder_step(feeder);
        if (settings->once && feeder_is_settled(feeder))
            return;
        feeder_wait(feeder, descriptors, settings->control ? 2 : 1);
    }
}

static int feed(const struct config *config, const struct settings *settings)
{
    struct error error = {0};
    const struct feeder_options options = {
        .limits = fetch_limits_usual, .seed = (uint64_t)clock_now(), .least_wait_ms = 1000};
    struct feeder *feeder = feeder_create(config, &options);
    int ending = END_OK;
    if (add_images(feeder, &settings->images, &error)) {
        run(feeder, settings);
        if (settings->once)
            ending = feed_print(&settings->images, config->live.count, settings->quiet);
        if (settings->once && !settings->quiet)
            feed_print_findings(feeder);
    } else {
        ending = input_error(&error);
    }
    feeder_destroy(feeder);
    return ending;
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    int ending;
    program_open_streams();
    limit_ourselves();
    if (!read_settings(&settings, &argc, argv, &ending))
        return ending;
    log_enable(!settings.quiet && !settings.once);
    struct config config;
    struct error error = {0};
    if (!config_read(&config, argv[1], &error))
        return input_error(&error);
    if (config.live.count + config.shared.count + config.parks.count || config.fares) {
        ending = feed(&config, &settings);
    } else {
        error_set(
            &error, ERROR_INPUT, argv[1],
            "names nothing live: give a feed a list `live` of paths or URLs, or the city "
            "a list `shared` of those who lend vehicles, `parks` of feeds of parks or a folder "
            "`fares` of prices");
        ending = input_error(&error);
    }
    config_finish(&config);
    return ending;
}
