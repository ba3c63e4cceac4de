#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * make_addresses COUNT SEED FILE: an address file in the form of the Base Adresse Nationale, of a
 * country that does not exist: towns with names of syllables, streets called as streets are (some
 * everywhere, most after somebody), houses along them. The same numbers give the same bytes.
 */

#define HOUSES_PER_STREET 25
#define STREETS_PER_TOWN 40
#define SURNAMES 40000

static const char *const kinds[] = {"Rue",    "Rue",   "Rue",   "Rue",  "Avenue",  "Boulevard",
                                    "Chemin", "Place", "Allée", "Quai", "Impasse", "Route"};
static const char *const common[] = {
    "de l'Église",          "de la Gare",     "de la Mairie", "des Écoles",
    "de la République",     "du Moulin",      "Victor Hugo",  "Jean Jaurès",
    "du Général de Gaulle", "de la Fontaine", "des Lilas",    "du Château",
    "du 11 Novembre",       "Pasteur",        "de la Paix",
};
static const char *const first_names[] = {"Jean",   "Marie", "Pierre", "Louise", "Paul", "Jeanne",
                                          "Michel", "Anne",  "Henri",  "Simone", "Marc", "Lucie",
                                          "Émile",  "Rosa",  "Louis",  "Édith"};
static const char *const syllables[] = {"bar", "bel", "bou", "cha", "cler", "cor", "del", "dou",
                                        "fer", "fon", "gar", "gri", "lan",  "ler", "mar", "mon",
                                        "nel", "per", "rou", "sal", "tan",  "tel", "val", "vin"};
static const char *const ends[] = {"ard", "eau", "elle", "et",  "ier",
                                   "in",  "on",  "ot",   "aux", "ac"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

struct random {
    uint64_t state;
};

/* Steele, Lea, Flood: SplitMix64. */
static uint32_t below(struct random *random, uint32_t limit)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % limit);
}

/* A name of two or three syllables, the same for the same number. */
static void print_name(FILE *out, uint32_t number)
{
    struct random random = {number};
    const char *first = syllables[below(&random, COUNT(syllables))];
    fprintf(out, "%c%s%s", first[0] - 'a' + 'A', first + 1,
            syllables[below(&random, COUNT(syllables))]);
    if (below(&random, 2))
        fputs(syllables[below(&random, COUNT(syllables))], out);
    fputs(ends[below(&random, COUNT(ends))], out);
}

static void print_street(FILE *out, uint32_t street)
{
    struct random random = {street * 7919u + 1};
    fprintf(out, "%s ", kinds[below(&random, COUNT(kinds))]);
    if (street % STREETS_PER_TOWN < 10) {
        fputs(common[below(&random, COUNT(common))], out);
        return;
    }
    if (below(&random, 3))
        fprintf(out, "%s ", first_names[below(&random, COUNT(first_names))]);
    print_name(out, below(&random, SURNAMES));
}

static void print_town(FILE *out, uint32_t town)
{
    struct random random = {town + 77777u};
    if (below(&random, 4) == 0)
        fputs("Saint-", out);
    print_name(out, 1000000u + town);
    if (below(&random, 3) == 0) {
        fputs("-sur-", out);
        print_name(out, 2000000u + town / 20);
    }
}

static void print_house(FILE *out, uint32_t house)
{
    uint32_t street = house / HOUSES_PER_STREET, town = street / STREETS_PER_TOWN;
    uint32_t place = house % HOUSES_PER_STREET;
    struct random random = {house};
    double lat = 46 + town / 30 * 0.04 + street % STREETS_PER_TOWN / 8 * 0.004 + place * 0.0002;
    double lon = 2 + town % 30 * 0.06 + street % 8 * 0.006 + (place & 1) * 0.0003;
    fprintf(out, "b%" PRIu32 ";;%" PRIu32 ";%s;", house, place + 1,
            below(&random, 20) ? "" : "bis");
    print_street(out, street);
    fprintf(out, ";%05" PRIu32 ";%05" PRIu32 ";", 10000 + town, 10000 + town);
    print_town(out, town);
    fprintf(out, ";%.7f;%.7f\n", lon, lat);
}

int main(int argc, char **argv)
{
    unsigned long count = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
    if (count == 0 || count > 100000000) {
        fprintf(stderr, "Usage: make_addresses COUNT SEED FILE\n");
        return 2;
    }
    FILE *out = fopen(argv[3], "w");
    if (!out) {
        perror(argv[3]);
        return 1;
    }
    fputs("id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat\n", out);
    uint32_t first = (uint32_t)strtoul(argv[2], NULL, 10) * 25000u;
    for (uint32_t i = 0; i < count; i++)
        print_house(out, first + i);
    bool written = !ferror(out);
    return fclose(out) == 0 && written ? 0 : 1;
}
