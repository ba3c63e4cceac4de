#include "feeds/streets/access.h"

/* Values that are neither here nor of times and sizes say nothing. */
static const struct word_meaning values[] = {
    {"yes", ACCESS_YES},
    {"designated", ACCESS_YES},
    {"permissive", ACCESS_YES},
    {"official", ACCESS_YES},
    {"public", ACCESS_YES},
    {"optional_sidepath", ACCESS_YES},
    {"discouraged", ACCESS_YES},
    {"no", ACCESS_NO},
    {"use_sidepath", ACCESS_NO},
    {"agricultural", ACCESS_NO},
    {"forestry", ACCESS_NO},
    {"military", ACCESS_NO},
    {"emergency", ACCESS_NO},
    {"psv", ACCESS_NO},
    {"bus", ACCESS_NO},
    {"taxi", ACCESS_NO},
    {"hov", ACCESS_NO},
    {"hgv", ACCESS_NO},
    {"restricted", ACCESS_NO},
    {"private", ACCESS_DESTINATION},
    {"destination", ACCESS_DESTINATION},
    {"customers", ACCESS_DESTINATION},
    {"customer", ACCESS_DESTINATION},
    {"delivery", ACCESS_DESTINATION},
    {"residents", ACCESS_DESTINATION},
    {"permit", ACCESS_DESTINATION},
    {"employees", ACCESS_DESTINATION},
    {"students", ACCESS_DESTINATION},
    {"dismount", ACCESS_PUSH},
    {NULL, 0},
};

/* From the narrowest to the widest; TAGS ends. */
static const enum tag chains[WHOS][3][9] = {
    [WHO_FOOT] = {{TAG_FOOT, TAG_ACCESS, TAGS},
                  {TAG_FOOT_FORWARD, TAG_FOOT, TAG_ACCESS_FORWARD, TAG_ACCESS, TAGS},
                  {TAG_FOOT_BACKWARD, TAG_FOOT, TAG_ACCESS_BACKWARD, TAG_ACCESS, TAGS}},
    [WHO_BICYCLE] = {{TAG_BICYCLE, TAG_VEHICLE, TAG_ACCESS, TAGS},
                     {TAG_BICYCLE_FORWARD, TAG_BICYCLE, TAG_VEHICLE_FORWARD, TAG_VEHICLE,
                      TAG_ACCESS_FORWARD, TAG_ACCESS, TAGS},
                     {TAG_BICYCLE_BACKWARD, TAG_BICYCLE, TAG_VEHICLE_BACKWARD, TAG_VEHICLE,
                      TAG_ACCESS_BACKWARD, TAG_ACCESS, TAGS}},
    [WHO_SCOOTER] = {{TAG_SMALL_ELECTRIC, TAG_BICYCLE, TAG_VEHICLE, TAG_ACCESS, TAGS},
                     {TAG_SMALL_ELECTRIC, TAG_BICYCLE_FORWARD, TAG_BICYCLE, TAG_VEHICLE_FORWARD,
                      TAG_VEHICLE, TAG_ACCESS_FORWARD, TAG_ACCESS, TAGS},
                     {TAG_SMALL_ELECTRIC, TAG_BICYCLE_BACKWARD, TAG_BICYCLE, TAG_VEHICLE_BACKWARD,
                      TAG_VEHICLE, TAG_ACCESS_BACKWARD, TAG_ACCESS, TAGS}},
    [WHO_CAR] = {{TAG_MOTORCAR, TAG_MOTOR_VEHICLE, TAG_VEHICLE, TAG_ACCESS, TAGS},
                 {TAG_MOTORCAR_FORWARD, TAG_MOTORCAR, TAG_MOTOR_VEHICLE_FORWARD, TAG_MOTOR_VEHICLE,
                  TAG_VEHICLE_FORWARD, TAG_VEHICLE, TAG_ACCESS_FORWARD, TAG_ACCESS, TAGS},
                 {TAG_MOTORCAR_BACKWARD, TAG_MOTORCAR, TAG_MOTOR_VEHICLE_BACKWARD,
                  TAG_MOTOR_VEHICLE, TAG_VEHICLE_BACKWARD, TAG_VEHICLE, TAG_ACCESS_BACKWARD,
                  TAG_ACCESS, TAGS}},
};

int access_of(const struct tags *tags, enum tag tag)
{
    return tag_meaning(tags, tag, values, ACCESS_UNSAID);
}

enum tag access_tag(const struct tags *tags, enum access_who who, enum access_side side)
{
    const enum tag *tag = chains[who][side];
    while (*tag != TAGS && access_of(tags, *tag) == ACCESS_UNSAID)
        tag++;
    return *tag;
}

int access_said(const struct tags *tags, enum access_who who, enum access_side side, bool *general)
{
    enum tag tag = access_tag(tags, who, side);
    if (tag == TAGS)
        return ACCESS_UNSAID;
    int said = access_of(tags, tag);
    if (general)
        *general = tag == TAG_ACCESS || tag == TAG_ACCESS_FORWARD || tag == TAG_ACCESS_BACKWARD;
    return said == ACCESS_PUSH && who != WHO_BICYCLE && who != WHO_SCOOTER ? ACCESS_YES : said;
}
