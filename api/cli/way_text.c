#include "api/cli/way_text.h"

#include <inttypes.h>
#include <math.h>

#include "api/parks.h"
#include "api/render_rental.h"
#include "engine/base/clock.h"
#include "engine/street/steps.h"

/* Smaller climbs than this are not worth a word: metres. */
#define CLIMB_TOLD 10

/* Bytes for what is free in a park. */
enum { SPACES_TEXT = 80 };

char *way_text_metres(double metres, char *text)
{
    if (metres < 995)
        snprintf(text, WAY_TEXT, "%ld m", metres < 100 ? lround(metres) : lround(metres / 10) * 10);
    else
        snprintf(text, WAY_TEXT, "%.1f km", metres / 1000);
    return text;
}

static const char *verb_of(enum travel travel)
{
    static const char *const verbs[TRAVELS] = {
        [TRAVEL_FOOT] = "walk",     [TRAVEL_WHEELCHAIR] = "wheel", [TRAVEL_BICYCLE] = "cycle",
        [TRAVEL_SCOOTER] = "scoot", [TRAVEL_CAR] = "drive",
    };
    return verbs[travel];
}

/* Stairs and lifts on the way, which some want to know of beforehand. */
static const char *obstacles_of(const struct network *network, const struct way_part *part)
{
    bool stairs = false, lift = false;
    for (uint32_t i = 0; i < part->path.piece_count; i++) {
        uint8_t kind = network->street_traits[part->path.pieces[i].trait].kind;
        stairs |= kind == STREET_STEPS || kind == STREET_ESCALATOR;
        lift |= kind == STREET_LIFT;
    }
    return stairs && lift ? ", stairs and a lift" : stairs ? ", stairs" : lift ? ", a lift" : "";
}

/* The climb, where it makes somebody sweat. */
static const char *climb_of(const struct way_part *part, char climb[WAY_TEXT])
{
    climb[0] = '\0';
    if (part->travel != TRAVEL_CAR && part->up_metres >= CLIMB_TOLD)
        snprintf(climb, WAY_TEXT, ", %ld m up", lround(part->up_metres));
    return climb;
}

char *way_text_part(const struct network *network, const struct way_part *part, char *text)
{
    char duration[CIVIL_TEXT], metres[WAY_TEXT], climb[WAY_TEXT];
    screen_duration(part->seconds, duration);
    way_text_metres(part->metres, metres);
    snprintf(text, WAY_TEXT, "%s %s, %.20s%.20s%s%s", verb_of(part->travel), duration, metres,
             climb_of(part, climb), obstacles_of(network, part),
             part->straight ? " (straight line)" : "");
    return text;
}

/* What the product is, as one speaks of it. Of what one might pedal, or drive otherwise, it is said
 * when a battery does: it costs more, and goes up hills. */
static const char *vehicle_words(const struct rental_product *product)
{
    static const char *const forms[RENTAL_FORMS] = {
        "a bicycle", "a cargo bicycle", "a car", "a moped", "a scooter", "a scooter", "a vehicle"};
    static const char *const electric[RENTAL_FORMS] = {
        "an electric bicycle", "an electric cargo bicycle", "an electric car"};
    bool driven =
        product->propulsion == RENTAL_ELECTRIC || product->propulsion == RENTAL_ELECTRIC_ASSIST;
    return driven && electric[product->form] ? electric[product->form] : forms[product->form];
}

/* `take a moped of Trott'Estran, 1 min 15 s`, with `at Square` where a station lends it. */
static char *take_text(const struct world *world, const struct way_end *at, const char *duration,
                       char *text)
{
    const struct live *live = world->live;
    const struct rental_product *product = &live->rental_products[at->lending->product];
    bool station = at->lending->pickups[at->stand].station != NO_IX;
    snprintf(text, WAY_TEXT, "take %s of %.60s%s%.60s, %s", vehicle_words(product),
             world_text(world, live->rental_systems[product->system].name), station ? " at " : "",
             station ? rental_stand_name(world, at) : "", duration);
    return text;
}

/* Taking or giving back a shared vehicle. */
static char *hire_text(const struct world *world, const struct way *way, uint32_t part, char *text)
{
    const struct way_end *to = &way->parts[1].to;
    char duration[CIVIL_TEXT];
    screen_duration(way->parts[part].pause, duration);
    if (part == 1)
        return take_text(world, &way->parts[1].from, duration, text);
    if (to->lending)
        snprintf(text, WAY_TEXT, "leave it at %.100s, %s", rental_stand_name(world, to), duration);
    else
        snprintf(text, WAY_TEXT, "leave it there, %s", duration);
    return text;
}

/* ` (120 of 300 free, 2 min ago)`, or nothing where nobody knows. */
static const char *spaces_text(const struct world *world, uint32_t park, char text[SPACES_TEXT])
{
    char age[CIVIL_TEXT], total[32] = "";
    struct park_now is;
    unix_time now = clock_now();
    if (!parks_now(world, park, now, &is) || (is.free == NO_IX && is.state != LIVE_PARK_CLOSED))
        return "";
    screen_duration(now > is.said ? now - is.said : 0, age);
    if (is.total != NO_IX)
        snprintf(total, sizeof total, " of %" PRIu32, is.total);
    if (is.state == LIVE_PARK_CLOSED)
        snprintf(text, SPACES_TEXT, " (closed, %s ago)", age);
    else
        snprintf(text, SPACES_TEXT, " (%" PRIu32 "%s free, %s ago)", is.free, total, age);
    return text;
}

char *way_text_pause(const struct world *world, const struct way *way, uint32_t part, char *text)
{
    const struct way_end *at = &way->parts[0].to;
    bool first = way->parts[0].travel == TRAVEL_CAR || way->parts[0].travel == TRAVEL_BICYCLE;
    char duration[CIVIL_TEXT], spaces[SPACES_TEXT];
    if (way->lending)
        return hire_text(world, way, part, text);
    screen_duration(way->parts[part].pause, duration);
    if (at->park != NO_IX)
        snprintf(text, WAY_TEXT, "%s %.70s%.60s, %.30s", first ? "park at" : "take the vehicle at",
                 parks_name(world->network, at->park),
                 first ? spaces_text(world, at->park, spaces) : "", duration);
    else
        snprintf(text, WAY_TEXT, "%s, %s", first ? "get out" : "get in", duration);
    return text;
}

static const char *turn_words(enum turn turn)
{
    static const char *const words[TURNS] = {
        [TURN_DEPART] = "start",
        [TURN_HARD_LEFT] = "hard left",
        [TURN_LEFT] = "left",
        [TURN_SLIGHTLY_LEFT] = "half left",
        [TURN_CONTINUE] = "straight on",
        [TURN_SLIGHTLY_RIGHT] = "half right",
        [TURN_RIGHT] = "right",
        [TURN_HARD_RIGHT] = "hard right",
        [TURN_CIRCLE_CLOCKWISE] = "roundabout",
        [TURN_CIRCLE_COUNTERCLOCKWISE] = "roundabout",
        [TURN_STAIRS] = "stairs",
        [TURN_ELEVATOR] = "lift",
        [TURN_UTURN_LEFT] = "turn back",
        [TURN_UTURN_RIGHT] = "turn back",
    };
    return words[turn];
}

/* What to call a way that has no name; of a link only which way it leads is worth a word. */
static const char *kind_words(enum street_kind kind)
{
    static const char *const words[STREET_KINDS] = {
        [STREET_ROAD] = "unnamed road",
        [STREET_FOOTWAY] = "footpath",
        [STREET_CYCLEWAY] = "cycleway",
        [STREET_TRACK] = "track",
        [STREET_STEPS] = "stairs",
        [STREET_ESCALATOR] = "escalator",
        [STREET_MOVING_WALK] = "moving walkway",
        [STREET_LIFT] = "lift",
        [STREET_CORRIDOR] = "corridor",
        [STREET_FARE_GATE] = "fare gate",
        [STREET_EXIT_GATE] = "exit gate",
        [STREET_PLATFORM] = "platform",
        [STREET_AREA] = "square",
        [STREET_FERRY] = "ferry",
        [STREET_LINK] = "off the street",
    };
    return words[kind];
}

/* The way of a step: by its name, else by its kind; "" where the turn says it already. */
static const char *way_words(const struct network *network, const struct street_step *step,
                             char along[WAY_TEXT])
{
    const char *name = network_text(network, step->name);
    if (step->beside) {
        snprintf(along, WAY_TEXT, "%s along %.100s", kind_words(step->kind), name);
        return along;
    }
    if (*name)
        return name;
    if (step->kind == STREET_LINK && step->turn == TURN_DEPART)
        return "to the street";
    return step->turn == TURN_STAIRS && step->kind == STREET_STEPS ? "" : kind_words(step->kind);
}

static void print_step(const struct screen *screen, const struct network *network,
                       const struct street_step *step, bool only)
{
    char metres[WAY_TEXT], line[WAY_TEXT + 120];
    char along[WAY_TEXT];
    const char *what = way_words(network, step, along);
    way_text_metres(step->length_mm / 1000.0, metres);
    if (only && step->kind == STREET_LINK)
        snprintf(line, sizeof line, "straight there, %s", metres);
    else if (step->turn == TURN_ELEVATOR)
        snprintf(line, sizeof line, "lift from level %g to %g", step->from_level / 10.0,
                 step->to_level / 10.0);
    else if (step->exit)
        snprintf(line, sizeof line, "roundabout, exit %u, %s", step->exit, metres);
    else
        snprintf(line, sizeof line, "%s%s%.100s, %s", turn_words(step->turn), *what ? ", " : "",
                 what, metres);
    screen_dim(screen, line);
}

void way_text_steps(const struct screen *screen, const struct network *network,
                    const struct way_part *part, int indent)
{
    struct streets streets = network_streets(network);
    struct arena arena = {0};
    struct street_steps steps = {0};
    const struct street_steps_ask ask = {part->travel, &part->path, part->from.at, part->to.at};
    if (!part->straight && !part->bare)
        street_steps_of(&streets, &ask, &arena, &steps);
    for (uint32_t i = 0; i < steps.count; i++) {
        fprintf(screen->out, "%*s", indent, "");
        print_step(screen, network, &steps.items[i], steps.count == 1);
        fputc('\n', screen->out);
    }
    arena_finish(&arena);
}
