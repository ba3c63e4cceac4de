#ifndef TESTS_RICH_H
#define TESTS_RICH_H

#include "tests/built.h"

/*
 * A feed of one page in which every section of an image has something: a station with platforms,
 * an entrance and a boarding area, overtaking trips, a block, every type of transfer, headways, a
 * trip past midnight, shapes with and without distances, translations, attributions. Everything
 * runs from 2026-01-01 to 2026-12-31 in Europe/Paris.
 */
extern const struct built_file rich_files[];

/** Makes a network of it, with the streets of rich_streets.h. */
void rich_build(struct built *built);

#endif
