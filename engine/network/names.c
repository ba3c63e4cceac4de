#include "engine/network/names.h"

#include <stddef.h>

#define VALUE_MAX 999999

const char *named_category_name(unsigned category)
{
    static const char *const texts[CATEGORY_COUNT] = {
#define CATEGORY(name, text) text,
        NAMED_CATEGORIES(CATEGORY)
#undef CATEGORY
    };
    return texts[category < CATEGORY_COUNT ? category : CATEGORY_NONE];
}

const char *named_category_words(unsigned category)
{
    static const char *const words[CATEGORY_COUNT] = {
        [CATEGORY_STATION] = "gare station bahnhof",
        [CATEGORY_AIRPORT] = "aeroport airport flughafen",
        [CATEGORY_HARBOUR] = "port harbour hafen",
        [CATEGORY_HOSPITAL] = "hopital hospital krankenhaus klinikum",
        [CATEGORY_CLINIC] = "clinique clinic klinik",
        [CATEGORY_UNIVERSITY] = "universite university universitat",
        [CATEGORY_SCHOOL] = "ecole school schule",
        [CATEGORY_LIBRARY] = "bibliotheque mediatheque library bibliothek",
        [CATEGORY_MUSEUM] = "musee museum",
        [CATEGORY_CASTLE] = "chateau castle schloss",
        [CATEGORY_THEATRE] = "theatre theater",
        [CATEGORY_CINEMA] = "cinema kino",
        [CATEGORY_STADIUM] = "stade stadium stadion",
        [CATEGORY_SWIMMING] = "piscine pool schwimmbad",
        [CATEGORY_PARK] = "parc park",
        [CATEGORY_GARDEN] = "jardin garden garten",
        [CATEGORY_BEACH] = "plage beach strand",
        [CATEGORY_CEMETERY] = "cimetiere cemetery friedhof",
        [CATEGORY_WORSHIP] = "eglise church kirche",
        [CATEGORY_TOWNHALL] = "mairie rathaus townhall",
        [CATEGORY_COURTHOUSE] = "tribunal courthouse gericht",
        [CATEGORY_POLICE] = "police polizei commissariat",
        [CATEGORY_POST] = "poste post",
        [CATEGORY_MARKET] = "marche market markt",
        [CATEGORY_PHARMACY] = "pharmacie pharmacy apotheke",
        [CATEGORY_HOTEL] = "hotel",
        [CATEGORY_PARKING] = "parking parkplatz",
    };
    const char *found = category < CATEGORY_COUNT ? words[category] : NULL;
    return found ? found : "";
}

uint32_t house_value(const char *number)
{
    uint32_t value = 0;
    for (; *number >= '0' && *number <= '9' && value <= VALUE_MAX; number++)
        value = value * 10 + (uint32_t)(*number - '0');
    return value < VALUE_MAX ? value : VALUE_MAX;
}
