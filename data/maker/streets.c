#include <stdio.h>
#include <string.h>

#include "data/maker/map.h"
#include "data/maker/mesh.h"
#include "data/maker/numbers.h"
#include "data/maker/relief.h"

/*
 * make_streets DRAWING FOLDER [--check]: turns the drawing of the streets into a map
 * (streets.osm), an address file (addresses.csv) and a tile of heights (elevation.tif). With
 * --check nothing is written and a difference is an error.
 */

static bool map_end(struct drawing *drawing, const struct vec *doors, const char *folder,
                    bool check, struct error *error)
{
    struct sheet sheet = sheet_new();
    if (map_write(drawing, doors, &sheet, error))
        return sheet_end(&sheet, folder, "streets.osm", check, error);
    vec_finish(&sheet.bytes);
    return false;
}

static bool files_write(struct drawing *drawing, const char *folder, bool check,
                        struct error *error)
{
    struct vec doors = vec_of(sizeof(struct door));
    numbers_doors(drawing, &doors);
    bool done = map_end(drawing, &doors, folder, check, error);
    if (done) {
        struct sheet sheet = sheet_new();
        numbers_list(drawing, &doors, &sheet);
        done = sheet_end(&sheet, folder, "addresses.csv", check, error);
    }
    if (done) {
        struct sheet sheet = sheet_new();
        relief_write(drawing, &sheet);
        done = sheet_end(&sheet, folder, "elevation.tif", check, error);
    }
    if (done)
        printf("%s: %u ways, %u house numbers, %u hills\n", folder, drawing->ways.count,
               doors.count, drawing->hills.count);
    vec_finish(&doors);
    return done;
}

int main(int argc, char **argv)
{
    bool check = argc == 4 && strcmp(argv[3], "--check") == 0;
    if (argc != 3 && !check) {
        fprintf(stderr, "usage: make_streets DRAWING FOLDER [--check]\n");
        return 2;
    }
    struct error error = {0};
    struct drawing drawing;
    bool done = draw_read(&drawing, argv[1], &error);
    if (done) {
        mesh_make(&drawing);
        done = files_write(&drawing, argv[2], check, &error);
    }
    if (!done)
        fprintf(stderr, "make_streets: %s: %s\n", error.place, error.text);
    draw_finish(&drawing);
    return done ? 0 : 3;
}
