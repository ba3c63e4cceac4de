#include "data/maker/stops.h"

#include <string.h>

#include "data/maker/grid.h"

/* What riders type to hear the next departures: four digits, by order in the drawing. */
#define FIRST_CODE 1001

struct writer {
    const struct plan *plan;
    struct sheet *sheet;
    uint32_t code;
};

static void place_write(struct writer *writer, const struct plan_place *place, int32_t kind)
{
    char at[GRID_TEXT];
    sheet_add(writer->sheet, "%s,", place->id);
    if (kind == 0)
        sheet_add(writer->sheet, "%u", writer->code++);
    sheet_add(writer->sheet, ",");
    sheet_field(writer->sheet, place->name, ",");
    sheet_add(writer->sheet, "%s,%s,%d,,%d,,\n", grid_text(writer->plan, place->x, place->y, at),
              place->zone, kind, place->wheelchair);
}

static void pole_write(struct writer *writer, const struct plan_place *place,
                       const struct plan_pole *pole)
{
    char at[GRID_TEXT];
    sheet_add(writer->sheet, "%s%s,%u,", place->id, pole->code, writer->code++);
    sheet_field(writer->sheet, place->name, ",");
    grid_text(writer->plan, place->x + pole->x, place->y + pole->y, at);
    sheet_add(writer->sheet, "%s,%s,0,%s,%d,%s,\n", at, place->zone, place->id,
              pole->wheelchair >= 0 ? pole->wheelchair : place->wheelchair,
              pole->marked ? pole->code : "");
}

static void point_write(struct writer *writer, const struct plan_point *point)
{
    char at[GRID_TEXT];
    sheet_add(writer->sheet, "%s,,", point->id);
    sheet_field(writer->sheet, point->name, ",");
    sheet_add(writer->sheet, "%s,%s,%d,%s,%d,%s,%s\n",
              grid_text(writer->plan, point->x, point->y, at), point->zone, point->kind,
              point->parent, point->wheelchair, point->platform, point->level);
}

void stops_write(const struct plan *plan, struct sheet *sheet)
{
    struct writer writer = {.plan = plan, .sheet = sheet, .code = FIRST_CODE};
    sheet_add(sheet, "stop_id,stop_code,stop_name,stop_lat,stop_lon,zone_id,location_type,"
                     "parent_station,wheelchair_boarding,platform_code,level_id\n");
    for (uint32_t i = 0; i < plan->places.count; i++) {
        const struct plan_place *place = vec_at(&plan->places, i);
        bool alone = strcmp(place->poles[0].code, ".") == 0;
        place_write(&writer, place, alone ? 0 : 1);
        for (uint32_t k = 0; !alone && k < place->pole_count; k++)
            pole_write(&writer, place, &place->poles[k]);
    }
    for (uint32_t i = 0; i < plan->points.count; i++)
        point_write(&writer, vec_at(&plan->points, i));
}

void stops_areas(const struct plan *plan, struct sheet *sheet)
{
    sheet_add(sheet, "area_id,stop_id\n");
    for (uint32_t i = 0; i < plan->places.count; i++) {
        const struct plan_place *place = vec_at(&plan->places, i);
        sheet_add(sheet, "%s,%s\n", place->zone, place->id);
    }
}
