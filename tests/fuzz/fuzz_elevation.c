#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "feeds/elevation/elevation.h"
#include "tests/scratch.h"

/*
 * Heights out of any bytes: the first says what they are called. What is read is a height on Earth
 * or unknown, wherever one asks; what is not read has a reason.
 */

static struct scratch scratch;

static void end_scratch(void)
{
    scratch_finish(&scratch);
}

static void ask_everywhere(const struct elevation *elevation)
{
    for (int lat = -90; lat <= 90; lat += 6)
        for (int lon = -180; lon <= 180; lon += 6) {
            double metres = elevation_at(elevation, geo_point(lat, lon));
            PROMISE(isnan(metres) || (metres >= -1000 && metres <= 9000));
        }
    for (int i = 0; i < 200; i++) {
        double metres = elevation_at(elevation, geo_point(49.6 + i * 0.003, 7.9 + i * 0.004));
        PROMISE(isnan(metres) || (metres >= -1000 && metres <= 9000));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = {"heights.tif", "N49E008.hgt.gz", "tiles.zip",
                                        "N49E008.hgt"};
    static const struct box boxes[] = {
        {{-900000000, -1800000000}, {900000000, 1800000000}},
        {{499000000, 81000000}, {499500000, 82000000}},
    };
    if (!size)
        return 0;
    if (!*scratch.path) {
        scratch_init(&scratch);
        atexit(end_scratch);
    }
    const char *path = scratch_write(&scratch, names[bytes[0] % 4], bytes + 1, size - 1);
    struct elevation *elevation;
    struct findings findings;
    struct error error = {0};
    findings_init(&findings);
    if (elevation_open(&elevation, &path, 1, boxes[bytes[0] / 4 % 2], &findings, &error)) {
        ask_everywhere(elevation);
        elevation_close(elevation);
    } else {
        PROMISE(error.kind != ERROR_NONE && *error.text);
    }
    findings_finish(&findings);
    return 0;
}
