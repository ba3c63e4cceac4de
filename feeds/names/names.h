#ifndef FEEDS_NAMES_NAMES_H
#define FEEDS_NAMES_NAMES_H

#include "engine/network/draft.h"
#include "feeds/findings/findings.h"
#include "feeds/input/input.h"

/*
 * Names out of maps and address files: streets with their house numbers, places, areas. First all
 * files are read, then names_write joins what belongs together (the ways of a street, the houses
 * along it, a house that two files know) and puts it into the draft.
 */

struct names;

/** What there was and what became of it, for reports. */
struct names_counts {
    uint64_t osm_objects;                /**< objects with a name or a house number */
    uint64_t address_rows, address_read; /**< of address files; usable ones */
    uint32_t streets, houses, places, areas, aliases;
    uint32_t houses_twice; /**< house numbers that two sources know; the address file's counts */
};

/** Begins; the draft must live as long. Its stops are looked at by names_write. */
struct names *names_create(struct draft *draft);

/** Frees it; NULL is fine. */
void names_destroy(struct names *names);

/**
 * Reads an OpenStreetMap file, three times over: relations, ways, nodes. False: see osm_read; what
 * was read until then stays.
 */
MUST_CHECK bool names_read_osm(struct names *names, const char *path, struct findings *findings,
                               struct error *error);

/**
 * Reads French address files: CSV as the Base Adresse Nationale gives it (`id;numero;rep;nom_voie`)
 * or as municipalities do (`cle_interop;voie_nom;numero;suffixe`), plain, gzip, in a zip or a
 * folder. Rows that cannot be used are findings. False: not readable, or no file of that kind.
 */
MUST_CHECK bool names_read_addresses(struct names *names, const char *path,
                                     const struct input_limits *limits, struct findings *findings,
                                     struct error *error);

/** Joins what was read and puts it into the draft. To be called once, after all stops are in it. */
void names_write(struct names *names, struct names_counts *counts);

#endif
