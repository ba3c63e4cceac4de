#include "api/cli/verbs.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "api/cli/info_text.h"
#include "api/cli/lent_text.h"
#include "api/cli/live_beside.h"
#include "api/cli/live_text.h"
#include "api/cli/options.h"
#include "api/render_info.h"
#include "engine/network/network.h"

static int show(const struct network *network, const char *path, bool json)
{
    if (json)
        return render_info_print(network, stdout) ? END_OK : END_INPUT;
    info_text_print(network, path, stdout);
    return END_OK;
}

static int verify(const struct network *network, const char *path)
{
    struct error found = {0}, error = {0};
    if (!network_verify(network, &found)) {
        error_set(&error, found.kind, path, "%.100s: %.200s", found.place, found.text);
        return input_error(&error);
    }
    fprintf(stderr, "Every byte is as it was written.\n");
    return END_OK;
}

/* A live image is called as its network, and that it is live. */
static bool is_live(const char *path)
{
    size_t length = strlen(path), tail = strlen(LIVE_SUFFIX);
    return length > tail && strcmp(path + length - tail, LIVE_SUFFIX) == 0;
}

static void print_live(const struct live *live, const char *path)
{
    live_text_print(live, path, stdout);
    lent_text_print(live, stdout);
}

/* A live image cannot be read without its network, which lies beside it. */
static int show_live(const char *path, bool json)
{
    char image[PATH_MAX];
    struct network network;
    struct live live = {0};
    struct error error = {0};
    int length = (int)(strlen(path) - strlen(LIVE_SUFFIX));
    snprintf(image, sizeof image, "%.*s", length, path);
    if (!network_open(&network, image, &error))
        return input_error(&error);
    int ending = END_OK;
    if (!live_open(&live, path, &network, &error))
        ending = input_error(&error);
    else if (!json)
        print_live(&live, path);
    else if (!render_info_live_print(&live, stdout))
        ending = END_INPUT;
    live_close(&live);
    network_close(&network);
    return ending;
}

int info_main(int argc, char **argv)
{
    bool json = false, full = false;
    const struct option options[] = {
        {.name = "verify",
         .kind = OPTION_FLAG,
         .value = &full,
         .help = "Read the whole file against its checksums"},
        {.name = "json", .kind = OPTION_FLAG, .value = &json, .help = "Print JSON"},
        {0},
    };
    const struct command command = {
        .name = "trajet info",
        .arguments = "[--verify] [--json] IMAGE",
        .summary =
            "Shows what is in a network image: its feeds with licence and attribution, the\n"
            "days they are valid, how much there is of everything, and bytes per section. Of a\n"
            "live image (IMAGE.live): how each live feed fared when it was made.",
        .options = options,
        .least = 1,
        .most = 1,
    };
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    struct network network;
    struct error error = {0};
    if (is_live(argv[1]))
        return show_live(argv[1], json);
    if (!network_open(&network, argv[1], &error))
        return input_error(&error);
    ending = full ? verify(&network, argv[1]) : END_OK; /* What is damaged is not shown. */
    if (ending == END_OK)
        ending = show(&network, argv[1], json);
    network_close(&network);
    return ending;
}
