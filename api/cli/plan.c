#include "api/cli/verbs.h"

#include <stdio.h>
#include <string.h>

#include "api/cli/city.h"
#include "api/cli/live_beside.h"
#include "api/cli/options.h"
#include "api/cli/plan_json.h"
#include "api/cli/plan_text.h"
#include "api/cli/question.h"
#include "api/fare_wish.h"
#include "api/plan.h"

enum { CHANGE_MINUTES_MAX = 30, CHEAPER_MINUTES_MAX = 240, CHEAPER_TRANSFERS_MAX = 4 };

/* What was typed: the one command line of the process. */
static struct asked asked;

static const char plan_examples[] =
    "FROM and TO are a stop's id, lat,lon, or the name of a stop, a street, a house or a\n"
    "place. A few ways to ask:\n"
    "  trajet plan --image city.trajet \"Gare Centrale\" \"Casino\"\n"
    "  trajet plan --image city.trajet GCA CAS --at 08:30\n"
    "  trajet plan --image city.trajet \"12 rue Neuve\" Technopôle --steps --wheelchair\n"
    "  trajet plan --image city.trajet \"Grande Rue\" Casino --access walk,car_parking\n"
    "  trajet plan --image city.trajet 45.9994,-4.0003 CAS --by \"2026-05-04 09:00\"\n"
    "  trajet plan --image city.trajet GCA CAS --via \"Vieux-Port\" --stay 20 --modes tram,ferry";

static const struct option options[] = {
    {.name = "image",
     .letter = 'i',
     .kind = OPTION_TEXT,
     .value = &asked.image,
     .argument = "PATH",
     .help = "A network image, a city.json or a feed (needed)"},
    {.name = "live",
     .kind = OPTION_TEXT,
     .value = &asked.live,
     .argument = "PATH",
     .help = "The live image to lay over it (PATH.live, if it is there)"},
    {.name = "no-live",
     .kind = OPTION_FLAG,
     .value = &asked.no_live,
     .help = "Leave live data out"},
    {.name = "promised",
     .kind = OPTION_FLAG,
     .value = &asked.promised,
     .help = "Look for journeys as the timetable has them, and show\n"
             "what has become of them"},
    {.name = "at",
     .kind = OPTION_TEXT,
     .value = &asked.at,
     .argument = "TIME",
     .help = "Leave then or later; without it, now"},
    {.name = "by",
     .kind = OPTION_TEXT,
     .value = &asked.by,
     .argument = "TIME",
     .help = "Arrive then or earlier"},
    {.name = "window",
     .kind = OPTION_NUMBER,
     .value = &asked.window_minutes,
     .high = 2880,
     .argument = "MINUTES",
     .help = "How much of the timetable to look at (60)"},
    {.name = "count",
     .kind = OPTION_NUMBER,
     .value = &asked.count,
     .low = 1,
     .high = 1000,
     .argument = "N",
     .help = "Show at most so many journeys (5)"},
    {.name = "via",
     .kind = OPTION_LIST,
     .value = &asked.vias,
     .argument = "PLACE",
     .help = "Pass there; may be given again, in order"},
    {.name = "stay",
     .kind = OPTION_NUMBER,
     .value = &asked.stay_minutes,
     .high = 1440,
     .argument = "MINUTES",
     .help = "Stay at each --via at least that long (0)"},
    {.name = "max-transfers",
     .kind = OPTION_NUMBER,
     .value = &asked.transfers,
     .high = QUERY_TRANSFERS_MAX,
     .argument = "N",
     .help = "Change at most so often (7)"},
    {.name = "modes",
     .kind = OPTION_TEXT,
     .value = &asked.modes,
     .argument = "LIST",
     .help = "Ride these only: tram,bus,ferry ..."},
    {.name = "walk",
     .kind = OPTION_NUMBER,
     .value = &asked.walk_minutes,
     .high = DOOR_MINUTES_MAX,
     .argument = "MINUTES",
     .help = "Walk at most so long to or from a stop (15)"},
    {.name = "drive",
     .kind = OPTION_NUMBER,
     .value = &asked.drive_minutes,
     .high = DOOR_MINUTES_MAX,
     .argument = "MINUTES",
     .help = "The same by bicycle or car, parking included (30)"},
    {.name = "mode",
     .kind = OPTION_TEXT,
     .value = &asked.own,
     .argument = "LIST",
     .help = "Move by these where nothing is ridden: walk,bike,car ...\n"
             "(also bike_parking, car_parking, car_dropoff, rental)"},
    {.name = "access",
     .kind = OPTION_TEXT,
     .value = &asked.access,
     .argument = "LIST",
     .help = "The same for the way to the first stop only"},
    {.name = "egress",
     .kind = OPTION_TEXT,
     .value = &asked.egress,
     .argument = "LIST",
     .help = "The same for the way from the last stop only"},
    {.name = "direct",
     .kind = OPTION_TEXT,
     .value = &asked.direct,
     .argument = "LIST",
     .help = "The same for going all the way without a ride"},
    {.name = "change",
     .kind = OPTION_TEXT,
     .value = &asked.change,
     .argument = "LIST",
     .help = "Between two rides: walk, or rental for shared vehicles, too (walk)"},
    {.name = "max-change",
     .kind = OPTION_NUMBER,
     .value = &asked.change_minutes,
     .high = CHANGE_MINUTES_MAX,
     .argument = "MINUTES",
     .help = "With a vehicle take at most so long from stop to stop (15)"},
    {.name = "rental-forms",
     .kind = OPTION_TEXT,
     .value = &asked.rental.forms,
     .argument = "LIST",
     .help = "Hire these only: bicycle,scooter_standing,car ..."},
    {.name = "rental-propulsions",
     .kind = OPTION_TEXT,
     .value = &asked.rental.propulsions,
     .argument = "LIST",
     .help = "Hire only what these drive: human,electric_assist ..."},
    {.name = "rental-providers",
     .kind = OPTION_TEXT,
     .value = &asked.rental.providers,
     .argument = "LIST",
     .help = "Hire of these only, by their ids in `trajet info PATH.live`"},
    {.name = "rental-groups",
     .kind = OPTION_TEXT,
     .value = &asked.rental.groups,
     .argument = "LIST",
     .help = "Hire of these groups only; or of --rental-providers"},
    {.name = "taste",
     .kind = OPTION_TEXT,
     .value = &asked.taste,
     .argument = "WORD",
     .help = "By bicycle: faster, safer or flatter ways"},
    {.name = "steps",
     .kind = OPTION_FLAG,
     .value = &asked.steps,
     .help = "Tell ways on streets step by step"},
    {.name = "wheelchair",
     .kind = OPTION_FLAG,
     .value = &asked.wheelchair,
     .help = "Avoid what is known not to be step-free"},
    {.name = "bike",
     .kind = OPTION_FLAG,
     .value = &asked.bike,
     .help = "Ride only what says that it carries bicycles"},
    {.name = "fares",
     .kind = OPTION_FLAG,
     .value = &asked.fares,
     .help = "Say what each journey costs"},
    {.name = "cheaper",
     .kind = OPTION_FLAG,
     .value = &asked.cheaper,
     .help = "As --fares, and show journeys too that cost less and are\n"
             "slower or change more often; they come on top of --count"},
    {.name = "cheaper-delay",
     .kind = OPTION_NUMBER,
     .value = &asked.cheaper_minutes,
     .high = CHEAPER_MINUTES_MAX,
     .argument = "MINUTES",
     .help = "With --cheaper: they may be so much slower (30)"},
    {.name = "cheaper-transfers",
     .kind = OPTION_NUMBER,
     .value = &asked.cheaper_transfers,
     .high = CHEAPER_TRANSFERS_MAX,
     .argument = "N",
     .help = "With --cheaper: they may have so many changes more (1)"},
    {.name = "category",
     .kind = OPTION_LIST,
     .value = &asked.categories,
     .argument = "ID",
     .help = "With --fares: a rider category that applies; may be given\nagain; "
             "`trajet fare --list` shows what there is"},
    {.name = "medium",
     .kind = OPTION_LIST,
     .value = &asked.media,
     .argument = "ID",
     .help = "With --fares: pay with this; may be given again"},
    {.name = "pass",
     .kind = OPTION_LIST,
     .value = &asked.passes,
     .argument = "ID",
     .help = "With --fares: a pass that is held; may be given again"},
    {.name = "spent",
     .kind = OPTION_LIST,
     .value = &asked.spent,
     .argument = "CAP:CENTS",
     .help = "With --fares: spent so far in the period of a cap, in cents;\nmay be given again"},
    {.name = "parking",
     .kind = OPTION_NUMBER,
     .value = &asked.parking_minutes,
     .low = 1,
     .high = FARE_PARKING_MINUTES_MAX,
     .argument = "MINUTES",
     .help = "With --fares: how long a car stays in a park (not known)"},
    {.name = "json",
     .kind = OPTION_FLAG,
     .value = &asked.json,
     .help = "Print what the HTTP API would answer"},
    {0},
};

static const struct command command = {
    .name = "trajet plan",
    .arguments = "--image PATH FROM TO [--at TIME | --by TIME] [options]",
    .summary = "Answers one question: how to get from FROM to TO.",
    .options = options,
    .examples = plan_examples,
    .least = 2,
    .most = 2,
};

/* Everything one run of `trajet plan` holds. */
struct session {
    struct network network;
    struct live live;
    struct world world;
    struct places *places;
    struct worker worker;
    struct arena arena;
    struct question question;
    struct plan plan;
};

/* Those nearest to the time asked for: the first, or the last that arrive by it. */
static void cut(struct journeys *journeys, uint32_t most, bool arrive_by)
{
    if (journeys->count <= most)
        return;
    if (arrive_by)
        journeys->items += journeys->count - most;
    journeys->count = most;
}

static void print_note(const char *role, const struct where *where)
{
    if (where->missing)
        fprintf(stderr, "%s: no number %s is known in %s; the middle of the street is taken\n",
                role, where->missing, where->name);
    if (where->others)
        fprintf(stderr, "%s is taken for \"%s\"; it could also be %s\n", role, where->name,
                where->others);
}

/* The same steps as the server takes. */
static bool find(struct session *session, struct error *error)
{
    struct request request;
    const char *target =
        plan_target(&session->network, &session->question, &asked, &session->arena);
    session->worker.world = &session->world;
    if (!request_parse(&request, &session->worker, target, error) ||
        !plan_read(&request, &session->plan, error) ||
        !plan_find(&session->worker, &session->plan, error))
        return false;
    if (!asked.cheaper) /* Those are beside the others, and would go first. */
        cut(&session->plan.journeys, (uint32_t)asked.count, session->question.query.when.arrive_by);
    return true;
}

static bool is_same(const struct where *from, const struct where *to)
{
    if (!from->is_point || !to->is_point)
        return from->stop != NO_IX && from->stop == to->stop;
    return from->at.lat == to->at.lat && from->at.lon == to->at.lon;
}

static int answer(struct session *session, char **argv, struct error *error)
{
    session->places = places_create(&session->network);
    if (!question_read(&session->question, &asked, (const char *const *)(argv + 1), session->places,
                       &session->arena, error))
        return error->kind == ERROR_MISSING
                   ? input_error(error)
                   : usage_error(&command, "%s: %s", error->place, error->text);
    if (is_same(&session->question.from, &session->question.to)) {
        error_set(error, ERROR_INPUT, "TO", "%s is where the journey starts",
                  session->question.to.name);
        return input_error(error);
    }
    print_note("FROM", &session->question.from);
    print_note("TO", &session->question.to);
    if (asked.json)
        return plan_json_print(&session->world, &session->question, &asked);
    if (!find(session, error))
        return input_error(error);
    const struct plan_text text = {&asked, &session->question, &session->world, &session->plan};
    return plan_text_print(&text) ? END_OK : END_NO_ANSWER;
}

/* Lays live data over the timetable: what was named must be there and fit. */
static bool open_live(struct session *session, const char *image, struct error *error)
{
    session->world = (struct world){.network = &session->network};
    if (asked.no_live)
        return true;
    if (asked.live) {
        if (!live_open(&session->live, asked.live, &session->network, error))
            return false;
        session->world.live = &session->live;
    } else {
        live_beside_open(&session->world, &session->live, image);
    }
    return true;
}

static int open_and_answer(struct session *session, char **argv)
{
    struct error error = {0};
    char *image = arena_text(&session->arena, asked.image, strlen(asked.image));
    if (!city_open_kept(&session->network, image, &error)) {
        arena_finish(&session->arena);
        return input_error(&error);
    }
    int ending =
        open_live(session, image, &error) ? answer(session, argv, &error) : input_error(&error);
    worker_finish(&session->worker);
    live_close(&session->live);
    places_destroy(session->places);
    arena_finish(&session->arena);
    network_close(&session->network);
    return ending;
}

/* What is said of prices, and whether they are asked for. */
static bool check_fares(int *ending)
{
    struct arena arena = {0};
    struct fare_profile profile;
    struct error error = {0};
    bool some = asked.categories.count || asked.media.count || asked.passes.count ||
                asked.spent.count || asked.parking_minutes >= 0;
    bool good = fare_wish_spent(asked.spent.items, asked.spent.count, &arena, &profile, &error);
    arena_finish(&arena);
    if (some && !asked.fares)
        *ending = usage_error(&command,
                              "--category, --medium, --pass, --spent and --parking need --fares");
    else if (!asked.cheaper && (asked.cheaper_minutes >= 0 || asked.cheaper_transfers >= 0))
        *ending = usage_error(&command, "--cheaper-delay and --cheaper-transfers need --cheaper");
    else if (!good)
        *ending = usage_error(&command, "--spent: %s", error.text);
    else
        return true;
    return false;
}

int plan_main(int argc, char **argv)
{
    asked = asked_default;
    int ending;
    if (!options_read(&command, &argc, argv, &ending))
        return ending;
    if (!asked.image)
        return usage_error(&command, "--image is missing: which network is it about?");
    if (asked.at && asked.by)
        return usage_error(&command, "--at and --by exclude each other");
    if (asked.live && asked.no_live)
        return usage_error(&command, "--live and --no-live exclude each other");
    asked.fares |= asked.cheaper;
    if (!check_fares(&ending))
        return ending;
    struct session session = {0};
    return open_and_answer(&session, argv);
}
