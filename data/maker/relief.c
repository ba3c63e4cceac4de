#include "data/maker/relief.h"

#include <math.h>

#include "data/maker/grid.h"
#include "data/maker/lzw.h"

/* What is not hill and not sea: metres. */
#define PLAIN 3.0

/* The tile: its north-western sample and its size, in thousandths of a degree. */
#define NORTH 46160
#define WEST (-4110)
#define ROWS 211
#define COLUMNS 441

static bool is_sea(const struct vec *sea, double x, double y)
{
    const struct spot *spots = sea->data;
    bool inside = false;
    for (uint32_t i = 0, k = sea->count - 1; i < sea->count; k = i++) {
        struct spot a = spots[i], b = spots[k];
        if ((a.y > 10 * y) != (b.y > 10 * y) &&
            10 * x < a.x + (10 * y - a.y) * (b.x - a.x) / (double)(b.y - a.y))
            inside = !inside;
    }
    return inside;
}

/* What one hill adds: its ridge, falling off smoothly. */
static double hill_height(const struct draw_hill *hill, double x, double y)
{
    double ax = hill->from.x / 10.0, ay = hill->from.y / 10.0;
    double dx = hill->to.x / 10.0 - ax, dy = hill->to.y / 10.0 - ay;
    double length = dx * dx + dy * dy;
    double part = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
    part = fmin(fmax(part, 0), 1);
    double away = hypot(x - ax - part * dx, y - ay - part * dy);
    double rest = fmin(fmax((hill->outer - away) / (hill->outer - hill->inner), 0), 1);
    double height = hill->height + part * (hill->height_to - hill->height);
    return height * rest * rest * (3 - 2 * rest);
}

double relief_height(const struct drawing *drawing, double x, double y)
{
    for (uint32_t i = 0; i < drawing->seas.count; i++)
        if (is_sea(vec_at(&drawing->seas, i), x, y))
            return 0;
    double height = PLAIN;
    for (uint32_t i = 0; i < drawing->hills.count; i++)
        height += hill_height(vec_at(&drawing->hills, i), x, y);
    return height;
}

static void bytes_add(struct vec *bytes, uint64_t number, int size)
{
    for (int i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)(number >> (8 * i));
        vec_push(bytes, &byte);
    }
}

/* The samples as differences from their neighbours to the left, little-endian. */
static void samples_add(const struct drawing *drawing, struct vec *bytes)
{
    for (int row = 0; row < ROWS; row++) {
        int before = 0;
        for (int column = 0; column < COLUMNS; column++) {
            double x, y;
            grid_metres(&drawing->grid, (NORTH - row) / 1e3, (WEST + column) / 1e3, &x, &y);
            int height = (int)lround(relief_height(drawing, x, y));
            bytes_add(bytes, (uint16_t)(height - before), 2);
            before = height;
        }
    }
}

static void double_add(struct vec *bytes, double value)
{
    union {
        double value;
        uint64_t bits;
    } number = {.value = value};
    bytes_add(bytes, number.bits, 8);
}

/* Types of TIFF fields. */
enum { SHORT = 3, LONG = 4, DOUBLE = 12 };

struct field {
    uint16_t tag, type;
    uint32_t count, value;
};

void relief_write(const struct drawing *drawing, struct sheet *sheet)
{
    struct vec samples = vec_of(1), packed = vec_of(1);
    samples_add(drawing, &samples);
    lzw_pack(samples.data, samples.count, &packed);
    const struct field fields[] = {
        {256, SHORT, 1, COLUMNS}, {257, SHORT, 1, ROWS}, {258, SHORT, 1, 16},
        {259, SHORT, 1, 5},       {262, SHORT, 1, 1},    {273, LONG, 1, 0},
        {277, SHORT, 1, 1},       {278, SHORT, 1, ROWS}, {279, LONG, 1, packed.count},
        {317, SHORT, 1, 2},       {339, SHORT, 1, 2},    {33550, DOUBLE, 3, 0},
        {33922, DOUBLE, 6, 0},    {34735, SHORT, 16, 0},
    };
    /* What does not fit into a field lies behind them, in this order. */
    const double scale[] = {1e-3, 1e-3, 0}, tie[] = {0, 0, 0, WEST / 1e3, NORTH / 1e3, 0};
    /* Version 1.1.0; geographic; samples are points; WGS 84. */
    const uint16_t keys[] = {1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 2, 2048, 0, 1, 4326};
    uint32_t count = sizeof fields / sizeof fields[0], behind = 8 + 2 + 12 * count + 4;
    struct vec *bytes = &sheet->bytes;
    vec_add_many(bytes, "II*\0\x08\0\0\0", 8);
    bytes_add(bytes, count, 2);
    for (uint32_t i = 0; i < count; i++) {
        const struct field *field = &fields[i];
        uint32_t value = field->tag == 273     ? behind + 24 + 48 + 32
                         : field->tag == 33550 ? behind
                         : field->tag == 33922 ? behind + 24
                         : field->tag == 34735 ? behind + 24 + 48
                                               : field->value;
        bytes_add(bytes, field->tag, 2);
        bytes_add(bytes, field->type, 2);
        bytes_add(bytes, field->count, 4);
        bytes_add(bytes, value, 4);
    }
    bytes_add(bytes, 0, 4);
    for (int i = 0; i < 3; i++)
        double_add(bytes, scale[i]);
    for (int i = 0; i < 6; i++)
        double_add(bytes, tie[i]);
    for (int i = 0; i < 16; i++)
        bytes_add(bytes, keys[i], 2);
    vec_add_many(bytes, packed.data, packed.count);
    vec_finish(&samples);
    vec_finish(&packed);
}
