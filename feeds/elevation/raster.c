#include "feeds/elevation/raster.h"

#include <math.h>

#include "engine/base/memory.h"

void raster_finish(struct raster *raster)
{
    mapfile_close(&raster->file);
    memory_free(raster->bytes);
    memory_free(raster->metres);
    *raster = (struct raster){0};
}

static double sample(const struct raster *raster, uint32_t row, uint32_t column)
{
    size_t number = (size_t)row * raster->columns + column;
    if (raster->metres)
        return (double)raster->metres[number];
    const unsigned char *at = raster->shorts + 2 * number;
    int metres = (int16_t)(at[0] << 8 | at[1]);
    return metres < RASTER_LOWEST || metres > RASTER_HIGHEST ? (double)NAN : metres;
}

/* Splits a position into the sample before it and the way on to the next. Half a sample beyond the
 * first and the last still belongs to them. */
static bool split(double position, uint32_t count, uint32_t *before, double *part)
{
    if (!(position >= -0.5 && position <= count - 0.5))
        return false;
    double held = position < 0 ? 0 : position > count - 1.0 ? count - 1.0 : position;
    *before = (uint32_t)held;
    *part = held - *before;
    return true;
}

/* Samples without a height count for nothing, as long as the others are the nearer half. */
double raster_at(const struct raster *raster, double lat, double lon)
{
    uint32_t row, column;
    double down, right, sum = 0, weights = 0;
    if (!split((raster->north - lat) / raster->row_step, raster->rows, &row, &down) ||
        !split((lon - raster->west) / raster->column_step, raster->columns, &column, &right))
        return (double)NAN;
    for (uint32_t i = 0; i < 4; i++) {
        double weight = (i & 2 ? down : 1 - down) * (i & 1 ? right : 1 - right);
        if (weight <= 0)
            continue;
        double metres = sample(raster, row + (i >> 1), column + (i & 1));
        if (isnan(metres))
            continue;
        sum += weight * metres;
        weights += weight;
    }
    return weights >= 0.5 ? sum / weights : (double)NAN;
}
