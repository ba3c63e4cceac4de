#include <stdio.h>

#include "data/live/traffic.h"
#include "engine/network/keys.h"

/*
 * What the operators of the demo city tell their riders, in French and in English. It names stops
 * and lines of that city; in a network without them there is less to tell.
 */

enum { CAUSE_OTHER = 2, CAUSE_TECHNICAL = 3, CAUSE_MAINTENANCE = 9, CAUSE_CONSTRUCTION = 10 };
enum {
    EFFECT_NO_SERVICE = 1,
    EFFECT_DELAYS = 3,
    EFFECT_MOVED = 9,
    EFFECT_NONE = 10,
    EFFECT_ACCESS = 11,
};
enum { SEVERITY_INFO = 2, SEVERITY_WARNING = 3, SEVERITY_SEVERE = 4 };
enum { HALF_HOUR = 1800, DAY = 86400, SELECTORS = 12 };

/* The alerts so far. */
struct alerts {
    const struct traffic *traffic;
    struct arena *arena;
    struct vec list;                     /* struct realtime_alert */
    struct realtime_selector *selectors; /* of the last one */
    civil_day day;                       /* today */
};

static struct realtime_texts in_both(struct alerts *alerts, const char *french, const char *english)
{
    struct realtime_translation *items = arena_array(alerts->arena, 2, sizeof *items);
    items[0] = (struct realtime_translation){traffic_text(french), traffic_text("fr")};
    items[1] = (struct realtime_translation){traffic_text(english), traffic_text("en")};
    return (struct realtime_texts){items, 2};
}

static struct realtime_periods from_to(struct alerts *alerts, unix_time start, unix_time end)
{
    struct realtime_period *item = arena_alloc(alerts->arena, sizeof *item);
    *item = (struct realtime_period){start, end};
    return (struct realtime_periods){item, 1};
}

/* A new alert without anybody it concerns. */
static struct realtime_alert *add(struct alerts *alerts, const char *id, uint8_t cause,
                                  uint8_t effect, uint8_t severity)
{
    struct realtime_alert *alert = vec_add(&alerts->list);
    alert->entity = traffic_text(id);
    alert->cause = cause;
    alert->effect = effect;
    alert->severity = severity;
    alert->selectors = alerts->selectors =
        arena_array(alerts->arena, SELECTORS, sizeof *alerts->selectors);
    return alert;
}

/* Says whom the last one concerns, too. */
static void concern(struct alerts *alerts, struct realtime_selector selector)
{
    struct realtime_alert *alert = vec_at(&alerts->list, alerts->list.count - 1);
    if (alert->selector_count < SELECTORS)
        alerts->selectors[alert->selector_count++] = selector;
}

static unix_time clock_on(const struct alerts *alerts, civil_day day, int hour, int minute)
{
    return zone_time(&alerts->traffic->zone, day, hour * 3600 + minute * 60);
}

/* A stop that is being rebuilt, another one each week; its poles stand a little further on. */
static void add_works(struct alerts *alerts)
{
    static const char *const sites[] = {"THE", "CLO", "PRA", "BEL", "NAV"};
    const struct traffic *traffic = alerts->traffic;
    const struct network *network = traffic->network;
    civil_day monday = alerts->day - civil_weekday(alerts->day);
    const char *site = sites[(uint32_t)(monday / 7) % (sizeof sites / sizeof *sites)];
    stop_ix stop = keys_stop_in(network, traffic->feed, site);
    if (stop == NO_IX)
        return;
    const char *name = network_text(network, network->stops[stop].name);
    struct realtime_alert *alert =
        add(alerts, "travaux", CAUSE_CONSTRUCTION, EFFECT_MOVED, SEVERITY_WARNING);
    alert->impact =
        from_to(alerts, clock_on(alerts, monday, 7, 0), clock_on(alerts, monday + 4, 18, 0));
    alert->communication =
        from_to(alerts, clock_on(alerts, monday - 7, 7, 0), clock_on(alerts, monday + 4, 18, 0));
    alert->texts[ALERT_HEADER] =
        in_both(alerts, arena_format(alerts->arena, "Travaux à l'arrêt %s", name),
                arena_format(alerts->arena, "Works at %s", name));
    alert->texts[ALERT_DESCRIPTION] = in_both(
        alerts,
        "Du lundi au vendredi, les poteaux sont déplacés d'une trentaine de mètres. Les lignes "
        "s'arrêtent comme d'habitude.",
        "From Monday to Friday the poles stand some thirty metres further on. All lines call as "
        "usual.");
    alert->texts[ALERT_URL] =
        in_both(alerts, "https://maree.example/travaux", "https://maree.example/en/works");
    concern(alerts,
            (struct realtime_selector){.stop_id = traffic_own(traffic, network->stops[stop].id)});
    for (uint32_t i = network->stop_child_first[stop]; i < network->stop_child_first[stop + 1];
         i++) {
        const struct stop *pole = &network->stops[network->stop_children[i]];
        concern(alerts, (struct realtime_selector){.stop_id = traffic_own(traffic, pole->id)});
    }
}

/*
 * At night the tram does not reach its southern end: "no service", said of the line and of each
 * stop of the section. Whoever takes the line off for it does wrong: what runs is for trip updates
 * to say.
 */
static void add_section(struct alerts *alerts)
{
    static const char *const stops[] = {"ECL1", "ECL2", "CHA1", "CHA2", "CAL1", "CAL2"};
    const struct traffic *traffic = alerts->traffic;
    if (keys_route_in(traffic->network, traffic->feed, "T2") == NO_IX)
        return;
    struct realtime_alert *alert =
        add(alerts, "section-T2", CAUSE_MAINTENANCE, EFFECT_NO_SERVICE, SEVERITY_SEVERE);
    alert->active = from_to(alerts, clock_on(alerts, alerts->day, 22, 30),
                            clock_on(alerts, alerts->day + 1, 4, 30));
    alert->texts[ALERT_HEADER] =
        in_both(alerts, "T2 interrompu le soir entre Rive-Neuve et Les Sablons",
                "T2 suspended in the evening between Rive-Neuve and Les Sablons");
    alert->texts[ALERT_DESCRIPTION] = in_both(
        alerts,
        "Chaque soir à partir de 22 h 30, entretien de la voie. Un bus relais dessert les arrêts "
        "de la section ; le reste de la ligne T2 circule normalement.",
        "Track maintenance every evening from 22:30. A replacement bus serves the stops of the "
        "section; the rest of line T2 runs as usual.");
    concern(alerts, (struct realtime_selector){.route_id = traffic_text("T2")});
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        concern(alerts, (struct realtime_selector){.route_id = traffic_text("T2"),
                                                   .stop_id = traffic_text(stops[i])});
}

/* Every other day the lift of the central station stands still. */
static void add_lift(struct alerts *alerts)
{
    const struct traffic *traffic = alerts->traffic;
    if (keys_stop_in(traffic->network, traffic->feed, "PEC-V2") == NO_IX || alerts->day % 2)
        return;
    struct realtime_alert *alert =
        add(alerts, "ascenseur-PEC", CAUSE_TECHNICAL, EFFECT_ACCESS, SEVERITY_INFO);
    alert->active = from_to(alerts, clock_on(alerts, alerts->day, 5, 0), 0);
    alert->texts[ALERT_HEADER] = in_both(alerts, "Ascenseur des voies 2 et 3 en panne",
                                         "Lift to platforms 2 and 3 out of order");
    alert->texts[ALERT_DESCRIPTION] = in_both(
        alerts, "Un technicien est attendu dans la journée. Demandez de l'aide au guichet.",
        "A technician is expected in the course of the day. Please ask at the ticket office.");
    concern(alerts, (struct realtime_selector){.stop_id = traffic_text("PEC-V2")});
    concern(alerts, (struct realtime_selector){.stop_id = traffic_text("PEC-V3")});
}

/* Something for everybody, all the time. */
static void add_notice(struct alerts *alerts)
{
    const struct network *network = alerts->traffic->network;
    struct realtime_alert *alert =
        add(alerts, "information", CAUSE_OTHER, EFFECT_NONE, SEVERITY_INFO);
    alert->texts[ALERT_HEADER] =
        in_both(alerts, "Montez par toutes les portes", "Board by any door");
    for (agency_ix i = 0; i < network->counts.agencies; i++)
        if (network->agencies[i].feed == alerts->traffic->feed)
            concern(alerts,
                    (struct realtime_selector){
                        .agency_id = traffic_own(alerts->traffic, network->agencies[i].id)});
}

/* Lines that are doing badly at a busy time: for half an hour at least. */
static void add_slow(struct alerts *alerts)
{
    const struct traffic *traffic = alerts->traffic;
    const struct network *network = traffic->network;
    unix_time since = traffic->now / HALF_HOUR * HALF_HOUR;
    for (route_ix i = 0; i < network->counts.routes; i++) {
        const struct route *route = &network->routes[i];
        if (i == network->feeds[traffic->feed].spare_route || route->feed != traffic->feed ||
            traffic_line(traffic, i, since) < 0.6 || traffic_rush(traffic, since) < 0.5)
            continue;
        const char *id = network_text(network, route->id);
        const char *name = network_text(network, route->short_name);
        struct realtime_alert *alert = add(alerts, arena_format(alerts->arena, "retards-%s", id),
                                           CAUSE_OTHER, EFFECT_DELAYS, SEVERITY_WARNING);
        alert->active = from_to(alerts, since, since + HALF_HOUR);
        alert->texts[ALERT_HEADER] =
            in_both(alerts, arena_format(alerts->arena, "Ligne %s : trafic ralenti", name),
                    arena_format(alerts->arena, "Line %s: delays", name));
        concern(alerts, (struct realtime_selector){.route_id = traffic_text(id)});
    }
}

/* A run that is cancelled is told to those who wait for it. */
static void add_cancelled(struct alerts *alerts, const struct traffic_ride *ride)
{
    const struct traffic *traffic = alerts->traffic;
    unix_time start = traffic_promised(traffic, ride, 0).depart;
    if (ride->fate != FATE_CANCELLED || start > traffic->now + 2 * HALF_HOUR ||
        start + 2 * HALF_HOUR < traffic->now)
        return;
    struct realtime_text entity = traffic_entity(traffic, ride, alerts->arena);
    struct realtime_run *run = arena_alloc(alerts->arena, sizeof *run);
    const char *name = network_text(traffic->network, ride->route->short_name);
    int hours = ride->start / 3600 % 24, minutes = ride->start / 60 % 60;
    *run = traffic_run(traffic, ride, alerts->arena);
    run->has_relation = false;
    run->relation = TRIP_SCHEDULED;
    struct realtime_alert *alert =
        add(alerts, arena_format(alerts->arena, "supprime-%s", entity.text), CAUSE_TECHNICAL,
            EFFECT_NO_SERVICE, SEVERITY_WARNING);
    alert->active = from_to(alerts, start - 2 * HALF_HOUR, start + 2 * HALF_HOUR);
    alert->texts[ALERT_HEADER] = in_both(
        alerts,
        arena_format(alerts->arena, "Ligne %s : départ de %d h %02d supprimé", name, hours,
                     minutes),
        arena_format(alerts->arena, "Line %s: the %d:%02d is cancelled", name, hours, minutes));
    concern(alerts, (struct realtime_selector){.run = run});
}

struct realtime_message traffic_alerts(const struct traffic *traffic, struct arena *arena)
{
    struct realtime_message message = traffic_message(traffic);
    const struct traffic_ride *rides = traffic->rides.data;
    struct alerts alerts = {.traffic = traffic,
                            .arena = arena,
                            .list = vec_of(sizeof(struct realtime_alert)),
                            .day = zone_day(&traffic->zone, traffic->now)};
    add_works(&alerts);
    add_section(&alerts);
    add_lift(&alerts);
    add_notice(&alerts);
    add_slow(&alerts);
    for (uint32_t i = 0; i < traffic->rides.count; i++)
        add_cancelled(&alerts, &rides[i]);
    message.alert_count = alerts.list.count;
    message.alerts = traffic_keep(&alerts.list, arena);
    return message;
}
