#include "tests/live_world.h"

static const struct small_file files[] = {
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                  "S,Station,48.0,2.0,1,\nP,Platform 1,48.001,2.001,0,S\n"
                  "P2,Platform 2,48.002,2.001,,S\nQ,Quay,48.05,2.05,,\nR,Road,48.1,2.1,,\n"
                  "E,Entrance,48.0,2.0,2,S\nZ,Zoo,48.2,2.2,,\n"},
    {"routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\n"
                   "L,A,1,Line,3\nM,A,2,Metro,0\n"},
    {"trips.txt", "route_id,service_id,trip_id,trip_headsign,direction_id\n"
                  "L,WK,T,There,0\nL,WK,U,Back,1\nL,WE,V,There,0\nL,WK,O,Around,0\n"
                  "L,WK,N,Night,0\nL,WK,F,Far,0\nM,WK,H,Often,0\nM,WK,K,Mostly,0\n"
                  "M,WD,1:A:7,There,0\nM,WE,2:A:7,There,0\nM,WK,1:A:8,There,0\n"
                  "M,WK,1:B:8,Back,1\n"},
    {"stop_times.txt",
     "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
     "T,08:00:00,08:00:00,P,1\nT,08:10:00,08:11:00,Q,2\nT,08:20:00,08:20:00,R,3\n"
     "U,09:00:00,09:00:00,R,1\nU,09:10:00,09:10:00,Q,2\nU,09:20:00,09:20:00,P2,3\n"
     "V,12:00:00,12:00:00,P,1\nV,12:10:00,12:11:00,Q,2\nV,12:20:00,12:20:00,R,3\n"
     "O,10:00:00,10:00:00,P,5\nO,10:10:00,10:10:00,Q,10\nO,10:20:00,10:20:00,P,15\n"
     "O,10:30:00,10:30:00,R,20\n"
     "N,23:50:00,23:50:00,P,1\nN,24:10:00,24:10:00,Q,2\nN,24:30:00,24:30:00,R,3\n"
     "F,30:00:00,30:00:00,P,1\nF,49:00:00,49:00:00,Q,2\n"
     "H,00:00:00,00:00:00,P,1\nH,00:20:00,00:20:00,R,2\n"
     "K,00:00:00,00:00:00,P,1\nK,00:20:00,00:20:00,R,2\n"
     "1:A:7,14:00:00,14:00:00,P,1\n1:A:7,14:20:00,14:20:00,R,2\n"
     "2:A:7,14:00:00,14:00:00,P,1\n2:A:7,14:20:00,14:20:00,R,2\n"
     "1:A:8,15:00:00,15:00:00,P,1\n1:A:8,15:20:00,15:20:00,R,2\n"
     "1:B:8,15:00:00,15:00:00,R,1\n1:B:8,15:20:00,15:20:00,P,2\n"},
    {"calendar.txt",
     "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
     "WK,1,1,1,1,1,1,1,20260101,20261231\nWE,0,0,0,0,0,1,1,20260101,20261231\n"
     "WD,1,1,1,1,1,0,0,20260101,20261231\n"},
    {"frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\n"
                        "H,06:00:00,08:00:00,600,1\nK,09:00:00,10:00:00,900,0\n"},
};

static void start(struct live_world *world)
{
    live_feeds_init(&world->state, &world->frozen.network, world->midnight + 8 * 3600 + 300);
    world->stamp = world->state.now - 3600;
}

void live_world_init(struct live_world *world)
{
    frozen_feed_make(&world->frozen, files, sizeof files / sizeof *files, NULL);
    const struct network *network = &world->frozen.network;
    struct zone zone = network_zone(network, network->feeds[0].zone);
    world->midnight = zone_day_start(&zone, WORLD_DAY);
    start(world);
}

void live_world_finish(struct live_world *world)
{
    live_feeds_finish(&world->state);
    frozen_feed_finish(&world->frozen);
}

void live_world_reset(struct live_world *world)
{
    live_feeds_finish(&world->state);
    start(world);
}

void live_world_begin(struct live_world *world)
{
    rt_begin(&world->words, world->midnight, ++world->stamp, false);
}

void live_world_apply(struct live_world *world)
{
    live_feeds_take(&world->state, 0, rt_bytes(&world->words));
    live_feeds_apply(&world->state);
}

void live_world_say(struct live_world *world, const char *line)
{
    live_world_begin(world);
    rt_trip(&world->words, "e", line);
    live_world_apply(world);
}

const char *live_world_run(const struct live_world *world, const char *trip)
{
    return live_feeds_run(&world->state, trip, WORLD_DAY, INT32_MIN);
}
