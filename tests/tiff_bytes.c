#include "tests/tiff_bytes.h"

#include <string.h>

enum { SHORT = 3, LONG = 4, TEXT = 2, DOUBLE = 12 };

static void put(struct tiff_bytes *bytes, const void *from, size_t size)
{
    if (bytes->size + size > sizeof bytes->data)
        return;
    memcpy(bytes->data + bytes->size, from, size);
    bytes->size += size;
}

static void put_height(struct tiff_bytes *bytes, const struct tiff_image *image, double height)
{
    const float single = (float)height;
    const int64_t whole = (int64_t)height; /* Low bytes first, as the file says of itself. */
    if (image->format == 3)
        put(bytes, image->bits == 32 ? (const void *)&single : (const void *)&height,
            image->bits / 8);
    else
        put(bytes, &whole, image->bits / 8);
}

/* An image in chunks; where each begins goes to `starts`. */
static uint32_t put_chunks(struct tiff_bytes *bytes, const struct tiff_image *image,
                           uint32_t *starts, uint32_t *sizes)
{
    uint32_t width = image->tile ? image->tile : image->columns, count = 0;
    uint32_t height = image->tile ? image->tile : 2;
    for (uint32_t row = 0; row < image->rows; row += height)
        for (uint32_t column = 0; column < image->columns; column += width, count++) {
            uint32_t end = row + height;
            if (!image->tile && end > image->rows)
                end = image->rows;
            starts[count] = (uint32_t)bytes->size;
            for (uint32_t r = row; r < end; r++)
                for (uint32_t c = column; c < column + width; c++)
                    put_height(bytes, image,
                               r < image->rows && c < image->columns
                                   ? image->heights[r * image->columns + c]
                                   : 0);
            sizes[count] = (uint32_t)bytes->size - starts[count];
        }
    return count;
}

/* The entries of a directory, and what does not fit into them. */
struct directory {
    struct tiff_bytes *bytes;
    uint16_t count;
    uint8_t entries[24 * 12];
};

static void add(struct directory *directory, uint16_t tag, uint16_t type, uint32_t count,
                const void *values)
{
    static const uint32_t sizes[] = {[TEXT] = 1, [SHORT] = 2, [LONG] = 4, [DOUBLE] = 8};
    uint8_t *entry = directory->entries + 12 * directory->count++;
    uint32_t size = count * sizes[type], at = (uint32_t)directory->bytes->size;
    memset(entry, 0, 12);
    memcpy(entry, &tag, 2);
    memcpy(entry + 2, &type, 2);
    memcpy(entry + 4, &count, 4);
    if (size <= 4) {
        memcpy(entry + 8, values, size);
        return;
    }
    put(directory->bytes, values, size);
    memcpy(entry + 8, &at, 4);
}

static void add_short(struct directory *directory, uint16_t tag, uint16_t value)
{
    add(directory, tag, SHORT, 1, &value);
}

static void add_place(struct directory *directory, const struct tiff_image *image)
{
    const double scale[] = {image->step, image->step, 0};
    const double tie[] = {0, 0, 0, image->west, image->north, 0};
    const uint16_t keys[] = {1,    1, 0, 2,
                             1024, 0, 1, image->model ? image->model : 2,
                             1025, 0, 1, image->raster ? image->raster : 1};
    if (!image->without_place) {
        add(directory, 33550, DOUBLE, 3, scale);
        add(directory, 33922, DOUBLE, 6, tie);
    }
    add(directory, 34735, SHORT, 12, keys);
    if (image->no_data)
        add(directory, 42113, TEXT, (uint32_t)strlen(image->no_data) + 1, image->no_data);
}

void tiff_write(struct tiff_bytes *bytes, const struct tiff_image *image)
{
    static const uint8_t head[] = {'I', 'I', 42, 0, 0, 0, 0, 0};
    struct directory directory = {.bytes = bytes};
    uint32_t starts[256], sizes[256];
    bytes->size = 0;
    put(bytes, head, sizeof head);
    uint32_t chunks = put_chunks(bytes, image, starts, sizes);
    add_short(&directory, 256, image->columns);
    add_short(&directory, 257, image->rows);
    add_short(&directory, 258, image->bits);
    add_short(&directory, 259, 1);
    add_short(&directory, 262, 1);
    if (!image->tile)
        add(&directory, 273, LONG, chunks, starts);
    add_short(&directory, 277, 1);
    if (!image->tile) {
        add_short(&directory, 278, 2);
        add(&directory, 279, LONG, chunks, sizes);
    } else {
        add_short(&directory, 322, image->tile);
        add_short(&directory, 323, image->tile);
        add(&directory, 324, LONG, chunks, starts);
        add(&directory, 325, LONG, chunks, sizes);
    }
    add_short(&directory, 339, image->format);
    add_place(&directory, image);
    uint32_t at = (uint32_t)bytes->size;
    memcpy(bytes->data + 4, &at, 4);
    put(bytes, &directory.count, 2);
    put(bytes, directory.entries, 12 * (size_t)directory.count);
    put(bytes, "\0\0\0\0", 4);
}
