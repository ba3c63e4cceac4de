#include "data/sharing/places.h"

#include <math.h>

enum { CENTRE, COAST, NORTH, EAST, SOUTH };

const struct place_region place_regions[REGIONS] = {
    {"centre", "Centre", "City centre"},         {"littoral", "Littoral", "Sea front"},
    {"nord", "Nord et campus", "North, campus"}, {"est", "Est", "East"},
    {"sud", "Rive sud", "South bank"},
};

const struct shared_place places[PLACES] = {
    {"V01", "GCA", 0, 25, "Gare Centrale", "Central Station", 30, PLACE_RAIL, CENTRE},
    {"V02", "HDV", 0, 25, "Hôtel de Ville", "Town Hall", 20, PLACE_CENTRE, CENTRE},
    {"V03", "VPO", 0, 25, "Vieux-Port", "Old Harbour", 24, PLACE_CENTRE, CENTRE},
    {"V04", "CAT", 0, 25, "Cathédrale", "Cathedral", 14, PLACE_CENTRE, CENTRE},
    {"V05", "THE", 0, 25, "Place du Théâtre", "Theatre Square", 16, PLACE_CENTRE, CENTRE},
    {"V06", "LIB", 0, 25, "Place de la Liberté", "Liberty Square", 14, PLACE_HOME, NORTH},
    {"V07", "HOP", 0, 25, "Hôpital", "Hospital", 20, PLACE_CENTRE, NORTH},
    {"V08", "CAM", 0, 25, "Campus", "Campus", 30, PLACE_CAMPUS, NORTH},
    {"V09", "BEA", 0, 25, "Beaulieu", "Beaulieu", 12, PLACE_HOME, COAST},
    {"V10", "PLG", 0, 25, "Plage des Genêts", "Genêts Beach", 20, PLACE_BEACH, COAST},
    {"V11", "RNE", 0, 25, "Rive-Neuve", "Rive-Neuve", 16, PLACE_HOME, SOUTH},
    {"V12", "SAB", 0, 25, "Les Sablons", "Les Sablons Beach", 24, PLACE_BEACH, SOUTH},
    {"V13", "TEC", 0, 25, "Technopôle", "Technology Park", 24, PLACE_CENTRE, EAST},
    {"V14", "PRE", 0, 25, "Parc-relais Est", "East Park and Ride", 16, PLACE_HOME, EAST},
    {"V15", "HAL", 0, 25, "Les Halles", "Market Hall", 20, PLACE_CENTRE, CENTRE},
    {"V16", "ARS", 0, 25, "Arsenal", "Arsenal", 18, PLACE_CENTRE, EAST},
    {"V17", "VIV", 0, 25, "Quai de la Vive", "Vive Quay", 16, PLACE_HOME, EAST},
    {"V18", "TAN", 0, 25, "Les Tanneries", "Tanneries", 14, PLACE_HOME, EAST},
    {"V19", "MOU", 0, 25, "Moulin-Neuf", "Moulin-Neuf", 16, PLACE_HOME, EAST},
    {"V20", "PAR", 0, 25, "Parc des Expositions", "Exhibition Centre", 14, PLACE_CENTRE, EAST},
    {"V21", "REM", 0, 25, "Remparts", "Ramparts", 12, PLACE_HOME, CENTRE},
    {"V22", "CAS", 0, 25, "Casino", "Casino", 18, PLACE_BEACH, COAST},
    {"V23", "DUN", 0, 25, "Les Dunes", "Dunes", 18, PLACE_BEACH, COAST},
    {"V24", "PHA", 0, 25, "Phare des Jumelles", "Twin Lighthouse", 16, PLACE_HOME, COAST},
    {"V25", "PAS", 0, 25, "Passerelle des Rails", "Railway Footbridge", 14, PLACE_HOME, CENTRE},
    {"V26", "JAR", 0, 25, "Jardin botanique", "Botanical Garden", 14, PLACE_HOME, NORTH},
    {"V27", "BIB", 0, 25, "Bibliothèque", "University Library", 22, PLACE_CAMPUS, NORTH},
    {"V28", "JUD", 0, 25, "Cité judiciaire", "Law Courts", 14, PLACE_CENTRE, NORTH},
    {"V29", "STJ", 0, 25, "Saint-Just", "Saint-Just", 16, PLACE_HOME, CENTRE},
    {"V30", "PIS", 0, 25, "Piscine", "Swimming Pool", 14, PLACE_HOME, NORTH},
    {"V31", "STA", 0, 25, "Stade de la Vive", "Vive Stadium", 16, PLACE_HOME, NORTH},
    {"V32", "PEP", 0, 25, "Les Pépinières", "Pépinières", 12, PLACE_HOME, COAST},
    {"V33", "NAV", 0, 25, "École navale", "Naval Academy", 14, PLACE_CLOSED, NORTH},
    {"V34", "ECL", 0, 25, "Écluse", "Lock", 12, PLACE_HOME, SOUTH},
    {"V35", "CHA", 0, 25, "Les Chantiers", "Shipyards", 14, PLACE_CENTRE, SOUTH},
    {"V36", "PRA", 0, 25, "La Prairie", "La Prairie", 12, PLACE_HOME, SOUTH},
    {"V37", "BOU", 0, 25, "Bourg-Neuf", "Bourg-Neuf", 14, PLACE_HOME, SOUTH},
    {"V38", "COT", 0, 25, "Les Coteaux", "Les Coteaux", 10, PLACE_HILL, NORTH},
    {"V39", "BEL", 0, 25, "Bel-Air", "Bel-Air", 12, PLACE_HILL, NORTH},
    {"V40", "HVA", 0, 25, "Haut-Vallon", "Haut-Vallon", 10, PLACE_TOP, NORTH},
};

/* What people are about at a time, 0 .. 1 each. */
struct mood {
    double morning, evening, beach, home;
};

static double bell(double hours, double around, double wide)
{
    double away = (hours - around) / wide;
    return exp(-away * away / 2);
}

static struct mood mood_of(struct place_hour hour)
{
    double work = hour.works ? 1 : 0, free = hour.works ? 0.5 : 1;
    return (struct mood){.morning = work * bell(hour.hours, 8.1, 0.9),
                         .evening = work * bell(hour.hours, 17.6, 1.2),
                         .beach = free * bell(hour.hours, 14.5, 1.6),
                         .home = free * bell(hour.hours, 18.6, 1.3)};
}

double place_rides(struct place_hour hour)
{
    /* From half past two to four in the morning nobody starts: all bikes stand when a day ends. */
    if (hour.hours >= 26.5)
        return 0;
    struct mood mood = mood_of(hour);
    return 0.03 + 0.7 * bell(hour.hours, 15, 4.5) + 1.8 * mood.morning + 1.3 * mood.evening +
           0.8 * mood.beach + 0.4 * mood.home;
}

double place_push(const struct shared_place *place, struct place_hour hour)
{
    struct mood mood = mood_of(hour);
    switch (place->kind) {
    case PLACE_HOME:
        return place->docks * (0.5 + 5 * mood.morning + 0.3 * mood.evening + 0.8 * mood.beach);
    case PLACE_CENTRE:
    case PLACE_RAIL:
        return place->docks * (0.5 + 0.3 * mood.morning + 5 * mood.evening + 0.5 * mood.beach);
    case PLACE_CAMPUS:
        return place->docks * (0.4 + 0.2 * mood.morning + 4 * mood.evening + mood.beach);
    case PLACE_BEACH:
        return place->docks * (0.3 + 0.8 * mood.morning + 5 * mood.home);
    case PLACE_CLOSED:
        return 0;
    default:
        return place->docks * (0.8 + 4 * mood.morning);
    }
}

double place_pull(const struct shared_place *place, struct place_hour hour)
{
    struct mood mood = mood_of(hour);
    switch (place->kind) {
    case PLACE_HOME:
        return place->docks * (0.5 + 0.2 * mood.morning + 5 * mood.evening + 3 * mood.home);
    case PLACE_CENTRE:
        return place->docks * (0.5 + 5 * mood.morning + 0.3 * mood.evening);
    case PLACE_RAIL:
        return place->docks * (0.6 + 13 * mood.morning + 0.6 * mood.evening);
    case PLACE_CAMPUS:
        return place->docks * (0.4 + 4 * mood.morning + 0.2 * mood.evening);
    case PLACE_BEACH:
        return place->docks * (0.3 + 0.2 * mood.morning + 6 * mood.beach);
    case PLACE_HILL:
        return place->docks * (0.1 + 0.6 * mood.evening + 0.3 * mood.home);
    default:
        return 0;
    }
}
