#ifndef DATA_MAKER_NUMBERS_H
#define DATA_MAKER_NUMBERS_H

#include "data/maker/draw.h"
#include "data/maker/sheet.h"

/* House numbers: odd ones to the left of their street, even ones to the right. */

/** One door. */
struct door {
    const struct draw_numbers *numbers;
    int32_t number;
    bool more; /**< the `bis` behind the number */
    struct spot spot;
};

/** Adds all doors of the drawing to `doors` (struct door), which borrow from it. */
void numbers_doors(const struct drawing *drawing, struct vec *doors);

/** Writes the address file in the form of the Base Adresse Nationale, with made-up codes. */
void numbers_list(const struct drawing *drawing, const struct vec *doors, struct sheet *sheet);

#endif
