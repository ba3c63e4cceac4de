#include "tests/rich.h"

#include "tests/rich_streets.h"

static const char stops[] =
    "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,"
    "platform_code,zone_id,level_id\n"
    "S,Gare,46.0000,-5.0000,1,,1,,,\n"
    "S1,Gare,46.0001,-5.0000,0,S,,1,Z1,0\n"
    "S2,Gare,46.0002,-5.0001,0,S,2,2,Z1,0\n"
    "SE,Rue,46.0003,-5.0002,2,S,,,,\n"
    "SB,Sortie,46.0001,-5.0000,4,S1,,,,\n"
    "A,Aa,46.0100,-5.0000,0,,1,,,\n"
    "A2,Aa bis,46.0105,-5.0000,0,,,,,\n"
    "B,Bb,46.0200,-5.0100,0,,,,,\n"
    "C,Cc,46.0300,-5.0200,0,,,,,\n"
    "D,Dd,46.0400,-5.0300,0,,,,,\n";

static const char trips[] =
    "trip_id,route_id,service_id,block_id,shape_id,trip_headsign,direction_id,"
    "wheelchair_accessible,bikes_allowed\n"
    "slow,L,d,,with,Dd,0,1,1\nfast,L,d,,with,Dd,0,1,1\nlate,L,d,,with,Dd,0,1,1\n"
    "one,M,d,K,without,Bb,0,,\ntwo,M,d,K,,Dd,0,,\nthree,M,w,K,,Dd,0,,\n"
    "night,N,w,,,Gare,1,2,2\nnext,N,w,,,Dd,0,,\n"
    "headway,L,d,,,,,,\n"
    "far,N,d,,,Gare,1,,\n"
    "wait,M,d,,,Dd,0,,\n";

static const char times[] =
    "trip_id,stop_sequence,stop_id,arrival_time,departure_time,pickup_type,drop_off_type,"
    "stop_headsign,shape_dist_traveled\n"
    "slow,1,S1,08:00:00,08:00:00,0,0,via Aa,0\nslow,2,A,08:10:00,08:12:00,0,0,,10\n"
    "slow,3,B,08:30:00,08:31:00,0,0,,20\nslow,4,D,09:00:00,09:00:00,0,0,,40\n"
    "fast,1,S1,08:05:00,08:05:00,0,0,via Aa,0\nfast,2,A,08:11:00,08:11:00,0,0,,10\n"
    "fast,3,B,08:20:00,08:20:00,0,0,,20\nfast,4,D,08:40:00,08:40:00,0,0,,40\n"
    "late,1,S1,10:00:00,10:00:00,0,0,via Aa,0\nlate,2,A,10:10:00,10:12:00,0,0,,10\n"
    "late,3,B,10:30:00,10:31:00,0,0,,20\nlate,4,D,11:00:00,11:00:00,0,0,,40\n"
    "one,1,S2,08:02:00,08:02:00,0,1,,\none,2,A2,08:14:00,08:14:00,3,3,,\n"
    "one,3,B,08:25:00,08:25:00,0,0,,\n"
    "two,1,B,08:28:00,08:28:00,0,0,,\ntwo,2,C,08:40:00,08:40:00,1,0,,\n"
    "two,3,D,08:50:00,08:50:00,0,0,,\n"
    "three,1,D,09:00:00,09:00:00,0,0,,\nthree,2,C,09:10:00,09:10:00,0,0,,\n"
    "night,0,D,23:30:00,23:30:00,0,0,,\nnight,5,B,24:30:00,24:40:00,2,2,,\n"
    "night,9,S1,25:30:00,25:30:00,0,0,,\n"
    "next,1,S1,25:40:00,25:40:00,0,0,,\nnext,2,D,26:40:00,26:40:00,0,0,,\n"
    "headway,1,A,00:00:00,00:00:00,0,0,,\nheadway,2,C,00:15:00,00:15:00,0,0,,\n"
    "far,1,C,70:00:00,70:00:00,0,0,,\nfar,2,S1,74:00:00,74:00:00,0,0,,\n"
    "wait,1,A2,08:12:00,08:12:00,0,0,,\nwait,2,D,08:30:00,08:30:00,0,0,,\n";

static const char transfers[] =
    "from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,transfer_type,"
    "min_transfer_time\n"
    "S1,S2,,,,,2,240\nS2,S1,,,,,0,\nS,S,,,,,2,180\nA,A2,L,M,,,2,60\nA,A2,,,slow,wait,1,\n"
    "A2,A,,,,,3,\nB,B,L,M,,,2,30\nB,B,,,,,3,\n,,,,night,next,4,\n,,,,one,three,5,\n";

static const char shapes[] = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,"
                             "shape_dist_traveled\n"
                             "with,46.0001,-5.0000,1,0\nwith,46.0100,-5.0000,2,10\n"
                             "with,46.0200,-5.0100,3,20\nwith,46.0300,-5.0200,4,30\n"
                             "with,46.0400,-5.0300,5,40\n"
                             "without,46.0002,-5.0001,1,\nwithout,46.0050,-5.0000,2,\n"
                             "without,46.0105,-5.0000,3,\nwithout,46.0200,-5.0100,4,\n";

/* Fares in both forms, so that no section of an image is empty and the last record of each leads
 * somewhere. */
static const char products[] =
    "fare_product_id,fare_product_name,amount,currency,rider_category_id,fare_media_id\n"
    "single,Billet,1.80,EUR,adult,card\nsingle,Billet,1.00,EUR,child,\nless,Remise,-0.50,EUR,,\n";
static const char legs[] =
    "leg_group_id,network_id,from_area_id,to_area_id,from_timeframe_group_id,"
    "to_timeframe_group_id,fare_product_id\n"
    "g,bus,in,out,peak,late,single\nh,night,,,,,single\n";
static const char changes[] =
    "from_leg_group_id,to_leg_group_id,transfer_count,duration_limit,duration_limit_type,"
    "fare_transfer_type,fare_product_id\n"
    "g,h,,,,0,\nh,h,2,3600,1,0,less\n";

const struct built_file rich_files[] = {
    {"agency.txt", "agency_id,agency_name,agency_url,agency_timezone,agency_lang\n"
                   "a,Agence,http://example.org,Europe/Paris,fr\n"},
    {"feed_info.txt", "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,"
                      "feed_end_date,feed_version\n"
                      "Ville,http://example.org,fr,20260101,20261231,1\n"},
    {"stops.txt", stops},
    {"routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type,route_color\n"
                   "L,a,L,Ligne,3,FF0000\nM,a,M,,0,\nN,a,N,Nuit,109,\n"},
    {"trips.txt", trips},
    {"stop_times.txt", times},
    {"transfers.txt", transfers},
    {"shapes.txt", shapes},
    {"calendar.txt",
     "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
     "d,1,1,1,1,1,1,1,20260101,20261231\nw,1,1,1,1,1,0,0,20260101,20261231\n"},
    {"calendar_dates.txt", "service_id,date,exception_type\nw,20260501,2\nw,20260502,1\n"},
    {"frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\n"
                        "headway,06:00:00,09:00:00,600,1\nheadway,09:00:00,20:00:00,1200,0\n"},
    {"translations.txt", "table_name,field_name,language,translation,record_id,field_value\n"
                         "stops,stop_name,en,Station,S,\nroutes,route_long_name,en,Line,L,\n"
                         "trips,trip_headsign,en,Dee,slow,\nagency,agency_name,en,Agency,a,\n"
                         "stop_times,stop_headsign,en,by Aa,,via Aa\n"},
    {"attributions.txt", "organization_name,is_producer,route_id\nCartes,1,\nBus,1,L\n"},
    {"rider_categories.txt", "rider_category_id,rider_category_name,is_default_fare_category\n"
                             "adult,Adulte,1\nchild,Enfant,0\n"},
    {"fare_media.txt", "fare_media_id,fare_media_name,fare_media_type\ncard,Carte,2\n"},
    {"fare_products.txt", products},
    {"networks.txt", "network_id,network_name\nbus,Bus\nnight,Nuit\n"},
    {"route_networks.txt", "network_id,route_id\nbus,L\nbus,M\nnight,N\n"},
    {"areas.txt", "area_id,area_name\nin,Centre\nout,Dehors\n"},
    {"stop_areas.txt", "area_id,stop_id\nin,S\nin,A\nout,D\n"},
    {"timeframes.txt", "timeframe_group_id,start_time,end_time,service_id\n"
                       "peak,07:00:00,09:00:00,w\npeak,16:00:00,18:00:00,w\nlate,,,d\n"},
    {"fare_leg_rules.txt", legs},
    {"fare_leg_join_rules.txt",
     "from_network_id,to_network_id,from_stop_id,to_stop_id\nbus,night,S1,S2\n"},
    {"fare_transfer_rules.txt", changes},
    {"fare_attributes.txt",
     "fare_id,price,currency_type,payment_method,transfers,transfer_duration,agency_id\n"
     "all,2.50,EUR,1,,3600,a\nzone,1.20,EUR,0,0,,a\n"},
    {"fare_rules.txt", "fare_id,route_id,origin_id,destination_id,contains_id\nzone,L,Z1,Z1,Z1\n"
                       "lost,L,,,\n"},
    {0},
};

void rich_build(struct built *built)
{
    built_with(built, rich_files, rich_streets_add);
}
