#include "data/maker/numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/maker/grid.h"

/* From the middle of the street to the door: decimetres. */
#define ASIDE 90.0

static double line_length(const struct vec *spots)
{
    const struct spot *list = spots->data;
    double length = 0;
    for (uint32_t i = 0; i + 1 < spots->count; i++)
        length += hypot(list[i + 1].x - list[i].x, list[i + 1].y - list[i].y);
    return length;
}

/* The place `along` decimetres down the line, and ASIDE to its left (side 1) or right (-1). */
static struct spot line_spot(const struct vec *spots, double along, int side)
{
    const struct spot *list = spots->data;
    struct spot found = list[0];
    for (uint32_t i = 0; i + 1 < spots->count; i++) {
        double dx = list[i + 1].x - list[i].x, dy = list[i + 1].y - list[i].y;
        double length = hypot(dx, dy);
        if (length < 1)
            continue;
        double part = fmin(along / length, 1);
        found.x = (int32_t)lround(list[i].x + part * dx - side * ASIDE * dy / length);
        found.y = (int32_t)lround(list[i].y + part * dy + side * ASIDE * dx / length);
        if (along <= length)
            break;
        along -= length;
    }
    return found;
}

/* Whether the number is in the list `7,12`. */
static bool is_listed(const char *list, int32_t number)
{
    while (*list != '\0') {
        char *rest;
        if (strtol(list, &rest, 10) == number)
            return true;
        list = rest + strcspn(rest, "0123456789");
    }
    return false;
}

static void doors_add(const struct draw_numbers *numbers, struct vec *doors)
{
    double step = line_length(&numbers->spots) / (numbers->to - numbers->from + 1);
    for (int32_t number = numbers->from; number <= numbers->to; number++) {
        int side = number % 2 == 1 ? 1 : -1;
        double along = (number - numbers->from + 0.5) * step;
        struct door door = {numbers, number, false, line_spot(&numbers->spots, along, side)};
        vec_push(doors, &door);
        if (!is_listed(numbers->more, number))
            continue;
        door.more = true;
        door.spot = line_spot(&numbers->spots, along + step / 2, side);
        vec_push(doors, &door);
    }
}

void numbers_doors(const struct drawing *drawing, struct vec *doors)
{
    for (uint32_t i = 0; i < drawing->numbers.count; i++)
        doors_add(vec_at(&drawing->numbers, i), doors);
}

void numbers_list(const struct drawing *drawing, const struct vec *doors, struct sheet *sheet)
{
    sheet_add(sheet, "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;"
                     "code_insee_ancienne_commune;nom_ancienne_commune;x;y;lon;lat;type_position;"
                     "alias;nom_ld;libelle_acheminement;nom_afnor;source_position;"
                     "source_nom_voie;certification_commune;cad_parcelles\n");
    for (uint32_t i = 0; i < doors->count; i++) {
        const struct door *door = vec_at(doors, i);
        if (!door->numbers->list)
            continue;
        double lat, lon;
        grid_degrees(&drawing->grid, door->spot.x / 10.0, door->spot.y / 10.0, &lat, &lon);
        uint32_t street = (uint32_t)(door->numbers - (struct draw_numbers *)drawing->numbers.data);
        const char *more = door->more ? "bis" : "";
        sheet_add(sheet, "00100_%04u_%05d%s%s;00100_%04u;%d;%s;%s;00100;00100;Port-Estran;;;;;",
                  street + 1, door->number, door->more ? "_" : "", more, street + 1, door->number,
                  more, door->numbers->street);
        sheet_add(sheet, "%.6f;%.6f;entrée;;;PORT-ESTRAN;;commune;commune;1;\n", lon, lat);
    }
}
